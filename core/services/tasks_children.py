"""What a Front has to see to in others: who has not registered, not reported, what nobody does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.domain.access import FRONT
from core.domain.calendar_windows import REGISTRATION
from core.domain.calendars import day_of_tree, sources_for
from core.domain.movements import CONTENTS
from core.domain.permissions import WRITERS
from core.domain.place_names import called
from core.domain.reports import Body
from core.domain.tasks import Act, TaskKind
from core.domain.tenants import Level
from core.services.coverage_reading import read_coverage
from core.services.judging import rules_day
from core.services.report_counts import DueDays
from core.services.sighting import heirs_on
from core.services.tasks_dated import dated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from core.domain.calendar_windows import Window
    from core.domain.owed import OwedReport
    from core.domain.periods import Period
    from core.domain.tasks import Task
    from core.domain.tenants import Tenant
    from core.services.tasks_seat import Seat

NAMED = 5
"""So many units or organizations are named; the overview shows them all."""


def registering_tasks(seat: Seat) -> Iterator[Task]:
    """Yield, for this year and the last, what below the tenant and in it has registered nothing.

    Of an organization: nothing of its own.
    """
    for year in seat.lately:
        if not seat.opened(REGISTRATION, year=year):
            continue
        wide = seat.tenant.level is Level.COUNTRY
        below = seat.tenant.sight if seat.tenant.level is not Level.COMMUNE else seat.paths
        counted = seat.work.owed.registered(
            prefixes=below, year=year, whole_provinces=wide,
            organization=None if seat.organization == FRONT else seat.organization,
        )  # fmt: skip
        begun = {body for body, number in counted.items() if number > 0}
        if seat.tenant.level is not Level.COMMUNE:
            yield from _units_without(seat, year, begun)
        if seat.organization == FRONT and not wide:
            yield from _organizations_without(seat, year, begun)


def omission_tasks(seat: Seat) -> Iterator[Task]:
    """Yield the contents in which nobody in the commune has submitted anything (004 I.2)."""
    if seat.tenant.level is not Level.COMMUNE:
        return
    for year in seat.lately:
        if not seat.opened(REGISTRATION, year=year):
            continue
        found, _, _ = read_coverage(
            seat.work, seat.tenant, year=year, organizations=frozenset(), skip=0, limit=1,
            today=seat.today,
        )  # fmt: skip
        contents = [omission.content for omission in found.omissions]
        if contents:
            params = {"contents": contents, "total": len(CONTENTS)}
            yield dated(seat, TaskKind.OMISSION, Act.CONSULT, year=year, params=params)


def reporting_tasks(seat: Seat, sent: Sequence[OwedReport]) -> Iterator[Task]:
    """Yield, for the periods of this year and the last, who has sent the Front nothing yet."""
    arrived = {(report.tenant, report.organization, report.period) for report in sent}
    for period in seat.periods_opened(seat.lately):
        due = _bodies_due(seat, period)
        missing = [b for b in due if (b.tenant, b.organization, period) not in arrived]
        if missing:
            yield dated(
                seat,
                TaskKind.CHILDREN_REPORT,
                Act.READ_REPORTS,
                year=period.year,
                period=str(period),
                params={
                    "missing": len(missing),
                    "total": len(due),
                    "overdue": sum(due[body] < seat.today for body in missing),
                    **_named(seat, missing),
                },
            )


def _units_without(seat: Seat, year: int, begun: set[Body]) -> Iterator[Task]:
    """Yield the communes (of the country: the provinces) in which nothing stands registered.

    Those with more time than the seat has itself are told of by their own last day.
    """
    level = Level.PROVINCE if seat.tenant.level is Level.COUNTRY else Level.COMMUNE
    on = rules_day(year, seat.today)
    units = seat.work.tenants.ids_below(seat.tenant.path_on(on), level=level, on=on)
    active = {body.tenant for body in begun}
    active |= set(heirs_on(seat.work, active.difference(units), on).values())
    missing = [unit for unit in units if unit not in active]
    later = _later(seat, year, missing) if missing else {}
    alike = [unit for unit in missing if unit not in later]
    windows = sorted(set(later.values()), key=lambda one: (one.closes, one.due))
    groups: list[tuple[Window | None, list[str]]] = [
        (None, alike),
        *((each, [unit for unit in missing if later.get(unit) == each]) for each in windows),
    ]
    named = seat.work.tenants.many({unit for _, those in groups for unit in those[:NAMED]})
    for window, those in groups:
        if those:
            params: dict[str, Any] = {
                "missing": len(those),
                "total": len(units),
                "level": level.value,
                "units": [called(named[unit], on) for unit in those[:NAMED]],
            }
            first = [named[unit] for unit in those[:NAMED]]
            yield _unregistered_in(seat, year, first, window, params)


def _later(seat: Seat, year: int, missing: Collection[str]) -> dict[str, Window]:
    """Return the windows of those of *missing* that have more time than the seat."""
    more = seat.more_time(year, None if seat.organization == FRONT else seat.organization)
    return {one.unit.id: one.window for one in more if one.unit.id in missing}


def _unregistered_in(
    seat: Seat,
    year: int,
    first: Sequence[Tenant],
    window: Window | None,
    params: Mapping[str, Any],
) -> Task:
    """Return the task; where nobody of an organization's own can, it leads to the form itself.

    *first* are the units that it names.
    """
    if window is None:
        return _unregistered(seat, year, **params)
    task = _unregistered(seat, year, window=window, own_time=True, **params)
    if task.refused or seat.organization == FRONT or not seat.active:
        return task
    alone = next((unit for unit in first if not _has_people(seat, unit)), None)
    if alone is None:
        return task
    return replace(task, act=Act.REGISTER, target=replace(task.target, tenant=alone.id))


def _has_people(seat: Seat, unit: Tenant) -> bool:
    """Tell whether anyone in *unit* can register for the seat's organization."""
    paths = [path.value for path in unit.paths]
    return any(
        seat.work.bodies.holds(
            paths=paths, organization=seat.organization, role=role, on=seat.today
        )
        for role in WRITERS
    )


