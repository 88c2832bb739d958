"""Naming the events of a tenant's year, and telling which of them windows still end at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.calendar_events import named, problems_with_events, problems_without_source
from core.domain.calendar_windows import SIDES
from core.domain.calendars import FREE_LEVELS, day_of_tree, sources_for
from core.domain.errors import Problem
from core.domain.place_names import called
from core.domain.tenants import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from core.domain.calendar_events import Event, Named, Wanted
    from core.domain.calendar_windows import Window
    from core.domain.calendars import Calendar
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

MOST_NAMED = 3
"""How many of the units that still use an event a refusal names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The events a tenant names itself from now on, and when that was said (real time, UTC)."""

    events: Mapping[str, Wanted]
    at: datetime

    def made(self, before: Mapping[str, Event], *, by: str) -> dict[str, Event]:
        return named(before, self.events, by=by, at=self.at)

    def changed(self, before: Mapping[str, Event]) -> dict[str, Wanted]:
        """Return those that are not told as they were."""
        return {
            code: each
            for code, each in self.events.items()
            if code not in before or before[code].told != each
        }


def problems_with_naming(
    work: Repositories,
    tenant: Tenant,
    naming: Naming,
    *,
    before: Calendar,
    after: Calendar,
    above: Mapping[str, Named],
    today: date,
) -> Iterator[Problem]:
    """Yield what is wrong with the events; one that windows end at cannot be given up.

    *before* and *after* are the tenant's own calendar as it is and is to be, *above* the events
    it would have without its own.
    """
    yield from problems_with_events(naming.events, year=after.year)
    if tenant.level not in FREE_LEVELS:
        yield from problems_without_source(naming.changed(before.events), above)
    gone = before.events.keys() - naming.events.keys()
    if not gone:
        return
    using = _using(work, tenant, after, gone, today=today)
    for code, names in sorted(using.items()):
        params = {
            "name": before.events[code].name,
            "count": len(names),
            "units": ", ".join(sorted(names.values())[:MOST_NAMED]),
        }
        yield Problem(f"events.{code}", "event_in_use", params)


def _using(
    work: Repositories, tenant: Tenant, after: Calendar, gone: set[str], *, today: date
) -> dict[str, dict[str, str]]:
    """Return of each code *gone* that windows would still end at their units' names by id.

    A window lies in the tree of its own day, so units that were closed since are asked as well.
    """
    paths = [path.value for path in tenant.paths]
    below = None  # of the country: everybody
    if tenant.level is not Level.COUNTRY:
        below = {unit.id for unit in work.tenants.subtree(paths)}
    everyone = work.calendars.of_year(after.year, tenants=below).including(after).calendars
    ending = {
        (calendar.tenant, key): codes
        for calendar in everyone.values()
        for key, window in calendar.parts.items()
        if (codes := _ends(window) & gone)
    }
    units = work.tenants.many({unit for unit, _ in ending})
    known = work.calendars.of_year(after.year, tenants=sources_for(units.values()))
    known = known.including(after)
    using: dict[str, dict[str, str]] = {}
    for (unit, key), codes in ending.items():
        day = day_of_tree(after.year, key, today)
        if f"/{tenant.id}/" not in f"/{units[unit].path_on(day)}":
            continue
        for code in codes - known.events(units[unit], today=today, key=key).keys():
            using.setdefault(code, {})[unit] = called(units[unit], day).in_a_sentence
    return using


def _ends(window: Window) -> set[str]:
    return {one.event for one in map(window.before, SIDES) if one is not None}
