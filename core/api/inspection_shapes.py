"""What is sent of an inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields, post_load

from core.domain.inspections import (
    Duty,
    InspectedItem,
    InspectionDraft,
    Minutes,
    Outcome,
    TeamMember,
)
from core.domain.periods import Period
from core.domain.results import State
from core.domain.stated import Stated
from core.edge.fields import Code, Day, Free, Part, Rows, Strict, Text, Whole
from core.edge.registration_schemas import MoneySchema

if TYPE_CHECKING:
    from collections.abc import Mapping

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
