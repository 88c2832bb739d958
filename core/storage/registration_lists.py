"""One list of registrations: its pages, in order, and how many there are in all."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from pymongo import ASCENDING, DESCENDING

from core.domain.registrations import COUNTED, Status
from core.storage.counted_rows import count_rows
from core.storage.reached import reaching
from core.storage.registration_choice import COUNTING, FEW, chosen, word_conditions
from core.storage.registration_documents import midnight
from core.storage.registration_readings import readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.collection import Collection

    from core.domain.access import Scope
    from core.domain.registration_search import Page, RegistrationFilter
    from core.storage.database import Document
    from core.storage.registration_readings import Reading

NEWEST_FIRST = [("created_at", DESCENDING), ("_id", DESCENDING)]
OLDEST_FIRST = [("created_at", ASCENDING), ("_id", ASCENDING)]

EXACT = ("organization", "year", "movement_type", "kind", "content", "stage", "status", "late")


class RegistrationList:
    """What is wanted of what a scope sees; what a page shows of the total is not counted again."""

    def __init__(
        self,
        collection: Collection[Document],
        session: ClientSession | None,
        scope: Scope,
        wanted: RegistrationFilter,
    ) -> None:
        self._collection = collection
        self._session = session
        self._wanted = wanted
        self._readings = [*readings(scope, wanted)]
        self._years = [] if scope.everything else self._of_years()
        self._filters = [*_filters(wanted), *self._years]
        self._known: dict[int, int] = {}  # how many there are, by the number of the reading

    def page(self, page: Page) -> Sequence[Document]:
        """Return the documents of a page, newest (or oldest) first."""
        rows: list[Document] = []
        for number in range(1, len(self._readings)):
            rows += self._read(number, page, limit=page.skip + page.limit)
        # What comes before these rows even if all the others' come first is not fetched at all.
        passed = max(page.skip - len(rows), 0)
        rows += self._read(0, page, skip=passed, limit=page.skip - passed + page.limit)
        rows.sort(key=lambda row: (row["created_at"], row["_id"]), reverse=not page.oldest_first)
        left = page.skip - passed
        return rows[left : left + page.limit]

    def total(self, *, up_to: int) -> int:
        """Return how many there are, at most *up_to*."""
        total = sum(self._known.values())
        for number, reading in enumerate(self._readings):
            for part in () if number in self._known else reading.parts:
                if total >= up_to:
                    return up_to
                wide = part.wide and not self._wanted.words
                enumerated = self._enumerated if wide else ()
                total += self._count(
                    [*part.conditions, *self._filters, *enumerated],
                    limit=up_to - total,
                    hint=COUNTING if wide else None,
                )
        return min(total, up_to)

    def _read(self, number: int, page: Page, *, skip: int = 0, limit: int) -> Sequence[Document]:
        reading = self._readings[number]
        beyond, order = ("$gt", OLDEST_FIRST) if page.oldest_first else ("$lt", NEWEST_FIRST)
        sought = [*reading.conditions, *self._filters]
        if page.after:
            at, last = page.after
            sought.append({"created_at": {f"{beyond}e": at}})
            sought.append({"$or": [{"created_at": {beyond: at}}, {"_id": {beyond: last}}]})
        index = chosen(reading, self._wanted, count=partial(self._few, reading))
        if index == COUNTING:
            sought += self._enumerated
        found = self._collection.find({"$and": sought}, session=self._session)
        found = found.hint(index) if index else found
        rows = [*found.sort(order).skip(skip).limit(limit)]
        if not page.after and len(rows) < limit and (rows or not skip):
            self._known[number] = skip + len(rows)  # that was all of it
        return rows

    def _few(self, reading: Reading, asked: Document, index: str) -> int:
        """Return how many of *reading* there are of which *asked* is true; no more than ``FEW``."""
        sought = [*reading.places, asked]
        if index == COUNTING:
            of_year = [{"year": {"$eq": self._wanted.year}}] if self._wanted.year else self._years
            sought = [*reading.conditions, asked, *of_year, *self._enumerated]
        return self._count(sought, limit=FEW, hint=index)

    def _count(self, sought: Sequence[Document], *, limit: int, hint: str | None) -> int:
        asked = {"$and": [*sought]}
        return count_rows(self._collection, asked, limit=limit, session=self._session, hint=hint)

    def _of_years(self) -> list[Document]:
        """Return what an index by year needs to give a list of all years."""
        if self._wanted.year is not None:
            return []
        return [{"year": {"$in": self._collection.distinct("year", session=self._session)}}]

    @cached_property
    def _enumerated(self) -> Sequence[Document]:
        """Every value of what is not asked for but stands before it in the index for counting."""
        wanted = self._wanted
        told = (wanted.late, wanted.status or wanted.counted or None, wanted.content)
        conditions: list[Document] = []
        if any(value is not None for value in told):
            of_year = {} if wanted.year is None else {"year": wanted.year}
            every = self._collection.distinct("province", of_year, session=self._session)
            conditions.append({"province": {"$in": every}})
        if told[0] is None and told[1:] != (None, None):
            conditions.append({"late": {"$in": [False, True]}})
        if told[1] is None and wanted.content is not None:
            conditions.append({"status": {"$in": [status.value for status in Status]}})
        return conditions


def _filters(wanted: RegistrationFilter) -> list[Document]:
    conditions: list[Document] = []
    for name in EXACT:
        value = getattr(wanted, name)
        if value is not None:
            conditions.append({name: {"$eq": value}})
    if wanted.counted:
        conditions.append({"status": {"$in": sorted(status.value for status in COUNTED)}})
    if wanted.recognised is not None:
        conditions.append({"recognised_on": {"$type": "date"} if wanted.recognised else None})
    conditions += word_conditions(wanted.words)
    conditions += _planned(wanted)
    if wanted.submitted_from:
        conditions.append({"submitted_on": {"$gte": midnight(wanted.submitted_from)}})
    if wanted.submitted_to:
        conditions.append({"submitted_on": {"$lte": midnight(wanted.submitted_to)}})
    if wanted.reached:  # last, so that as few documents as possible are looked into
        conditions.append(reaching(wanted.reached))
    return conditions


def _planned(wanted: RegistrationFilter) -> Iterator[Document]:
    money: Document = {"amount": {"$gt": 0}}
    if wanted.source is not None:
        money["source"] = {"$eq": wanted.source}
    if wanted.funded or wanted.source is not None:
        yield {"funding": {"$elemMatch": money}}
