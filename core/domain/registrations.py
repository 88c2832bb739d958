"""A registration: one công trình, mô hình or phần việc of one organization in one tenant."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.domain.movements import Stage
from core.domain.quotas import COUNTED_STAGES, Trait, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from core.domain.movements import Kind
    from core.domain.results import Result


class Status(StrEnum):
    """Where a registration stands (api.md, «States»)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


COUNTED = frozenset({Status.SUBMITTED, Status.AGREED})
"""What stands in these counts; drafts, returned and withdrawn ones count in nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it is done: a residential area of the tenant, or of a commune below it."""

    area: str | None = None
    detail: str | None = None
    tenant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount as the plan states it; ``about`` keeps «trên», «gần», «khoảng»."""

    amount: int | float
    unit: str
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Đồng from one source."""

    source: str
    amount: int
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InKind:
    """What is given other than money; never silently priced."""

    kind: str
    amount: int | float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Who works along: an organization of the catalogue, or a free name."""

    organization: str | None = None
    name: str | None = None
    declined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One item of one year; ``path`` is the tenant's when it was made, and stays.

    ``built`` holds when the model was once registered as built, in this year or in one that it
    continues. ``submitted_on`` is the rules' date of the first submission, by which ``late`` was
    judged once. ``same_as`` is the registration that counts in its place since the Front has
    settled that both are one work; ``merged_from`` the state to go back to if that is taken back.
    ``copied_from`` is the model it spreads, of whatever unit (``core.domain.lineage``);
    ``recognised_by`` the unit that recognised it, by the decision of that number and day.
    ``touched_by`` are the users who entered or sent it: none of them may confirm it.
    """

    id: str
    tenant: str
    path: str
    organization: str
    year: int
    movement_type: str
    kind: Kind
    title: str
    stage: Stage | None = None
    content: int | None = None
    themes: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    scale: tuple[Quantity, ...] = ()
    funding: tuple[Money, ...] = ()
    in_kind: tuple[InKind, ...] = ()
    households: int | None = None
    partners: tuple[Partner, ...] = ()
    person_in_charge: str | None = None
    phone: str | None = None
    continues: str | None = None
    copied_from: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    status: Status = Status.DRAFT
    number: str | None = None
    late: bool = False
    built: bool = False
    form_version: int = 1
    version: int = 1
    created_at: datetime
    created_by: str
    updated_at: datetime
    submitted_at: datetime | None = None
    submitted_on: date | None = None
    touched_by: frozenset[str] = frozenset()
    entered_from_above: bool = False
    recognised_on: date | None = None
    recognised_by: str | None = None
    decision_number: str | None = None
    decision_on: date | None = None
    recognition_note: str | None = None
    return_reason: str | None = None
    demonstration: bool = False
    same_as: str | None = None
    merged_from: str | None = None
    results: tuple[Result, ...] = ()

    @property
    def counted(self) -> bool:
        return self.status in COUNTED

    @property
    def ever_submitted(self) -> bool:
        return self.submitted_on is not None

    @property
    def planned_funding(self) -> int:
        return sum(money.amount for money in self.funding)

    @property
    def partner_organizations(self) -> tuple[str, ...]:
        """Return the organizations named as partners that have not declined."""
        return tuple(p.organization for p in self.partners if p.organization and not p.declined)

    def trait(self) -> Trait | None:
        """Return what quotas see of it; None while stage or content is missing."""
        if self.stage is None or self.content is None:
            return None
        return Trait(
            organization=self.organization,
            movement_type=self.movement_type,
            kind=self.kind,
            stage=self.stage,
            content=self.content,
            themes=self.themes,
            built=self.built,
        )

    def merged(self, into: str) -> Registration:
        """Return it as it stands when the registration *into* counts in its place."""
        return replace(
            self,
            status=Status.WITHDRAWN,
            same_as=into,
            merged_from=self.status.value,
        )

    def separated(self) -> Registration:
        """Return it as it stood before it was merged."""
        status = Status(self.merged_from) if self.merged_from else self.status
        return replace(self, status=status, same_as=None, merged_from=None)

    def revised(self, **changes: Any) -> Registration:
        """Return the next version, with *changes*."""
        return replace(self, version=self.version + 1, **changes)


def is_built(stage: Stage | None, continued: Registration | None) -> bool:
    """Tell whether the model was built within the program, now or in a year it continues."""
    if stage in COUNTED_STAGES[Wording.BUILD]:
        return True
    return stage is Stage.MAINTAINED and continued is not None and continued.built
