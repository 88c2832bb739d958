"""The calendar's refusals for results: not before a period opens, none first after it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.calendars import Standing, standing
from core.domain.errors import ConflictError
from core.services.calendar_gates import ask_whom
from core.services.calendars import window_for

if TYPE_CHECKING:
    from datetime import date

    from core.domain.calendar_windows import Window
    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories


def refuse_result(
    registration: Registration, period: Period, *, first: bool, work: Repositories, today: date
) -> None:
    """Raise ConflictError unless a result may be entered today.

    After closing a *first* result is refused; one that is there may be corrected until locking.
    """
    window, set_by = _window(registration, period, work=work, today=today)
    stands = standing(window, today)
    reason = {
        Standing.NOT_OPEN: "period_not_open",
        Standing.LOCKED: "locked",
        Standing.CLOSED: "period_closed" if first else None,
    }.get(stands)
    if reason:
        raise _refusal(reason, window, set_by, registration, period, work=work, today=today)


def refuse_result_locked(
    registration: Registration, period: Period, *, work: Repositories, today: date
) -> None:
    """Raise ConflictError once nothing of the period may change."""
    window, set_by = _window(registration, period, work=work, today=today)
    if standing(window, today) is Standing.LOCKED:
        raise _refusal("locked", window, set_by, registration, period, work=work, today=today)


def _window(
    registration: Registration, period: Period, *, work: Repositories, today: date
) -> tuple[Window, str]:
    return window_for(
        work,
        tenant=work.tenants.get(registration.tenant),
        year=registration.year,
        part=str(period),
        organization=registration.organization,
        today=today,
    )


def _refusal(
    reason: str,
    window: Window,
    set_by: str,
    registration: Registration,
    period: Period,
    *,
    work: Repositories,
    today: date,
) -> ConflictError:
    return ConflictError(
        reason,
        period=str(period),
        opens=window.opens,
        due=window.due,
        closes=window.closes,
        locks=window.locks,
        source=window.source,
        set_by=work.tenants.get(set_by).full_name_on(today),
        ask=ask_whom(work, registration.tenant, today),
    )
