"""What a new primary shows: everything the one before it has acknowledged, from the first read on.

A primary that has just been elected holds all of that, but shows what it knows a majority to have,
and it learns that only with the first write a majority takes from it. So after an election that
write is made before anything is read; whoever was told that something is saved finds it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from pymongo import MongoClient
    from pymongo.database import Database

    from core.storage.database import Document

PRIMARY = "RSPrimary"
MARK = "election"


class Elections:
    """By which election whoever is primary came to be it; threads share it."""

    def __init__(self) -> None:
        self._settled: object = None
        self._settling = threading.Lock()

    def settle(self, database: Database[Document]) -> None:
        """Return when the primary shows what those before it have acknowledged.

        The first one a process meets is taken as settled. Raises PyMongoError while there is none.
        """
        elected = _elected(database.client)
        if self._settled is None:
            self._settled = elected
        if elected == self._settled:
            return
        with self._settling:
            if _elected(database.client) == self._settled:
                return
            change = {"$set": {"revision": uuid4().hex}}
            database["marks"].update_one({"_id": MARK}, change, upsert=True)
            self._settled = _elected(database.client) or self._settled


def _elected(client: MongoClient[Document]) -> object:
    """Return who is primary by which election, as far as the driver knows at the moment."""
    for address, server in client.topology_description.server_descriptions().items():
        if server.server_type_name == PRIMARY:
            return address, server.election_id
    return None
