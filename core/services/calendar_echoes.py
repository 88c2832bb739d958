"""Telling whether a date that a program sends is its own, or the one it was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.calendar_windows import SIDES, Before, Window, open_ended
from core.domain.errors import InvalidError, Problem
from core.services.calendars import calendars_of, read_calendar
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWindow:
    """A part as it was sent: ``days`` by name, ``ends`` the events by side (None: by none)."""

    days: Mapping[str, date]
    ends: Mapping[str, str | None]
    source: str = ""


def meant(
    work: Repositories,
    *,
    tenant_id: str,
    year: int,
    sent: Mapping[str, SentWindow],
    today: date,
) -> dict[str, Window]:
    """Return the windows that are meant by *sent*.

    A program gives back what it was answered, and both the date and the event are: so the date
    that is answered is none of its own, while the side ends at an event. Raises NotFoundError,
    InvalidError (``date_or_event`` where another date was sent with an event).
    """
    answered = read_calendar(work, tenant_id=tenant_id, year=year, today=today).parts
    own = calendars_of(work, tenant_in_sight(work, tenant_id), year).calendars.get(tenant_id)
    windows, wrong = {}, []
    for key, window in sent.items():
        ends: dict[str, str] = {}
        for side in SIDES:
            shown = answered[key].window if key in answered else None
            kept = _end(own.parts.get(key) if own else None, side)
            echoed = shown is not None and window.days.get(side) == getattr(shown, side)
            code = window.ends.get(side, kept if echoed else None)
            if code and side in window.days and not (echoed and code in {kept, _end(shown, side)}):
                wrong.append(Problem(f"{key}.{side}_before", "date_or_event"))
            if code:
                ends[side] = code
        windows[key] = _window(window, ends)
    if wrong:
        raise InvalidError(problems=wrong)
    return windows


def _end(window: Window | None, side: str) -> str | None:
    one = window.before(side) if window else None
    return one.event if one else None


def _window(sent: SentWindow, ends: Mapping[str, str]) -> Window:
    latest = dict.fromkeys(ends, sent.days["locks"])
    before = {f"{side}_before": Before(event=code) for side, code in ends.items()}
    told: dict[str, Any] = {**sent.days, **latest, **before}
    return open_ended(Window(**told, source=sent.source))
