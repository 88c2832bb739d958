"""The registrations collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from core.domain.counts import province_of
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.movements import Stage
from core.domain.registrations import COUNTED
from core.storage.database import Declaration
from core.storage.prefixes import under
from core.storage.registration_choice import COUNTING, LATE_LIST, PILOT_LIST, RECOGNISED_LIST
from core.storage.registration_documents import (
    FIGURED,
    figured,
    from_document,
    to_document,
)
from core.storage.registration_lists import NEWEST_FIRST, RegistrationList
from core.storage.registration_readings import RECOGNISED, TEXT, visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.registration_search import Page, RegistrationFilter
    from core.domain.registrations import Registration
    from core.storage.database import Document

IN_ORDER = [("year", ASCENDING), *NEWEST_FIRST]
NARROWING = [(name, ASCENDING) for name in ("organization", "submitted_on")]
"""Behind the order in an index: what is out of sight is passed over without its document."""

TELLING = [
    (name, ASCENDING)
    for name in (
        "year", "path", "organization", "submitted_on", "status", "stage", "recognised_on",
    )
]  # fmt: skip
"""Behind the order of what can be copied: who sees it, and whether it is that still."""

COUNTED_BY = ("year", "province", "late", "status", "content", "organization", "submitted_on")

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
            IndexModel([("copied_from", ASCENDING)], partialFilterExpression={"copied_from": TEXT}),
            IndexModel(
                [("province", ASCENDING), *NEWEST_FIRST, *TELLING],
                name=RECOGNISED_LIST,
                partialFilterExpression=RECOGNISED,
            ),
            IndexModel(
                [("province", ASCENDING), *NEWEST_FIRST, *TELLING],
                name=PILOT_LIST,
                partialFilterExpression={"stage": Stage.PILOT.value},
            ),
            IndexModel([("same_as", ASCENDING)], partialFilterExpression={"same_as": TEXT}),
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

    def many(self, registration_ids: Collection[str]) -> dict[str, Registration]:
        sought = {"_id": {"$in": [*registration_ids]}, **self._visible}
        found = self._collection.find(sought, session=self._session)
        return {row["_id"]: from_document(row) for row in found}

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
        return [*map(from_document, self._list(wanted).page(page))]

    def count(self, wanted: RegistrationFilter, *, up_to: int) -> int:
        return self._list(wanted).total(up_to=up_to)

    def page(
        self, wanted: RegistrationFilter, page: Page, *, up_to: int
    ) -> tuple[list[Registration], int]:
        asked = self._list(wanted)
        rows = [*map(from_document, asked.page(page))]
        return rows, asked.total(up_to=up_to)

    def each(self, *, year: int | None = None) -> Iterator[Registration]:
        query = self._visible | ({} if year is None else {"year": year})
        for document in self._collection.find(query, session=self._session):
            yield from_document(document)

    def counted(
        self, prefixes: Sequence[str], *, year: int, organization: str | None
    ) -> Iterator[Registration]:
        wanted: Document = {
            "year": {"$eq": year},
            "status": {"$in": [status.value for status in COUNTED]},
        }
        if organization is not None:
            wanted |= {"organization": {"$eq": organization}}
        query = {"$and": [wanted, under(prefixes), self._visible]}
        for document in self._collection.find(query, FIGURED, session=self._session):
            yield figured(document)

    def continued_by(self, registration_id: str) -> Registration | None:
        document = self._collection.find_one(
            {"continues": {"$eq": registration_id, **TEXT}, "holds": True}, session=self._session
        )
        return from_document(document) if document else None

    def _list(self, wanted: RegistrationFilter) -> RegistrationList:
        return RegistrationList(self._collection, self._session, self._scope, wanted)

    def _refuse_outside(self, registration: Registration) -> None:
        if not self._scope.sees(registration.path):
            raise NotFoundError


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
