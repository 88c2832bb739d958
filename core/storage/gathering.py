"""What several acts of one transaction read and want to write, kept until all have been run.

Nothing is sent before the last act is done: an act that fails is left out without a trace, and
those that stay are written with a handful of commands, however many they are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from pymongo import InsertOne, ReplaceOne, UpdateOne

from core.storage.counters import addition, count_from_document, counter_id, number_id, tenant_at
from core.storage.known import Known
from core.storage.marks import SETTINGS, renew_revision
from core.storage.neighbours import NEWEST_FIRST, SKETCHED, beside, naming
from core.storage.reading_together import read_together
from core.storage.reports import FROZEN, frozen_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.audit import Act
    from core.domain.contributions import Contribution
    from core.domain.counts import Count
    from core.domain.foreseen import Foreseen
    from core.storage.database import Document

AreaKey = tuple[str, str]
Beside = tuple[int, str, str]
"""Year, path of a commune, and name of one of its areas."""

Item = tuple[int, str, str]
"""Year, organization, and path of the unit in which an item stands."""

MOST_BESIDE = 20
"""So many neighbours of each act are fetched beforehand, the newest of all."""


NAMING = "registrations:naming"
"""The reading of what names a commune, beside that of its own."""


class NotGatheredError(Exception):
    """An act does what acts in company cannot do; it has to be carried out by itself."""


def not_in_company(*_: object, **__: object) -> NoReturn:
    """Stand for a method that acts in company do without; raises NotGatheredError."""
    raise NotGatheredError


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
    jobs: list[Document] = field(default_factory=list)

    def take_in(self, other: Written) -> None:
        self.registrations += other.registrations
        self.acts += other.acts
        self.jobs += other.jobs
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
        self.known = Known()
        self._known_at = known_at
        self.written = Written()
        self.replies: dict[str, Document | None] = {}
        self.areas: dict[AreaKey, Document | None] = {}
        self.numbers: dict[str, int] = {}
        self.counts: dict[str, Count | None] = {}
        self.looked_for: set[Beside] = set()
        self.neighbours: list[Document] = []
        self.naming: list[Document] = []
        self.asked_above: set[Item] = set()
        self.frozen: dict[str, Document] = {}

    def fetch(self, foreseen: Iterable[tuple[str, Foreseen]]) -> None:
        """Read, in one command, what the acts of (user, hints) will ask for."""
        asked = list(foreseen)
        replies = {f"{user}\n{key}" for user, f in asked for key in f.replies}
        areas = sorted({key for _, f in asked for key in f.areas})
        numbers = {number_id(y, o, t) for _, f in asked for y, o, t in f.registers}
        counts = {counter_id(y, o, p) for _, f in asked for y, o, p in f.counts}
        self.replies |= dict.fromkeys(replies)
        self.areas |= dict.fromkeys(areas)
        self.numbers |= dict.fromkeys(numbers, 0)
        self.counts |= dict.fromkeys(counts)
        wanted = {
            "replies": _any_of(replies),
            "areas": {"$or": [{"tenant": t, "folded": f} for t, f in areas]} if areas else None,
            "numbers": _any_of(numbers),
            "counters": _any_of(counts),
        }
        pipelines = {name: [{"$match": each}] for name, each in wanted.items() if each}
        self.looked_for |= {key for _, f in asked for key in f.neighbours}
        if self.looked_for:
            units = {(year, path) for year, path, _ in self.looked_for}
            limit = MOST_BESIDE * max(len(asked), len(units))
            pipelines["registrations"], pipelines[NAMING] = _beside(self.looked_for, limit)
        self.asked_above |= {item for _, f in asked for item in f.frozen}
        if self.asked_above:
            pipelines["reports"] = [{"$match": frozen_on(self.asked_above)}, {"$project": FROZEN}]
        mark, rows = self._read(pipelines)
        self.known = self._known_at(mark["revision"]) or self.known
        for name, documents in rows.items():
            for document in documents:
                self._keep[name](document)

    def _read(
        self, wanted: Mapping[str, Sequence[Document]]
    ) -> tuple[Document, Mapping[str, Sequence[Document]]]:
        found = read_together(self.database, wanted, self.session, beside=("marks", SETTINGS))
        if found is None:  # a database of before the revisions
            renew_revision(self.database, self.session)
            return self._read(wanted)
        return found

    def fetch_counts(self, ids: Sequence[str]) -> None:
        """Read those counters that nobody has foreseen."""
        missing = [each for each in ids if each not in self.counts]
        if not missing:
            return
        self.counts |= dict.fromkeys(missing)
        sought = {"_id": {"$in": missing}}
        for document in self.database["counters"].find(sought, session=self.session):
            self._keep_count(document)

    def fetch_above(self, item: Item) -> None:
        """Read the frozen reports on *item* unless they are here: an act asks for them twice."""
        if item in self.asked_above:
            return
        self.asked_above.add(item)
        for document in self.database["reports"].find(
            frozen_on({item}), FROZEN, session=self.session
        ):
            self._keep["reports"](document)

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
            ("jobs", [*map(InsertOne, written.jobs)]),
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

    @cached_property
    def _keep(self) -> Mapping[str, Callable[[Document], None]]:
        return {
            "replies": self._keep_reply,
            "areas": self._keep_area,
            "numbers": self._keep_number,
            "counters": self._keep_count,
            "registrations": self.neighbours.append,
            NAMING: self.naming.append,
            "reports": self._keep_frozen,
        }

    def _keep_reply(self, reply: Document) -> None:
        self.replies[reply["_id"]] = reply

    def _keep_area(self, area: Document) -> None:
        self.areas[area["tenant"], area["folded"]] = area

    def _keep_number(self, number: Document) -> None:
        self.numbers[number["_id"]] = int(number["last"])

    def _keep_frozen(self, report: Document) -> None:
        self.frozen[report["_id"]] = report

    def _keep_count(self, counter: Document) -> None:
        self.counts[counter["_id"]] = count_from_document(counter)


def _beside(keys: set[Beside], limit: int) -> tuple[list[Document], list[Document]]:
    """Return what reads the communes' own, and what those of others that name them."""
    own = []
    for told in ([key for key in keys if key[2]], [key for key in keys if not key[2]]):
        if told:
            years, paths, areas = (sorted(set(each)) for each in zip(*told, strict=True))
            own.append(beside(paths, years, [area for area in areas if area]))
    years, tenants = sorted({key[0] for key in keys}), sorted({tenant_at(key[1]) for key in keys})
    newest: list[Document] = [
        {"$sort": NEWEST_FIRST},
        {"$limit": limit},
        {"$project": SKETCHED},
    ]
    return [{"$match": {"$or": own}}, *newest], [{"$match": naming(tenants, years)}, *newest]


def _any_of(ids: set[str]) -> Document | None:
    return {"_id": {"$in": sorted(ids)}} if ids else None
