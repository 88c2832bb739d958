"""Tells of each overlap whose Front can settle it, for the list of tasks of that Front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import UpdateOne

from core.storage import overlaps
from core.storage.database import Document, declare

if TYPE_CHECKING:
    from pymongo.database import Database

AT_ONCE = 1000


def tell_boards(database: Database[Document]) -> None:
    """Write its board into each overlap, and index the open ones by it.

    What a program before this one writes meanwhile has none: no board has a task of it until it
    is written again.
    """
    cases = database["overlaps"]
    untold: Document = {"board": {"$exists": False}}
    while rows := cases.find(untold).limit(AT_ONCE).to_list():
        boards = {row["_id"]: overlaps.case_from(row).board for row in rows}
        told = [
            UpdateOne({"_id": each} | untold, {"$set": {"board": board}})
            for each, board in boards.items()
        ]
        cases.bulk_write(told, ordered=False)
    declare(database, overlaps.DECLARATIONS)
