"""Has lists of what can be copied, and of an item's inspections, come in order from an index."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pymongo.errors import OperationFailure

from core.storage import inspections, registrations
from core.storage.database import declare
from core.storage.registration_choice import PILOT_LIST, RECOGNISED_LIST

if TYPE_CHECKING:
    from pymongo.database import Database

    from core.storage.database import Document


ITEM_ALONE = "items.registration_1"
"""The index of an item's inspections without their order."""


def order_lists(database: Database[Document]) -> None:
    """Declare them anew where 0012 and 0013, as they first were, have made them otherwise."""
    collection = database["registrations"]
    made = collection.index_information()
    for name in (RECOGNISED_LIST, PILOT_LIST):
        if name in made and made[name]["key"] != _declared(name):
            collection.drop_index(name)
    declare(database, (*registrations.DECLARATIONS, *inspections.DECLARATIONS))
    with suppress(OperationFailure):  # it has been dropped before, or never made
        database["inspections"].drop_index(ITEM_ALONE)


def _declared(name: str) -> list[tuple[str, int]]:
    every = [index.document for each in registrations.DECLARATIONS for index in each.indexes]
    return next([*index["key"].items()] for index in every if index["name"] == name)
