"""An edition: what a report said on the day it was signed off, word for word and under one hash.

Edition 0 is the freeze, every later one a numbered amendment with its diff (domain.md §9.5). An
edition is text, so that nothing that is computed anew can change it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

SHELF = 1_000
"""So many items' rows are kept in one document: far below the 16 MiB a document may have."""

FORMAT = 1
"""Of the content; a reader of another one would not know what it reads."""

_as_text = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode


ITEMS, CHANGES = "items", "changes"
"""What the rows of a shelf are: all items counted, or what an amendment changes."""


class Shelf(NamedTuple):
    """Some rows of an edition in the order of their ids, as canonical text, and its SHA-256."""

    what: str
    first: str
    last: str
    size: int
    text: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One signed-off state of a report; ``text`` is canonical JSON, ``sha256`` of its UTF-8.

    ``path`` and ``organization`` are the report's. ``frozen_on`` is the rules' date, ``frozen_at``
    real time. ``reason`` is an amendment's.
    """

    report: str
    number: int
    path: str
    organization: str
    text: str
    sha256: str
    frozen_at: datetime
    frozen_on: date
    frozen_by: str
    reason: str | None = None

    @property
    def content(self) -> dict[str, Any]:
        """Return what it says: see ``core.services.edition_content``."""
        content: dict[str, Any] = json.loads(self.text)
        return content


def canonical(content: object) -> str:
    """Return *content* as the one text that stands for it: keys sorted, no spaces, NFC as it is."""
    return _as_text(content)


def sha256_of(text: str) -> str:
    """Return the hash anybody can repeat: of the UTF-8 bytes, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def shelved(rows: Iterable[Mapping[str, Any]], what: str = ITEMS) -> list[Shelf]:
    """Return *rows* in the order of their ids, cut into shelves."""
    ordered = sorted(rows, key=lambda row: str(row["id"]))
    return [_shelf(what, ordered[start : start + SHELF]) for start in range(0, len(ordered), SHELF)]


def _shelf(what: str, rows: Sequence[Mapping[str, Any]]) -> Shelf:
    text = canonical(rows)
    return Shelf(what, rows[0]["id"], rows[-1]["id"], len(rows), text, sha256_of(text))


def told_of(shelves: Iterable[Shelf]) -> list[dict[str, Any]]:
    """Return how an edition's content names its *shelves*: by hash, so that its own covers them."""
    named = ("what", "first", "last", "size", "sha256")
    return [{name: getattr(one, name) for name in named} for one in shelves]


def rows_in(shelves: Iterable[Shelf]) -> Iterator[dict[str, Any]]:
    """Yield the rows of *shelves*."""
    for shelf in shelves:
        yield from json.loads(shelf.text)
