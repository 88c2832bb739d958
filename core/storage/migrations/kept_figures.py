"""Lets figures that were worked out outlive a process, and the trail be read newest first."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pymongo.errors import OperationFailure

from core.storage import audit, derived_lasting
from core.storage.database import declare

if TYPE_CHECKING:
    from pymongo.database import Database

    from core.storage.database import Document

BEFORE = "at_-1"
"""The index of the trail without what decides between entries of the same time."""


def keep_figures(database: Database[Document]) -> None:
    """Make room for figures; index the trail in the whole of its order, in place of half of it."""
    declare(database, (*derived_lasting.DECLARATIONS, *audit.DECLARATIONS))
    with suppress(OperationFailure):  # it has been dropped before
        database["audit"].drop_index(BEFORE)
