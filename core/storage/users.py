"""The users collection: whom a scope sees, and the few look-ups signing in needs before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bson.int64 import Int64
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import BulkWriteError, DuplicateKeyError

from core.domain.access import Role
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.granting import exists_for
from core.domain.people import Held
from core.storage.database import Declaration
from core.storage.marks import POSTS, renew_marks
from core.storage.prefixes import under
from core.storage.sign_ins import renew_sign_ins
from core.storage.user_documents import document_of, user_from

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Assignment, Scope
    from core.domain.people import User
    from core.domain.registration_search import Page
    from core.domain.second_factor import Proof
    from core.storage.database import Document

NEWEST_FIRST = [("created_at", DESCENDING), ("_id", DESCENDING)]
DUPLICATE_KEY = 11000

DECLARATIONS = (
    Declaration(
        name="users",
        indexes=(
            IndexModel([("username", ASCENDING)], unique=True),
            IndexModel(NEWEST_FIRST),
            IndexModel([("assignments.path", ASCENDING)]),
            IndexModel([("words", ASCENDING)]),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": [
                    "username", "name", "words", "disabled", "assignments", "password_hash",
                    "generation", "created_at", "version",
                ],
                "properties": {
                    "username": {"bsonType": "string", "pattern": "^[a-z0-9._-]{1,80}$"},
                    "name": {"bsonType": "string", "minLength": 1},
                    "disabled": {"bsonType": "bool"},
                    "password_hash": {"bsonType": ["string", "null"]},
                    "generation": {"bsonType": "int", "minimum": 1},
                    "version": {"bsonType": "int", "minimum": 1},
                    "created_at": {"bsonType": "date"},
                    "email": {"bsonType": "string", "pattern": "^[^@\\s]{1,64}@[^@\\s]+$"},
                    "second_factor": {
                        "bsonType": "object",
                        "required": ["sealed", "last_step", "recovery", "since"],
                        "properties": {
                            "sealed": {"bsonType": "string"},
                            "last_step": {"bsonType": "long", "minimum": 0},
                            "recovery": {
                                "bsonType": "array",
                                "items": {"bsonType": "string", "pattern": "^[0-9a-f]{64}$"},
                            },
                            "since": {"bsonType": "date"},
                        },
                        "additionalProperties": False,
                    },
                    "assignments": {
                        "bsonType": "array",
                        "items": {
                            "bsonType": "object",
                            "required": ["id", "tenant", "path", "organization", "role"],
                            "properties": {
                                "path": {"bsonType": "string", "pattern": "/$"},
                                "role": {"enum": [role.value for role in Role]},
                            },
                        },
                    },
                },
            }
        },
    ),
)  # fmt: skip


class MongoUsers:
    """The users a scope sees (``ports.people.Users``).

    The scope is given once, here, and joined into every query and every write but those the port
    names as open: ``for_sign_in``, ``for_token``, ``rehash``, ``spend``, ``taken``, ``held_on``.
    """

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._database = database
        self._users = database["users"]
        self._scope = scope
        self._session = session

    def get(self, user_id: str) -> User:
        return user_from(self._found({"$and": [{"_id": {"$eq": user_id}}, self._visible()]}))

    def add(self, *users: User) -> None:
        if not all(exists_for(self._scope, user) for user in users):
            raise NotFoundError
        self._renew_marks(*users)
        try:
            self._users.insert_many([document_of(user) for user in users], session=self._session)
        except BulkWriteError as error:
            if any(e.get("code") == DUPLICATE_KEY for e in error.details.get("writeErrors", ())):
                raise ConflictError("username_taken") from error
            raise

    def replace(self, user: User, *, before: User) -> None:
        if not exists_for(self._scope, user):
            raise NotFoundError
        self._renew_marks(user, before)
        renew_sign_ins(self._database, {user.id}, self._session)
        previous = {"_id": before.id, "version": before.version}
        try:
            done = self._users.replace_one(
                {"$and": [previous, self._visible()]}, document_of(user), session=self._session
            )
        except DuplicateKeyError as error:
            raise ConflictError("username_taken") from error
        if not done.matched_count:
            raise StaleVersionError(fields=[])

    def search(
        self, *, words: Sequence[str], seen_by: Sequence[Assignment] | None, page: Page
    ) -> Sequence[User]:
        query = self._wanted(words, seen_by)
        if page.after:
            at, last = page.after
            query["$and"].append(
                {"$or": [{"created_at": {"$lt": at}}, {"created_at": at, "_id": {"$lt": last}}]}
            )
        found = self._users.find(query, session=self._session)
        return [user_from(d) for d in found.sort(NEWEST_FIRST).skip(page.skip).limit(page.limit)]

    def count(
        self, *, words: Sequence[str], seen_by: Sequence[Assignment] | None, up_to: int
    ) -> int:
        query = self._wanted(words, seen_by)
        return self._users.count_documents(query, limit=up_to, session=self._session)

    def for_sign_in(self, username: str) -> User | None:
        document = self._users.find_one({"username": {"$eq": username}}, session=self._session)
        return None if document is None else user_from(document)

    def for_token(self, user_id: str) -> User | None:
        document = self._users.find_one({"_id": {"$eq": user_id}}, session=self._session)
        return None if document is None else user_from(document)

    def names(self, user_ids: Collection[str]) -> Mapping[str, str]:
        found = self._users.find(
            {"_id": {"$in": list(user_ids)}}, {"name": 1}, session=self._session
        )
        return {row["_id"]: row["name"] for row in found}

    def rehash(self, user_id: str, *, old: str, new: str) -> None:
        self._users.update_one(
            {"_id": user_id, "password_hash": {"$eq": old}},
            {"$set": {"password_hash": new}},
            session=self._session,
        )
        renew_sign_ins(self._database, {user_id}, self._session)

    def spend(self, user_id: str, proof: Proof) -> bool:
        mine: Document = {"_id": {"$eq": user_id}, "second_factor.sealed": {"$eq": proof.sealed}}
        if proof.recovery is not None:
            mine["second_factor.recovery"] = {"$eq": proof.recovery}
            used: Document = {"$pull": {"second_factor.recovery": proof.recovery}}
        else:
            step = Int64(proof.step or 0)
            mine["second_factor.last_step"] = {"$lt": step}
            used = {"$set": {"second_factor.last_step": step}}
        renew_sign_ins(self._database, {user_id}, self._session)
        return self._users.update_one(mine, used, session=self._session).matched_count == 1

    def taken(self, usernames: Collection[str]) -> set[str]:
        query = {"username": {"$in": list(usernames)}}
        found = self._users.find(query, {"username": 1}, session=self._session)
        return {document["username"] for document in found}

    def held_on(self, day: date, *, prefixes: Sequence[str]) -> set[Held]:
        text = day.isoformat()
        pipeline: list[Document] = [
            {"$match": under(prefixes, "assignments.path")},
            {"$unwind": "$assignments"},
            {"$match": under(prefixes, "assignments.path")},
            {"$match": {"assignments.from": {"$not": {"$gt": text}}}},
            {"$match": {"assignments.to": {"$not": {"$lt": text}}}},
            {
                "$group": {
                    "_id": {
                        part: f"$assignments.{part}" for part in ("tenant", "organization", "role")
                    },
                    "active": {"$max": {"$not": ["$disabled"]}},
                }
            },
        ]
        rows = self._users.aggregate(pipeline, session=self._session)
        return {
            Held(
                tenant=row["_id"]["tenant"],
                organization=row["_id"]["organization"],
                role=Role(row["_id"]["role"]),
                active=row["active"],
            )
            for row in rows
        }

    def serving_on(self, day: date, *, after: str, limit: int) -> Sequence[str]:
        text = day.isoformat()
        begun: Document = {"from": {"$not": {"$gt": text}}, "to": {"$not": {"$lt": text}}}
        query: Document = {
            "$and": [
                {"_id": {"$gt": after}, "disabled": False, "assignments": {"$elemMatch": begun}},
                self._visible(),
            ]
        }
        found = self._users.find(query, {"_id": 1}, session=self._session)
        return [document["_id"] for document in found.sort("_id", ASCENDING).limit(limit)]

    def _found(self, query: Document) -> Document:
        document = self._users.find_one(query, session=self._session)
        if document is None:
            raise NotFoundError
        return document

    def _renew_marks(self, *users: User) -> None:
        paths = {held.path for user in users for held in user.assignments}
        renew_marks(self._database, POSTS, paths, self._session)

    def _visible(self) -> Document:
        if self._scope.everything:
            return {}
        return {"$or": [{"_id": self._scope.user}, *map(_seen_by, self._scope.assignments)]}

    def _wanted(self, words: Sequence[str], seen_by: Sequence[Assignment] | None) -> Document:
        conditions = [self._visible()]
        if seen_by is not None:
            conditions.append({"$or": [_seen_by(held) for held in seen_by] or [{"_id": None}]})
        conditions += [{"words": {"$eq": word}} for word in words[:-1]]
        conditions += [{"words": {"$regex": f"^{re.escape(word)}"}} for word in words[-1:]]
        return {"$and": conditions}


def _seen_by(held: Assignment) -> Document:
    seen = under(held.sight, "path")
    if not held.of_front:
        seen["organization"] = held.organization
    return {"assignments": {"$elemMatch": seen}}
