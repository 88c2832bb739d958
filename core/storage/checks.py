"""The last result of each check of the whole database: the operator's, of nobody's records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import ForbiddenError
from core.domain.integrity import LastCheck
from core.storage.database import Declaration

if TYPE_CHECKING:
    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

INTEGRITY = "integrity"
_COUNTS = {"bsonType": "object", "additionalProperties": {"bsonType": ["int", "long"]}}

DECLARATIONS = (
    Declaration(
        name="checks",
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["_id", "at", "version", "checked", "found", "uncheckable"],
                "properties": {
                    "_id": {"enum": [INTEGRITY]},
                    "at": {"bsonType": "date"},
                    "version": {"bsonType": "string"},
                    "checked": _COUNTS,
                    "found": _COUNTS,
                    "uncheckable": {"bsonType": "array", "items": {"bsonType": "string"}},
                },
                "additionalProperties": False,
            }
        },
    ),
)


class MongoChecks:
    """What the last check found (``ports.checks.Checks``); the operator alone keeps one."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._checks = database["checks"]
        self._scope = scope
        self._session = session

    def last(self) -> LastCheck | None:
        found = self._checks.find_one({"_id": INTEGRITY}, session=self._session)
        return _check(found) if found else None

    def keep(self, check: LastCheck) -> None:
        if not self._scope.everything:
            raise ForbiddenError
        kept: Document = {
            "at": check.at,
            "version": check.version,
            "checked": dict(check.checked),
            "found": dict(check.found),
            "uncheckable": sorted(check.uncheckable),
        }
        self._checks.replace_one({"_id": INTEGRITY}, kept, upsert=True, session=self._session)


def _check(document: Document) -> LastCheck:
    return LastCheck(
        at=document["at"],
        version=document["version"],
        checked=document["checked"],
        found=document["found"],
        uncheckable=frozenset(document["uncheckable"]),
    )
