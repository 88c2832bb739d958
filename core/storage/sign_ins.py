"""Sign-ins a process remembers, so that a call does not begin with reading its user anew.

Whoever changes a user or ends a sign-in renews a mark in the same transaction. A call reads the
marks, together with all other calls that begin at that moment; while they are what they were, so
is all that a sign-in opens. There are several marks, so that two who sign out do not meet.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

from core.storage.deadline import seconds_left
from core.storage.marks import SETTINGS, renew_mark
from core.storage.shared_reading import SharedReading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.people import Opening
    from core.storage.database import Document

MOST = 1024
"""So many are remembered by a process; each takes about 2 kB."""

LONGEST_SECONDS = 60.0
"""Read anew by then in any case: a program older than the marks changes users without them."""

PATIENCE_SECONDS = 12.0
_MARKS = 64


@dataclass(frozen=True, slots=True)
class _Remembered:
    opening: Opening
    mark: str | None
    until: float


class SignIns:
    """What tokens open, by their hash; threads share it."""

    def __init__(self, database: Database[Document]) -> None:
        self._database = database
        self._marks = SharedReading(self._read_marks)
        self._kept: OrderedDict[str, _Remembered] = OrderedDict()

    def opening(
        self,
        token_hash: str,
        *,
        user_of: Callable[[], str | None],
        read: Callable[[], Opening | None],
    ) -> Opening | None:
        """Return what a token opens; *read* asks the database, *user_of* only whose it is."""
        kept = self._kept.get(token_hash)
        if kept is not None and kept.until < time.monotonic():
            kept = None
        user = user_of() if kept is None else kept.opening.token.user
        if user is None:
            return None
        address = _mark_of(user)
        marks = self._marks.of(SETTINGS, address, seconds=seconds_left(PATIENCE_SECONDS))
        mark = marks.get(address)
        if kept is None or kept.mark != mark:
            # Read after the mark: what changes from now on changes it again.
            opening = read()
            if opening is None:
                self._kept.pop(token_hash, None)
                return None
            opening = replace(opening, revision=marks.get(SETTINGS))
            kept = _Remembered(opening, mark, time.monotonic() + LONGEST_SECONDS)
            self._keep(token_hash, kept)
        revision = marks.get(SETTINGS)
        if kept.opening.revision == revision:
            return kept.opening
        return replace(kept.opening, revision=revision)

    def _keep(self, token_hash: str, kept: _Remembered) -> None:
        self._kept[token_hash] = kept
        if len(self._kept) > MOST:
            with suppress(KeyError):  # another thread was first
                self._kept.popitem(last=False)

    def _read_marks(self, wanted: set[str]) -> Mapping[str, str]:
        found = self._database["marks"].find({"_id": {"$in": sorted(wanted)}})
        return {document["_id"]: document["revision"] for document in found}


def renew_sign_ins(
    database: Database[Document], user_ids: set[str], session: ClientSession | None
) -> None:
    """Say, in the transaction that changes users or ends sign-ins, that they are to be read."""
    for address in sorted(map(_mark_of, user_ids)):
        renew_mark(database, address, session)


def _mark_of(user_id: str) -> str:
    return f"sign_ins|{crc32(user_id.encode()) % _MARKS:02d}"
