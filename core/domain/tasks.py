"""Tasks: what a body owes, by when, how urgent each thing is, and in which order it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.domain.calendars import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from core.domain.calendar_windows import Before

NEAR = 21
"""Days before its last day on time from which a thing is «sắp đến hạn» (ux.md §8)."""

DONE_SHOWN = 5


class TaskKind(StrEnum):
    """What is to be done; a task leaves the list the moment it is."""

    CORRECT = "correct"
    CORRECT_RESULT = "correct_result"
    CORRECT_REPORT = "correct_report"
    AGREE = "agree"
    CONFIRM_RESULTS = "confirm_results"
    ACCEPT_REPORTS = "accept_reports"
    REPORT_DRIFT = "report_drift"
    SETTLE_OVERLAPS = "settle_overlaps"
    QUOTA_GAP = "quota_gap"
    REGISTER = "register"
    SUBMIT_DRAFT = "submit_draft"
    OMISSION = "omission"
    ENTER_RESULTS = "enter_results"
    REPORT = "report"
    CHILDREN_REGISTER = "children_register"
    CHILDREN_REPORT = "children_report"
    QUARANTINE = "quarantine"
    INVITATIONS = "invitations"
    CONTINUE = "continue"


RANK = {kind: rank for rank, kind in enumerate(TaskKind)}
"""Of two equally urgent things, what comes first: where somebody else waits, then what is short."""

WAITED_FOR = frozenset(
    {
        TaskKind.CORRECT, TaskKind.CORRECT_RESULT, TaskKind.CORRECT_REPORT, TaskKind.AGREE,
        TaskKind.CONFIRM_RESULTS, TaskKind.ACCEPT_REPORTS, TaskKind.SUBMIT_DRAFT,
        TaskKind.QUARANTINE,
    }
)  # fmt: skip
"""What has been begun, or sent by somebody who waits: to be done at once, whatever the date."""

SHORT = frozenset({TaskKind.QUOTA_GAP, TaskKind.OMISSION})
"""What takes time to mend: to be begun when the deadline is near, not when it has passed."""

REFUSING = frozenset({Standing.CLOSED, Standing.LOCKED})


class Group(StrEnum):
    """Cần làm ngay · sắp đến hạn · về sau · năm trước còn duy trì? (ux.md §8)."""

    NOW = "now"
    SOON = "soon"
    LATER = "later"
    OFFER = "offer"


GROUPS = {group: place for place, group in enumerate(Group)}


class Act(StrEnum):
    """The step that settles a task, whatever program shows it."""

    REGISTER = "register"
    EDIT_REGISTRATION = "edit_registration"
    CONTINUE_REGISTRATION = "continue_registration"
    ENTER_RESULT = "enter_result"
    LIST_REGISTRATIONS = "list_registrations"
    CONSULT = "consult"
    SETTLE_OVERLAPS = "settle_overlaps"
    CONFIRM_RESULTS = "confirm_results"
    BEGIN_REPORT = "begin_report"
    WRITE_REPORT = "write_report"
    READ_REPORTS = "read_reports"
    AMEND_REPORT = "amend_report"
    INVITE = "invite"
    LOOK_AFTER_PLUGINS = "look_after_plugins"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a task is about; ``part`` is a period as it is written."""

    tenant: str
    organization: str
    year: int | None = None
    period: str | None = None
    registration: str | None = None
    report: str | None = None
    quota: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing a body owes.

    ``due`` is the last day on time; ``standing`` what today is to the calendar's window, None
    where no calendar rules it, and ``locks`` the window's last day of all. ``params`` are for the
    wording.
    """

    kind: TaskKind
    act: Act
    target: Target
    due: date | None = None
    standing: Standing | None = None
    closes: date | None = None
    locks: date | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Tell whether the calendar would refuse the act today: only more time can help."""
        late_is_too_late = self.kind not in UNTIL_LOCKED and self.standing in REFUSING
        return late_is_too_late or self.standing is Standing.LOCKED


UNTIL_LOCKED = frozenset(
    {
        TaskKind.CORRECT, TaskKind.CORRECT_RESULT, TaskKind.CORRECT_REPORT, TaskKind.AGREE,
        TaskKind.CONFIRM_RESULTS, TaskKind.ACCEPT_REPORTS, TaskKind.SETTLE_OVERLAPS,
    }
)  # fmt: skip
"""What may still be done after closing, until the year or period is locked (api.md, «Calendar»)."""

KEPT_TIMELY = frozenset({TaskKind.CORRECT_REPORT})
"""What stays as timely as it was first sent: it is due when nothing can be sent any more."""


class DoneKind(StrEnum):
    """What has been settled lately."""

    SUBMITTED = "submitted"
    AGREED = "agreed"
    REPORT_SENT = "report_sent"
    REPORT_ACCEPTED = "report_accepted"
    REPORT_FROZEN = "report_frozen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that is settled; ``at`` is when, in real time."""

    kind: DoneKind
    target: Target
    at: datetime
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """The next date of the calendar: ``part`` is ``registration`` or a period as it is written.

    ``before`` is the event that ends the time on time, if one does.
    """

    year: int
    part: str
    opens: date
    due: date
    closes: date
    source: str
    before: Before | None = None


def days_left(due: date | None, today: date) -> int | None:
    """Return how many days are left; 0 on the last day on time, negative when it has passed."""
    return None if due is None else (due - today).days


def group_of(task: Task, today: date) -> Group:
    """Return how urgent a task is; as days go by it only ever becomes more so."""
    if task.kind is TaskKind.CONTINUE:
        return Group.OFFER
    left = days_left(task.due, today)
    if task.kind in WAITED_FOR or (left is not None and left < 0):
        return Group.NOW
    if left is None:
        return Group.SOON
    if left > NEAR:
        return Group.LATER
    return Group.NOW if task.kind in SHORT else Group.SOON


def in_order(tasks: Iterable[Task], today: date) -> list[Task]:
    """Return *tasks* by group; within «now» by kind, what cannot be done any more last.

    In the other groups what is due first comes first.
    """

    def place(task: Task) -> tuple[int, bool, int, date, int, str]:
        group = group_of(task, today)
        due = task.due or date.max
        urgent = RANK[task.kind] if group is Group.NOW else 0
        name = task.target.registration or task.target.quota or task.target.period or ""
        return GROUPS[group], task.refused, urgent, due, RANK[task.kind], name

    return sorted(tasks, key=place)


def waiting(tasks: Iterable[Task], today: date) -> int:
    """Return how many tasks wait for the role: now or soon, and possible."""
    near = {Group.NOW, Group.SOON}
    return sum(group_of(task, today) in near and not task.refused for task in tasks)


def lately(done: Iterable[Done]) -> list[Done]:
    """Return the last few things that were settled, the newest first."""
    return sorted(done, key=lambda each: each.at, reverse=True)[:DONE_SHOWN]
