"""Windows of time with their source, and those that hold where nobody has set others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.domain.periods import Period, periods_of

REGISTRATION = "registration"
DATES = ("opens", "due", "closes", "locks")
SIDES = ("due", "closes")
"""What may end at an event instead of on a date; a year is locked on a date in any case."""

BEFORE_15_02 = (
    "129/KH-MTTQ-BTT, III.4: «Trước 15/02 hằng năm»; III.2: «vào Quý 1 hàng năm» (hạn chót 31/3)"
)
EVERY_HALF_YEAR = (
    "129/KH-MTTQ-BTT, III.4: «Định kỳ 6 tháng, 01 năm»; "
    "văn bản không nêu ngày, đây là lịch mặc định của chương trình"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The event that ends a side of a window; its own day is too late already.

    ``event`` is its code; ``name`` and ``day`` are those of the tenant's event, as far as they
    have been looked up. ``day`` None: not settled yet.
    """

    event: str
    name: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Four days, each the first or last of its time (inclusive), and where they were read.

    From ``opens`` till ``due`` on time, till ``closes`` late, till ``locks`` only corrections. A
    side that ends before an event has the last day it may have as long as the event has none.
    """

    opens: date
    due: date
    closes: date
    locks: date
    source: str = ""
    due_before: Before | None = None
    closes_before: Before | None = None

    def before(self, side: str) -> Before | None:
        """Return the event that ends ``due`` or ``closes``; None: a date does."""
        return {"due": self.due_before, "closes": self.closes_before}.get(side)


def open_ended(window: Window) -> Window:
    """Return *window* with each side that ends at an event on the next side's day."""
    closes = window.locks if window.closes_before else window.closes
    return replace(window, closes=closes, due=closes if window.due_before else window.due)


def parts_of(year: int) -> tuple[str, ...]:
    """Return the keys of a calendar: ``registration`` and the periods of the year."""
    return (REGISTRATION, *map(str, periods_of(year)))


def default_window(year: int, part: str) -> Window:
    """Return what holds where nobody has set anything (api.md, «Calendar»).

    «Trước 15/02» excludes that day, so 14/02 is the last day on time. Raises InvalidError for a
    *part* that is neither ``registration`` nor a period.
    """
    if part == REGISTRATION:
        return Window(
            opens=date(year, 1, 1),
            due=date(year, 2, 14),
            closes=date(year, 3, 31),
            locks=date(year + 1, 1, 31),
            source=BEFORE_15_02,
        )
    end = Period.parse(part, field="part").last_day
    return Window(
        opens=end - timedelta(days=30),
        due=end + timedelta(days=10),
        closes=end + timedelta(days=31),
        locks=end + timedelta(days=90),
        source=EVERY_HALF_YEAR,
    )
