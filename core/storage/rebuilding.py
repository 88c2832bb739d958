"""Recounting a range of paths at one moment, and setting its counters right while others write.

Registrations and counters are read in one snapshot, so what is wrong with a counter is known
exactly for that moment. It is put right by adding what was missing then: whatever others add
meanwhile is added to as well, and nothing of theirs is lost or counted twice. A turn, taken in
the transaction that corrects, keeps a second rebuilding from adding the same again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from bson import decode_all
from pymongo import UpdateOne
from pymongo.read_concern import ReadConcern

from core.domain.audit import Act
from core.domain.counts import province_of
from core.domain.integrity import measure_in
from core.storage.counters import places_counted
from core.storage.database import DURABLE, Declaration, declare
from core.storage.integrity import BY_PATH
from core.storage.recount import COUNTED_STATUSES, WANTED, Recount, merged, missing
from core.storage.writer import ChainWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pymongo.client_session import ClientSession
    from pymongo.collection import Collection
    from pymongo.database import Database

    from core.domain.movements import Measure
    from core.storage.database import Document

DECLARATIONS = (Declaration(name="rebuilds"),)
AT_ONCE = 2000
"""So many documents are fetched in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Of one year, the paths with *first* <= path < *last* (None: to the end)."""

    year: int
    first: str
    last: str | None
    size: int

    @property
    def name(self) -> str:
        return f"{self.year}|{self.first}"


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
        self._known = {code.replace(".", ":") for code in measures}
        self._writer = ChainWriter(key)

    def ranges(self) -> list[Range]:
        """Return a range for every year and province; together they hold all there is."""
        declare(self._database, DECLARATIONS)
        collections = (self._database[name] for name in ("registrations", "counters"))
        years = sorted({year for each in collections for year in each.distinct("year")})
        sizes: dict[str, int] = {}
        for tenant in self._database["tenants"].find({}, {"paths.value": 1}):
            for path in tenant["paths"]:
                province = province_of(path["value"]) or ""
                sizes[province] = sizes.get(province, 0) + 1
        bounds: list[str | None] = ["", *sorted(sizes.keys() - {""}), None]
        return [
            Range(year=year, first=first or "", last=last, size=sizes.get(first or "", 1))
            for year in years
            for first, last in pairwise(bounds)
        ]

    def compare(self, wanted: Range) -> Compared:
        """Count the range again, and compare; all of it as it stands at one moment."""
        within: Document = {"year": wanted.year, "path": _between(wanted)}
        counted = Recount(self._measures)
        with self._database.client.start_session(snapshot=True) as session:
            turn = self._database["rebuilds"].find_one({"_id": wanted.name}, session=session)
            stand = {**within, "status": {"$in": COUNTED_STATUSES}}
            registrations = self._database["registrations"]
            for batch in _batches(registrations, stand, WANTED, session, hint=BY_PATH):
                counted.add(batch)
            stored = {
                counter["_id"]: counter.get("cells", {})
                for batch in _batches(self._database["counters"], within, None, session)
                for counter in batch
            }
        unknown: set[str] = set()
        corrections = tuple(self._corrections(wanted.year, counted, stored, unknown))
        return Compared(
            range=wanted,
            items=counted.items,
            counters=len(stored),
            turn=(turn or {}).get("turn", 0),
            corrections=corrections,
            unknown=frozenset(unknown),
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

    def _corrections(
        self, year: int, counted: Recount, stored: Mapping[str, Document], unknown: set[str]
    ) -> Iterator[Correction]:
        identities: dict[str, Document] = {}
        sums: dict[str, Document] = {}
        for (path, organization), cells in counted.counts.items():
            tenant = path.split("/")[-2]
            for counter, identity in places_counted(year, organization, tenant, path):
                if counter not in identities:
                    identities[counter] = identity
                    sums[counter] = {} if identity["whole_province"] else cells
                if identity["whole_province"]:
                    merged(sums[counter], cells)
        for counter in sorted({*stored, *sums}):
            amounts = missing(stored.get(counter, {}), sums.get(counter, {}))
            for address in [*amounts]:
                code = _measure(address)
                if code is not None and code not in self._known:
                    unknown.add(code.replace(":", "."))
                    del amounts[address]
            if amounts:
                identity = identities.get(counter, {})
                yield Correction(counter=counter, identity=identity, amounts=amounts)


def _measure(address: str) -> str | None:
    """Return the code of the measure at an address below ``cells``, if it is one's."""
    return measure_in(tuple(address.split(".")[1:]))


def _between(wanted: Range) -> Document:
    within: Document = {"$gte": wanted.first}
    return within if wanted.last is None else within | {"$lt": wanted.last}


def _batches(
    collection: Collection[Document],
    wanted: Document,
    projection: Document | None,
    session: ClientSession,
    hint: list[tuple[str, int]] | None = None,
) -> Iterator[list[Document]]:
    """Yield documents by batches, days without a zone: decoding them singly takes twice as long."""
    found = collection.find_raw_batches(
        wanted, projection, session=session, batch_size=AT_ONCE, hint=hint
    )
    for batch in found:
        yield decode_all(cast("bytes", batch))


def _act(compared: Compared) -> Act:
    wanted = compared.range
    return Act(
        action="counters.rebuild",
        target=wanted.name,
        target_type="counters",
        path=wanted.first,
        details={"year": wanted.year, "counters": len(compared.corrections)},
    )
