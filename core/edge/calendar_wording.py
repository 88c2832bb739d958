"""How the end of a window is worded: a date, and the event it comes before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.calendar_windows import Before, Window


def before_words(before: Before, say: Callable[..., str]) -> str:
    """Return «trước ngày diễn ra Đại hội …», with «(chưa ấn định)» while it has no day."""
    how = "settled" if before.day else "unsettled"
    return say(f"calendar.before_{how}", name=before.name or before.event)


def last_day(window: Window, side: str, say: Callable[..., str]) -> str:
    """Return the last day of ``due`` or ``closes`` as it stands in a sentence.

    «14/7/2017»; «14/7/2017 (trước ngày diễn ra Đại hội …)»; while that is not settled «31/7/2017
    (chậm nhất; trước ngày diễn ra Đại hội … (chưa ấn định))».
    """
    day, before = getattr(window, side), window.before(side)
    text = f"{day.day}/{day.month}/{day.year}"
    if before is None:
        return text
    how = "last_day" if before.day else "latest_day"
    return say(f"calendar.{how}", day=text, before=before_words(before, say))
