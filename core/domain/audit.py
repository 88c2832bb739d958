"""What is recorded of every write, and the chain that shows when a record was tampered with."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """Who wrote on a record (users' ids), and when last."""

    by: tuple[str, ...] = ()
    at: datetime | None = None


GENESIS = "0" * 64

_as_text = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field before and after; the values of a personal field are never kept (``hidden``)."""

    field: str
    old: Any = None
    new: Any = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One write, as told by the use case that made it.

    ``action`` is a stable code (``registration.submit``); ``path`` and ``organization`` decide who
    may read the entry; ``unsubmitted`` hides it from the Front, which sees no drafts; ``state`` is
    what a past date can be judged by (``core.domain.changes.standing``).
    """

    action: str
    target: str
    target_type: str
    path: str
    organization: str | None = None
    changes: tuple[Change, ...] = ()
    reason: str | None = None
    on: date | None = None
    assignment: str | None = None
    unsubmitted: bool = False
    state: Mapping[str, Any] | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An act as it stands in its writer's chain; ``at`` is real time, UTC, milliseconds."""

    chain: str
    sequence: int
    previous: str
    hash: str
    at: datetime
    user: str
    content: Mapping[str, Any]


def seal(content: Mapping[str, Any], *, previous: str, key: bytes) -> str:
    """Return the HMAC-SHA256 (hex) of *content* and the hash before it."""
    return hmac.digest(key, f"{previous}\n{_as_text(content)}".encode(), hashlib.sha256).hex()


class Link(Protocol):
    """What must be known of an entry to tell whether it stands where and as it was sealed."""

    @property
    def sequence(self) -> int: ...
    @property
    def previous(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def user(self) -> str: ...
    @property
    def content(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place where a chain does not hold.

    ``code`` is ``missing`` (a gap, or entries out of order), ``unlinked`` (does not follow the one
    before it), ``changed`` (no longer what was sealed), ``unregistered`` (the chain has no head)
    or ``cut`` (it ends elsewhere than its head says).
    """

    code: str
    chain: str
    sequence: int


def broken_links(
    entries: Iterable[Link],
    *,
    chain: str,
    key: bytes,
    head: tuple[int, str] | None,
    after: tuple[int, str] = (-1, GENESIS),
    to_the_end: bool = True,
) -> Iterator[Break]:
    """Yield what is wrong with one *chain*, in its order; *head* is its registered end.

    A long chain may be followed piece by piece: *after* is the sequence and hash of the entry
    before the first of *entries*, and only the piece *to_the_end* is compared with the head.

    An edited entry no longer matches its hash, a deleted, inserted or moved one breaks the
    sequence, a cut tail stops short of the head. The author and the time that entries are found
    by lie beside what is sealed and must agree with it.
    """
    expected, previous = after[0] + 1, after[1]
    for entry in entries:
        if entry.sequence != expected:
            yield Break(code="missing", chain=chain, sequence=expected)
        if entry.previous != previous:
            yield Break(code="unlinked", chain=chain, sequence=entry.sequence)
        if not _as_sealed(entry, key):
            yield Break(code="changed", chain=chain, sequence=entry.sequence)
        expected, previous = entry.sequence + 1, entry.hash
    if not to_the_end:
        return
    if head is None:
        yield Break(code="unregistered", chain=chain, sequence=expected - 1)
    elif head != (expected - 1, previous):
        yield Break(code="cut", chain=chain, sequence=expected - 1)


def _as_sealed(entry: Link, key: bytes) -> bool:
    content = entry.content
    found_by = (content.get("user"), content.get("at"))
    return found_by == (entry.user, entry.at.isoformat()) and hmac.compare_digest(
        seal(content, previous=entry.previous, key=key), entry.hash
    )
