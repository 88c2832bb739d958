"""The country's demonstration in the database: its mark, what a broken filling left, its indexes.

Filling is no transaction: a million items are written at ``w:1`` with the larger indexes built
afterwards, and only the last write waits for the majority (and, by the order of the oplog, for
everything before it). That is good enough for data that can be made again; a mark says until then
that they are not whole.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pymongo import WriteConcern
from pymongo.errors import DuplicateKeyError

from core.domain.errors import ConflictError
from core.storage.database import DURABLE, declare
from core.storage.demonstration import DECLARATIONS, STATE
from core.storage.marks import renew_revision

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pymongo.database import Database

    from core.storage.database import Document

FILLING = "country_filling"
FILLED = ("registrations", "counters", "numbers", "areas", "audit", "audit_heads")
INDEXED_LATER = ("registrations", "audit")
OTHERS_WORK = ("reports", "calendars", "quota_overrides")
ONE_NODE = WriteConcern(w=1)

LEASE = timedelta(seconds=60)
"""So long a filling that has shown no life is taken to be under way."""


def is_filling(database: Database[Document], now: datetime) -> bool:
    """Tell whether another process is filling at this moment."""
    mark = database["demonstration"].find_one({"_id": FILLING})
    return mark is not None and mark["alive_at"] > now - LEASE


def was_broken_off(database: Database[Document]) -> bool:
    """Tell whether a filling was begun that has not come to its end."""
    marks = {mark["_id"] for mark in database["demonstration"].find({}, {"_id": 1})}
    return FILLING in marks and STATE not in marks


def refuse_half_filled(database: Database[Document]) -> None:
    """Raise ConflictError where what there is cannot be worked with: half of a country.

    ``country_filling``: it is being filled now; ``country_half_filled``: that was broken off.
    """
    if was_broken_off(database):
        filling = is_filling(database, datetime.now(UTC))
        raise ConflictError("country_filling" if filling else "country_half_filled")


def begin(database: Database[Document]) -> bool:
    """Set the mark and put the larger indexes off; False when another process was first."""
    declare(database, DECLARATIONS)
    now = datetime.now(UTC)
    put_off = {name: _indexes(database, name) for name in INDEXED_LATER}
    mark = {
        "_id": FILLING,
        "practice_date": now.date().isoformat(),
        "loaded_at": now,
        "alive_at": now,
        "indexes": put_off,
    }
    try:
        database["demonstration"].insert_one(mark)
    except DuplicateKeyError:
        return False
    for name in INDEXED_LATER:
        database[name].drop_indexes()
    return True


def show_life(database: Database[Document]) -> None:
    alive = {"$set": {"alive_at": datetime.now(UTC)}}
    database["demonstration"].update_one({"_id": FILLING}, alive)


def let_go(database: Database[Document]) -> None:
    """Say that nobody is filling any more, so that the next one need not wait for the lease."""
    dead = {"$set": {"alive_at": datetime(1970, 1, 1, tzinfo=UTC)}}
    database["demonstration"].update_one({"_id": FILLING}, dead)


def build_indexes(database: Database[Document], name: str) -> None:
    """Build what ``begin`` put off for a collection; nothing where it is there."""
    mark = database["demonstration"].find_one({"_id": FILLING})
    specifications = (mark or {}).get("indexes", {}).get(name, [])
    if specifications:
        database.command("createIndexes", name, indexes=specifications)


def finish(database: Database[Document], practice_date: date, **told: Any) -> None:
    """Put the demonstration's own mark in the place of the filling's, durably."""
    state = {
        "_id": STATE,
        "practice_date": practice_date.isoformat(),
        "loaded_at": datetime.now(UTC),
        "country": told,
    }
    # Its counters begin anew: nothing worked out of those before them is true of them.
    renew_revision(database, None)
    marks = database["demonstration"].with_options(write_concern=DURABLE)
    marks.insert_one(state)
    marks.delete_one({"_id": FILLING})


def has_foreign_work(database: Database[Document]) -> bool:
    """Tell whether somebody has worked in what a broken filling left."""
    others = {"demonstration": {"$ne": True}}
    return database["registrations"].find_one(others, {"_id": 1}) is not None or any(
        database[name].find_one({}, {"_id": 1}) is not None for name in OTHERS_WORK
    )


def clear(database: Database[Document], usernames: Iterable[str]) -> None:
    """Remove what a broken filling left, and its mark last.

    Chains of others stay; a chain of the filling is known by the first entry of each, which goes
    last: when the removing itself is broken off, the next one still finds all there is.
    """
    opened = {"content.action": "chain.open", "content.details.country": True}
    chains = [entry["chain"] for entry in database["audit"].find(opened, {"chain": 1})]
    for name in ("registrations", "counters", "numbers", "areas"):
        database[name].delete_many({})
    database["audit"].delete_many({"chain": {"$in": chains}, "sequence": {"$gt": 0}})
    database["audit_heads"].delete_many({"_id": {"$in": chains}})
    database["audit"].delete_many({"chain": {"$in": chains}})
    database["users"].delete_many({"username": {"$in": sorted(usernames)}})
    for name in INDEXED_LATER:
        build_indexes(database, name)
    database["demonstration"].delete_one({"_id": FILLING})


def _indexes(database: Database[Document], name: str) -> list[Document]:
    return [
        dict(specification)
        for specification in database[name].list_indexes()
        if specification["name"] != "_id_"
    ]
