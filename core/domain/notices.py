"""Notices: what the program tells a person; so far one digest a day of what is due."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from core.domain.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from core.domain.tasks import Act, Target, TaskKind

TOLD = frozenset(
    {
        "count", "missing", "total", "level", "own_time", "title", "need", "have", "contents",
        "event", "event_day", "late",
    }
)  # fmt: skip
"""What a task's title says, and the event its day comes before; no other parameter is kept."""

MOST_LINES = 200
"""So many things one digest names, the most urgent; the task list shows them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is due, owed under one assignment of the person."""

    assignment: str
    kind: TaskKind
    act: Act
    target: Target
    due: date
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def task(self) -> Task:
        """Return the task as far as its title tells of it."""
        return Task(
            kind=self.kind, act=self.act, target=self.target, due=self.due, params=self.params
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A person's digest of one day; of one person and day there is one at most.

    ``day`` is the day the rules judged by, ``made_at`` real time.
    """

    id: str
    user: str
    day: date
    made_at: datetime
    lines: tuple[Line, ...]
    read_at: datetime | None = None

    @property
    def assignments(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.assignment for line in self.lines))

    def under(self, assignments: Collection[str]) -> Notice:
        """Return what the notice tells who acts under *assignments*: theirs, nothing else."""
        kept = tuple(line for line in self.lines if line.assignment in assignments)
        return replace(self, lines=kept)


def line_of(task: Task, assignment: str) -> Line:
    """Return the line for a task that has a last day; raises ValueError for another."""
    if task.due is None:
        raise ValueError("nobody is reminded of what is never due")
    told = {name: value for name, value in task.params.items() if name in TOLD}
    if "units" in task.params:  # whose registrations are missing, not which: the title differs
        told["units"] = []
    return Line(
        assignment=assignment,
        kind=task.kind,
        act=task.act,
        target=task.target,
        due=task.due,
        params=told,
    )
