"""Reading every inspection with the registrations it looked at, for the check of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING

from core.domain.inspection_faults import Inspected
from core.storage.inspection_documents import inspection_from
from core.storage.registration_documents import from_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.database import Database

    from core.storage.database import Document


def inspected(database: Database[Document]) -> Iterator[Inspected]:
    """Yield each inspection, with its registrations as they stood at one moment."""
    for row in [*database["inspections"].find({}, {"_id": 1}).sort("_id", ASCENDING)]:
        with database.client.start_session(snapshot=True) as session:
            found = database["inspections"].find_one({"_id": row["_id"]}, session=session)
            if found is None:  # deleted since
                continue
            inspection = inspection_from(found)
            ids = [item.registration for item in inspection.items]
            there = database["registrations"].find({"_id": {"$in": ids}}, session=session)
            yield Inspected(
                inspection=inspection,
                registrations={each["_id"]: from_document(each) for each in there},
            )
