"""Who owes a report of a period to whom, and how each of them stands, body by body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.calendars import day_of_tree
from core.domain.periods import Period
from core.domain.registration_search import Page
from core.domain.report_rules import receiver_of
from core.domain.report_tallies import Timeliness, timeliness
from core.domain.reports import SENT, Body, ReportFilter
from core.services.calendars import calendars_of
from core.services.report_counts import bodies_due

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from core.domain.calendar_windows import Window
    from core.domain.reports import Report
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

MOST_REPORTS = 20_000
"""More than every body of a province can have of one period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One body that owes a report; ``report`` is what it has begun or sent, as far as seen.

    ``due`` is the last day on time. ``direct``: it reports to the asked tenant's Front itself,
    not to one below it.
    """

    body: Body
    tenant: Tenant
    due: date
    timeliness: Timeliness
    direct: bool
    report: Report | None = None


def periods_asked(year: int) -> tuple[Period, Period]:
    """Return the half and the year: «Định kỳ 6 tháng, 01 năm» (129/KH-MTTQ-BTT, III.4)."""
    return Period(year=year, months=6), Period(year=year)


def current_period(work: Repositories, tenant: Tenant, *, today: date) -> Period:
    """Return the period asked for whose reporting has opened last; the half before any has."""
    for year in (today.year, today.year - 1):
        calendars = calendars_of(work, tenant, year)
        opened = [
            (window.opens, period)
            for period in periods_asked(year)
            if (window := calendars.part(str(period), tenant, today=today).window).opens <= today
        ]
        if opened:
            return max(opened, key=lambda one: one[0])[1]
    return periods_asked(today.year)[0]


def window_of(
    work: Repositories, tenant: Tenant, organization: str, period: Period, *, today: date
) -> Window:
    """Return the dates that bind a body's report, with what was extended for it."""
    calendars = calendars_of(work, tenant, period.year)
    return calendars.part(str(period), tenant, today=today, organization=organization).window


def standings(
    work: Repositories,
    tenant: Tenant,
    period: Period,
    *,
    organizations: Collection[str] | None,
    today: date,
) -> list[Standing]:
    """Return every body of *tenant* and below that owes the report, the missing first.

    *organizations* None: of every body. The tenant's own Front is among them where it reports to
    one above.
    """
    day = day_of_tree(period.year, str(period), today)
    units = {unit.id: unit for unit in work.tenants.subtree([tenant.path_on(day)], on=day)}
    due = bodies_due(work, tenant, period, organizations=organizations, today=today, units=units)
    wanted = ReportFilter(prefixes=tenant.sight, period=period)
    return _standing(work, tenant, due, units, wanted, day=day, today=today)


def direct_standings(
    work: Repositories,
    tenant: Tenant,
    period: Period,
    *,
    organizations: Collection[str] | None,
    today: date,
) -> list[Standing]:
    """Return of ``standings`` those who report to the Front of *tenant* itself, and its own Front.

    They are its own bodies and the Fronts right below: a country has few of them.
    """
    day = day_of_tree(period.year, str(period), today)
    units = {unit.id: unit for unit in (tenant, *work.tenants.children(tenant.id, day))}
    due = bodies_due(
        work, tenant, period, organizations=organizations, today=today, units=units,
        terms=work.owed.terms_at([path.value for path in tenant.paths]),
    )  # fmt: skip
    wanted = ReportFilter(tenants=tuple(units), period=period)
    return _standing(work, tenant, due, units, wanted, day=day, today=today)


def _standing(
    work: Repositories,
    tenant: Tenant,
    due: Mapping[Body, date],
    units: Mapping[str, Tenant],
    wanted: ReportFilter,
    *,
    day: date,
    today: date,
) -> list[Standing]:
    known = {each.body: each for each in work.reports.search(wanted, Page(limit=MOST_REPORTS))}
    found = []
    for body, last_day in due.items():
        unit, report = units[body.tenant], known.get(body)
        late = report.late if report is not None and report.status in SENT else None
        found.append(
            Standing(
                body=body,
                tenant=unit,
                due=last_day,
                timeliness=timeliness(last_day, late=late, today=today),
                direct=receiver_of(body.organization, unit, day) == tenant.id,
                report=report,
            )
        )
    return sorted(found, key=lambda one: _order(one, day))


def report_of(
    work: Repositories, tenant: Tenant, organization: str, period: Period
) -> Report | None:
    """Return what a body has begun or sent for a period."""
    wanted = ReportFilter(tenant=tenant.id, organization=organization, period=period)
    found = work.reports.search(wanted, Page(limit=1))
    return found[0] if found else None


def _order(one: Standing, day: date) -> tuple[int, int, str, bool, str]:
    urgency = (Timeliness.MISSING, Timeliness.PENDING, Timeliness.LATE, Timeliness.ON_TIME)
    unit = one.tenant
    return (
        urgency.index(one.timeliness),
        unit.level.depth,
        unit.path_on(day),
        one.body.organization != FRONT,
        one.body.organization,
    )


def reports_seen(standing: Sequence[Standing]) -> dict[str, Report]:
    """Return the reports among *standing* by id."""
    return {one.report.id: one.report for one in standing if one.report is not None}
