"""The sign-ins, each under the hash of its token; the database drops the expired ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING, IndexModel

from core.domain.people import Door, Opening, Token
from core.storage.database import Declaration
from core.storage.sign_ins import renew_sign_ins
from core.storage.user_documents import user_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document
    from core.storage.sign_ins import SignIns

DECLARATIONS = (
    Declaration(
        name="tokens",
        indexes=(
            IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=0),
            IndexModel([("user", ASCENDING)]),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["_id", "user", "generation", "created_at", "expires_at"],
                "properties": {
                    "_id": {"bsonType": "string", "pattern": "^[0-9a-f]{64}$"},
                    "user": {"bsonType": "string"},
                    "generation": {"bsonType": "int", "minimum": 1},
                    "created_at": {"bsonType": "date"},
                    "expires_at": {"bsonType": "date"},
                    "door": {"enum": [door.value for door in Door]},
                },
                "additionalProperties": False,
            }
        },
    ),
)


_WITH_USER: Document = {
    "$lookup": {
        "from": "users", "localField": "user", "foreignField": "_id", "as": "user_documents",
    }
}  # fmt: skip


class MongoTokens:
    """Sign-ins (``ports.people.Tokens``); a scope is made from them, so none binds them."""

    def __init__(
        self,
        database: Database[Document],
        scope: Scope,  # noqa: ARG002 - made like every other repository
        session: ClientSession | None = None,
        sign_ins: SignIns | None = None,
    ) -> None:
        self._database = database
        self._tokens = database["tokens"]
        self._session = session
        self._sign_ins = sign_ins

    def find(self, token_hash: str) -> Token | None:
        document = self._tokens.find_one({"_id": {"$eq": token_hash}}, session=self._session)
        return None if document is None else _from_document(document)

    def opening(self, token_hash: str) -> Opening | None:
        if self._sign_ins is None:
            return read_openings(self._database, [token_hash], self._session).get(token_hash)
        return self._sign_ins.opening(token_hash)

    def add(self, token: Token) -> None:
        document = {
            "_id": token.hash,
            "user": token.user,
            "generation": token.generation,
            "created_at": token.created_at,
            "expires_at": token.expires_at,
            "door": token.door.value,
        }
        self._tokens.insert_one(document, session=self._session)

    def revoke(self, token_hash: str) -> bool:
        ended = self._tokens.find_one_and_delete(
            {"_id": {"$eq": token_hash}}, {"user": 1}, session=self._session
        )
        if ended is not None:
            renew_sign_ins(self._database, {ended["user"]}, self._session)
        return ended is not None

    def extend(self, token_hash: str, *, until: datetime) -> None:
        later = {"$max": {"expires_at": until}}
        extended = self._tokens.find_one_and_update(
            {"_id": {"$eq": token_hash}}, later, {"user": 1}, session=self._session
        )
        if extended is not None:
            renew_sign_ins(self._database, {extended["user"]}, self._session)

    def revoke_all(self, user_id: str, *, but: str | None = None) -> None:
        query = {"user": {"$eq": user_id}, "_id": {"$ne": but}}
        self._tokens.delete_many(query, session=self._session)
        renew_sign_ins(self._database, {user_id}, self._session)

    def count(self, user_id: str, *, generation: int, now: datetime) -> int:
        query = {
            "user": {"$eq": user_id},
            "generation": generation,
            "expires_at": {"$gt": now},
            "door": {"$ne": Door.HALLWAY.value},
        }
        return self._tokens.count_documents(query, session=self._session)


def read_openings(
    database: Database[Document], token_hashes: Sequence[str], session: ClientSession | None = None
) -> Mapping[str, Opening]:
    """Return what tokens open, by their hash; those that open nothing are left out."""
    rows = database["tokens"].aggregate(
        [{"$match": {"_id": {"$in": list(token_hashes)}}}, _WITH_USER], session=session
    )
    openings = {}
    for row in rows:
        (user,) = row["user_documents"] or (None,)
        token = _from_document(row)
        openings[token.hash] = Opening(token=token, user=None if user is None else user_from(user))
    return openings


def _from_document(document: Document) -> Token:
    return Token(
        hash=document["_id"],
        user=document["user"],
        generation=document["generation"],
        created_at=document["created_at"],
        expires_at=document["expires_at"],
        door=Door(document.get("door", Door.API)),
    )
