"""Has the lists of what can be copied begin with the province, in the order of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.storage import registrations
from core.storage.database import declare
from core.storage.registration_choice import PILOT_LIST, RECOGNISED_LIST

if TYPE_CHECKING:
    from pymongo.database import Database

    from core.storage.database import Document


def order_model_lists(database: Database[Document]) -> None:
    """Declare both anew where 0013, as it first was, has made them in another order."""
    collection = database["registrations"]
    made = collection.index_information()
    for name in (RECOGNISED_LIST, PILOT_LIST):
        if name in made and made[name]["key"] != _declared(name):
            collection.drop_index(name)
    declare(database, registrations.DECLARATIONS)


def _declared(name: str) -> list[tuple[str, int]]:
    every = [index.document for each in registrations.DECLARATIONS for index in each.indexes]
    return next([*index["key"].items()] for index in every if index["name"] == name)
