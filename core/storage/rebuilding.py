"""Recounting a range of paths at one moment, and setting its counters right while others write.

Registrations and counters are read in one snapshot, so what is wrong with a counter is known
exactly for that moment. It is put right by adding what was missing then: whatever others add
meanwhile is added to as well, and nothing of theirs is lost or counted twice. A turn, taken in
the transaction that corrects, keeps a second rebuilding from adding the same again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pymongo import UpdateOne
from pymongo.read_concern import ReadConcern

from core.domain.audit import Act
from core.domain.integrity import measure_in
from core.storage.batches import batches
from core.storage.cells import missing
from core.storage.database import DURABLE, Declaration, declare
from core.storage.ranges import (
    BY_PATH,
    IN_ORDER,
    between,
    counters_of,
    ranges_of,
    stretches,
    years_in,
)
from core.storage.recount import COUNTED_STATUSES, WANTED, Recount
from core.storage.sums import Sums, counted, summed
from core.storage.writer import ChainWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.integrity_parts import Range
    from core.domain.movements import Measure
    from core.storage.database import Document

DECLARATIONS = (Declaration(name="rebuilds"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What to add to one counter: amounts by address; ``identity`` is set where it is missing."""

    counter: str
    identity: Mapping[str, Any]
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A range as it stood at one moment; ``turn`` is how often it had been corrected by then."""

    range: Range
    items: int
    counters: int
    turn: int
    corrections: tuple[Correction, ...]
    unknown: frozenset[str]
    """Measures nobody declares now: how they add up is not known, so they are left alone."""


class MongoRebuilding:
    """The counters of the running database, beyond any scope."""

    def __init__(
        self, database: Database[Document], *, measures: Mapping[str, Measure], key: bytes
    ) -> None:
        self._database = database
        self._measures = measures
        self._writer = ChainWriter(key)

    def ranges(self) -> list[Range]:
        """Return a range for every year and province; together they hold all there is."""
        declare(self._database, DECLARATIONS)
        years = years_in(self._database, "registrations", "counters")
        tenants = self._database["tenants"].find({}, {"paths.value": 1})
        return ranges_of(years, (path["value"] for tenant in tenants for path in tenant["paths"]))

    def compare(self, wanted: Range) -> Compared:
        """Count the range again, and compare; all of it as it stands at one moment."""
        with self._database.client.start_session(snapshot=True) as session:
            turn = self._database["rebuilds"].find_one({"_id": wanted.name}, session=session)
            counting = _Counting(self._database, session, wanted, self._measures)
            corrections = tuple(counting.corrections())
        return Compared(
            range=wanted,
            items=counting.counted.items,
            counters=counting.counters,
            turn=(turn or {}).get("turn", 0),
            corrections=corrections,
            unknown=frozenset(counting.unknown),
        )

    def correct(self, compared: Compared) -> bool:
        """Add what was missing; False when another rebuilding has corrected since."""
        changes = [
            UpdateOne(
                {"_id": each.counter},
                {"$inc": {**each.amounts, "rev": 1}, "$setOnInsert": dict(each.identity)},
                upsert=True,
            )
            for each in compared.corrections
        ]

        def apply(session: ClientSession) -> bool:
            self._writer.aborted()  # an attempt before this one may have written links
            if not self._takes_turn(compared, session):
                return False
            self._database["counters"].bulk_write(changes, ordered=False, session=session)
            self._writer.append(self._database, session, [(_act(compared), "operator")])
            return True

        with self._database.client.start_session() as session:
            done = session.with_transaction(
                apply, read_concern=ReadConcern("snapshot"), write_concern=DURABLE
            )
        if done:
            self._writer.committed()
        return done

    def _takes_turn(self, compared: Compared, session: ClientSession) -> bool:
        turns = self._database["rebuilds"]
        name = compared.range.name
        if compared.turn == 0:
            if turns.find_one({"_id": name}, session=session) is not None:
                return False
            turns.insert_one({"_id": name, "turn": 1}, session=session)
            return True
        as_read = {"_id": name, "turn": compared.turn}
        return turns.update_one(as_read, {"$inc": {"turn": 1}}, session=session).matched_count == 1


class _Counting:
    """Counts a range stretch by stretch, each against its counters, the provinces' at the end."""

    def __init__(
        self,
        database: Database[Document],
        session: ClientSession,
        wanted: Range,
        measures: Mapping[str, Measure],
    ) -> None:
        self._database = database
        self._session = session
        self._wanted = wanted
        self._known = {code.replace(".", ":") for code in measures}
        self.counted = Recount(measures)
        self.counters = 0
        self.unknown: set[str] = set()

    def corrections(self) -> Iterator[Correction]:
        year = self._wanted.year
        provinces: Sums = {}
        of_provinces: dict[str, Document] = {}
        for paths in stretches(self._wanted, self._standing(), self.counted.count):
            own: dict[str, Document] = {}
            for counter in self._stored(paths):
                (of_provinces if counter["whole_province"] else own)[counter["_id"]] = counter
            yield from self._compared(own, summed(year, self.counted.take(), provinces))
        yield from self._compared(of_provinces, counted(provinces))

    def _standing(self) -> Iterator[list[Document]]:
        stand: Document = {
            "year": self._wanted.year,
            "path": between(self._wanted),
            "status": {"$in": COUNTED_STATUSES},
        }
        yield from batches(
            self._database["registrations"], stand, WANTED,
            session=self._session, hint=BY_PATH, sort=IN_ORDER,
        )  # fmt: skip

    def _stored(self, paths: Document) -> Iterator[Document]:
        for batch in counters_of(self._database, self._wanted.year, paths, self._session):
            self.counters += len(batch)
            yield from batch

    def _compared(self, stored: Mapping[str, Document], sums: Sums) -> Iterator[Correction]:
        for counter in sorted({*stored, *sums}):
            identity, cells = sums.get(counter, ({}, {}))
            amounts = missing(stored.get(counter, {}).get("cells", {}), cells)
            for address in [*amounts]:
                code = _measure(address)
                if code is not None and code not in self._known:
                    self.unknown.add(code.replace(":", "."))
                    del amounts[address]
            if amounts:
                yield Correction(counter=counter, identity=identity, amounts=amounts)


def _measure(address: str) -> str | None:
    """Return the code of the measure at an address below ``cells``, if it is one's."""
    return measure_in(tuple(address.split(".")[1:]))


def _act(compared: Compared) -> Act:
    wanted = compared.range
    return Act(
        action="counters.rebuild",
        target=wanted.name,
        target_type="counters",
        path=wanted.first,
        details={"year": wanted.year, "counters": len(compared.corrections)},
    )
