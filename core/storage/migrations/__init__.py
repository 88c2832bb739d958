"""Ordered, locked, recorded changes of what is stored; each can be run again without harm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from core.storage.migrations.catalogue import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pymongo.database import Database

    from core.storage.database import Document

LEASE = timedelta(minutes=10)
LOCK = "lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step; ``name`` begins with its number and never changes."""

    name: str
    apply: Callable[[Database[Document]], None]


class MigrationsLockedError(Exception):
    """Another process is migrating this database now."""


def migrate(
    database: Database[Document], migrations: Sequence[Migration] | None = None
) -> list[str]:
    """Apply what has not been applied, in order, and return the names of it.

    Raises MigrationsLockedError while another process holds the lock; a lock whose holder died is
    taken over after ten minutes.
    """
    ordered = sorted(
        [Migration(name=name, apply=apply) for name, apply in MIGRATIONS]
        if migrations is None
        else migrations,
        key=lambda migration: migration.name,
    )
    collection = database["migrations"]
    done = {document["_id"] for document in collection.find()}
    if all(migration.name in done for migration in ordered):
        return []
    _lock(database)
    try:
        applied = []
        for migration in ordered:
            if collection.find_one({"_id": migration.name}) is None:
                migration.apply(database)
                collection.insert_one({"_id": migration.name, "at": datetime.now(UTC)})
                applied.append(migration.name)
        return applied
    finally:
        collection.delete_one({"_id": LOCK})


def _lock(database: Database[Document]) -> None:
    now = datetime.now(UTC)
    free = {"_id": LOCK, "until": {"$lt": now}}
    try:
        database["migrations"].find_one_and_update(
            free,
            {"$set": {"until": now + LEASE}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
    except DuplicateKeyError:
        raise MigrationsLockedError from None
