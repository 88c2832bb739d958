"""The files in which heads of the audit are kept: one for each export, never written over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from core.domain.audit_heads import HeadsUnsealedError, unsealed
from core.domain.integrity import Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from core.domain.audit_heads import AuditHeads
    from core.domain.integrity import Findings

FOLDER = "audit-heads"
"""Below the data folder, unless another is named."""

NAMES = "audit-heads-*.json"


def kept(text: str, folder: Path, *, at: datetime) -> Path:
    """Write *text* durably under the name of its moment (UTC), and return the file.

    Raises FileExistsError where there is one already: what was exported stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"audit-heads-{at:%Y-%m-%d-%H%M%S}.json"
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o440)
    return path


def exported_in(places: Iterable[Path]) -> list[Path]:
    """Return the files meant by *places*, files or folders; click.UsageError for an empty folder.

    Nothing to compare with is no comparison: it must not look like one that went well.
    """
    found: list[Path] = []
    for place in places:
        files = sorted(place.glob(NAMES)) if place.is_dir() else [place]
        if not files:
            raise click.UsageError(f"{place}: không có tệp {NAMES} nào.")
        found += files
    return found


def trusted(files: Iterable[Path], *, key: bytes, findings: Findings) -> Iterator[AuditHeads]:
    """Yield what the files hold; one that is not as it was sealed is a difference."""
    for path in files:
        try:
            yield unsealed(path.read_text(encoding="utf-8"), key=key)
        except (HeadsUnsealedError, UnicodeDecodeError):
            findings.add(Difference(code="heads_unsealed", params={"file": str(path)}))
