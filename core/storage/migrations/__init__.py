"""Ordered, locked, recorded changes of what is stored; each can be run again without harm."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from pymongo.errors import DuplicateKeyError

from core.domain.errors import ConflictError
from core.storage.migrations.catalogue import CONTRACTING, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pymongo.database import Database

    from core.storage.database import Document

LEASE = timedelta(seconds=15)
"""So long a lock holds unless its holder, while it lives, renews it."""

PATIENCE = 120.0
"""Seconds to wait for another process that is migrating."""

LOCK = "lock"
_PAUSE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step; ``name`` begins with its number and never changes.

    One that ``contracts`` leaves nothing that the program before it could work with.
    """

    name: str
    apply: Callable[[Database[Document]], None]
    contracts: bool = False


class MigrationsLockedError(Exception):
    """Another process is migrating this database now."""


def migrate(
    database: Database[Document],
    migrations: Sequence[Migration] | None = None,
    *,
    patience: float = PATIENCE,
) -> list[str]:
    """Apply what has not been applied, in order, and return the names of it.

    One process at a time; the others wait, and find it done. The lock of one that was killed is
    taken over when its lease is up. Raises MigrationsLockedError after *patience* seconds, and
    ConflictError ``database_newer`` where a newer program has left a database that this one
    cannot work with.
    """
    ordered = sorted(
        [Migration(name=n, apply=apply, contracts=n in CONTRACTING) for n, apply in MIGRATIONS]
        if migrations is None
        else migrations,
        key=lambda migration: migration.name,
    )
    collection = database["migrations"]
    done = {document["_id"]: document for document in collection.find()}
    _refuse_newer(done, {migration.name for migration in ordered})
    if all(migration.name in done for migration in ordered):
        return []
    applied = []
    with _locked(database, patience):
        for migration in ordered:
            if collection.find_one({"_id": migration.name}) is None:
                migration.apply(database)
                collection.insert_one(_record(migration))
                applied.append(migration.name)
    return applied


def _record(migration: Migration) -> Document:
    record: Document = {"_id": migration.name, "at": datetime.now(UTC)}
    return record | {"contracts": True} if migration.contracts else record


def _refuse_newer(done: dict[str, Document], known: set[str]) -> None:
    for name, record in sorted(done.items()):
        if record.get("contracts") and name not in known:
            raise ConflictError("database_newer", migration=name)


@contextmanager
def _locked(database: Database[Document], patience: float) -> Iterator[None]:
    owner = uuid4().hex
    deadline = time.monotonic() + patience
    while not _take(database, owner):
        if time.monotonic() > deadline:
            raise MigrationsLockedError
        time.sleep(_PAUSE)
    done = threading.Event()
    renewing = threading.Thread(target=_renew, args=(database, owner, done), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        done.set()
        renewing.join()
        database["migrations"].delete_one({"_id": LOCK, "owner": owner})


def _take(database: Database[Document], owner: str) -> bool:
    now = datetime.now(UTC)
    free = {"_id": LOCK, "until": {"$lt": now}}
    held = {"$set": {"until": now + LEASE, "owner": owner}}
    try:
        database["migrations"].update_one(free, held, upsert=True)
    except DuplicateKeyError:
        return False
    return True


def _renew(database: Database[Document], owner: str, done: threading.Event) -> None:
    while not done.wait(LEASE.total_seconds() / 3):
        until = {"$set": {"until": datetime.now(UTC) + LEASE}}
        database["migrations"].update_one({"_id": LOCK, "owner": owner}, until)
