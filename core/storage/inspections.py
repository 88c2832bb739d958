"""The inspections collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING, DESCENDING, IndexModel

from core.domain.access import Role
from core.domain.errors import NotFoundError, StaleVersionError
from core.domain.inspection_rules import seen_by
from core.domain.inspections import InspectionStatus, LookedAt
from core.storage.database import Declaration
from core.storage.inspection_documents import UNLISTED, document_of, inspection_from, listed_from
from core.storage.prefixes import under

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Assignment, Scope
    from core.domain.inspection_rules import Told
    from core.domain.inspections import Inspection, InspectionFilter, ListedInspection
    from core.domain.registration_search import Page
    from core.domain.registrations import Registration
    from core.storage.database import Document

NEWEST_FIRST = [("created_at", DESCENDING), ("_id", DESCENDING)]

DECLARATIONS = (
    Declaration(
        name="inspections",
        indexes=(
            IndexModel([("path", ASCENDING), ("year", ASCENDING), *NEWEST_FIRST]),
            IndexModel([("items.registration", ASCENDING), *NEWEST_FIRST]),
            IndexModel([("items.path", ASCENDING), ("year", ASCENDING)]),
            IndexModel([("year", ASCENDING), *NEWEST_FIRST]),
            IndexModel(NEWEST_FIRST),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": [
                    "tenant", "path", "year", "organizations", "team", "items", "minutes",
                    "status", "conclusions", "version", "created_at", "created_by",
                ],
                "properties": {
                    "path": {"bsonType": "string", "pattern": "/$"},
                    "year": {"bsonType": "int", "minimum": 2000, "maximum": 2100},
                    "status": {"enum": [status.value for status in InspectionStatus]},
                    "conclusions": {"bsonType": "int", "minimum": 0},
                    "version": {"bsonType": "int", "minimum": 1},
                    "items": {
                        "bsonType": "array",
                        "items": {
                            "bsonType": "object",
                            "required": ["registration", "organization", "path", "outcome"],
                        },
                    },
                },
            }
        },
    ),
)  # fmt: skip


class MongoInspections:
    """The inspections a scope may know of (``ports.inspections.Inspections``).

    The scope is given once, here, and joined into every query and every write.
    """

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._inspections = database["inspections"]
        self._scope = scope
        self._session = session
        self._visible = visible(scope)

    def get(self, inspection_id: str) -> Inspection:
        sought = {"$and": [{"_id": {"$eq": inspection_id}}, self._visible]}
        document = self._inspections.find_one(sought, session=self._session)
        if document is None:
            raise NotFoundError
        return self._seen(inspection_from(document))

    def of(self, registration_id: str, *, limit: int) -> Sequence[LookedAt]:
        looked: Document = {"registration": {"$eq": registration_id}}
        visible_one = visible(self._scope, registration=registration_id)
        found = self._inspections.find(
            {"$and": [{"items": {"$elemMatch": looked}}, visible_one]},
            {"items": {"$elemMatch": looked}, "minutes.text": 0},
            session=self._session,
        )
        seen = [self._seen(inspection_from(row)) for row in found.sort(NEWEST_FIRST).limit(limit)]
        return [LookedAt(inspection=each, item=each.items[0]) for each in seen]

    def add(self, inspection: Inspection) -> None:
        self._refuse_outside(inspection)
        self._inspections.insert_one(document_of(inspection), session=self._session)

    def replace(self, inspection: Inspection, *, before: Inspection) -> None:
        # Who sees a part only has not got the rest of what would be written.
        self._refuse_outside(inspection)
        previous: Document = {"_id": before.id, "version": before.version}
        done = self._inspections.replace_one(
            {"$and": [previous, self._visible]}, document_of(inspection), session=self._session
        )
        if not done.matched_count:
            raise StaleVersionError(fields=[])

    def remove(self, inspection: Inspection) -> None:
        self._refuse_outside(inspection)
        previous: Document = {"_id": inspection.id, "version": inspection.version}
        done = self._inspections.delete_one(
            {"$and": [previous, self._visible]}, session=self._session
        )
        if not done.deleted_count:
            raise StaleVersionError(fields=[])

    def search(self, wanted: InspectionFilter, page: Page) -> Sequence[ListedInspection]:
        conditions = self._conditions(wanted)
        if page.after:
            at, last = page.after
            earlier: Document = {"created_at": {"$lt": at}}
            conditions.append({"$or": [earlier, {"created_at": at, "_id": {"$lt": last}}]})
        found = self._inspections.find({"$and": conditions}, UNLISTED, session=self._session)
        rows = found.sort(NEWEST_FIRST).skip(page.skip).limit(page.limit)
        return [self._seen(listed_from(row)) for row in rows]

    def count(self, wanted: InspectionFilter, *, up_to: int) -> int:
        return self._inspections.count_documents(
            {"$and": self._conditions(wanted)}, limit=up_to, session=self._session
        )

    def moved(self, registration: Registration) -> None:
        self._inspections.update_many(
            {"items.registration": registration.id},
            {"$set": {"items.$[looked].path": registration.path}},
            array_filters=[{"looked.registration": registration.id}],
            session=self._session,
        )

    def _conditions(self, wanted: InspectionFilter) -> list[Document]:
        conditions = [visible(self._scope, wanted.prefixes, wanted.registration)]
        if wanted.year is not None:
            conditions.append({"year": {"$eq": wanted.year}})
        if wanted.status is not None:
            conditions.append({"status": {"$eq": wanted.status.value}})
        return conditions

    def _seen(self, inspection: Told) -> Told:
        seen = seen_by(self._scope, inspection)
        if seen is None:
            raise NotFoundError
        return seen

    def _refuse_outside(self, inspection: Inspection) -> None:
        seen = seen_by(self._scope, inspection)
        if seen is None or not seen.whole:
            raise NotFoundError


def visible(
    scope: Scope, prefixes: Sequence[str] | None = None, registration: str | None = None
) -> Document:
    """Return the condition that says the same as ``inspection_rules.seen_by``.

    With *prefixes* (of paths) and *registration* it also says what is wanted: of who sees some
    items only, just these are asked, for what else was looked at is not to be told.
    """
    asked: Document = {} if registration is None else {"registration": {"$eq": registration}}
    if scope.everything:
        return {"$and": [_wanted_whole(prefixes, asked)]}
    seen = [each for held in scope.assignments for each in _seen_under(held, prefixes, asked)]
    return {"$or": seen or [{"_id": None}]}


def _seen_under(
    held: Assignment, prefixes: Sequence[str] | None, asked: Document
) -> Sequence[Document]:
    if held.role is Role.ADMIN:
        return ()
    mine: Document = {} if held.of_front else {"organization": held.organization}
    item: Document = {"$and": [under(held.sight), mine, asked]}
    place: list[Document] = [{"items": {"$elemMatch": item}}]
    if prefixes is not None:
        there: Document = {"$and": [item, under(prefixes)]}
        place = [
            {
                "$or": [
                    {"items": {"$elemMatch": there}},
                    {"$and": [under(prefixes), {"items": {"$elemMatch": item}}]},
                ]
            }
        ]
    part: Document = {"$and": [{"status": InspectionStatus.CONCLUDED.value}, *place]}
    if not held.of_front:
        return (part,)
    return ({"$and": [under(held.sight), _wanted_whole(prefixes, asked)]}, part)


def _wanted_whole(prefixes: Sequence[str] | None, asked: Document) -> Document:
    """Return what is wanted of inspections that are seen whole."""
    conditions: list[Document] = [{"items": {"$elemMatch": asked}}] if asked else []
    if prefixes is not None:
        within = under(prefixes)
        conditions.append({"$or": [within, {"items": {"$elemMatch": within}}]})
    return {"$and": conditions} if conditions else {}
