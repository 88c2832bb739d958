"""The calendar of one's unit: every date, where it comes from, and what has been extended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.calendar_windows import REGISTRATION
from core.domain.calendars import standing
from core.domain.periods import Period
from core.domain.permissions import may_steer
from core.domain.tenants import ROOT, Level
from core.edge.place_wording import beginning_a_line
from core.edge.platform import platform, scope
from core.services.calendars import calendars_of, read_calendar
from core.services.report_standing import periods_asked
from core.web.hats import acting
from core.web.naming import in_a_sentence, tenant_name
from core.web.people_names import names_of
from core.web.plan import asked_year
from core.web.rendering import page, t
from core.web.report_periods import period_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Response

    from core.domain.calendar_events import Event
    from core.domain.calendars import Extension, Part, ResolvedCalendar
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One part of a year: its dates, who set them, and what today is to it."""

    key: str
    name: str
    part: Part
    whose: str
    own: bool
    stands: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """More time that was given to a unit below, with names for people."""

    extension: Extension
    place: str
    part: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event of the year as the unit knows it, and who has said so."""

    code: str
    event: Event
    own: bool
    whose: str
    by: str


def index() -> Response:
    """Show the calendar in force, own dates and extensions."""
    work, here = platform().store.read(scope()), acting()
    year = asked_year()
    calendar = read_calendar(work, tenant_id=here.tenant.id, year=year, today=here.today)
    rows = _rows(work, calendar)
    asked = {REGISTRATION, *map(str, periods_asked(year))}
    main = [row for row in rows if row.key in asked or row.own or row.part.extensions]
    main.sort(key=lambda row: row.part.window.due)
    parent = here.tenant.parent_on(here.today)
    return page(
        "calendar/index.html",
        active="calendar",
        year=year,
        main=main,
        others=[row for row in rows if row not in main],
        may_set=may_set(),
        may_extend=may_set() and here.tenant.level is not Level.COMMUNE,
        events=_events(work, calendar),
        granted=_granted_below(work, year),
        received=_received(work, calendar),
        parent=work.tenants.get(parent) if parent else None,
    )


def may_set() -> bool:
    """Tell whether one's role sets the dates of the own unit."""
    here = acting()
    return may_steer(here.assignment, path=here.tenant.path_on(here.today))


def part_name(key: str) -> str:
    """Return «Đăng ký» or «Báo cáo 6 tháng đầu năm 2017»."""
    if key == REGISTRATION:
        return t("calendar.registration")
    return t("reports.of_period", period=period_name(Period.parse(key)))


def _rows(work: Repositories, calendar: ResolvedCalendar) -> list[PartRow]:
    here = acting()
    setters = work.tenants.many({part.set_by for part in calendar.parts.values()})
    rows = []
    for key, part in calendar.parts.items():
        own = part.set_by == here.tenant.id
        if own:
            whose = t("calendar.own")
        elif part.set_by == ROOT:
            whose = t("calendar.default")
        else:
            whose = t("calendar.inherited", place=in_a_sentence(setters[part.set_by]))
        rows.append(
            PartRow(
                key=key,
                name=beginning_a_line(part_name(key)),
                part=part,
                whose=whose,
                own=own,
                stands=standing(part.window, here.today).value,
            )
        )
    return rows


def _events(work: Repositories, calendar: ResolvedCalendar) -> list[EventRow]:
    """Return the events known here, one's own first."""
    every = calendar.events
    units = work.tenants.many({one.tenant for one in every.values()}) if every else {}
    names = names_of(work, (one.event.by for one in every.values()))
    rows = [
        EventRow(
            code=code,
            event=one.event,
            own=one.tenant == calendar.tenant,
            whose=t("calendar.own")
            if one.tenant == calendar.tenant
            else t("calendar.inherited", place=in_a_sentence(units[one.tenant])),
            by=names.get(one.event.by, ""),
        )
        for code, one in every.items()
    ]
    return sorted(rows, key=lambda row: (not row.own, row.code))


def _granted_below(work: Repositories, year: int) -> list[Granted]:
    """Return what has been extended for units below, the latest first."""
    here = acting()
    if here.tenant.level is Level.COMMUNE:
        return []
    below = None  # of the country: everybody
    if here.tenant.level is not Level.COUNTRY:
        path = here.tenant.path_on(here.today)
        below = {unit.id for unit in work.tenants.subtree([path], on=here.today)}
    found = work.calendars.of_year(year, tenants=below).extensions
    granted = (one for each in found.values() for one in each)
    return _named(work, (one for one in granted if one.tenant != here.tenant.id))


def _received(work: Repositories, calendar: ResolvedCalendar) -> list[Granted]:
    """Return what was extended for one's own unit, some of it for one organization only."""
    here = acting()
    above = {here.tenant.id, *(unit.id for unit in here.trail)}
    every = calendars_of(work, here.tenant, calendar.year).extensions
    kept = (one for (tenant, _), each in every.items() if tenant in above for one in each)
    return _named(work, kept)


def _named(work: Repositories, extensions: Iterable[Extension]) -> list[Granted]:
    listed = sorted(extensions, key=lambda one: one.at, reverse=True)
    units = work.tenants.many({one.tenant for one in listed}) if listed else {}
    names = names_of(work, (one.by for one in listed))
    return [
        Granted(
            extension=one,
            place=tenant_name(units[one.tenant]),
            part=part_name(one.part),
            by=names.get(one.by, ""),
        )
        for one in listed
    ]
