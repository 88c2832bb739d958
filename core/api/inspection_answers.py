"""What is answered of an inspection: all of it, or in lists what they show."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from marshmallow import fields

from core.api.registration_answer_schemas import MoneyAnswer
from core.domain.inspections import Duty, InspectionStatus, Outcome
from core.domain.results import State
from core.edge.fields import Answer, Code

if TYPE_CHECKING:
    from core.domain.inspections import InspectedItem, Inspection, ListedInspection, ListedItem
    from core.domain.stated import Stated


class TeamMemberAnswer(Answer):
    """Somebody of the team; the name is null to who sees a part only."""

    name = fields.String(required=True, allow_none=True)
    organization = fields.String(required=True)
    duty = Code([duty.value for duty in Duty], required=True)


class StatedAnswer(Answer):
    """Figures, since 1 January."""

    progress = fields.Integer(required=True)
    state = Code([state.value for state in State], required=True)
    households = fields.Integer(required=True)
    measures = fields.Dict(keys=fields.String(), values=fields.Float(), required=True)
    funding = fields.List(fields.Nested(MoneyAnswer), required=True)


class ListedItemAnswer(Answer):
    """A registration that was looked at, with its outcome."""

    registration = fields.String(required=True)
    organization = fields.String(required=True)
    period = fields.String(required=True, allow_none=True)
    result_version = fields.Integer(required=True, allow_none=True)
    outcome = Code([each.value for each in Outcome], required=True, allow_none=True)


class InspectedItemAnswer(ListedItemAnswer):
    """What was found of a registration; ``reported`` is filled in by the conclusion."""

    findings = fields.String(required=True)
    reported = fields.Nested(StatedAnswer, required=True, allow_none=True)
    corrected = fields.Nested(StatedAnswer, required=True, allow_none=True)
    reason = fields.String(required=True)


class ListedMinutesAnswer(Answer):
    """Which biên bản it is."""

    number = fields.String(required=True)
    on = fields.Date(required=True, allow_none=True)


class MinutesAnswer(ListedMinutesAnswer):
    """The biên bản; its text is null to who sees a part only."""

    text = fields.String(required=True, allow_none=True)


class ListedInspectionAnswer(Answer):
    """An inspection in a list: what was found, figures and what the minutes say are left out.

    ``view`` is ``part`` for who is told of some of its items only.
    """

    id = fields.String(required=True)
    tenant = fields.String(required=True)
    year = fields.Integer(required=True)
    status = Code([status.value for status in InspectionStatus], required=True)
    view = Code(["whole", "part"], required=True)
    organizations = fields.List(fields.String(), required=True)
    team = fields.List(fields.Nested(TeamMemberAnswer), required=True)
    first_day = fields.Date(required=True, allow_none=True)
    last_day = fields.Date(required=True, allow_none=True)
    items = fields.List(fields.Nested(ListedItemAnswer), required=True)
    minutes = fields.Nested(ListedMinutesAnswer, required=True)
    concluded_on = fields.Date(required=True, allow_none=True)
    concluded_by = fields.String(required=True, allow_none=True)
    reopen_reason = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    created_at = fields.DateTime(required=True)
    created_by = fields.String(required=True, allow_none=True)
    updated_at = fields.DateTime(required=True)


class InspectionAnswer(ListedInspectionAnswer):
    """An inspection; ``view`` is ``part`` for who is told of some of its items only."""

    items = fields.List(fields.Nested(InspectedItemAnswer), required=True)
    minutes = fields.Nested(MinutesAnswer, required=True)


def inspection_row(inspection: Inspection) -> dict[str, Any]:
    text = inspection.minutes.text if inspection.whole else None
    row = listed_row(inspection)
    return row | {
        "items": [_item_row(item) for item in inspection.items],
        "minutes": row["minutes"] | {"text": text},
    }


def listed_row(inspection: ListedInspection) -> dict[str, Any]:
    minutes = inspection.minutes
    return {
        "id": inspection.id,
        "tenant": inspection.tenant,
        "year": inspection.year,
        "status": inspection.status.value,
        "view": "whole" if inspection.whole else "part",
        "organizations": list(inspection.organizations),
        "team": [
            {"name": each.name or None, "organization": each.organization, "duty": each.duty.value}
            for each in inspection.team
        ],
        "first_day": _day(inspection.first_day),
        "last_day": _day(inspection.last_day),
        "items": [_listed_item_row(item) for item in inspection.items],
        "minutes": {"number": minutes.number, "on": _day(minutes.on)},
        "concluded_on": _day(inspection.concluded_on),
        "concluded_by": inspection.concluded_by,
        "reopen_reason": inspection.reopen_reason if inspection.whole else None,
        "version": inspection.version,
        "created_at": inspection.created_at.isoformat(),
        "created_by": inspection.created_by or None,
        "updated_at": inspection.updated_at.isoformat(),
    }


def _item_row(item: InspectedItem) -> dict[str, Any]:
    return _listed_item_row(item) | {
        "findings": item.findings,
        "reported": _stated_row(item.reported),
        "corrected": _stated_row(item.corrected),
        "reason": item.reason,
    }


def _listed_item_row(item: ListedItem) -> dict[str, Any]:
    return {
        "registration": item.registration,
        "organization": item.organization,
        "period": str(item.period) if item.period else None,
        "result_version": item.result_version,
        "outcome": item.outcome.value if item.outcome else None,
    }


def _stated_row(stated: Stated | None) -> dict[str, Any] | None:
    if stated is None:
        return None
    return {
        "progress": stated.progress,
        "state": stated.state.value,
        "households": stated.households,
        "measures": dict(stated.measures),
        "funding": [
            {k: v for k, v in asdict(money).items() if v is not None} for money in stated.funding
        ],
    }


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None
