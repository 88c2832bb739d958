"""Inspections as they lie in the database, and back."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from core.domain.inspections import (
    Duty,
    InspectedItem,
    Inspection,
    InspectionStatus,
    ListedInspection,
    ListedItem,
    Minutes,
    Outcome,
    TeamMember,
)
from core.domain.periods import Period
from core.domain.registrations import Money
from core.domain.results import State
from core.domain.stated import Stated
from core.storage.registration_documents import day, midnight

if TYPE_CHECKING:
    from core.storage.database import Document

DATES = ("first_day", "last_day", "concluded_on")
CONVERTED = {"id", "organizations", "team", "items", "minutes", "status", "whole", *DATES}
UNLISTED: Document = dict.fromkeys(
    ("items.findings", "items.reported", "items.corrected", "items.reason", "minutes.text"), 0
)
"""What lists do not read of an inspection: texts and figures, which may be long."""

PLAIN = tuple(f.name for f in fields(Inspection) if f.name not in CONVERTED)


def document_of(inspection: Inspection) -> Document:
    document: Document = {name: getattr(inspection, name) for name in PLAIN}
    document |= {name: midnight(getattr(inspection, name)) for name in DATES}
    minutes = inspection.minutes
    return document | {
        "_id": inspection.id,
        "status": inspection.status.value,
        "organizations": list(inspection.organizations),
        "team": [{**asdict(each), "duty": each.duty.value} for each in inspection.team],
        "items": [_item_document(item) for item in inspection.items],
        "minutes": {"number": minutes.number, "on": midnight(minutes.on), "text": minutes.text},
    }


def inspection_from(document: Document) -> Inspection:
    return Inspection(items=tuple(map(_item, document["items"])), **_members(document))


def listed_from(document: Document) -> ListedInspection:
    """Return what was read without ``UNLISTED``."""
    items = tuple(ListedItem(**_placed(row)) for row in document["items"])
    return ListedInspection(items=items, **_members(document))


def _members(document: Document) -> dict[str, Any]:
    """Return all but the items."""
    minutes = document["minutes"]
    return {
        **{name: document[name] for name in PLAIN},
        **{name: day(document[name]) for name in DATES},
        "id": document["_id"],
        "status": InspectionStatus(document["status"]),
        "organizations": tuple(document["organizations"]),
        "team": tuple(TeamMember(**{**row, "duty": Duty(row["duty"])}) for row in document["team"]),
        "minutes": Minutes(**{**minutes, "on": day(minutes["on"])}),
    }


def _item_document(item: InspectedItem) -> Document:
    return {
        "registration": item.registration,
        "organization": item.organization,
        "path": item.path,
        "period": str(item.period) if item.period else None,
        "result_version": item.result_version,
        "outcome": item.outcome.value if item.outcome else None,
        "findings": item.findings,
        "reported": _stated_document(item.reported),
        "corrected": _stated_document(item.corrected),
        "reason": item.reason,
    }


def _item(row: Document) -> InspectedItem:
    figures = {name: _stated(row[name]) for name in ("reported", "corrected")}
    return InspectedItem(**_placed(row) | figures)


def _placed(row: Document) -> dict[str, Any]:
    """Return the members of an item, its period and outcome as the domain knows them."""
    return row | {
        "period": Period.parse(row["period"]) if row["period"] else None,
        "outcome": Outcome(row["outcome"]) if row["outcome"] else None,
    }


def _stated_document(stated: Stated | None) -> Document | None:
    if stated is None:
        return None
    return {
        "state": stated.state.value,
        "progress": stated.progress,
        "households": stated.households,
        # A dot would be read as a path.
        "measures": {code.replace(".", ":"): value for code, value in stated.measures.items()},
        "funding": [asdict(money) for money in stated.funding],
    }


def _stated(row: Document | None) -> Stated | None:
    if row is None:
        return None
    return Stated(
        state=State(row["state"]),
        progress=row["progress"],
        households=row["households"],
        measures={code.replace(":", "."): value for code, value in row["measures"].items()},
        funding=tuple(Money(**money) for money in row["funding"]),
    )
