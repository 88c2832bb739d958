"""Reminders: of what is owed one is reminded, and on which days before and after it is due."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.domain.tasks import KEPT_TIMELY, TaskKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from core.domain.tasks import Task
    from core.domain.tenants import Tenant

SETTING = "reminder_days"

USUAL_DAYS = (14, 7, 3, 1, 0, -1, -7, -30)
"""Days left on which one is reminded where no tenant says otherwise; negative: overdue."""

FURTHEST = 90
"""So many days before or after it is due one is reminded at most."""

MOST_DAYS = 20


class When(StrEnum):
    """Where the last day on time is, seen from the day of the reminder."""

    BEFORE = "before"
    TODAY = "today"
    AFTER = "after"


def when_due(due: date, day: date) -> When:
    """Return where *due* is, seen from *day*."""
    if due == day:
        return When.TODAY
    return When.BEFORE if due > day else When.AFTER


def reminded_of(
    tasks: Iterable[Task], days: Collection[int], *, day: date, since: date
) -> Iterator[Task]:
    """Yield what one is reminded of on *day*: what since *since* has had one of *days* left.

    *since* is the day of the last reminding, not counted; what fell on days the program stood
    still is made good. A report that came back has both its closing day and its lock. What the
    calendar refuses, nobody can do: nobody is reminded of it.
    """
    passed = max((day - since).days, 1)
    for task in tasks:
        if task.due is None or task.refused or task.kind is TaskKind.CONTINUE:
            continue
        left = [(on - day).days for on in _awaited(task)]
        if any(each + back in days for each in left for back in range(passed)):
            yield task


def _awaited(task: Task) -> Iterator[date]:
    """Yield the days a task is due by.

    What can be sent again till the lock is awaited by the closing day all the same, as whatever
    answers to something already sent (004 III.2).
    """
    if task.due is not None:
        yield task.due
    if task.kind in KEPT_TIMELY and task.closes is not None:
        yield task.closes


def days_for(lineage: Sequence[Tenant]) -> tuple[int, ...]:
    """Return the days that hold for the last of *lineage* (the country first): the nearest's."""
    for tenant in reversed(lineage):
        if SETTING in tenant.settings:
            return tuple(tenant.settings[SETTING])
    return USUAL_DAYS


def are_days(value: Any) -> bool:
    """Tell whether *value* may be the setting: different whole days, not too many, not too far."""
    if not isinstance(value, list | tuple) or len(value) > MOST_DAYS:
        return False
    if any(isinstance(each, bool) or not isinstance(each, int) for each in value):
        return False
    return len(set(value)) == len(value) and all(abs(each) <= FURTHEST for each in value)


def day_before(day: date) -> date:
    return day - timedelta(days=1)
