"""What an item or a report still asks of those who answer for it; lean, for lists of tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.movements import Kind, Stage
from core.domain.quotas import COUNTED_STAGES, Trait, Wording
from core.domain.registrations import COUNTED, Status
from core.domain.results import ResultStatus, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from core.domain.periods import Period
    from core.domain.reports import ReportStatus

FINISHED = frozenset({State.COMPLETED, State.STOPPED})
"""What is over needs no further result: figures are cumulative, the last one goes on counting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedResult:
    """A result as far as it matters who must act on it."""

    period: Period
    status: ResultStatus
    state: State
    return_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedItem:
    """A registration as far as it matters what is owed of it."""

    id: str
    tenant: str
    organization: str
    year: int
    movement_type: str
    kind: Kind
    title: str
    status: Status
    stage: Stage | None = None
    content: int | None = None
    themes: frozenset[str] = frozenset()
    built: bool = False
    starts_on: date | None = None
    continues: str | None = None
    return_reason: str | None = None
    submitted_at: datetime | None = None
    updated_at: datetime
    results: tuple[OwedResult, ...] = ()

    @property
    def counted(self) -> bool:
        return self.status in COUNTED

    def trait(self) -> Trait | None:
        """Return what quotas see of it; None while stage or content is missing."""
        if self.stage is None or self.content is None:
            return None
        return Trait(
            organization=self.organization, movement_type=self.movement_type, kind=self.kind,
            stage=self.stage, content=self.content, themes=self.themes, built=self.built,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReport:
    """A report as far as it matters who must act on it; ``mine``: the asker entered or sent it.

    ``drifted`` is how many items differ from what was frozen, ``arrived`` how many bodies recorded
    as missing have reported since, when it was last compared.
    """

    id: str
    tenant: str
    organization: str
    period: Period
    status: ReportStatus
    return_reason: str | None = None
    submitted_on: date | None = None
    late: bool = False
    updated_at: datetime
    mine: bool = False
    drifted: int = 0
    arrived: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many things wait for one tenant's Front, since when, and how many the asker entered.

    ``key`` is the year of registrations, or the period of results, as it is written; ``first`` the
    one that has waited longest, where it is told.
    """

    key: str
    count: int
    mine: int
    oldest: datetime | None = None
    first: str | None = None


def needing_result(items: Iterable[OwedItem], period: Period) -> list[OwedItem]:
    """Return the items that are to be reported on for *period*, whether they have been or not.

    Those that stand, had begun by its last day, and were not over before it.
    """
    return [
        item
        for item in items
        if item.counted
        and item.year == period.year
        and (item.starts_on is None or item.starts_on <= period.last_day)
        and not _over_before(item, period)
    ]


def has_result(item: OwedItem, period: Period) -> bool:
    """Tell whether something is told of the end of *period*, be it returned meanwhile."""
    return any(result.period.end_month == period.end_month for result in item.results)


def continuable(items: Iterable[OwedItem], year: int) -> list[OwedItem]:
    """Return the models of the year before *year* that nothing continues and nobody has stopped."""
    every = list(items)
    taken = {
        item.continues
        for item in every
        if item.continues and item.status is not Status.WITHDRAWN and item.year == year
    }
    return [
        item
        for item in every
        if item.year == year - 1
        and item.counted
        and item.kind is Kind.MODEL
        and item.id not in taken
        and not _stopped(item)
    ]


def kept_up(item: OwedItem) -> Trait | None:
    """Return what quotas would see of the registration that continues *item* as it was."""
    trait = item.trait()
    if trait is None:
        return None
    built = item.built or item.stage in COUNTED_STAGES[Wording.BUILD]
    return replace(trait, stage=Stage.MAINTAINED, built=built)


def _over_before(item: OwedItem, period: Period) -> bool:
    return any(
        result.state in FINISHED
        and result.status is not ResultStatus.RETURNED
        and result.period.end_month < period.end_month
        for result in item.results
    )


def _stopped(item: OwedItem) -> bool:
    last = max(item.results, key=lambda result: result.period.precedence, default=None)
    return last is not None and last.state is State.STOPPED
