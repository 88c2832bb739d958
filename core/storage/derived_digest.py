"""A digest of what a figure was made of, and of the program that worked it out."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import core
from core.domain.telling import FleetingError, told

WORKING = ("catalogue", "domain", "services", "storage")
"""The packages whose modules decide what a figure is."""


def digest_of(*values: object) -> str | None:
    """Return the same for equal *values* in every process of this program; None: of none."""
    try:
        words = told(values)
    except FleetingError:
        return None
    return sha256(f"{PROGRAM}|{words}".encode()).hexdigest()


def _digest_of_program() -> str:
    digest = sha256()
    home = Path(core.__file__).parent
    for package in WORKING:
        for module in sorted((home / package).rglob("*.py")):
            digest.update(module.read_bytes())
    return digest.hexdigest()


PROGRAM = _digest_of_program()
"""Told by its modules as they were loaded: others might work out something else."""
