"""The registrations collection."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from core.domain.counts import province_of
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.registrations import COUNTED, Status
from core.storage.database import Declaration
from core.storage.reached import reaching
from core.storage.registration_choice import COUNTING, FEW, LATE_LIST, chosen, word_conditions
from core.storage.registration_documents import from_document, midnight, to_document
from core.storage.registration_readings import TEXT, Reading, readings, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.registration_search import Page, RegistrationFilter
    from core.domain.registrations import Registration
    from core.storage.database import Document

NEWEST_FIRST = [("created_at", DESCENDING), ("_id", DESCENDING)]
OLDEST_FIRST = [("created_at", ASCENDING), ("_id", ASCENDING)]
IN_ORDER = [("year", ASCENDING), *NEWEST_FIRST]
NARROWING = [(name, ASCENDING) for name in ("organization", "submitted_on")]
"""Behind the order in an index: what is out of sight is passed over without its document."""

COUNTED_BY = ("year", "province", "late", "status", "content", "organization", "submitted_on")

EXACT = ("organization", "year", "movement_type", "kind", "content", "stage", "status", "late")

__all__ = ["DECLARATIONS", "MongoRegistrations", "stored_document", "visible"]

DECLARATIONS = (
    Declaration(
        name="registrations",
        indexes=(
            IndexModel([("path", ASCENDING), *IN_ORDER]),
            IndexModel([("province", ASCENDING), *IN_ORDER, *NARROWING], name="province_list"),
            IndexModel([(name, ASCENDING) for name in COUNTED_BY], name=COUNTING),
            IndexModel([("organization", ASCENDING), *IN_ORDER]),
            IndexModel(IN_ORDER),
            IndexModel(NEWEST_FIRST),
            IndexModel(IN_ORDER, name=LATE_LIST, partialFilterExpression={"late": True}),
            IndexModel([("words", ASCENDING), ("path", ASCENDING)]),
            IndexModel(
                [("places.tenant", ASCENDING), *NEWEST_FIRST],
                partialFilterExpression={"places.tenant": TEXT},
            ),
            IndexModel(
                [("continues", ASCENDING)],
                unique=True,
                partialFilterExpression={"continues": TEXT, "holds": True},
            ),
            IndexModel(
                [("tenant", ASCENDING), ("organization", ASCENDING), ("number", ASCENDING)],
                unique=True,
                partialFilterExpression={"number": {"$type": "string"}},
            ),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": [
                    "tenant", "path", "organization", "year", "movement_type", "kind", "title",
                    "status", "version", "created_at", "created_by", "results", "words",
                ],
                "properties": {
                    "path": {"bsonType": "string", "pattern": "/$"},
                    "year": {"bsonType": "int", "minimum": 2000, "maximum": 2100},
                    "kind": {"enum": ["cong_trinh", "mo_hinh", "phan_viec"]},
                    "status": {"enum": ["draft", "submitted", "returned", "agreed", "withdrawn"]},
                    "version": {"bsonType": "int", "minimum": 1},
                },
            }
        },
    ),
)  # fmt: skip


class MongoRegistrations:
    """The registrations a scope sees.

    The scope is given once, here, and joined into every query and every write: no method takes it
    as an argument, so no caller can forget it.
    """

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._collection = database["registrations"]
        self._session = session
        self._scope = scope
        self._visible = visible(scope)

    def get(self, registration_id: str) -> Registration:
        document = self._collection.find_one(
            {"_id": {"$eq": registration_id}, **self._visible}, session=self._session
        )
        if document is None:
            raise NotFoundError
        return from_document(document)

    def add(self, registration: Registration) -> None:
        self._refuse_outside(registration)
        try:
            self._collection.insert_one(stored_document(registration), session=self._session)
        except DuplicateKeyError as error:
            raise _taken(error) from error

    def replace(self, registration: Registration, *, before: Registration) -> None:
        self._refuse_outside(registration)
        try:
            done = self._collection.replace_one(
                self.previous(before), stored_document(registration), session=self._session
            )
        except DuplicateKeyError as error:
            raise _taken(error) from error
        if not done.matched_count:
            raise StaleVersionError(fields=[])

    def previous(self, before: Registration) -> Document:
        """Return the condition that what is stored is still *before*, and in sight."""
        return {"_id": before.id, "version": before.version, **self._visible}

    def remove(self, registration: Registration) -> None:
        done = self._collection.delete_one(
            {"_id": registration.id, "version": registration.version, **self._visible},
            session=self._session,
        )
        if not done.deleted_count:
            raise StaleVersionError(fields=[])

    def search(self, wanted: RegistrationFilter, page: Page) -> list[Registration]:
        filters = _filters(wanted)
        beyond, order = ("$gt", OLDEST_FIRST) if page.oldest_first else ("$lt", NEWEST_FIRST)
        if page.after:
            at, last = page.after
            filters.append({"created_at": {f"{beyond}e": at}})
            filters.append({"$or": [{"created_at": {beyond: at}}, {"_id": {beyond: last}}]})

        def read(reading: Reading, *, skip: int = 0, limit: int) -> list[Document]:
            index = chosen(reading, wanted, count=partial(self._few, reading, wanted))
            counting = self._enumerated(wanted) if index == COUNTING else ()
            sought = {"$and": [*reading.conditions, *filters, *counting]}
            found = self._collection.find(sought, session=self._session)
            found = found.hint(index) if index else found
            return [*found.sort(order).skip(skip).limit(limit)]

        first, *others = self._readings(wanted)
        rows = [row for each in others for row in read(each, limit=page.skip + page.limit)]
        # What comes before these rows even if all the others' come first is not fetched at all.
        passed = max(page.skip - len(rows), 0)
        rows += read(first, skip=passed, limit=page.skip - passed + page.limit)
        rows.sort(key=lambda row: (row["created_at"], row["_id"]), reverse=not page.oldest_first)
        left = page.skip - passed
        return [from_document(row) for row in rows[left : left + page.limit]]

    def count(self, wanted: RegistrationFilter, *, up_to: int) -> int:
        total, filters = 0, _filters(wanted)
        for reading in self._readings(wanted):
            by: dict[str, Any] = {}
            enumerated: list[Document] = []
            if reading.wide and not wanted.words:
                by = {"hint": COUNTING}
                enumerated = [*self._enumerated(wanted)]
            for part in reading.parts or ([],):
                if left := up_to - total:
                    sought = {"$and": [*reading.conditions, *part, *filters, *enumerated]}
                    total += self._collection.count_documents(
                        sought, limit=left, session=self._session, **by
                    )
        return total

    def _few(
        self, reading: Reading, wanted: RegistrationFilter, asked: Document, index: str
    ) -> int:
        """Return how many of *reading* there are of which *asked* is true; no more than ``FEW``."""
        year = [] if wanted.year is None else [{"year": {"$eq": wanted.year}}]
        by_place = reading.conditions if index == COUNTING else reading.places
        enumerated = self._enumerated(wanted) if index == COUNTING else ()
        sought = {"$and": [*by_place, asked, *(year if index == COUNTING else ()), *enumerated]}
        return self._collection.count_documents(
            sought, limit=FEW, session=self._session, hint=index
        )

    def each(self, *, year: int | None = None) -> Iterator[Registration]:
        query = self._visible | ({} if year is None else {"year": year})
        for document in self._collection.find(query, session=self._session):
            yield from_document(document)

    def continued_by(self, registration_id: str) -> Registration | None:
        document = self._collection.find_one(
            {"continues": {"$eq": registration_id, **TEXT}, "holds": True}, session=self._session
        )
        return from_document(document) if document else None

    def _readings(self, wanted: RegistrationFilter) -> Iterator[Reading]:
        """Yield the readings of *wanted*, with what an index needs to give them in order."""
        years: list[Document] = []
        if wanted.year is None and not self._scope.everything:
            every = self._collection.distinct("year", session=self._session)
            years = [{"year": {"$in": every}}]
        for reading in readings(self._scope, wanted):
            yield replace(reading, conditions=[*reading.conditions, *years])

    def _enumerated(self, wanted: RegistrationFilter) -> Iterator[Document]:
        """Yield every value of what is not asked for but stands before it in the index."""
        told = (wanted.late, wanted.status or wanted.counted or None, wanted.content)
        if any(value is not None for value in told):
            of_year = {} if wanted.year is None else {"year": wanted.year}
            every = self._collection.distinct("province", of_year, session=self._session)
            yield {"province": {"$in": every}}
        if told[0] is None and told[1:] != (None, None):
            yield {"late": {"$in": [False, True]}}
        if told[1] is None and wanted.content is not None:
            yield {"status": {"$in": [status.value for status in Status]}}

    def _refuse_outside(self, registration: Registration) -> None:
        if not self._scope.sees(registration.path):
            raise NotFoundError


def _filters(wanted: RegistrationFilter) -> list[Document]:
    conditions: list[Document] = []
    for name in EXACT:
        value = getattr(wanted, name)
        if value is not None:
            conditions.append({name: {"$eq": value}})
    if wanted.counted:
        conditions.append({"status": {"$in": sorted(status.value for status in COUNTED)}})
    conditions += word_conditions(wanted)
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


def stored_document(registration: Registration) -> Document:
    """Return the document, with what is told apart by index.

    ``holds``: it still holds its place as what continues another; ``province``: the path of the
    province it was made in, "" for the country's own.
    """
    document = to_document(registration)
    document["holds"] = registration.status.value != "withdrawn"
    document["province"] = province_of(registration.path) or ""
    return document


def _taken(error: DuplicateKeyError) -> ConflictError:
    pattern = (error.details or {}).get("keyPattern", {})
    return ConflictError("already_continued" if "continues" in pattern else "already_exists")
