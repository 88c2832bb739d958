"""Every migration there is, in order; a new one goes last and is never changed afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.storage import tokens, users
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.migrations.days_and_sources import count_days_and_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from pymongo.database import Database

    from core.storage.database import Document


def declare_collections(database: Database[Document]) -> None:
    """Make the first collections, with their indexes and validators."""
    declare(database, every_declaration())


def declare_sessions_and_second_factors(database: Database[Document]) -> None:
    """Let sign-ins say which door they open, and users hold a second factor."""
    declare(database, (*tokens.DECLARATIONS, *users.DECLARATIONS))


MIGRATIONS: tuple[tuple[str, Callable[[Database[Document]], None]], ...] = (
    ("0001_declare_collections", declare_collections),
    ("0002_sessions_and_second_factors", declare_sessions_and_second_factors),
    ("0003_count_days_and_sources", count_days_and_sources),
)
