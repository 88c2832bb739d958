"""The registrations collection."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.registrations import COUNTED
from core.storage.database import Declaration
from core.storage.prefixes import under
from core.storage.registration_documents import from_document, to_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Assignment, Scope
    from core.domain.registration_search import Page, RegistrationFilter
    from core.domain.registrations import Registration
    from core.storage.database import Document

NEWEST_FIRST = [("created_at", DESCENDING), ("_id", DESCENDING)]
OLDEST_FIRST = [("created_at", ASCENDING), ("_id", ASCENDING)]
IN_ORDER = [("year", ASCENDING), *NEWEST_FIRST]
EXACT = ("organization", "year", "movement_type", "kind", "content", "stage", "status", "late")

DECLARATIONS = (
    Declaration(
        name="registrations",
        indexes=(
            IndexModel([("path", ASCENDING), *IN_ORDER]),
            IndexModel([("organization", ASCENDING), *IN_ORDER]),
            IndexModel(IN_ORDER),
            IndexModel(NEWEST_FIRST),
            IndexModel([("words", ASCENDING), ("path", ASCENDING)]),
            IndexModel(
                [("places.tenant", ASCENDING), *NEWEST_FIRST],
                partialFilterExpression={"places.tenant": {"$type": "string"}},
            ),
            IndexModel(
                [("continues", ASCENDING)],
                unique=True,
                partialFilterExpression={"continues": {"$type": "string"}, "holds": True},
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
            self._collection.insert_one(_stored(registration), session=self._session)
        except DuplicateKeyError as error:
            raise _taken(error) from error

    def replace(self, registration: Registration, *, before: Registration) -> None:
        self._refuse_outside(registration)
        previous = {"_id": before.id, "version": before.version, **self._visible}
        try:
            done = self._collection.replace_one(
                previous, _stored(registration), session=self._session
            )
        except DuplicateKeyError as error:
            raise _taken(error) from error
        if not done.matched_count:
            raise StaleVersionError(fields=[])

    def remove(self, registration: Registration) -> None:
        done = self._collection.delete_one(
            {"_id": registration.id, "version": registration.version, **self._visible},
            session=self._session,
        )
        if not done.deleted_count:
            raise StaleVersionError(fields=[])

    def search(self, wanted: RegistrationFilter, page: Page) -> list[Registration]:
        conditions = self._conditions(wanted)
        beyond, order = ("$gt", OLDEST_FIRST) if page.oldest_first else ("$lt", NEWEST_FIRST)
        if page.after:
            at, last = page.after
            conditions.append(
                {"$or": [{"created_at": {beyond: at}}, {"created_at": at, "_id": {beyond: last}}]}
            )
        found = self._collection.find({"$and": conditions}, session=self._session)
        rows = found.sort(order).skip(page.skip).limit(page.limit)
        return [from_document(row) for row in rows]

    def count(self, wanted: RegistrationFilter, *, up_to: int) -> int:
        return self._collection.count_documents(
            {"$and": self._conditions(wanted)}, limit=up_to, session=self._session
        )

    def each(self, *, year: int | None = None) -> Iterator[Registration]:
        query = self._visible | ({} if year is None else {"year": year})
        for document in self._collection.find(query, session=self._session):
            yield from_document(document)

    def continued_by(self, registration_id: str) -> Registration | None:
        document = self._collection.find_one(
            {"continues": {"$eq": registration_id}, "holds": True}, session=self._session
        )
        return from_document(document) if document else None

    def _conditions(self, wanted: RegistrationFilter) -> list[Document]:
        conditions: list[Document] = [self._visible]
        if wanted.prefixes:
            conditions.append(under(wanted.prefixes))
        if wanted.at:
            conditions.append({"path": {"$in": list(wanted.at)}})
        for name in EXACT:
            value = getattr(wanted, name)
            if value is not None:
                conditions.append({name: {"$eq": value}})
        if wanted.counted:
            conditions.append({"status": {"$in": sorted(status.value for status in COUNTED)}})
        *whole, beginning = wanted.words or ("",)
        conditions += [{"words": {"$eq": word}} for word in whole]
        if beginning:
            conditions.append({"words": {"$regex": f"^{re.escape(beginning)}"}})
        return conditions

    def _refuse_outside(self, registration: Registration) -> None:
        if not self._scope.sees(registration.path):
            raise NotFoundError


def visible(scope: Scope) -> Document:
    """Return the condition that says the same as ``core.domain.views.view_of``."""
    if scope.everything:
        return {}
    conditions = [condition for held in scope.assignments for condition in _seen_under(held)]
    return {"$or": conditions} if conditions else {"_id": None}


def _seen_under(held: Assignment) -> Iterator[Document]:
    within = under(held.sight)
    submitted = {"submitted_on": {"$ne": None}}
    yield {"$and": [within, {"organization": held.organization}]}
    yield {"$and": [{"places.tenant": held.tenant}, submitted]}
    if held.of_front:
        yield {"$and": [within, submitted]}
    else:
        yield {"$and": [{"path": {"$in": list(held.paths)}}, submitted]}


def _stored(registration: Registration) -> Document:
    """Return the document, with ``holds``: it still holds its place as what continues another."""
    document = to_document(registration)
    document["holds"] = registration.status.value != "withdrawn"
    return document


def _taken(error: DuplicateKeyError) -> ConflictError:
    pattern = (error.details or {}).get("keyPattern", {})
    return ConflictError("already_continued" if "continues" in pattern else "already_exists")
