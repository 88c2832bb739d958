"""How notices are worded: what is due, until when, and for whom it is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.reminders import When, when_due
from core.domain.tasks import days_left
from core.edge.task_wording import event_words, stays_words, task_title

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from core.domain.notices import Line, Notice


def line_title(line: Line, say: Callable[..., str]) -> str:
    """Return what is to be done, as the task list says it."""
    return task_title(line.task, say)


def line_due(line: Line, day: date, say: Callable[..., str]) -> str:
    """Return «hạn hết ngày 14/7/2017, còn 3 ngày», as it was on the notice's day."""
    left = days_left(line.due, day) or 0
    how = when_due(line.due, day)
    told = say(f"notice.due.{how.value}", due=short_day(line.due), n=abs(left))
    more = (event_words(line.task, say), stays_words(line.task, say))
    return ", ".join(part for part in (told, *more) if part)


def headline(notice: Notice, say: Callable[..., str]) -> str:
    """Return «2 việc sắp đến hạn, 1 việc đến hạn hôm nay, 3 việc quá hạn»."""
    every = [when_due(line.due, notice.day) for line in notice.lines]
    numbers = [(how, every.count(how)) for how in (When.AFTER, When.TODAY, When.BEFORE)]
    parts = [say(f"notice.number.{how.value}", n=number) for how, number in numbers if number]
    return ", ".join(parts)


def short_day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
