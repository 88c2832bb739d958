"""Giving a task its dates: the window of the calendar that rules it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.domain.calendar_windows import REGISTRATION
from core.domain.calendars import standing
from core.domain.place_names import called
from core.domain.tasks import KEPT_TIMELY, UNTIL_LOCKED, Target, Task, TaskKind

if TYPE_CHECKING:
    from core.domain.calendar_windows import Window
    from core.domain.place_names import PlaceName
    from core.domain.tasks import Act
    from core.services.tasks_seat import Seat


def dated(
    seat: Seat,
    kind: TaskKind,
    act: Act,
    *,
    year: int,
    period: str | None = None,
    tenant: str | None = None,
    params: dict[str, Any] | None = None,
    window: Window | None = None,
    **target: str | None,
) -> Task:
    """Return a task with the last day on time and what today is to its window.

    What answers to something already sent is due by the closing day: what comes late comes until
    then, and after it the list of the year, or the report of the period, is final (004 III.2). A
    report that was returned keeps the time it first came, so only the lock ends it.
    *window* stands in for the body's own where the task is about the time of others. In the
    params ``event`` and ``event_day`` tell of an event the day comes before; ``ask``, of
    what the calendar refuses, names whose Front may give more time (None: the seat's own).
    """
    window = window or seat.window(period or REGISTRATION, year=year, unit=tenant)
    side = "locks" if kind in KEPT_TIMELY else "closes" if kind in UNTIL_LOCKED else "due"
    task = Task(
        kind=kind,
        act=act,
        target=Target(
            tenant=tenant or seat.tenant.id,
            organization=target.pop("organization", None) or seat.organization,
            year=year,
            period=period,
            **target,
        ),
        due=getattr(window, side),
        standing=standing(window, seat.today),
        closes=window.closes,
        locks=window.locks,
        params={**(params or {}), **_event(window, side)},
    )
    if task.refused:
        return replace(task, params={**task.params, "ask": _ask(seat, task)})
    return task


def _ask(seat: Seat, task: Task) -> PlaceName | None:
    """Return whose Front may give more time; None: that of the seat itself."""
    below = "units" in task.params and task.kind is TaskKind.CHILDREN_REGISTER
    part, year = task.target.period or REGISTRATION, task.target.year or seat.today.year
    able = seat.able_to_extend(part, year=year, below=below)
    own = below and seat.held.of_front and able.id == seat.tenant.id
    return None if own else called(able, seat.today)


def _event(window: Window, side: str) -> dict[str, Any]:
    """Return the event that ends the time, its day as it is written; None: not settled yet."""
    before = window.before(side)
    if before is None:
        return {}
    return {"event": before.name, "event_day": before.day.isoformat() if before.day else None}
