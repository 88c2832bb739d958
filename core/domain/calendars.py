"""The calendar of one tenant and year: until when things may be registered and reported."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.calendar_events import Event, Named, no_later, settled
from core.domain.calendar_windows import REGISTRATION, Window, default_window, parts_of
from core.domain.periods import Period
from core.domain.tenants import ROOT, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from core.domain.tenants import Tenant

FREE_LEVELS = frozenset({Level.COUNTRY, Level.PROVINCE})
"""Who may set any dates; all others only earlier ones (api.md, «Resources»)."""


class Standing(StrEnum):
    """What a day is to a window; a day only ever moves on to a later one of these."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What a tenant itself has set for a year; a part or event it leaves out it inherits.

    Keys of parts are ``registration`` and periods as they are written, of events their codes;
    ``version`` 0: it has set nothing.
    """

    tenant: str
    level: Level
    year: int
    parts: Mapping[str, Window] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """More time for one part, granted from above to a tenant and all below it.

    ``organization`` None: to every organization. ``until`` is the new last day on time;
    ``granted_by`` the tenant whose Front gave it, ``by`` the user, ``at`` real time (UTC).
    """

    id: str
    tenant: str
    year: int
    part: str
    organization: str | None = None
    until: date
    reason: str
    granted_by: str
    by: str
    at: datetime

    def holds_for(self, organization: str | None) -> bool:
        return self.organization is None or self.organization == organization


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part as it binds a tenant: its dates, who set them, what has extended them."""

    window: Window
    set_by: str
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedCalendar:
    """Every part and event of a tenant's year; ``version`` is its own calendar's (0: none)."""

    tenant: str
    year: int
    version: int
    parts: Mapping[str, Part]
    events: Mapping[str, Named] = field(default_factory=dict)

    def inherited_from(self, key: str) -> str | None:
        """Return the tenant above whose dates these are; None for its own."""
        set_by = self.parts[key].set_by
        return None if set_by == self.tenant else set_by


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCalendars:
    """All that has been set and granted for a year, in as many tenants as are asked about.

    ``calendars`` are by tenant, ``extensions`` by tenant and part.
    """

    year: int
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    extensions: Mapping[tuple[str, str], Sequence[Extension]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, year: int, calendars: Iterable[Calendar], extensions: Iterable[Extension]
    ) -> YearCalendars:
        granted: defaultdict[tuple[str, str], list[Extension]] = defaultdict(list)
        for extension in extensions:
            granted[extension.tenant, extension.part].append(extension)
        by_tenant = {calendar.tenant: calendar for calendar in calendars}
        return cls(year=year, calendars=by_tenant, extensions=dict(granted))

    def part(
        self, key: str, tenant: Tenant, *, today: date, organization: str | None = None
    ) -> Part:
        """Return the part as it binds *tenant*, in its lineage of ``day_of_tree``.

        Each tenant's own dates stand in for those above; outside ``FREE_LEVELS`` never later
        than those. Extensions given to any of them come last, so that they hold below as well;
        those of one organization hold for that *organization* only. Whoever has bound the window
        to an event, it is the nearest dated one of the lineage, the tenant's own first.
        """
        window, set_by = default_window(self.year, key), ROOT
        granted: tuple[Extension, ...] = ()
        lineage = _ids(tenant.path_on(day_of_tree(self.year, key, today)))
        events = self._events_in(lineage)
        for each in lineage:
            calendar = self.calendars.get(each)
            if calendar is not None and key in calendar.parts:
                own = settled(calendar.parts[key], events)
                window = own if calendar.level in FREE_LEVELS else no_later(own, window)
                set_by = each
            granted += tuple(
                extension
                for extension in self.extensions.get((each, key), ())
                if extension.holds_for(organization)
            )
            window = extended(window, granted)
        return Part(window=window, set_by=set_by, extensions=granted)

    def events(self, tenant: Tenant, *, today: date, key: str | None = None) -> dict[str, Named]:
        """Return by code the events as they bind the part *key* of *tenant*; None: the year."""
        day = day_of_tree(self.year, key or str(self.year), today)
        return self._events_in(_ids(tenant.path_on(day)))

    def _events_in(self, lineage: Iterable[str]) -> dict[str, Named]:
        """Return the nearest dated event of each code; where none has a day, the nearest."""
        found: dict[str, Named] = {}
        for each in lineage:
            calendar = self.calendars.get(each)
            for code, event in calendar.events.items() if calendar else ():
                if event.day is not None or code not in found or found[code].event.day is None:
                    found[code] = Named(event=event, tenant=each)
        return found

    def resolved(
        self, tenant: Tenant, *, today: date, organization: str | None = None
    ) -> ResolvedCalendar:
        """Return every part of the year as it binds *tenant*."""
        own = self.calendars.get(tenant.id)
        return ResolvedCalendar(
            tenant=tenant.id,
            year=self.year,
            version=own.version if own else 0,
            parts={
                key: self.part(key, tenant, today=today, organization=organization)
                for key in parts_of(self.year)
            },
            events=self.events(tenant, today=today),
        )

    def without(self, tenant: Tenant) -> YearCalendars:
        """Return the same as if *tenant* itself had set nothing."""
        others = {key: each for key, each in self.calendars.items() if key != tenant.id}
        return replace(self, calendars=others)

    def including(self, calendar: Calendar) -> YearCalendars:
        """Return the same as if *calendar* were what its tenant has set."""
        return replace(self, calendars={**self.calendars, calendar.tenant: calendar})


def day_of_tree(year: int, key: str, today: date) -> date:
    """Return the day whose tree says from whom a part is inherited.

    It is today, but not after the part's own day: the first of the year for the registration, a
    period's last. So no later reform changes by whose calendar a thing was late.
    """
    first = date(year, 1, 1)
    if key == REGISTRATION:
        return first
    return min(max(today, first), Period.parse(key, field="part").last_day)


def sources_for(tenants: Iterable[Tenant]) -> frozenset[str]:
    """Return the ids of all tenants from which one of *tenants* may inherit, with their own."""
    return frozenset(
        each for tenant in tenants for path in tenant.paths for each in _ids(path.value)
    )


def standing(window: Window, day: date) -> Standing:
    """Return what *day* is to *window*; the one judgement of open, late, closed and locked."""
    if day < window.opens:
        return Standing.NOT_OPEN
    if day <= window.due:
        return Standing.OPEN
    if day <= window.closes:
        return Standing.LATE
    return Standing.CLOSED if day <= window.locks else Standing.LOCKED


def extended(window: Window, extensions: Sequence[Extension]) -> Window:
    """Return *window* with due, closing and locking on the last ``until`` at the earliest.

    Where that is later than what an event allows, the event does not rule the side any more.
    """
    if not extensions:
        return window
    until = max(extension.until for extension in extensions)
    return replace(
        window,
        due=max(window.due, until),
        closes=max(window.closes, until),
        locks=max(window.locks, until),
        due_before=window.due_before if window.due >= until else None,
        closes_before=window.closes_before if window.closes >= until else None,
    )


def _ids(path: str) -> list[str]:
    return path.split("/")[:-1]
