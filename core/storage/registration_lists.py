"""One list of registrations: its pages, in order, and how many there are in all."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from pymongo import ASCENDING, DESCENDING

from core.domain.registrations import COUNTED, Status
from core.storage.counted_rows import count_rows
from core.storage.province_naming import each_province, names_province
from core.storage.reached import reaching
from core.storage.registration_choice import (
    COUNTING,
    FEW,
    PILOT_LIST,
    RECOGNISED_LIST,
    chosen,
    list_of,
    word_conditions,
)
from core.storage.registration_documents import midnight
from core.storage.registration_readings import ANY_DAY, RECOGNISED, readings, seen_in_full
from core.storage.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.collection import Collection

    from core.domain.access import Scope
    from core.domain.registration_search import Page, RegistrationFilter
    from core.storage.database import Document
    from core.storage.registration_readings import Reading

NEWEST_FIRST = [("created_at", DESCENDING), ("_id", DESCENDING)]
OLDEST_FIRST = [("created_at", ASCENDING), ("_id", ASCENDING)]

EXACT = ("organization", "year", "movement_type", "kind", "content", "stage", "status", "late")
NOT_RECOGNISED: Document = {"recognised_on": {"$not": ANY_DAY}}


class RegistrationList:
    """What is wanted of what a scope sees; what a page shows of the total is not counted again.

    *told* is what is fetched of each; None: all of it.
    """

    def __init__(
        self,
        collection: Collection[Document],
        session: ClientSession | None,
        scope: Scope,
        wanted: RegistrationFilter,
        told: Mapping[str, int] | None = None,
    ) -> None:
        self._collection = collection
        self._session = session
        self._wanted = wanted
        self._told = told
        self._readings = [*readings(scope, wanted)]
        self._years = [] if scope.everything else self._of_years()
        self._filters = [*_filters(wanted), *self._years]
        if wanted.serves or wanted.funded or wanted.source or wanted.reached:
            self._filters.append(seen_in_full(scope))  # no summary tells of themes, money, results
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
                index = None if self._wanted.words else list_of(reading, self._wanted)
                if part.wide and not self._wanted.words:
                    index = index or COUNTING
                sought = [*part.conditions, *self._filters]
                sought += self._beginning(index, reading, sought)
                total += self._count(sought, limit=up_to - total, hint=index)
        return min(total, up_to)

    def _read(self, number: int, page: Page, *, skip: int = 0, limit: int) -> Sequence[Document]:
        reading = self._readings[number]
        order = OLDEST_FIRST if page.oldest_first else NEWEST_FIRST
        sought = [*reading.conditions, *self._filters, *beyond(page)]
        index = chosen(reading, self._wanted, count=partial(self._few, reading))
        sought += self._beginning(index, reading, sought)
        found = self._collection.find({"$and": sought}, self._told, session=self._session)
        found = found.hint(index) if index else found
        rows = [*found.sort(order).skip(skip).limit(limit)]
        if not page.after and len(rows) < limit and (rows or not skip):
            self._known[number] = skip + len(rows)  # that was all of it
        return rows

    def _beginning(
        self, index: str | None, reading: Reading, sought: Sequence[Document]
    ) -> Sequence[Document]:
        """Return what has to be said as well, for *index* begins with it."""
        if index == COUNTING:
            return self._enumerated
        if index not in {RECOGNISED_LIST, PILOT_LIST}:
            return ()
        if reading.provinces:
            return [{"province": {"$in": [*reading.provinces]}}]
        return () if names_province(sought) else self._each_province

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
    def _each_province(self) -> Sequence[Document]:
        return each_province(self._collection, self._session)

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


def beyond(page: Page) -> Iterator[Document]:
    """Yield the condition that a row comes after the one that *page* names."""
    if page.after:
        at, last = page.after
        than = "$gt" if page.oldest_first else "$lt"
        yield {"created_at": {f"{than}e": at}}
        yield {"$or": [{"created_at": {than: at}}, {"_id": {than: last}}]}


def _filters(wanted: RegistrationFilter) -> list[Document]:
    conditions: list[Document] = []
    for name in EXACT:
        value = getattr(wanted, name)
        if value is not None:
            conditions.append({name: {"$eq": value}})
    if wanted.counted:
        conditions.append({"status": {"$in": sorted(status.value for status in COUNTED)}})
    if wanted.recognised is not None:
        conditions.append(RECOGNISED if wanted.recognised else NOT_RECOGNISED)
    conditions += word_conditions(wanted.words)
    conditions += _planned(wanted)
    if wanted.submitted_from:
        conditions.append({"submitted_on": {"$gte": midnight(wanted.submitted_from)}})
    if wanted.submitted_to:
        conditions.append({"submitted_on": {"$lte": midnight(wanted.submitted_to)}})
    if wanted.serves:
        conditions.append(serving(wanted.serves))
    if wanted.reached:  # last, so that as few documents as possible are looked into
        conditions.append(reaching(wanted.reached))
    return conditions


def _planned(wanted: RegistrationFilter) -> Iterator[Document]:
    money: Document = {"amount": {"$gt": 0}}
    if wanted.source is not None:
        money["source"] = {"$eq": wanted.source}
    if wanted.funded or wanted.source is not None:
        yield {"funding": {"$elemMatch": money}}
