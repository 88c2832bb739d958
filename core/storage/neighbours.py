"""Registrations that stand in the same commune and year, whoever registered them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import DESCENDING

from core.domain.overlap_cases import Verdict
from core.domain.overlaps import sketch
from core.domain.registrations import COUNTED
from core.storage.registration_documents import day, from_document
from core.storage.registration_readings import TEXT, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set
    from datetime import date

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.overlaps import Sketch
    from core.domain.registrations import Registration
    from core.storage.database import Document

NEWEST_FIRST = {"created_at": DESCENDING, "_id": DESCENDING}
_STANDING: Document = {"status": {"$in": sorted(status.value for status in COUNTED)}}
SKETCHED: Document = dict.fromkeys(
    (
        "organization", "kind", "content", "title", "places.area", "places.tenant", "starts_on",
        "ends_on", "funding.amount", "scale.amount", "scale.unit", "households", "path", "tenant",
        "year",
    ),
    1,
)  # fmt: skip
"""What is read of a registration to compare it, and to tell who sees it."""


class MongoNeighbours:
    """The counted items of a commune's year (``ports.neighbours.Neighbours``)."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._registrations = database["registrations"]
        self._overlaps = database["overlaps"]
        self._session = session
        self._visible = visible(scope)

    def standing(
        self, *, tenant: str, paths: Sequence[str], year: int, limit: int
    ) -> Sequence[Registration]:
        found = {}
        for sought in _readings(tenant, paths, year):
            every = {"$and": [sought, self._visible]}
            for row in self._newest(every, limit):
                found[row["_id"]] = from_document(row)
        return [*found.values()]

    def sketches(
        self, *, paths: Sequence[str], year: int, areas: Sequence[str], limit: int
    ) -> Sequence[Sketch]:
        sought = {"$and": [beside(paths, [year], areas), self._visible]}
        return [sketch_from(row) for row in self._newest(sought, limit, SKETCHED)]

    def naming(self, *, tenant: str, year: int, limit: int) -> Sequence[Sketch]:
        sought = {"$and": [naming([tenant], [year]), self._visible]}
        return [sketch_from(row, within=tenant) for row in self._newest(sought, limit, SKETCHED)]

    def _newest(
        self, sought: Document, limit: int, shown: Document | None = None
    ) -> Iterable[Document]:
        found = self._registrations.find(sought, shown, session=self._session)
        return found.sort(NEWEST_FIRST).limit(limit)

    def inhabited(self, year: int) -> Set[str]:
        every = {"$and": [{"year": {"$eq": year}, **_STANDING}, self._visible]}
        own, named = (
            self._registrations.distinct(where, every, session=self._session)
            for where in ("tenant", "places.tenant")
        )
        return {*own, *named} - {None}

    def counts_for_others(self, registration_id: str, *, but: str | None = None) -> bool:
        sought = {"same_as": {"$eq": registration_id, **TEXT}, "_id": {"$ne": but}}
        found = self._registrations.find_one(sought, {"_id": 1}, session=self._session)
        return found is not None

    def joint_with(self, registration_id: str) -> Mapping[str, date]:
        sought = {
            "registrations": {"$eq": registration_id},
            "status": {"$eq": Verdict.JOINT.value},
            "settlement.counts": {"$eq": registration_id},
        }
        shown = {"registrations": 1, "organizations": 1, "settlement.on": 1}
        found: dict[str, date] = {}
        for row in self._overlaps.find(sought, shown, session=self._session):
            other = 1 - row["registrations"].index(registration_id)
            found[row["organizations"][other]] = row["settlement"]["on"].date()
        return found


def beside(paths: Sequence[str], years: Sequence[int], areas: Sequence[str]) -> Document:
    """Return the condition of standing in one of *areas* or none (all: empty), at *paths*."""
    where: Document = {"places.area": {"$in": [*areas, None]}} if areas else {}
    return {"path": {"$in": list(paths)}, "year": {"$in": list(years)}, **_STANDING, **where}


def naming(tenants: Sequence[str], years: Sequence[int]) -> Document:
    """Return the condition of naming one of *tenants*, communes, as a place."""
    named: Document = {"places.tenant": {"$in": list(tenants), **TEXT}}
    return {**named, "year": {"$in": list(years)}, **_STANDING}


def _readings(tenant: str, paths: Sequence[str], year: int) -> tuple[Document, Document]:
    """Return the commune's own, and those of others that name it; each has an index."""
    return beside(paths, [year], ()), naming([tenant], [year])


def sketch_from(row: Document, *, within: str | None = None) -> Sketch:
    return sketch(
        within=within,
        id=row["_id"],
        organization=row["organization"],
        kind=row["kind"],
        content=row["content"],
        title=row["title"],
        areas=[
            (place.get("tenant") or row["tenant"], place["area"])
            for place in row["places"]
            if place.get("area")
        ],
        starts_on=day(row["starts_on"]),
        ends_on=day(row["ends_on"]),
        funding=sum(money["amount"] for money in row["funding"]),
        scale=[(quantity["amount"], quantity["unit"]) for quantity in row["scale"]],
        households=row["households"],
    )
