"""Finding what may still hold personal data, in registrations and in kept answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.database import Database

    from core.storage.database import Document


class MongoPersonalRecords:
    """Beyond any scope (``ports.purging.PersonalRecords``)."""

    def __init__(self, database: Database[Document]) -> None:
        self._registrations = database["registrations"]
        self._replies = database["replies"]

    def registrations(self, *, before: int) -> Iterator[str]:
        holding: Document = {
            "year": {"$lt": before},
            "$or": [
                {"person_in_charge": {"$ne": None}},
                {"phone": {"$ne": None}},
                {"answers": {"$ne": {}}},
            ],
        }
        for document in self._registrations.find(holding, {"_id": 1}):
            yield document["_id"]

    def replies(self) -> Iterator[tuple[str, str]]:
        for document in self._replies.find({}, {"body": 1}):
            yield document["_id"], document["body"]

    def replace_reply(self, key: str, *, body: str, instead: str) -> None:
        self._replies.update_one({"_id": key, "body": instead}, {"$set": {"body": body}})
