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
    from collections.abc import Callable, Mapping, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.people import Opening
    from core.storage.database import Document

MOST = 1024
"""So many are remembered by a process; each takes about 2 kB."""

LONGEST_SECONDS = 60.0
"""Read anew by then in any case: a program older than the marks changes users without them."""

PATIENCE_SECONDS = 12.0
_ADDRESSES = tuple(f"sign_ins|{number:02d}" for number in range(64))
_BY_HASH = "by hash|"


@dataclass(frozen=True, slots=True)
class _Remembered:
    opening: Opening
    address: str
    mark: str | None
    until: float


@dataclass(frozen=True, slots=True)
class _Told:
    """What one reading told: marks by address, and what tokens open by their hash."""

    marks: Mapping[str, str]
    openings: Mapping[str, Opening]


class SignIns:
    """What tokens open, by their hash; threads share it.

    *read* asks the database for several at once, those that open nothing left out.
    """

    def __init__(
        self,
        database: Database[Document],
        read: Callable[[Database[Document], Sequence[str]], Mapping[str, Opening]],
    ) -> None:
        self._database = database
        self._read = read
        self._together = SharedReading(self._read_together)
        self._kept: OrderedDict[str, _Remembered] = OrderedDict()

    def opening(self, token_hash: str) -> Opening | None:
        kept = self._kept.get(token_hash)
        if kept is not None and kept.until >= time.monotonic():
            told = self._ask(kept.address)
            if told.marks.get(kept.address) == kept.mark:
                return _at(kept.opening, told)
        # Whose it is nobody knows yet, and so not under which mark: all of them, in one question.
        told = self._ask(*_ADDRESSES, _BY_HASH + token_hash)
        opening = told.openings.get(token_hash)
        if opening is None:
            self._kept.pop(token_hash, None)
            return None
        address = _address_of(opening.token.user)
        until = time.monotonic() + LONGEST_SECONDS
        opening = _at(opening, told)
        self._keep(token_hash, _Remembered(opening, address, told.marks.get(address), until))
        return opening

    def _ask(self, *wanted: str) -> _Told:
        return self._together.of(SETTINGS, *wanted, seconds=seconds_left(PATIENCE_SECONDS))

    def _keep(self, token_hash: str, kept: _Remembered) -> None:
        self._kept[token_hash] = kept
        if len(self._kept) > MOST:
            with suppress(KeyError):  # another thread was first
                self._kept.popitem(last=False)

    def _read_together(self, wanted: set[str]) -> _Told:
        hashes = [each.removeprefix(_BY_HASH) for each in wanted if each.startswith(_BY_HASH)]
        addresses = sorted(each for each in wanted if not each.startswith(_BY_HASH))
        found = self._database["marks"].find({"_id": {"$in": addresses}})
        marks = {document["_id"]: document["revision"] for document in found}
        # Read after the marks: what changes from now on changes them again.
        return _Told(marks, self._read(self._database, hashes) if hashes else {})


def renew_sign_ins(
    database: Database[Document], user_ids: set[str], session: ClientSession | None
) -> None:
    """Say, in the transaction that changes users or ends sign-ins, that they are to be read."""
    for address in sorted(map(_address_of, user_ids)):
        renew_mark(database, address, session)


def _address_of(user_id: str) -> str:
    return _ADDRESSES[crc32(user_id.encode()) % len(_ADDRESSES)]


def _at(opening: Opening, told: _Told) -> Opening:
    """Return *opening* with the revision of the settings that was told along with it."""
    revision = told.marks.get(SETTINGS)
    return opening if opening.revision == revision else replace(opening, revision=revision)
