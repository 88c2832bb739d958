"""What is sent and shown of an inspection."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from marshmallow import fields, post_load

from core.api.registration_answer_schemas import MoneyAnswer
from core.domain.inspections import (
    Duty,
    InspectedItem,
    InspectionDraft,
    InspectionStatus,
    Minutes,
    Outcome,
    TeamMember,
)
from core.domain.periods import Period
from core.domain.results import State
from core.domain.stated import Stated
from core.edge.fields import Answer, Code, Day, Free, Part, Rows, Strict, Text, Whole
from core.edge.registration_schemas import MoneySchema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.inspections import Inspection

MOST_ITEMS = 100
"""So many are concluded in one transaction; a year's check of a district has a few dozen."""

MOST_IN_TEAM = 30
LONGEST_MINUTES = 20_000


class TeamMemberBody(Strict):
    """Somebody of the team."""

    name = Text(longest=120, shortest=1, required=True)
    organization = Code(required=True, metadata={"example": "phu_nu"})
    duty = Code([duty.value for duty in Duty], load_default=Duty.MEMBER.value)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> TeamMember:
        return TeamMember(**{**data, "duty": Duty(data["duty"])})


class StatedBody(Strict):
    """Figures in the place of those reported, since 1 January."""

    progress = Whole(0, 100, required=True)
    state = Code([state.value for state in State], required=True)
    households = Whole(0, 10**8, load_default=0)
    measures = Free(keys=fields.String(), load_default=dict)
    funding = Rows(Part(MoneySchema), most=20, load_default=list)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Stated:
        return Stated(**{**data, "state": State(data["state"]), "funding": tuple(data["funding"])})


class InspectedItemBody(Strict):
    """A registration that was looked at; ``period`` says which result was compared."""

    registration = Code(required=True)
    period = Code(load_default=None, allow_none=True, metadata={"example": "2017-H1"})
    result_version = Whole(1, 10**9, load_default=None, allow_none=True)
    outcome = Code([each.value for each in Outcome], load_default=None, allow_none=True)
    findings = Text(longest=5000, lines=True, load_default="")
    corrected = Part(StatedBody, load_default=None, allow_none=True)
    reason = Text(longest=2000, lines=True, load_default="")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> InspectedItem:
        outcome = Outcome(data["outcome"]) if data["outcome"] else None
        period = Period.parse(data["period"]) if data["period"] else None
        return InspectedItem(**{**data, "outcome": outcome, "period": period})


class MinutesBody(Strict):
    """The biên bản."""

    number = Text(longest=60, load_default="")
    on = Day(load_default=None, allow_none=True)
    text = Text(longest=LONGEST_MINUTES, lines=True, load_default="")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Minutes:
        return Minutes(**data)


class InspectionBody(Strict):
    """What may be stated; ``organizations`` take part beside the Front."""

    tenant = Code(required=True, metadata={"example": "d064"})
    year = Whole(2000, 2100, required=True, metadata={"example": 2017})
    organizations = Rows(Code(), most=MOST_IN_TEAM, load_default=list)
    team = Rows(Part(TeamMemberBody), most=MOST_IN_TEAM, load_default=list)
    first_day = Day(load_default=None, allow_none=True)
    last_day = Day(load_default=None, allow_none=True)
    items = Rows(Part(InspectedItemBody), most=MOST_ITEMS, load_default=list)
    minutes = Part(MinutesBody, load_default=Minutes())

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        rows = {name: tuple(data[name]) for name in ("organizations", "team", "items")}
        return {"draft": InspectionDraft(**{**data, **rows})}


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


class InspectedItemAnswer(Answer):
    """What was found of a registration; ``reported`` is filled in by the conclusion."""

    registration = fields.String(required=True)
    organization = fields.String(required=True)
    period = fields.String(required=True, allow_none=True)
    result_version = fields.Integer(required=True, allow_none=True)
    outcome = Code([each.value for each in Outcome], required=True, allow_none=True)
    findings = fields.String(required=True)
    reported = fields.Nested(StatedAnswer, required=True, allow_none=True)
    corrected = fields.Nested(StatedAnswer, required=True, allow_none=True)
    reason = fields.String(required=True)


class MinutesAnswer(Answer):
    """The biên bản; its text is null to who sees a part only."""

    number = fields.String(required=True)
    on = fields.Date(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)


class InspectionAnswer(Answer):
    """An inspection; ``view`` is ``part`` for who is told of some of its items only."""

    id = fields.String(required=True)
    tenant = fields.String(required=True)
    year = fields.Integer(required=True)
    status = Code([status.value for status in InspectionStatus], required=True)
    view = Code(["whole", "part"], required=True)
    organizations = fields.List(fields.String(), required=True)
    team = fields.List(fields.Nested(TeamMemberAnswer), required=True)
    first_day = fields.Date(required=True, allow_none=True)
    last_day = fields.Date(required=True, allow_none=True)
    items = fields.List(fields.Nested(InspectedItemAnswer), required=True)
    minutes = fields.Nested(MinutesAnswer, required=True)
    concluded_on = fields.Date(required=True, allow_none=True)
    concluded_by = fields.String(required=True, allow_none=True)
    reopen_reason = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    created_at = fields.DateTime(required=True)
    created_by = fields.String(required=True, allow_none=True)
    updated_at = fields.DateTime(required=True)


def inspection_row(inspection: Inspection) -> dict[str, Any]:
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
        "items": [_item_row(item) for item in inspection.items],
        "minutes": {
            "number": minutes.number,
            "on": _day(minutes.on),
            "text": minutes.text if inspection.whole else None,
        },
        "concluded_on": _day(inspection.concluded_on),
        "concluded_by": inspection.concluded_by,
        "reopen_reason": inspection.reopen_reason if inspection.whole else None,
        "version": inspection.version,
        "created_at": inspection.created_at.isoformat(),
        "created_by": inspection.created_by or None,
        "updated_at": inspection.updated_at.isoformat(),
    }


def _item_row(item: InspectedItem) -> dict[str, Any]:
    return {
        "registration": item.registration,
        "organization": item.organization,
        "period": str(item.period) if item.period else None,
        "result_version": item.result_version,
        "outcome": item.outcome.value if item.outcome else None,
        "findings": item.findings,
        "reported": _stated_row(item.reported),
        "corrected": _stated_row(item.corrected),
        "reason": item.reason,
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
