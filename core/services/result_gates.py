"""When results may be entered: not before a period opens, none first after it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.calendars import Standing
from core.services.gates import IN_TIME, UNTIL_LOCKED, Gate, passed, passed_window

if TYPE_CHECKING:
    from datetime import date

    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories


def refuse_result(
    registration: Registration, period: Period, *, first: bool, work: Repositories, today: date
) -> int:
    """Return how many days late a result entered today is; raises ConflictError if it may not be.

    After closing a *first* result is refused; one that is there may be corrected until locking.
    """
    possible = IN_TIME if first else IN_TIME | {Standing.CLOSED}
    gate = _gate(registration, period)
    window = passed_window(work, gate, possible=possible, today=today)
    return max(0, (today - window.due).days)


def refuse_result_locked(
    registration: Registration, period: Period, *, work: Repositories, today: date
) -> None:
    """Raise ConflictError once nothing of the period may change."""
    passed(work, _gate(registration, period), possible=UNTIL_LOCKED, today=today)


def _gate(registration: Registration, period: Period) -> Gate:
    return Gate(
        tenant=registration.tenant,
        organization=registration.organization,
        year=registration.year,
        part=str(period),
    )
