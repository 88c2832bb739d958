"""Where below a tenant there is more time to register than it has itself, and who may use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.calendar_windows import REGISTRATION
from core.domain.calendars import FREE_LEVELS, sources_for, standing
from core.domain.tenants import ROOT, Level
from core.services.calendars import window_for
from core.services.gates import IN_TIME
from core.services.switched_off import switched_off_among

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from core.domain.calendar_windows import Window
    from core.domain.calendars import YearCalendars
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A unit and its own window of registration."""

    unit: Tenant
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBelow:
    """In how many units below one may register today, until the last of their days.

    ``alone`` is the unit where there is only one.
    """

    units: int
    until: date
    alone: Tenant | None


def with_more_time(
    work: Repositories,
    tenant: Tenant,
    *,
    year: int,
    organization: str | None,
    than: Window,
    today: date,
) -> list[Timed]:
    """Return the units below *tenant* whose registration ends later than *than*, by their paths.

    *organization* None: with what was granted to any single organization as well. Of the country
    only the units that have a calendar or an extension of their own: with all that lies below
    provinces that set their own dates it would be every commune.
    """
    roots = _given_more(work, tenant, year, today)
    if not roots:
        return []
    inside: Iterable[Tenant] = roots
    if tenant.level is not Level.COUNTRY:
        inside = work.tenants.subtree([root.path_on(today) for root in roots], on=today)
    found = _timed(work, _in_order(inside, today), year, organization, today)
    return [each for each in found if _end(each.window) > _end(than)]


def open_below(
    work: Repositories,
    tenant: Tenant,
    *,
    year: int,
    organization: str | None,
    than: Window,
    today: date,
) -> OpenBelow | None:
    """Return where below *tenant* one may register today and later than *than*; None: nowhere."""
    more = with_more_time(
        work, tenant, year=year, organization=organization, than=than, today=today
    )
    still = [one for one in more if standing(one.window, today) in IN_TIME]
    if organization is not None:
        on = {unit.id for unit in _where_on(work, [o.unit for o in still], organization, today)}
        still = [one for one in still if one.unit.id in on]
    if not still:
        return None
    return OpenBelow(
        units=len(still),
        until=max(one.window.closes for one in still),
        alone=still[0].unit if len(still) == 1 else None,
    )


def open_units(
    work: Repositories, tenant: Tenant, *, year: int, organization: str, today: date
) -> Sequence[Tenant]:
    """Return where *organization* may begin a registration today: *tenant* first, then below it.

    Not where it is switched off. Of the country the communes are too many to choose from; those
    with more time are there.
    """
    window, _ = window_for(
        work, tenant=tenant, year=year, part=REGISTRATION, organization=organization, today=today
    )
    if standing(window, today) not in IN_TIME:
        more = with_more_time(
            work, tenant, year=year, organization=organization, than=window, today=today
        )
        units = [one.unit for one in more if standing(one.window, today) in IN_TIME]
    elif tenant.level is Level.COUNTRY:
        units = [tenant, *work.tenants.children(tenant.id, today)]
    else:
        here = _in_order(work.tenants.subtree([tenant.path_on(today)], on=today), today)
        found = _timed(work, here, year, organization, today)
        units = [one.unit for one in found if standing(one.window, today) in IN_TIME]
    return _where_on(work, units, organization, today)


def _where_on(
    work: Repositories, units: Sequence[Tenant], organization: str, today: date
) -> list[Tenant]:
    """Return those of *units* where *organization* is not switched off."""
    off = switched_off_among(work, units, today).get(organization, frozenset())
    return [unit for unit in units if unit.id not in off]


def _given_more(work: Repositories, tenant: Tenant, year: int, today: date) -> list[Tenant]:
    """Return the units below that were granted more time, or, being free to, have set their own."""
    below: Collection[str] | None = None
    path = tenant.path_on(today)
    if tenant.level is not Level.COUNTRY:
        deeper = [level for level in Level if level.depth > tenant.level.depth]
        below = {
            one for level in deeper for one in work.tenants.ids_below(path, level=level, on=today)
        }
        if not below:
            return []
    calendars = work.calendars.of_year(year, tenants=below)
    granted = {one for one, part in calendars.extensions if part == REGISTRATION}
    free = {
        one
        for one, each in calendars.calendars.items()
        if each.events or (each.level in FREE_LEVELS and REGISTRATION in each.parts)
    }
    found = work.tenants.many((granted | free) - {ROOT, tenant.id})
    return [unit for unit in found.values() if unit.in_force_on(today)]


def _timed(
    work: Repositories,
    units: Sequence[Tenant],
    year: int,
    organization: str | None,
    today: date,
) -> list[Timed]:
    calendars = work.calendars.of_year(year, tenants=sources_for(units))
    asked: set[str | None] = {organization}
    if organization is None:
        asked |= _granted_alone(calendars)
    return [
        Timed(
            unit=unit,
            window=max(
                (
                    calendars.part(REGISTRATION, unit, today=today, organization=each).window
                    for each in asked
                ),
                key=_end,
            ),
        )
        for unit in units
    ]


def _granted_alone(calendars: YearCalendars) -> set[str | None]:
    """Return the organizations that something was granted to alone."""
    return {
        one.organization
        for (_, part), each in calendars.extensions.items()
        for one in each
        if part == REGISTRATION
    }


def _in_order(units: Iterable[Tenant], today: date) -> list[Tenant]:
    """Return what lies below a unit right after it."""
    return sorted(units, key=lambda unit: unit.path_on(today))


def _end(window: Window) -> tuple[date, date]:
    return window.closes, window.due
