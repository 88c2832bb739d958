"""The editions of reports and the rows of their items: added once, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from core.domain.editions import CHANGES, ITEMS, Edition, Shelf
from core.domain.errors import NotFoundError, StaleVersionError
from core.storage.database import Declaration
from core.storage.prefixes import under
from core.storage.registration_documents import midnight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Assignment, Scope
    from core.storage.database import Document

_SEEN_BY = {"path": {"bsonType": "string", "pattern": "/$"}, "sha256": {"bsonType": "string"}}

DECLARATIONS = (
    Declaration(
        name="editions",
        indexes=(IndexModel([("report", ASCENDING), ("number", ASCENDING)], unique=True),),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": [
                    "report", "number", "path", "organization", "text", "sha256", "frozen_at",
                    "frozen_on", "frozen_by",
                ],
                "properties": _SEEN_BY | {"number": {"bsonType": "int", "minimum": 0}},
            }
        },
    ),
    Declaration(
        name="edition_items",
        indexes=(
            IndexModel(
                [(name, ASCENDING) for name in ("report", "number", "what", "first")], unique=True
            ),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": [
                    "report", "number", "path", "organization", "what", "first", "last", "size",
                    "text", "sha256",
                ],
                "properties": _SEEN_BY
                | {
                    "what": {"enum": [ITEMS, CHANGES]},
                    "size": {"bsonType": "int", "minimum": 1},
                },
            }
        },
    ),
)  # fmt: skip

PLAIN = (
    "report", "number", "path", "organization", "text", "sha256", "frozen_at", "frozen_by",
    "reason",
)  # fmt: skip


class MongoEditions:
    """The editions a scope sees (``ports.editions.Editions``).

    The scope is given once, here, and joined into every query; what is there is only added to.
    """

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._editions = database["editions"]
        self._items = database["edition_items"]
        self._scope = scope
        self._session = session
        self._visible = visible(scope)

    def add(self, edition: Edition, shelves: Sequence[Shelf]) -> None:
        if not self._scope.sees(edition.path):
            raise NotFoundError
        document = {name: getattr(edition, name) for name in PLAIN}
        document |= {"frozen_on": midnight(edition.frozen_on)}
        try:
            self._editions.insert_one(document, session=self._session)
        except DuplicateKeyError as error:
            raise StaleVersionError(fields=["edition"]) from error
        seen_by = {name: document[name] for name in ("report", "number", "path", "organization")}
        if shelves:
            rows = [seen_by | shelf._asdict() for shelf in shelves]
            self._items.insert_many(rows, session=self._session)

    def of_report(self, report_id: str) -> list[Edition]:
        sought = {"$and": [{"report": {"$eq": report_id}}, self._visible]}
        found = self._editions.find(sought, session=self._session).sort("number", ASCENDING)
        return [edition_from(document) for document in found]

    def get(self, report_id: str, number: int) -> Edition:
        one: Document = {"report": {"$eq": report_id}, "number": {"$eq": number}}
        document = self._editions.find_one({"$and": [one, self._visible]}, session=self._session)
        if document is None:
            raise NotFoundError
        return edition_from(document)

    def shelves(self, edition: Edition, what: str) -> list[Shelf]:
        of: Document = {
            "report": {"$eq": edition.report}, "number": {"$eq": edition.number},
            "what": {"$eq": what},
        }  # fmt: skip
        found = self._items.find({"$and": [of, self._visible]}, session=self._session)
        return [shelf_from(document) for document in found.sort("first", ASCENDING)]

    def shelf(self, edition: Edition, sha256: str) -> Shelf:
        one: Document = {
            "report": {"$eq": edition.report}, "number": {"$eq": edition.number},
            "sha256": {"$eq": sha256},
        }  # fmt: skip
        document = self._items.find_one({"$and": [one, self._visible]}, session=self._session)
        if document is None:
            raise NotFoundError
        return shelf_from(document)


def visible(scope: Scope) -> Document:
    """Return the condition of a report's sight (``core.domain.report_rules.exists_for``).

    An edition is of a report that has been sent, so a Front in sight sees all of them.
    """
    if scope.everything:
        return {}
    return {"$or": [_seen_under(held) for held in scope.assignments] or [{"_id": None}]}


def _seen_under(held: Assignment) -> Document:
    within = under(held.sight)
    return within if held.of_front else {"$and": [within, {"organization": held.organization}]}


def edition_from(document: Document) -> Edition:
    values = {name: document[name] for name in PLAIN}
    return Edition(frozen_on=document["frozen_on"].date(), **values)


def shelf_from(document: Document) -> Shelf:
    return Shelf(*(document[name] for name in Shelf._fields))
