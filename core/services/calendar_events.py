"""Naming the events of a tenant's year, and telling which of them windows still end at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.calendar_events import named, problems_with_events
from core.domain.calendar_windows import SIDES
from core.domain.errors import Problem
from core.domain.tenants import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from core.domain.calendar_events import Event, Wanted
    from core.domain.calendar_windows import Before, Window
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The events a tenant names itself from now on, and when that was said (real time, UTC)."""

    events: Mapping[str, Wanted]
    at: datetime

    def made(self, before: Mapping[str, Event], *, by: str) -> dict[str, Event]:
        return named(before, self.events, by=by, at=self.at)


def problems_with_naming(
    work: Repositories,
    tenant: Tenant,
    year: int,
    naming: Naming,
    *,
    parts: Mapping[str, Window],
    before: Mapping[str, Event],
    above: Mapping[str, object],
    today: date,
) -> Iterator[Problem]:
    """Yield what is wrong with the events; one that windows end at cannot be given up.

    *parts* are the tenant's own as they are to be, *before* its own events as they are, *above*
    those it would have without its own.
    """
    yield from problems_with_events(naming.events, year=year)
    gone = before.keys() - naming.events.keys() - above.keys()
    if not gone:
        return
    below = _windows_below(work, tenant, year, today=today)
    used = {one.event for window in (*parts.values(), *below) for one in _ends(window)}
    for code in sorted(gone & used):
        yield Problem(f"events.{code}", "event_in_use", {"name": before[code].name})


def _windows_below(
    work: Repositories, tenant: Tenant, year: int, *, today: date
) -> Iterator[Window]:
    below = None  # of the country: everybody
    if tenant.level is not Level.COUNTRY:
        units = work.tenants.subtree([tenant.path_on(today)], on=today)
        below = {unit.id for unit in units}
    found = work.calendars.of_year(year, tenants=below).calendars
    for calendar in found.values():
        if calendar.tenant != tenant.id:
            yield from calendar.parts.values()


def _ends(window: Window) -> Iterator[Before]:
    return (one for one in map(window.before, SIDES) if one is not None)
