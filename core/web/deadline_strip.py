"""The strip on top of the tasks: how many days are left for what is due next, in plan's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.calendar_windows import REGISTRATION
from core.domain.periods import Period
from core.domain.tasks import TaskKind
from core.edge.calendar_wording import before_words
from core.edge.task_wording import period_named
from core.web import formats
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.domain.calendar_windows import Before
    from core.domain.tasks import Task, Upcoming

QUOTED = re.compile(r"«([^»]+)»")
WHOLE = 100.0
BEGINNING = frozenset({TaskKind.REGISTER, TaskKind.QUOTA_GAP, TaskKind.SUBMIT_DRAFT})
"""What a registration's late days are still open for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A number of days and what it is about; ``passed`` is the share of the window, 0 to 100."""

    days: str
    unit: str
    title: str
    lines: tuple[str, ...]
    passed: float
    passed_text: str
    late: bool


def strip_for(dates: Sequence[Upcoming], tasks: Sequence[Task], today: date) -> Strip | None:
    """Return the nearest last day of what has opened; a registration running late comes first."""
    opened = [one for one in dates if one.opens <= today]
    late = [one for one in opened if one.due < today and _still_owed(one, tasks)]
    ahead = [one for one in opened if one.due >= today] or [o for o in dates if o.opens > today]
    chosen = next(iter([*late, *ahead]), None)
    return None if chosen is None else _strip(chosen, today)


def upcoming_named(one: Upcoming) -> str:
    """Return «đăng ký năm 2018» or «báo cáo 6 tháng đầu năm 2018»."""
    if one.part == REGISTRATION:
        return t("tasks.next.registration", year=one.year)
    return t("tasks.next.period", period=period_named(Period.parse(one.part), t))


def _still_owed(one: Upcoming, tasks: Sequence[Task]) -> bool:
    about = [task for task in tasks if task.target.year == one.year]
    if one.part == REGISTRATION:
        return any(task.kind in BEGINNING for task in about)
    return any(task.kind is TaskKind.REPORT and task.target.period == one.part for task in about)


def _strip(one: Upcoming, today: date) -> Strip:
    left = (one.due - today).days
    total = max((one.due - one.opens).days + 1, 1)
    passed = min(max((today - one.opens).days, 0), total)
    unit = "overdue" if left < 0 else "days" if left else "today_small"
    return Strip(
        days=str(abs(left)) if left else t("tasks.strip.today"),
        unit=t(f"tasks.strip.{unit}"),
        title=_title(one),
        lines=tuple(_lines(one, today)),
        passed=round(WHOLE * passed / total, 1),
        passed_text=t("tasks.strip.passed", passed=passed, total=total),
        late=left < 0,
    )


def _title(one: Upcoming) -> str:
    due = formats.day(one.due)
    if one.part == REGISTRATION:
        return t("tasks.strip.registration", year=one.year, due=due)
    period = period_named(Period.parse(one.part), t)
    return t("tasks.strip.period", period=period, due=due)


def _lines(one: Upcoming, today: date) -> list[str]:
    """Return the plan's own words, and what happens afterwards or before."""
    quoted = QUOTED.search(one.source)
    lines = [t("tasks.strip.plan", sentence=quoted[1])] if quoted else []
    if one.opens > today:
        lines.append(t("tasks.strip.opens", opens=formats.day(one.opens)))
    elif one.closes > one.due:
        lines.append(t("tasks.strip.late", closes=formats.day(one.closes)))
    if one.before is not None:
        lines.append(_by_event(one.before))
    return lines


def _by_event(before: Before) -> str:
    told = before_words(before, t)
    return t("tasks.strip.event" if before.day else "tasks.strip.event_unsettled", before=told)
