"""The days people were reminded on: which were begun, and when each person was last looked at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from core.domain.errors import ForbiddenError
from core.storage.database import Declaration

if TYPE_CHECKING:
    from datetime import datetime

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

A_DAY = {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

DECLARATIONS = (
    Declaration(
        name="reminder_days",
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["_id", "begun_at"],
                "properties": {"_id": A_DAY, "begun_at": {"bsonType": "date"}},
                "additionalProperties": False,
            }
        },
    ),
    Declaration(
        name="reminded",
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["_id", "day"],
                "properties": {"_id": {"bsonType": "string"}, "day": A_DAY},
                "additionalProperties": False,
            }
        },
    ),
)


class MongoReminders:
    """When people were reminded (``ports.notices.Reminders``); the operator's alone."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        if not scope.everything:
            raise ForbiddenError
        self._days = database["reminder_days"]
        self._reminded = database["reminded"]
        self._session = session

    def begun(self, day: date) -> bool:
        asked: Document = {"_id": day.isoformat()}
        return self._days.find_one(asked, session=self._session) is not None

    def begin(self, day: date, *, at: datetime) -> None:
        self._days.insert_one({"_id": day.isoformat(), "begun_at": at}, session=self._session)

    def last(self, user_id: str) -> date | None:
        found = self._reminded.find_one({"_id": {"$eq": user_id}}, session=self._session)
        return date.fromisoformat(found["day"]) if found else None

    def done(self, user_id: str, day: date) -> None:
        self._reminded.replace_one(
            {"_id": {"$eq": user_id}},
            {"_id": user_id, "day": day.isoformat()},
            upsert=True,
            session=self._session,
        )
