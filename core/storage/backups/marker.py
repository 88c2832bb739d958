"""The mark of a database that is being restored: nothing starts on half of one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pymongo.errors import DuplicateKeyError

from core.domain.errors import ConflictError

if TYPE_CHECKING:
    from pymongo.database import Database

    from core.storage.database import Document

MARKER = "restoring"


def refuse_unfinished(database: Database[Document]) -> None:
    """Raise ConflictError ``restore_unfinished`` while a restore runs, or after one that failed."""
    if database[MARKER].find_one() is not None:
        raise ConflictError("restore_unfinished", database=database.name)


def begin(database: Database[Document], *, again: bool) -> None:
    """Mark an empty database, or with *again* empty one that an unfinished restore has marked.

    Raises ConflictError ``restore_not_empty`` or ``restore_unfinished``, having changed nothing.
    """
    if database[MARKER].find_one() is None:
        _refuse_full(database)
    elif not again:
        raise ConflictError("restore_unfinished", database=database.name)
    else:
        database[MARKER].delete_many({})
    try:  # of two that begin at once, one is second
        database[MARKER].insert_one({"_id": MARKER, "began": datetime.now(UTC)})
    except DuplicateKeyError:
        raise ConflictError("restore_unfinished", database=database.name) from None
    for name in _others(database):
        database.drop_collection(name)


def finish(database: Database[Document]) -> None:
    """Take the mark away: the database may be used."""
    database.drop_collection(MARKER)


def _refuse_full(database: Database[Document]) -> None:
    for name in _others(database):
        if database[name].find_one({}, {"_id": 1}) is not None:
            raise ConflictError("restore_not_empty", database=database.name, collection=name)


def _others(database: Database[Document]) -> list[str]:
    found = database.list_collection_names(filter={"type": "collection"})
    return sorted(name for name in found if name != MARKER and not name.startswith("system."))
