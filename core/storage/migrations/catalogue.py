"""Every migration there is, in order; a new one goes last and is never changed afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.storage import (
    calendars,
    checks,
    editions,
    evidence,
    inspections,
    jobs,
    mails,
    notices,
    overlaps,
    registrations,
    reminders,
    reports,
    tokens,
    users,
)
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.migrations.days_and_sources import count_days_and_sources
from core.storage.migrations.kept_figures import keep_figures
from core.storage.migrations.list_orders import order_lists
from core.storage.migrations.overlap_boards import tell_boards
from core.storage.migrations.provinces import tell_provinces

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


def declare_checks(database: Database[Document]) -> None:
    """Make room for the last result of the check of the whole database."""
    declare(database, checks.DECLARATIONS)


def declare_overlaps(database: Database[Document]) -> None:
    """Make room for overlaps and for the jobs that look for them; index what is the same work.

    Nothing is looked for in what was registered before: a commune's year is looked at when
    something is next written there.
    """
    parts = (jobs, overlaps, registrations)
    declare(database, [each for part in parts for each in part.DECLARATIONS])


def declare_editions(database: Database[Document]) -> None:
    """Make room for what is signed off, and let reports be frozen."""
    declare(database, (*editions.DECLARATIONS, *reports.DECLARATIONS))


def declare_evidence(database: Database[Document]) -> None:
    """Make room for evidence: what is told of it, pieces of uploads, and files in GridFS."""
    declare(database, evidence.DECLARATIONS)


def declare_reminders(database: Database[Document]) -> None:
    """Make room for notices, for the mails about them, and for when people were reminded."""
    parts = (mails, notices, reminders, users)
    declare(database, [each for part in parts for each in part.DECLARATIONS])


def declare_calendar_events(database: Database[Document]) -> None:
    """Let calendars name events, and windows end at them."""
    declare(database, calendars.DECLARATIONS)


def index_lineage(database: Database[Document]) -> None:
    """Index what was copied from what, and what there is to be copied."""
    declare(database, registrations.DECLARATIONS)


def declare_inspections(database: Database[Document]) -> None:
    """Make room for inspections, and find the evidence that belongs to one."""
    declare(database, (*inspections.DECLARATIONS, *evidence.DECLARATIONS))


def index_points(database: Database[Document]) -> None:
    """Index the open overlaps by points, for lists that have the likeliest first."""
    declare(database, overlaps.DECLARATIONS)


MIGRATIONS: tuple[tuple[str, Callable[[Database[Document]], None]], ...] = (
    ("0001_declare_collections", declare_collections),
    ("0002_sessions_and_second_factors", declare_sessions_and_second_factors),
    ("0003_count_days_and_sources", count_days_and_sources),
    ("0004_checks", declare_checks),
    ("0005_provinces", tell_provinces),
    ("0006_kept_figures", keep_figures),
    ("0007_overlaps", declare_overlaps),
    ("0008_editions", declare_editions),
    ("0009_evidence", declare_evidence),
    ("0010_reminders", declare_reminders),
    ("0011_calendar_events", declare_calendar_events),
    ("0012_inspections", declare_inspections),
    ("0013_lineage", index_lineage),
    ("0014_list_orders", order_lists),
    ("0015_boards_of_overlaps", tell_boards),
    ("0016_points_of_overlaps", index_points),
)

CONTRACTING: frozenset[str] = frozenset()
"""Names of those after which the program before cannot work; it refuses to start on them.

Anything else only adds: the program before goes on beside the new one, and may be gone back to.
"""
