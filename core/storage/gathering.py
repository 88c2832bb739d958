"""What several acts of one transaction read and want to write, kept until all have been run.

Nothing is sent before the last act is done: an act that fails is left out without a trace, and
those that stay are written with a handful of commands, however many they are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pymongo import InsertOne, ReplaceOne, UpdateOne

from core.storage.counters import addition, count_from_document, counter_id, number_id
from core.storage.known import Known
from core.storage.marks import read_revision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.audit import Act
    from core.domain.contributions import Contribution
    from core.domain.counts import Count
    from core.domain.foreseen import Foreseen
    from core.storage.database import Document

AreaKey = tuple[str, str]


class NotGatheredError(Exception):
    """An act does what acts in company cannot do; it has to be carried out by itself."""


@dataclass(slots=True)
class Written:
    """What is to be written, by collection.

    ``replaced`` are registrations by id: which version (a filter), and what takes its place;
    ``counters`` hold what is to be added, ``numbers`` the last one taken out of each register.
    """

    registrations: list[Document] = field(default_factory=list)
    replaced: dict[str, tuple[Document, Document]] = field(default_factory=dict)
    replies: dict[str, Document] = field(default_factory=dict)
    areas: dict[AreaKey, Document] = field(default_factory=dict)
    numbers: dict[str, Document] = field(default_factory=dict)
    counters: dict[str, tuple[Document, Contribution]] = field(default_factory=dict)
    acts: list[tuple[Act, str]] = field(default_factory=list)

    def take_in(self, other: Written) -> None:
        self.registrations += other.registrations
        self.acts += other.acts
        self.replaced |= other.replaced
        self.replies |= other.replies
        self.areas |= other.areas
        self.numbers |= other.numbers
        for address, (identity, change) in other.counters.items():
            self.add(address, identity, change)

    def add(self, address: str, identity: Document, change: Contribution) -> None:
        kept = self.counters.setdefault(address, (identity, Counter()))[1]
        for key, amount in change.items():
            kept[key] += amount


class Gathering:
    """One transaction: what was read of the database, and what all finished acts will write."""

    def __init__(
        self,
        database: Database[Document],
        session: ClientSession,
        known_at: Callable[[str | None], Known | None],
    ) -> None:
        self.database = database
        self.session = session
        self.known = known_at(read_revision(database, session)) or Known()
        self.written = Written()
        self.replies: dict[str, Document | None] = {}
        self.areas: dict[AreaKey, Document | None] = {}
        self.numbers: dict[str, int] = {}
        self.counts: dict[str, Count | None] = {}

    def fetch(self, foreseen: Iterable[tuple[str, Foreseen]]) -> None:
        """Read at once what the acts of (user, hints) will ask for."""
        asked = list(foreseen)
        self._fetch_replies(sorted({f"{user}\n{key}" for user, f in asked for key in f.replies}))
        self._fetch_areas(sorted({key for _, f in asked for key in f.areas}))
        self._fetch_numbers(
            sorted({number_id(y, o, t) for _, f in asked for y, o, t in f.registers})
        )
        self.fetch_counts(sorted({counter_id(y, o, p) for _, f in asked for y, o, p in f.counts}))

    def fetch_counts(self, ids: Sequence[str]) -> None:
        for document in self._found("counters", ids, self.counts):
            self.counts[document["_id"]] = count_from_document(document)

    def flush(self) -> None:
        """Write it all; what is contended for comes first, so that a conflict shows at once."""
        written, session = self.written, self.session
        counters = [
            UpdateOne({"_id": address}, addition(change, identity), upsert=True)
            for address, (identity, change) in sorted(written.counters.items())
        ]
        numbers = [
            UpdateOne(
                {"_id": register},
                {"$set": {"last": kept["last"]}, "$setOnInsert": kept["identity"]},
                upsert=True,
            )
            for register, kept in sorted(written.numbers.items())
        ]
        writes: tuple[tuple[str, list[Any]], ...] = (
            ("counters", counters),
            ("numbers", numbers),
            ("areas", [InsertOne(area) for area in written.areas.values()]),
            ("replies", [InsertOne(reply) for reply in written.replies.values()]),
        )
        for name, requests in writes:
            if requests:
                self.database[name].bulk_write(requests, ordered=False, session=session)
        self._flush_registrations()

    def _flush_registrations(self) -> None:
        """Raise NotGatheredError when one of those to be replaced is not what it was."""
        replaced = [ReplaceOne(*pair) for pair in self.written.replaced.values()]
        requests: list[Any] = [*map(InsertOne, self.written.registrations), *replaced]
        if requests:
            done = self.database["registrations"].bulk_write(
                requests, ordered=False, session=self.session
            )
            if done.matched_count != len(replaced):
                raise NotGatheredError

    def _fetch_replies(self, ids: Sequence[str]) -> None:
        for document in self._found("replies", ids, self.replies):
            self.replies[document["_id"]] = document

    def _fetch_numbers(self, ids: Sequence[str]) -> None:
        for document in self._found("numbers", ids, self.numbers, nothing=0):
            self.numbers[document["_id"]] = int(document["last"])

    def _fetch_areas(self, keys: Sequence[AreaKey]) -> None:
        if not keys:
            return
        self.areas |= dict.fromkeys(keys)
        either = [{"tenant": tenant, "folded": folded} for tenant, folded in keys]
        for document in self.database["areas"].find({"$or": either}, session=self.session):
            self.areas[document["tenant"], document["folded"]] = document

    def _found(
        self, name: str, ids: Sequence[str], known: dict[str, Any], nothing: Any = None
    ) -> Iterable[Document]:
        missing = [each for each in ids if each not in known]
        if not missing:
            return ()
        known |= dict.fromkeys(missing, nothing)
        return self.database[name].find({"_id": {"$in": missing}}, session=self.session)
