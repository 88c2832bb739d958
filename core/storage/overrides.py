"""The collection of local overrides of quotas."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING

from pymongo import ASCENDING, IndexModel

from core.domain.errors import NotFoundError
from core.domain.quota_rules import Override
from core.storage.database import Declaration
from core.storage.known import Known, Unremembered
from core.storage.marks import renew_revision

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

DECLARATIONS = (
    Declaration(
        name="quota_overrides",
        indexes=(IndexModel([("tenant", ASCENDING), ("valid_from", ASCENDING)]),),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["tenant", "path", "quota", "valid_from", "document", "at"],
                "properties": {
                    "path": {"bsonType": "string", "pattern": "/$"},
                    "at_least": {"bsonType": ["int", "null"], "minimum": 0},
                    "renewed_yearly": {"bsonType": ["bool", "null"]},
                    "document": {"bsonType": "string", "minLength": 1},
                    "at": {"bsonType": "date"},
                },
            }
        },
    ),
)

IN_ORDER = [("valid_from", ASCENDING), ("at", ASCENDING), ("_id", ASCENDING)]
DAYS = ("valid_from", "valid_to")


class MongoOverrides:
    """Every tenant's overrides, for they are inherited; in sight they can be recorded."""

    def __init__(
        self,
        database: Database[Document],
        scope: Scope,
        session: ClientSession | None = None,
        known: Known | None = None,
    ) -> None:
        # A transaction reads one snapshot, so what it has read once stays true in it.
        self._known = known or (Known() if session else Unremembered())
        self._database = database
        self._collection = database["quota_overrides"]
        self._scope = scope
        self._session = session

    def for_tenants(self, tenants: Collection[str]) -> Sequence[Override]:
        ids = list(tenants)
        key = ("overrides", frozenset(ids))
        return self._known.recall(key, lambda: self._found({"tenant": {"$in": ids}}))

    def in_force(self, tenants: Collection[str], on: date) -> Sequence[Override]:
        day = on.isoformat()
        return self._found(
            {
                "tenant": {"$in": list(tenants)},
                "valid_from": {"$lte": day},
                "$or": [{"valid_to": None}, {"valid_to": {"$gte": day}}],
            }
        )

    def add(self, override: Override, *, override_id: str, path: str, at: datetime) -> None:
        if not self._scope.sees(path):
            raise NotFoundError
        document = asdict(override) | {"_id": override_id, "path": path, "at": at}
        for name in DAYS:
            document[name] = document[name] and document[name].isoformat()
        self._known.forget()
        renew_revision(self._database, self._session)
        self._collection.insert_one(document, session=self._session)

    def _found(self, query: Document) -> Sequence[Override]:
        rows = self._collection.find(query, session=self._session).sort(IN_ORDER)
        return [_override(row) for row in rows]


def _override(document: Document) -> Override:
    kept = {field.name: document[field.name] for field in fields(Override)}
    for name in DAYS:
        kept[name] = kept[name] and date.fromisoformat(kept[name])
    return Override(**kept)
