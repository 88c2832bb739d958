"""Reading all overlaps with the registrations they tie, for the check of a running database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.overlap_faults import Mark, Tie, Ties
from core.domain.registrations import COUNTED
from core.storage.registration_readings import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.storage.database import Document

AT_ONCE = 1000
"""So many registrations are asked for by one command."""

MARKED = {"status": 1, "same_as": 1}
TIED = {"registrations": 1, "settlement.counts": 1}
STANDING = frozenset(status.value for status in COUNTED)


def ties_in(database: Database[Document]) -> Ties:
    """Return them as they stand at one moment."""
    with database.client.start_session(snapshot=True) as session:
        overlaps = {
            row["_id"]: _tie(row) for row in database["overlaps"].find({}, TIED, session=session)
        }
        pointing = database["registrations"].find({"same_as": TEXT}, MARKED, session=session)
        marks = {row["_id"]: _mark(row) for row in pointing}
        others = {each for tie in overlaps.values() for each in tie.registrations}
        others |= {mark.same_as for mark in marks.values() if mark.same_as}
        marks |= _marks(database, sorted(others - marks.keys()), session)
    return Ties(overlaps=overlaps, marks=marks)


def _marks(
    database: Database[Document], names: list[str], session: ClientSession
) -> dict[str, Mark]:
    found: dict[str, Mark] = {}
    for some in _batches(names):
        wanted = {"_id": {"$in": some}}
        rows: Iterable[Document] = database["registrations"].find(wanted, MARKED, session=session)
        found |= {row["_id"]: _mark(row) for row in rows}
    return found


def _batches(names: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(names), AT_ONCE):
        yield names[first : first + AT_ONCE]


def _mark(row: Document) -> Mark:
    return Mark(counted=row["status"] in STANDING, same_as=row.get("same_as"))


def _tie(row: Document) -> Tie:
    one, two = row["registrations"]
    settlement = row.get("settlement") or {}
    return Tie(registrations=(one, two), counts=settlement.get("counts"))
