"""Lets lists and figures of a province, and of the country, be read at any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.storage import counters, marks, registrations
from core.storage.database import Document, declare
from core.storage.marks import read_revision, renew_revision

if TYPE_CHECKING:
    from pymongo.database import Database

_IDS = {"$split": ["$path", "/"]}
_PROVINCE: Document = {
    "$cond": [
        {"$gte": [{"$size": _IDS}, 3]},  # two ids, and what follows the last slash
        {"$concat": [{"$arrayElemAt": [_IDS, 0]}, "/", {"$arrayElemAt": [_IDS, 1]}, "/"]},
        "",
    ]
}


def tell_provinces(database: Database[Document]) -> None:
    """Write its province into each registration, and index lists by it.

    What a program before this one writes meanwhile has none; lists find it all the same.
    """
    database["registrations"].update_many({"province": None}, [{"$set": {"province": _PROVINCE}}])
    declare(database, (*registrations.DECLARATIONS, *counters.DECLARATIONS, *marks.DECLARATIONS))
    if read_revision(database) is None:
        renew_revision(database, None)
