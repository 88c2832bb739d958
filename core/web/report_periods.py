"""The periods a page of reports offers, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.errors import DomainError
from core.domain.periods import Period
from core.edge.place_wording import beginning_a_line
from core.edge.task_wording import period_named
from core.services.report_standing import current_period, periods_asked
from core.web.rendering import t

if TYPE_CHECKING:
    from datetime import date

    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodChoice:
    """The chosen period, the ones beside it, and all that are offered, the newest first."""

    chosen: Period
    earlier: Period | None
    later: Period | None
    offered: tuple[tuple[str, str], ...]


def period_name(period: Period) -> str:
    """Return «6 tháng đầu năm 2017», «quý II năm 2017», «tháng 6 năm 2017», «năm 2017»."""
    return period_named(period, t)


def chosen_period(
    asked: str | None, work: Repositories, tenant: Tenant, *, today: date
) -> PeriodChoice:
    """Return the period *asked* for, the one being reported on if none or nonsense was."""
    chosen = _parsed(asked) or current_period(work, tenant, today=today)
    years = range(min(chosen.year, today.year - 1), max(chosen.year, today.year) + 1)
    every = sorted({chosen, *(p for year in years for p in periods_asked(year))}, key=_order)
    place = every.index(chosen)
    return PeriodChoice(
        chosen=chosen,
        earlier=every[place - 1] if place else None,
        later=every[place + 1] if place + 1 < len(every) else None,
        offered=tuple((str(p), beginning_a_line(period_name(p))) for p in reversed(every)),
    )


def _parsed(asked: str | None) -> Period | None:
    if not asked:
        return None
    try:
        return Period.parse(asked)
    except DomainError:
        return None


def _order(period: Period) -> tuple[date, int]:
    return period.precedence
