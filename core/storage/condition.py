"""How the database is: writable, and how far its nodes are behind each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pymongo
from pymongo.errors import OperationFailure, PyMongoError

from core.metrics import DatabaseCondition

if TYPE_CHECKING:
    from pymongo.database import Database

    from core.storage.database import Document

PATIENCE_SECONDS = 2.0
PRIMARY = "PRIMARY"
BEHIND = frozenset({"SECONDARY", "RECOVERING", "STARTUP2", "ROLLBACK"})


def condition_of(database: Database[Document]) -> DatabaseCondition:
    """Return the condition; not writable where no primary answers within two seconds."""
    try:
        with pymongo.timeout(PATIENCE_SECONDS):
            hello = database.command("hello")
            members = _members(database)
    except PyMongoError:
        return DatabaseCondition(writable=False)
    return DatabaseCondition(
        writable=bool(hello.get("isWritablePrimary")),
        majority_lag=_majority_lag(hello.get("lastWrite", {})),
        member_lag=_lag(members),
        members=Counter(member["stateStr"] for member in members),
    )


def _members(database: Database[Document]) -> list[Document]:
    try:
        return list(database.client["admin"].command("replSetGetStatus")["members"])
    except OperationFailure:  # the account may not ask
        return []


def _majority_lag(written: Document) -> float | None:
    last, durable = written.get("lastWriteDate"), written.get("majorityWriteDate")
    return (last - durable).total_seconds() if last and durable else None


def _lag(members: list[Document]) -> dict[str, float]:
    ahead = [member["optimeDate"] for member in members if member["stateStr"] == PRIMARY]
    if not ahead:
        return {}
    return {
        member["name"]: max(0.0, (ahead[0] - member["optimeDate"]).total_seconds())
        for member in members
        if member["stateStr"] in BEHIND
    }
