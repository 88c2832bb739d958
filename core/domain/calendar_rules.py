"""What a tenant may set in its calendar, and what an extension must be."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from core.domain.calendar_windows import DATES, SIDES, parts_of
from core.domain.calendars import FREE_LEVELS
from core.domain.errors import InvalidError, Problem
from core.domain.periods import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from core.domain.calendar_windows import Window
    from core.domain.calendars import Extension, Part, ResolvedCalendar
    from core.domain.tenants import Level

REASON_LIMIT = 1000


def require_year(year: int) -> None:
    """Raise InvalidError for a year that has no calendar."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        bounds = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise InvalidError(problems=[Problem("year", "year_out_of_range", bounds)])


def problems_with_parts(
    parts: Mapping[str, Window],
    *,
    year: int,
    level: Level,
    above: Mapping[str, Part],
    events: Mapping[str, Collection[str]],
) -> Iterator[Problem]:
    """Yield where *parts* are no calendar of *year* for a tenant of *level*.

    *above* is the calendar the tenant would have without its own, *events* the codes that are
    known in the tree of each part. Fields are ``2017-H1.due``.
    """
    known = parts_of(year)
    for key, window in parts.items():
        if key not in known:
            yield Problem(key, "unknown_calendar_part", {"part": key[:40], "year": year})
            continue
        yield from _problems_of_order(key, window)
        for side in SIDES:
            before = window.before(side)
            if before is not None and before.event not in events[key]:
                params = {"event": before.event[:40]}
                yield Problem(f"{key}.{side}_before", "unknown_event", params)
        if level not in FREE_LEVELS:
            yield from _problems_of_lateness(key, window, above[key].window)


def problems_with_event_days(
    after: ResolvedCalendar, *, parts: Collection[str], events: Collection[str]
) -> Iterator[Problem]:
    """Yield where an event leaves a window no day: it is not after the first.

    *after* is the calendar as it is to be; only *parts* and *events* that are new are asked.
    """
    told: set[str] = set()
    for key, part in after.parts.items():
        for side in SIDES:
            one = part.window.before(side)
            if one is None or one.day is None or one.day > part.window.opens:
                continue
            field = f"events.{one.event}.day" if one.event in events else f"{key}.{side}_before"
            if field not in told and (one.event in events or key in parts):
                told.add(field)
                yield Problem(field, "event_before_opens", {"opens": part.window.opens})


def problems_with_extension(
    extension: Extension,
    *,
    current: Mapping[str, Part],
    organizations: Collection[str],
    today: date,
) -> Iterator[Problem]:
    """Yield what is wrong with a grant; *current* are the parts as they bind without it.

    *organizations* are the codes of all there are. Till a day that has passed nobody has more
    time, and a grant is not taken back.
    """
    part = extension.part
    if part not in current:
        yield Problem("part", "unknown_calendar_part", {"part": part[:40], "year": extension.year})
    elif extension.until <= current[part].window.due:
        yield Problem("until", "not_after_due", {"due": current[part].window.due})
    elif extension.until < today:
        yield Problem("until", "already_past", {"today": today})
    if extension.organization is not None and extension.organization not in organizations:
        code = extension.organization[:80]
        yield Problem("organization", "unknown_organization", {"organization": code})
    if not extension.reason:
        yield Problem("reason", "required")
    elif len(extension.reason) > REASON_LIMIT:
        yield Problem("reason", "too_long", {"max_length": REASON_LIMIT})


def _problems_of_order(key: str, window: Window) -> Iterator[Problem]:
    for earlier, later in pairwise(DATES):
        before, after = getattr(window, earlier), getattr(window, later)
        if after < before:
            params = {"earlier": earlier, "date": before}
            yield Problem(f"{key}.{later}", "dates_out_of_order", params)


def _problems_of_lateness(key: str, window: Window, above: Window) -> Iterator[Problem]:
    """Yield what is later than above; what ends at an event binds no later than that anyway."""
    for name in DATES:
        limit = getattr(above, name)
        if window.before(name) is None and getattr(window, name) > limit:
            yield Problem(f"{key}.{name}", "later_than_parent", {"date": limit})
