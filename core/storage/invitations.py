"""The open invitations, each under the hash of its link's token; expired ones are dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING, IndexModel

from core.domain.people import Invitation
from core.storage.database import Declaration

if TYPE_CHECKING:
    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

DECLARATIONS = (
    Declaration(
        name="invitations",
        indexes=(
            IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=0),
            IndexModel([("user", ASCENDING)]),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["_id", "user", "created_at", "created_by", "expires_at"],
                "properties": {
                    "_id": {"bsonType": "string", "pattern": "^[0-9a-f]{64}$"},
                    "user": {"bsonType": "string"},
                    "created_at": {"bsonType": "date"},
                    "created_by": {"bsonType": "string"},
                    "expires_at": {"bsonType": "date"},
                },
                "additionalProperties": False,
            }
        },
    ),
)


class MongoInvitations:
    """Open invitations (``ports.people.Invitations``); found before there is a scope."""

    def __init__(
        self,
        database: Database[Document],
        scope: Scope,  # noqa: ARG002 - made like every other repository
        session: ClientSession | None = None,
    ) -> None:
        self._invitations = database["invitations"]
        self._session = session

    def find(self, token_hash: str) -> Invitation | None:
        document = self._invitations.find_one({"_id": {"$eq": token_hash}}, session=self._session)
        return None if document is None else _from_document(document)

    def add(self, *invitations: Invitation) -> None:
        documents = [
            {
                "_id": each.hash,
                "user": each.user,
                "created_at": each.created_at,
                "created_by": each.created_by,
                "expires_at": each.expires_at,
            }
            for each in invitations
        ]
        self._invitations.insert_many(documents, session=self._session)

    def take(self, token_hash: str) -> Invitation | None:
        document = self._invitations.find_one_and_delete(
            {"_id": {"$eq": token_hash}}, session=self._session
        )
        return None if document is None else _from_document(document)

    def withdraw(self, user_id: str, *, unless_by: str | None = None) -> None:
        self._invitations.delete_many(
            {"user": {"$eq": user_id}, "created_by": {"$ne": unless_by}}, session=self._session
        )


def _from_document(document: Document) -> Invitation:
    return Invitation(
        hash=document["_id"],
        user=document["user"],
        created_at=document["created_at"],
        created_by=document["created_by"],
        expires_at=document["expires_at"],
    )
