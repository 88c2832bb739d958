"""Reading every edition with all that knows its hash, for the check of a running database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING, DESCENDING

from core.domain.edition_faults import Lost, Sealed, amended_in
from core.storage.editions import edition_from, shelf_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.storage.database import Document

SIGNING = ["report.freeze", "report.amend"]
IN_ORDER = [("what", DESCENDING), ("first", ASCENDING)]
"""Items before changes, as an edition's content names them."""


def sealed_editions(database: Database[Document]) -> Iterator[Sealed | Lost]:
    """Yield each edition, and the numbers that are not there; each report at one moment."""
    frozen = {each["_id"] for each in database["reports"].find({"edition": {"$ne": None}}, {})}
    for report in sorted(frozen | {*database["editions"].distinct("report")}):
        with database.client.start_session(snapshot=True) as session:
            yield from _of_report(database, session, report)


def _of_report(
    database: Database[Document], session: ClientSession, report: str
) -> Iterator[Sealed | Lost]:
    """Yield the editions of one report together, for each names the one before it."""
    found = database["editions"].find({"report": report}, session=session)
    editions = {each["number"]: edition_from(each) for each in found}
    stored = database["reports"].find_one(
        {"_id": report}, {"sha256": 1, "edition": 1}, session=session
    )
    recorded = _recorded(database, session, report)
    last = (stored or {}).get("edition")
    for number in range(max([*editions, *recorded, last or 0]) + 1):
        if number not in editions:
            yield Lost(report=report, number=number)
            continue
        of = {"report": report, "number": number}
        rows = database["edition_items"].find(of, session=session).sort(IN_ORDER)
        following = editions.get(number + 1)
        yield Sealed(
            edition=editions[number],
            shelves=[shelf_from(row) for row in rows],
            recorded=recorded.get(number),
            named=amended_in(following) if following else (stored or {}).get("sha256"),
        )


def _recorded(database: Database[Document], session: ClientSession, report: str) -> dict[int, str]:
    """Return the hash by number, as the audit entries of its signing tell it."""
    entries = database["audit"].find(
        {"content.target": report, "content.action": {"$in": SIGNING}}, session=session
    )
    told: dict[int, str] = {}
    for entry in entries.sort("at", ASCENDING):
        changes = {each["field"]: each.get("new") for each in entry["content"]["changes"]}
        if "sha256" in changes:
            told[changes.get("edition", 0)] = changes["sha256"]
    return told
