"""Every migration there is, in order; a new one goes last and is never changed afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.storage.database import declare
from core.storage.declarations import every_declaration

if TYPE_CHECKING:
    from collections.abc import Callable

    from pymongo.database import Database

    from core.storage.database import Document


def declare_collections(database: Database[Document]) -> None:
    """Make the first collections, with their indexes and validators."""
    declare(database, every_declaration())


MIGRATIONS: tuple[tuple[str, Callable[[Database[Document]], None]], ...] = (
    ("0001_declare_collections", declare_collections),
)
