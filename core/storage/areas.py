"""The collection of residential areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING, IndexModel, ReturnDocument

from core.domain.areas import Area
from core.domain.errors import NotFoundError
from core.storage.database import Declaration
from core.storage.prefixes import under

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

DECLARATIONS = (
    Declaration(
        name="areas",
        indexes=(IndexModel([("tenant", ASCENDING), ("folded", ASCENDING)], unique=True),),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["tenant", "path", "name", "folded"],
                "properties": {
                    "path": {"bsonType": "string", "pattern": "/$"},
                    "name": {"bsonType": "string", "minLength": 1},
                    "folded": {"bsonType": "string", "minLength": 1},
                },
            }
        },
    ),
)


class MongoAreas:
    """The areas a scope sees; the scope is joined into every query and write."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._collection = database["areas"]
        self._scope = scope
        self._session = session

    def list(self, tenant: str) -> Sequence[Area]:
        visible = {} if self._scope.everything else under(self._scope.prefixes)
        found = self._collection.find({"tenant": {"$eq": tenant}, **visible}, session=self._session)
        return [area_from_document(row) for row in found.sort("folded", ASCENDING)]

    def ensure(self, area: Area) -> Area:
        if not self._scope.sees(area.path):
            raise NotFoundError
        key = {"tenant": area.tenant, "folded": area.key}
        standing = self._collection.find_one(key, session=self._session)
        return area_from_document(standing or self._upserted(area, key))

    def _upserted(self, area: Area, key: Document) -> Document:
        # Of two at the same time the later one finds what the first one made: the server repeats
        # an upsert, and within a transaction the whole transaction is repeated.
        new = {"_id": area.id, "path": area.path, "name": area.name}
        standing = self._collection.find_one_and_update(
            key,
            {"$setOnInsert": new},
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=self._session,
        )
        return standing or new | key


def area_from_document(document: Document) -> Area:
    return Area(
        id=document["_id"],
        tenant=document["tenant"],
        path=document["path"],
        name=document["name"],
    )
