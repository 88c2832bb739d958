"""An inspection («kiểm tra»): what the Front and organizations looked at on the spot, and found.

004 II.1 has the Front chair it every year together with its member organizations; 002 has teams
(«đoàn kiểm tra») formed for it. Who is in the team, its minutes and its findings are ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime

    from core.domain.periods import Period
    from core.domain.stated import Stated


class InspectionStatus(StrEnum):
    """Where an inspection stands; what is concluded is fixed until it is reopened."""

    DRAFT = "draft"
    CONCLUDED = "concluded"


class Duty(StrEnum):
    """What somebody is in the team: trưởng đoàn, thư ký, thành viên."""

    LEADER = "truong_doan"
    SECRETARY = "thu_ky"
    MEMBER = "thanh_vien"


class Outcome(StrEnum):
    """What was found of an item: its result is right, wrong, of nothing; or it was only seen."""

    AS_REPORTED = "as_reported"
    CORRECTED = "corrected"
    NOT_FOUND = "not_found"
    SEEN = "seen"


OF_A_RESULT = frozenset({Outcome.AS_REPORTED, Outcome.CORRECTED})
"""What can only be said of something reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """Somebody of the team; ``name`` is "" where it is not to be shown."""

    name: str
    organization: str
    duty: Duty = Duty.MEMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """The biên bản: its number and day as written on it, and what it says."""

    number: str = ""
    on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """A registration that was looked at, and its result for ``period``, if one was compared.

    ``result_version`` is that of the result as it was seen; after the conclusion, as the
    conclusion left it. ``organization`` and ``path`` are the registration's.
    """

    registration: str
    organization: str = ""
    path: str = ""
    period: Period | None = None
    result_version: int | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedItem(ListedItem):
    """The same with what was found of it.

    ``reported`` are the figures found there, ``corrected`` those of the team with its ``reason``;
    ``reported`` outlasts a conclusion that is reopened.
    """

    findings: str = ""
    reported: Stated | None = None
    corrected: Stated | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionDraft:
    """What may be stated of an inspection: the body of ``POST`` and ``PUT /inspections``."""

    tenant: str
    year: int
    organizations: tuple[str, ...] = ()
    team: tuple[TeamMember, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    items: tuple[InspectedItem, ...] = ()
    minutes: Minutes = field(default_factory=Minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedInspection:
    """An inspection of a tenant's Front in its subtree as lists tell of it.

    It says nothing of what was found of its items, nor what its minutes say (their ``text`` is
    ""), and cannot be written. ``path`` is the tenant's when it was begun.

    ``organizations`` are those that take part beside the Front. ``concluded_on`` is the rules'
    date. ``created_by`` is "" where it is not to be shown. ``conclusions`` counts how often
    it was concluded: only one that never was may be deleted. ``whole`` is False of what is
    shown to who knows only some of its items.
    """

    id: str
    tenant: str
    path: str
    year: int
    organizations: tuple[str, ...] = ()
    team: tuple[TeamMember, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    items: tuple[ListedItem, ...] = ()
    minutes: Minutes = field(default_factory=Minutes)
    status: InspectionStatus = InspectionStatus.DRAFT
    concluded_on: date | None = None
    concluded_by: str | None = None
    conclusions: int = 0
    reopen_reason: str | None = None
    version: int = 1
    created_at: datetime
    created_by: str
    updated_at: datetime
    whole: bool = True

    @property
    def concluded(self) -> bool:
        return self.status is InspectionStatus.CONCLUDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(ListedInspection):
    """All of an inspection: what was found of each of its items, and its minutes."""

    items: tuple[InspectedItem, ...] = ()

    def revised(self, **changes: Any) -> Inspection:
        """Return the next version, with *changes*."""
        return replace(self, version=self.version + 1, **changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """What one inspection found of a registration; ``inspection`` tells of no other item."""

    inspection: ListedInspection
    item: InspectedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFilter:
    """What a list is narrowed to; every part is optional, ``prefixes`` are a tenant's sight."""

    prefixes: tuple[str, ...] | None = None
    year: int | None = None
    status: InspectionStatus | None = None
    registration: str | None = None
