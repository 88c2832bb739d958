"""Registrations and reports as lists of tasks read them: only the fields that say what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.movements import Kind, Stage
from core.domain.owed import OwedItem, OwedReport, OwedResult
from core.domain.periods import Period
from core.domain.registrations import Status
from core.domain.reports import ReportStatus
from core.domain.results import ResultStatus, State
from core.storage.registration_documents import day

if TYPE_CHECKING:
    from core.storage.database import Document

_PLAIN = (
    "tenant", "organization", "year", "movement_type", "title", "content", "continues",
    "return_reason", "submitted_at", "updated_at",
)  # fmt: skip
_TOLD = ("period", "status", "state", "return_reason")
ITEM_FIELDS = [
    *_PLAIN, "kind", "status", "stage", "themes", "built", "starts_on",
    *(f"results.{name}" for name in _TOLD),
]  # fmt: skip
REPORT_FIELDS = [
    "tenant", "organization", "period", "status", "return_reason", "submitted_on", "updated_at",
    "touched_by", "drifted", "late",
]  # fmt: skip


def item_from(row: Document) -> OwedItem:
    stage = row.get("stage")
    plain: dict[str, Any] = {name: row.get(name) for name in _PLAIN}
    return OwedItem(
        id=row["_id"],
        kind=Kind(row["kind"]),
        status=Status(row["status"]),
        stage=Stage(stage) if stage else None,
        themes=frozenset(row.get("themes", ())),
        built=row.get("built", False),
        starts_on=day(row.get("starts_on")),
        results=tuple(_result(told) for told in row.get("results", ())),
        **plain,
    )


def report_from(row: Document, *, asked_by: str) -> OwedReport:
    drifted = row.get("drifted", {})
    return OwedReport(
        id=row["_id"],
        tenant=row["tenant"],
        organization=row["organization"],
        period=Period.parse(row["period"]),
        status=ReportStatus(row["status"]),
        return_reason=row.get("return_reason"),
        submitted_on=day(row.get("submitted_on")),
        late=bool(row.get("late")),
        updated_at=row["updated_at"],
        mine=asked_by in row.get("touched_by", ()),
        drifted=drifted.get("items", 0),
        arrived=drifted.get("arrived", 0),
    )


def _result(told: Document) -> OwedResult:
    return OwedResult(
        period=Period.parse(told["period"]),
        status=ResultStatus(told["status"]),
        state=State(told["state"]),
        return_reason=told.get("return_reason"),
    )
