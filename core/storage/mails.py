"""The mails collection: what is to leave, each moved from state to state by one alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pymongo import ASCENDING, DESCENDING, IndexModel

from core.domain.errors import ForbiddenError, NotFoundError
from core.domain.mails import NEXT, TROUBLED, Mail, MailState
from core.storage.database import Declaration

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

KEPT = timedelta(days=90)
"""So long it can be seen what became of a mail."""

DECLARATIONS = (
    Declaration(
        name="mails",
        indexes=(
            IndexModel([("state", ASCENDING), ("made_at", DESCENDING)]),
            IndexModel([("notice", ASCENDING)], unique=True),
            IndexModel([("made_at", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds())),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["notice", "user", "day", "made_at", "state"],
                "properties": {
                    "_id": {"bsonType": "string"},
                    "notice": {"bsonType": "string"},
                    "user": {"bsonType": "string"},
                    "day": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
                    "made_at": {"bsonType": "date"},
                    "moved_at": {"bsonType": "date"},
                    "state": {"enum": [state.value for state in MailState]},
                    "error": {"bsonType": ["string", "null"]},
                },
                "additionalProperties": False,
            }
        },
    ),
)


class MongoMails:
    """The outbox (``ports.mails.Mails``); it holds neither addresses nor texts."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._mails = database["mails"]
        self._scope = scope
        self._session = session

    def get(self, mail_id: str) -> Mail:
        self._refuse_others()
        found = self._mails.find_one({"_id": {"$eq": mail_id}}, session=self._session)
        if found is None:
            raise NotFoundError
        return mail_from(found)

    def add(self, mail: Mail) -> None:
        self._refuse_others()
        self._mails.insert_one(document_of(mail), session=self._session)

    def move(
        self,
        mail_id: str,
        *,
        to: MailState,
        at: datetime,
        error: str | None = None,
        of: Collection[MailState] | None = None,
    ) -> bool:
        self._refuse_others()
        before = [state for state in NEXT if to in NEXT[state] and (of is None or state in of)]
        moved = self._mails.update_one(
            {"_id": {"$eq": mail_id}, "state": {"$in": [state.value for state in before]}},
            {"$set": {"state": to.value, "moved_at": at, "error": error}},
            session=self._session,
        )
        return moved.matched_count == 1

    def numbers(self) -> Mapping[str, int]:
        counting: list[Document] = [{"$group": {"_id": "$state", "number": {"$sum": 1}}}]
        found = self._mails.aggregate(counting, session=self._session)
        by_state = {each["_id"]: each["number"] for each in found}
        return {state.value: by_state.get(state.value, 0) for state in MailState}

    def troubled(self, *, limit: int) -> Sequence[Mail]:
        self._refuse_others()
        wanted: Document = {"state": {"$in": [state.value for state in TROUBLED]}}
        found = self._mails.find(wanted, session=self._session)
        return [mail_from(each) for each in found.sort([("made_at", DESCENDING)]).limit(limit)]

    def _refuse_others(self) -> None:
        if not self._scope.everything:
            raise ForbiddenError


def document_of(mail: Mail) -> Document:
    return {
        "_id": mail.id,
        "notice": mail.notice,
        "user": mail.user,
        "day": mail.day.isoformat(),
        "made_at": mail.made_at,
        "state": mail.state.value,
        "error": mail.error,
    }


def mail_from(document: Document) -> Mail:
    return Mail(
        id=document["_id"],
        notice=document["notice"],
        user=document["user"],
        day=date.fromisoformat(document["day"]),
        made_at=document["made_at"],
        state=MailState(document["state"]),
        error=document.get("error"),
    )
