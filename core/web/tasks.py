"""Việc của đơn vị: the home page of a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import session

from core.domain import tasks as rules
from core.domain.tasks import Group, group_of
from core.web.deadline_strip import strip_for, upcoming_named
from core.web.hats import acting, hat_blueprint
from core.web.inbox import newest_for
from core.web.rendering import page
from core.web.task_addresses import at, continuing
from core.web.task_rows import row_of, row_of_done
from core.web.verdict_words import shown_verdicts
from core.web.waiting import owed_by
from core.web.writing import new_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Response

    from core.domain.tasks import Task
    from core.web.task_rows import Row

blueprint = hat_blueprint("tasks")

LAST_HAT = "hat"
OFFERS = 3
"""So many of last year's models are offered beside the tasks; choosing a type shows them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedGroup:
    """A heading with its rows; ``folded``: shown on demand, for nobody can act on them now."""

    code: str
    rows: Sequence[Row]
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One of last year's models, and where to take it over, or to say that it has ended."""

    title: str
    year: int
    take_over: str
    ended: str | None


@blueprint.get("/viec")
def home() -> Response:
    owed, today = owed_by(acting()), acting().today
    session[LAST_HAT] = acting().hat
    coming = [one for one in owed.dates if one.due >= today]
    offers = [task for task in owed.tasks if group_of(task, today) is Group.OFFER]
    return page(
        "tasks/home.html",
        active="tasks",
        reminder=newest_for(acting()),
        waiting_count=rules.waiting(owed.tasks, today),
        groups=[*_groups(owed.tasks), *_done(owed.done)],
        numbers=_numbers(owed.tasks),
        strip=strip_for(owed.dates, owed.tasks, today),
        upcoming=(upcoming_named(coming[0]), coming[0].due) if coming else None,
        verdicts=shown_verdicts(owed.verdicts, acting().tenant, active=owed.active),
        offers=[_offered(task) for task in offers[:OFFERS]],
        further=len(offers),
        key=new_key,
        begin=at("dang-ky/moi") if owed.registers else None,
    )


def _groups(tasks: Sequence[Task]) -> Iterator[ListedGroup]:
    today = acting().today
    for group in (Group.NOW, Group.SOON, Group.LATER):
        there = [task for task in tasks if group_of(task, today) is group]
        possible = [row_of(task) for task in there if not task.refused]
        if possible:
            yield ListedGroup(code=group.value, rows=possible)
        if group is Group.NOW and len(possible) < len(there):
            refused = [row_of(task) for task in there if task.refused]
            yield ListedGroup(code="refused", rows=refused, folded=bool(possible))


def _done(done: Sequence[rules.Done]) -> list[ListedGroup]:
    rows = [row_of_done(one) for one in done]
    return [ListedGroup(code="done", rows=rows)] if rows else []


def _numbers(tasks: Sequence[Task]) -> dict[str, int]:
    today = acting().today
    possible = [group_of(task, today) for task in tasks if not task.refused]
    return {group.value: possible.count(group) for group in Group}


def _offered(task: Task) -> Offered:
    last, registration = task.params["last_period"], task.target.registration or ""
    return Offered(
        title=task.params["title"],
        year=task.params["last_year"],
        take_over=continuing(registration),
        ended=at(f"dang-ky/{registration}/ket-qua/{last}") if last else None,
    )
