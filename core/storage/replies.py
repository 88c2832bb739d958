"""Answers kept under idempotency keys, per user, for at least 48 hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING, IndexModel

from core.domain.replies import Reply
from core.storage.database import Declaration

if TYPE_CHECKING:
    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

KEPT_SECONDS = 72 * 3600

DECLARATIONS = (
    Declaration(
        name="replies",
        indexes=(IndexModel([("kept_at", ASCENDING)], expireAfterSeconds=KEPT_SECONDS),),
    ),
)


class MongoReplies:
    """One user's kept answers."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._collection = database["replies"]
        self._user = scope.user
        self._session = session

    def find(self, key: str) -> Reply | None:
        document = self._collection.find_one({"_id": self._id(key)}, session=self._session)
        if document is None:
            return None
        del document["_id"]
        return Reply(**document)

    def keep(self, reply: Reply) -> None:
        document = reply_document(self._id(reply.key), reply)
        self._collection.insert_one(document, session=self._session)

    def _id(self, key: str) -> str:
        return f"{self._user}\n{key}"


def reply_document(reply_id: str, reply: Reply) -> Document:
    return {
        "_id": reply_id,
        "key": reply.key,
        "fingerprint": reply.fingerprint,
        "status": reply.status,
        "body": reply.body,
        "etag": reply.etag,
        "kept_at": reply.kept_at,
    }
