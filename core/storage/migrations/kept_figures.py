"""Lets figures that were worked out outlive a process, and two lists be read in their order."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pymongo.errors import OperationFailure

from core.storage import audit, derived_lasting, registrations
from core.storage.database import declare

if TYPE_CHECKING:
    from pymongo.database import Database

    from core.storage.database import Document

BEFORE = "at_-1"
"""The index of the trail without what decides between entries of the same time."""


def keep_figures(database: Database[Document]) -> None:
    """Make room for figures; index the trail in the whole of its order, and what was late."""
    parts = (derived_lasting, audit, registrations)
    declare(database, [each for part in parts for each in part.DECLARATIONS])
    with suppress(OperationFailure):  # it has been dropped before
        database["audit"].drop_index(BEFORE)
