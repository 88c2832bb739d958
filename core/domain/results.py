"""What has been reached: one registration's result for one period, since 1 January."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from decimal import Decimal

    from core.domain.periods import Period
    from core.domain.registrations import Money


class State(StrEnum):
    """How far the item is."""

    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    MAINTAINED = "maintained"
    STOPPED = "stopped"


REALIZED = frozenset({State.COMPLETED, State.MAINTAINED})


class ResultStatus(StrEnum):
    """Where a result stands with the Front."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


class Basis(StrEnum):
    """Which results are counted: all that are reported, or only confirmed ones."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Figures reached since 1 January of the period's year (lũy kế), never an increment.

    ``measures`` are exact decimals in the unit the movement type declares; ``funding`` is what
    has been spent, in đồng by source.
    """

    period: Period
    state: State
    progress: int
    households: int = 0
    measures: Mapping[str, Decimal] = field(default_factory=dict)
    funding: tuple[Money, ...] = ()
    narrative: str = ""
    status: ResultStatus = ResultStatus.REPORTED
    version: int = 1
    entered_by: str = ""
    entered_at: datetime | None = None
    confirmed_by: str | None = None
    return_reason: str | None = None

    @property
    def spent_funding(self) -> int:
        return sum(money.amount for money in self.funding)

    def counts(self, basis: Basis) -> bool:
        """Tell whether *basis* takes it in; a returned result counts in neither."""
        if basis is Basis.CONFIRMED:
            return self.status is ResultStatus.CONFIRMED
        return self.status is not ResultStatus.RETURNED


def awaits_confirmation(results: Iterable[Result], *, month: int) -> bool:
    """Tell whether what speaks for the end of *month* (1–12) has not been confirmed."""
    told = latest(results, month=month, basis=Basis.REPORTED)
    return told is not None and told.status is not ResultStatus.CONFIRMED


def latest(results: Iterable[Result], *, month: int, basis: Basis) -> Result | None:
    """Return the result that speaks for the end of *month* (1–12), if any.

    Of periods that end the same day the longest counts (api.md, «Figures»).
    """
    told = [r for r in results if r.counts(basis) and r.period.end_month <= month]
    return max(told, key=lambda r: (r.period.end_month, r.period.months), default=None)
