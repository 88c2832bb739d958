"""Registrations as they lie in the database, and back."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from core.domain.movements import Kind, Stage
from core.domain.periods import Period
from core.domain.registrations import (
    InKind,
    Money,
    Partner,
    Place,
    Quantity,
    Registration,
    Status,
)
from core.domain.results import Result, ResultStatus, State
from core.domain.text import folded

if TYPE_CHECKING:
    from core.storage.database import Document

DATES = ("starts_on", "ends_on", "submitted_on", "recognised_on", "decision_on")
SETS = ("themes", "touched_by")
LISTS: dict[str, type] = {
    "places": Place,
    "scale": Quantity,
    "funding": Money,
    "in_kind": InKind,
    "partners": Partner,
}
PLAIN = tuple(
    f.name
    for f in fields(Registration)
    if f.name not in {"id", "kind", "stage", "status", "results", *DATES, *SETS, *LISTS}
)


# A list makes thousands: to look a member up takes a third of the time of calling its class.
KINDS = {each.value: each for each in Kind}
STAGES = {each.value: each for each in Stage}
STATUSES = {each.value: each for each in Status}
STATES = {each.value: each for each in State}
RESULT_STATUSES = {each.value: each for each in ResultStatus}
PERIODS = lru_cache(maxsize=256)(Period.parse)


def to_document(registration: Registration) -> Document:
    """Return the document; ``words`` are what a search compares, folded."""
    document: Document = {name: getattr(registration, name) for name in PLAIN}
    document |= {
        "_id": registration.id,
        "kind": registration.kind.value,
        "stage": registration.stage and registration.stage.value,
        "status": registration.status.value,
        "answers": dict(registration.answers),
        "words": words_of(registration),
        "results": [_result_document(result) for result in registration.results],
    }
    for name in DATES:
        document[name] = midnight(getattr(registration, name))
    for name in SETS:
        document[name] = sorted(getattr(registration, name))
    for name in LISTS:
        document[name] = [_lean(item) for item in getattr(registration, name)]
    return document


def from_document(document: Document) -> Registration:
    values: dict[str, Any] = {name: document[name] for name in PLAIN if name in document}
    for name in DATES:
        values[name] = day(document.get(name))
    for name in SETS:
        values[name] = frozenset(document[name])
    for name, item in LISTS.items():
        values[name] = tuple([item(**row) for row in document[name]])
    stage = document["stage"]
    return Registration(
        id=document["_id"],
        kind=KINDS[document["kind"]],
        stage=STAGES[stage] if stage else None,
        status=STATUSES[document["status"]],
        results=tuple([_result(row) for row in document["results"]]),
        **values,
    )


FIGURED = dict.fromkeys(
    (
        "tenant", "path", "organization", "year", "movement_type", "kind", "title", "content",
        "number", "status", "late", "households", "funding", "partners", "created_at",
        "created_by", "updated_at", "results.period", "results.state", "results.status",
        "results.households", "results.measures", "results.funding", "results.progress",
    ),
    1,
)  # fmt: skip
"""What ``figured`` reads: what figures are made of, a third of a document."""

_AS_IT_IS = tuple(name for name in PLAIN if name in FIGURED)


def figured(document: Document) -> Registration:
    """Return a registration with what ``FIGURED`` names, and nothing else."""
    return Registration(
        id=document["_id"],
        kind=KINDS[document["kind"]],
        status=STATUSES[document["status"]],
        funding=tuple([Money(**row) for row in document["funding"]]),
        partners=tuple([Partner(**row) for row in document["partners"]]),
        results=tuple([_result(row) for row in document["results"]]),
        **{name: document[name] for name in _AS_IT_IS},
    )


def words_of(registration: Registration) -> list[str]:
    """Return the folded words of title, number and areas."""
    texts = [
        registration.title,
        registration.number or "",
        *(p.area or "" for p in registration.places),
    ]
    return sorted({word for text in texts for word in folded(text).split()})


def midnight(value: date | None) -> datetime | None:
    """Return a date as the database can hold it: its midnight, UTC."""
    return None if value is None else datetime(value.year, value.month, value.day, tzinfo=UTC)


def day(value: datetime | None) -> date | None:
    return None if value is None else value.date()


def _result_document(result: Result) -> Document:
    return {
        "period": str(result.period),
        "state": result.state.value,
        "progress": result.progress,
        "households": result.households,
        "measures": {code.replace(".", ":"): str(v) for code, v in result.measures.items()},
        "funding": [_lean(money) for money in result.funding],
        "narrative": result.narrative,
        "status": result.status.value,
        "version": result.version,
        "entered_by": result.entered_by,
        "entered_at": result.entered_at,
        "confirmed_by": result.confirmed_by,
        "return_reason": result.return_reason,
    }


def _result(document: Document) -> Result:
    values = dict(document)
    return Result(
        period=PERIODS(values.pop("period")),
        state=STATES[values.pop("state")],
        status=RESULT_STATUSES[values.pop("status")],
        measures={c.replace(":", "."): Decimal(v) for c, v in values.pop("measures").items()},
        funding=tuple([Money(**row) for row in values.pop("funding")]),
        **values,
    )


def _lean(item: Any) -> Document:
    """Return a dataclass's fields that say something; its values are plain already."""
    values = ((each.name, getattr(item, each.name)) for each in fields(item))
    return {name: value for name, value in values if value is not None and value is not False}
