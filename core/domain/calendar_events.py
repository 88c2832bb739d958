"""Events before which a window may end, as «Đại hội»: named first, their day settled later."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from core.domain.calendar_windows import DATES, Before
from core.domain.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from core.domain.calendar_windows import Window

CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
NAME_LIMIT = 200
SOURCE_LIMIT = 500
MOST_EVENTS = 20
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An event as it is to be named; ``day`` None: it is not settled yet."""

    name: str
    day: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event of a tenant's year: what is to be known of it, who said so and when (UTC)."""

    name: str
    day: date | None = None
    source: str = ""
    by: str
    at: datetime

    @property
    def told(self) -> Wanted:
        return Wanted(name=self.name, day=self.day, source=self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An event as it binds a tenant, with the tenant that has named it."""

    event: Event
    tenant: str


def named(
    before: Mapping[str, Event], wanted: Mapping[str, Wanted], *, by: str, at: datetime
) -> dict[str, Event]:
    """Return *wanted* as events; what is as it was keeps who said so and when."""
    return {
        code: before[code]
        if code in before and before[code].told == each
        else Event(name=each.name, day=each.day, source=each.source, by=by, at=at)
        for code, each in wanted.items()
    }


def settled(window: Window, events: Mapping[str, Named]) -> Window:
    """Return *window* with the days of its *events*: the day before one is the last.

    «Đến trước thời điểm diễn ra Đại hội» (a district's call for emulation, 2024, mục III.2)
    excludes the day itself. While a day is not settled its side stays open until the next one
    that is: nobody is late for what nobody has dated. No side leaves its neighbours' days.
    """
    closes, closes_before = _end(window, "closes", window.locks, events)
    due, due_before = _end(window, "due", closes, events)
    return replace(
        window, closes=closes, closes_before=closes_before, due=due, due_before=due_before
    )


def no_later(own: Window, above: Window) -> Window:
    """Return *own* with no date after that of *above*; both are settled.

    A side shows the event that rules it, or may yet come to rule it.
    """
    dates = {name: min(getattr(own, name), getattr(above, name)) for name in DATES}
    return replace(
        own,
        **dates,
        due_before=_ruling(own, above, "due"),
        closes_before=_ruling(own, above, "closes"),
    )


def problems_with_events(events: Mapping[str, Wanted], *, year: int) -> Iterator[Problem]:
    """Yield where *events* are none of *year*; fields are ``events.dai_hoi.day``."""
    if len(events) > MOST_EVENTS:
        yield Problem("events", "too_many", {"maximum": MOST_EVENTS})
    for code, each in events.items():
        field = f"events.{code[:40]}"
        if not CODE.fullmatch(code):
            yield Problem(field, "not_event_code")
        yield from _problems_of_text(f"{field}.name", each.name, NAME_LIMIT, required=True)
        yield from _problems_of_text(f"{field}.source", each.source, SOURCE_LIMIT)
        if each.day is not None and not year <= each.day.year <= year + 1:
            yield Problem(f"{field}.day", "event_outside_year", {"first": year, "last": year + 1})


def problems_without_source(
    events: Mapping[str, Wanted], above: Mapping[str, Named]
) -> Iterator[Problem]:
    """Yield each of *events* that is later than *above* without saying by which source."""
    for code, each in events.items():
        day = above[code].event.day if code in above else None
        if day is not None and each.day is not None and each.day > day and not each.source:
            yield Problem(f"events.{code}.source", "later_event_needs_source", {"date": day})


def _problems_of_text(
    field: str, text: str, most: int, *, required: bool = False
) -> Iterator[Problem]:
    if required and not text:
        yield Problem(field, "required")
    elif len(text) > most:
        yield Problem(field, "too_long", {"max_length": most})


def _end(
    window: Window, side: str, latest: date, events: Mapping[str, Named]
) -> tuple[date, Before | None]:
    day, before = getattr(window, side), window.before(side)
    if before is None:
        return min(day, latest), None
    found = events.get(before.event)
    if found is None or found.event.day is None:
        name = found.event.name if found else before.name
        return latest, Before(event=before.event, name=name)
    known = Before(event=before.event, name=found.event.name, day=found.event.day)
    return min(max(found.event.day - ONE_DAY, window.opens), latest), known


def _ruling(own: Window, above: Window, side: str) -> Before | None:
    mine = own.before(side)
    open_still = mine is not None and mine.day is None
    return mine if open_still or getattr(own, side) <= getattr(above, side) else above.before(side)
