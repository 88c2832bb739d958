"""What is stored of every registration, held against what the trail told of it last.

Of a million neither fits into memory beside the other, and neither comes in an order. So each
lays down a line per registration, with a digest instead of the state, in compartments by id, and
one compartment is compared after the other.
"""

from __future__ import annotations

import marshal
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

COMPARTMENTS = 64

GONE = b""
"""The digest of what has been removed."""

UNREADABLE = b"?"
"""The digest of what is no plain value; it agrees with nothing."""

Said = tuple[str, int, str, bytes]
"""Of one registration: its id, version, when it was told (ISO 8601, UTC) and a digest."""


def digest(state: dict[str, Any]) -> bytes:
    """Return the same bytes for what ``changes.standing`` says in the same order and types."""
    try:
        return blake2b(marshal.dumps(state, 2), digest_size=8).digest()
    except ValueError:
        return UNREADABLE


def laid_down(said: Iterable[Said]) -> dict[int, bytes]:
    """Return *said* by compartment, ready to be sent to another process or kept."""
    compartments: dict[int, list[Said]] = {}
    for line in said:
        compartments.setdefault(crc32(line[0].encode()) % COMPARTMENTS, []).append(line)
    return {number: marshal.dumps(lines) for number, lines in compartments.items()}


def compared(stored: Iterable[bytes], recorded: Iterable[bytes]) -> tuple[set[str], int]:
    """Return the ids that are told differently in one compartment, and how many are told of.

    The two sides may have been read at different moments: what was written in between differs
    too, so these are to be looked at again, both sides at one moment. What does not differ agrees.
    """
    last = _last_told(recorded)
    differing: set[str] = set()
    number = 0
    for blob in stored:
        for name, version, _, state in _read(blob):
            number += 1
            told = last.pop(name, None)
            if told is None or (told[0], told[2]) != (version, state) or state == UNREADABLE:
                differing.add(name)
    differing.update(name for name, told in last.items() if told[2] != GONE)
    return differing, number + len(last)


def _last_told(recorded: Iterable[bytes]) -> dict[str, tuple[int, str, bytes]]:
    last: dict[str, tuple[int, str, bytes]] = {}
    for blob in recorded:
        for name, version, at, state in _read(blob):
            told = last.get(name)
            if told is None or told[:2] < (version, at):
                last[name] = (version, at, state)
    return last


def _read(blob: bytes) -> list[Said]:
    # Written by this very run, in a process of its own or in this one.
    lines: list[Said] = marshal.loads(blob)  # noqa: S302  # nosec B302
    return lines
