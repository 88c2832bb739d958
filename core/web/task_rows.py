"""Tasks as rows of a page: an icon for the kind, a chip for the urgency, one line of why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.calendars import Standing
from core.domain.periods import Period
from core.domain.tasks import DoneKind, Group, TaskKind, days_left, group_of
from core.edge.place_wording import front_named
from core.edge.task_wording import period_named, task_hint, task_title
from core.web import formats
from core.web.hats import acting
from core.web.naming import organization_name
from core.web.rendering import t
from core.web.task_addresses import address_of, address_of_done

if TYPE_CHECKING:
    from core.domain.tasks import Done, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A status chip: its look, its words, its icon."""

    kind: str
    text: str
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list of tasks; ``look`` colours the icon."""

    icon: str
    look: str
    title: str
    hint: str
    address: str
    chip: Chip | None = None


LOOKS = {
    TaskKind.CORRECT: ("back", "err"),
    TaskKind.CORRECT_RESULT: ("back", "err"),
    TaskKind.CORRECT_REPORT: ("back", "err"),
    TaskKind.AGREE: ("people", "info"),
    TaskKind.CONFIRM_RESULTS: ("check", "info"),
    TaskKind.ACCEPT_REPORTS: ("report", "info"),
    TaskKind.REPORT_DRIFT: ("report", "short"),
    TaskKind.SETTLE_OVERLAPS: ("join", "short"),
    TaskKind.QUOTA_GAP: ("alert", "short"),
    TaskKind.REGISTER: ("plus", "info"),
    TaskKind.SUBMIT_DRAFT: ("edit", ""),
    TaskKind.OMISSION: ("alert", "short"),
    TaskKind.ENTER_RESULTS: ("chart", "info"),
    TaskKind.REPORT: ("report", "info"),
    TaskKind.CHILDREN_REGISTER: ("grid", "info"),
    TaskKind.CHILDREN_REPORT: ("grid", "info"),
    TaskKind.QUARANTINE: ("off", "err"),
    TaskKind.INVITATIONS: ("people", "info"),
    TaskKind.CONTINUE: ("swap", ""),
}

WAITING = {
    TaskKind.CORRECT: ("err", "correct", "back"),
    TaskKind.CORRECT_RESULT: ("err", "correct", "back"),
    TaskKind.CORRECT_REPORT: ("err", "correct", "back"),
    TaskKind.AGREE: ("neutral", "agree", ""),
    TaskKind.CONFIRM_RESULTS: ("neutral", "confirm", ""),
    TaskKind.ACCEPT_REPORTS: ("neutral", "accept", ""),
    TaskKind.SUBMIT_DRAFT: ("neutral", "unsent", ""),
    TaskKind.OMISSION: ("short", "omission", "alert"),
    TaskKind.REPORT_DRIFT: ("short", "drift", "alert"),
    TaskKind.QUARANTINE: ("err", "quarantine", "off"),
}

LAST_DAYS = 3
"""From so many days on the days left are marked red (ux.md §5, «Deadline»)."""


def row_of(task: Task) -> Row:
    icon, look = LOOKS[task.kind]
    hint = task_hint(task, t)
    group = group_of(task, acting().today)
    if group in {Group.SOON, Group.LATER} and task.due is not None:
        due = t("tasks.due", due=formats.day(task.due))
        hint = f"{due} · {hint}" if hint else due
    return Row(
        icon="lock" if task.standing is Standing.LOCKED else icon,
        look="" if task.refused else look,
        title=task_title(task, t),
        hint=hint,
        address=address_of(task),
        chip=_chip(task),
    )


def row_of_done(done: Done) -> Row:
    """Return what was settled: what it was, how it ended, when."""
    # Of an agreement only its last change is known: a confirmed result, a recognition move it.
    on = "tasks.done.changed_on" if done.kind is DoneKind.AGREED else "tasks.done.on"
    when = t(on, day=formats.day(done.at.astimezone(formats.ZONE).date()))
    ended = t(f"tasks.done.{done.kind.value}")
    return Row(
        icon="check",
        look="met",
        title=_done_title(done),
        hint=" · ".join([*_done_traits(done), f"{ended} {when}"]),
        address=address_of_done(done),
        chip=Chip(kind="done", text=ended, icon="check"),
    )


def _chip(task: Task) -> Chip | None:
    left = days_left(task.due, acting().today)
    if task.refused:
        locked = task.standing is Standing.LOCKED
        return Chip(kind="neutral", text=t(f"tasks.chip.{'locked' if locked else 'closed'}"))
    if task.kind is TaskKind.QUOTA_GAP and (left is None or left >= 0):
        lacking = task.params["need"] - task.params["have"]
        return Chip(kind="short", text=t("tasks.chip.short", n=lacking), icon="alert")
    if left is not None and left < 0 and task.kind not in CORRECTING:
        return Chip(kind="late", text=t("days.overdue", n=-left), icon="clock")
    if task.kind in WAITING:
        kind, word, icon = WAITING[task.kind]
        return Chip(kind=kind, text=t(f"tasks.chip.{word}"), icon=icon)
    if left is None:
        return None
    return _days_chip(left)


CORRECTING = frozenset({TaskKind.CORRECT, TaskKind.CORRECT_RESULT, TaskKind.CORRECT_REPORT})


def _days_chip(left: int) -> Chip:
    if left == 0:
        return Chip(kind="err", text=t("days.today"), icon="clock")
    if left <= LAST_DAYS:
        return Chip(kind="err", text=t("days.left", n=left), icon="clock")
    return Chip(kind="info", text=t("days.left", n=left))


def _done_title(done: Done) -> str:
    target = done.target
    if target.period is None:
        return str(done.params["title"])
    period = period_named(Period.parse(target.period), t)
    own = target.tenant == acting().tenant.id and target.organization == acting().organization
    if own:
        return t("tasks.done.report", period=period)
    whose = organization_name(target.organization)
    if target.organization == FRONT:
        whose = front_named(done.params["unit"], t)
    return t("tasks.done.report_of", period=period, whose=whose)


def _done_traits(done: Done) -> list[str]:
    if done.kind in {DoneKind.REPORT_SENT, DoneKind.REPORT_ACCEPTED, DoneKind.REPORT_FROZEN}:
        return []
    traits = [t(f"kind.{done.params['kind']}")]
    if done.params["stage"]:
        traits.append(t(f"stage.{done.params['stage']}"))
    if acting().organization == FRONT and done.target.organization != FRONT:
        traits.insert(0, organization_name(done.target.organization))
    return traits