def _organizations_without(seat: Seat, year: int, begun: set[Body]) -> Iterator[Task]:
    """Yield the organizations of the tenant that have people, a plugin, and nothing registered."""
    due = min(seat.window(REGISTRATION, year=year).due, seat.today)
    here = {b for b in seat.terms if b.tenant == seat.tenant.id and b.organization != FRONT}
    owing = {
        body
        for body in here
        if seat.catalogue.is_active(body.organization) and seat.staffed_on(body, due)
    }
    done = {body.organization for body in begun if body.tenant in seat.units}
    missing = sorted({body.organization for body in owing} - done)
    if missing:
        yield _unregistered(
            seat, year, missing=len(missing), total=len(owing), organizations=missing[:NAMED]
        )


def _unregistered(seat: Seat, year: int, *, window: Window | None = None, **params: Any) -> Task:
    return dated(
        seat, TaskKind.CHILDREN_REGISTER, Act.LIST_REGISTRATIONS, year=year, window=window,
        organization=None if seat.organization == FRONT else seat.organization, params=params,
    )  # fmt: skip


def _bodies_due(seat: Seat, period: Period) -> dict[Body, date]:
    """Return who reports to this very Front, with the last day on time of each.

    ``core.services.report_counts.bodies_due`` says the same of all below.
    """
    day = day_of_tree(period.year, str(period), seat.today)
    children = [unit for unit in seat.children if unit.in_force_on(day)]
    units = {unit.id: unit for unit in (*seat.units.values(), *children)}
    calendars = seat.work.calendars.of_year(period.year, tenants=sources_for(units.values()))
    tenants = [*seat.lineage, *units.values()]
    days = DueDays(calendars, period, tenants, day=day, today=seat.today)
    due = {Body(unit.id, FRONT): days.due(unit, FRONT) for unit in children}
    for body, held in seat.terms.items():
        unit = seat.units.get(body.tenant)
        if body.organization != FRONT and unit is not None and unit.in_force_on(day):
            due.update(days.owed(body, unit, held))
    return due


def _named(seat: Seat, missing: Sequence[Body]) -> dict[str, Sequence[str]]:
    names = {unit.id: called(unit, seat.today) for unit in seat.children}
    fronts = [names[b.tenant] for b in missing if b.organization == FRONT]
    return {
        "units": fronts[:NAMED],
        "organizations": sorted({b.organization for b in missing} - {FRONT})[:NAMED],
    }
