"""How tasks are worded for people: what to do, and in one line why or how far it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from core.domain.access import FRONT
from core.domain.calendar_windows import Before
from core.domain.periods import Period
from core.domain.tasks import Act, TaskKind
from core.edge.calendar_wording import before_words
from core.edge.place_wording import beginning_a_line, front_named, in_a_sentence
from core.edge.platform import platform

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import datetime

    from core.domain.tasks import Task


def period_named(period: Period, say: Callable[..., str]) -> str:
    """Return «6 tháng đầu năm 2017», «quý II năm 2017», «tháng 6 năm 2017», «năm 2017»."""
    match period.months:
        case 12:
            return say("period.year", year=period.year)
        case 6:
            return say(f"period.half_{period.end_month // 6}", year=period.year)
        case 3:
            return say(f"period.quarter_{period.end_month // 3}", year=period.year)
        case _:
            return say("period.month", month=period.end_month, year=period.year)


def task_title(task: Task, say: Callable[..., str]) -> str:
    """Return what is to be done, the verb first: «Bổ sung hồ sơ “Đường hoa Nà Cà”»."""
    return say(f"task.{_variant(task)}", **_told(task, say))


def task_hint(task: Task, say: Callable[..., str]) -> str:
    """Return one line without a full stop: the reason, how far it is, whom to ask."""
    return " · ".join(part.rstrip(". ") for part in _hints(task, say) if part)


def _variant(task: Task) -> str:
    if task.kind is TaskKind.CHILDREN_REGISTER:
        if "own_time" in task.params:
            return f"{task.kind.value}.own_time"
        return f"{task.kind.value}.{'units' if 'units' in task.params else 'organizations'}"
    return task.kind.value


def _told(task: Task, say: Callable[..., str]) -> dict[str, Any]:
    told = dict(task.params) | {"year": task.target.year}
    if task.target.period is not None:
        told["period"] = period_named(Period.parse(task.target.period), say)
    if task.kind is TaskKind.QUOTA_GAP:
        told["lacking"] = told["need"] - told["have"]
    if task.kind is TaskKind.OMISSION:
        told["n"] = len(told["contents"])
        told["names"] = ", ".join(say(f"content_short.{each}") for each in told["contents"])
    if task.kind is TaskKind.REPORT_DRIFT:
        told["whose"] = _whose(task, say)
    if level := told.get("level"):
        told["level"] = say(f"task.level.{level}")
    return told


def _hints(task: Task, say: Callable[..., str]) -> Iterator[str]:
    hint = HINTS.get(task.kind)
    if hint is not None:
        yield from hint(task, say)
    yield event_words(task, say)
    yield _refusal(task, say)


def event_words(task: Task, say: Callable[..., str]) -> str:
    """Return «trước ngày diễn ra Đại hội … (chưa ấn định)»; "" where no event ends the time."""
    if "event" not in task.params:
        return ""
    day = task.params.get("event_day")
    known = date.fromisoformat(day) if day else None
    return before_words(Before(event="", name=task.params["event"], day=known), say)


def _plain(task: Task, say: Callable[..., str]) -> Iterator[str]:
    yield say(f"task.hint.{task.kind.value}", **_told(task, say))


def _of_draft(task: Task, say: Callable[..., str]) -> Iterator[str]:
    if task.params["unavailable"]:
        yield say("task.hint.unavailable")
    else:
        yield from _plain(task, say)


def _of_gap(task: Task, say: Callable[..., str]) -> Iterator[str]:
    """Yield what is missing, or which item of one's own would do."""
    told = task.params
    if told["settled_by"]:
        how = "resend" if told["resent"] else "send_draft"
        if task.act is Act.CONTINUE_REGISTRATION:
            how = "keep_up"
        yield say(f"task.hint.{how}", title=told["settled_by"])
    else:
        parts = [say("verdict.part", n=part.n, label=part.label) for part in told["lack"].parts]
        joined = say(f"verdict.{told['lack'].junction.value}").join(parts)
        yield say("task.hint.lacking", parts=joined)


def _of_results(task: Task, say: Callable[..., str]) -> Iterator[str]:
    told = task.params
    if told["total"]:
        yield say("task.hint.results", done=told["done"], total=told["total"])
    if not told.get("signs", True):
        yield say("task.hint.approver_signs")


def _remark(task: Task, say: Callable[..., str]) -> Iterator[str]:
    told = task.params
    reason = " ".join((told.get("reason") or "").split())
    if not reason:
        yield say("task.hint.returned")
    elif told.get("on"):
        yield say("task.hint.remark_on", on=_day(told["on"]), reason=reason)
    else:
        yield say("task.hint.remark", reason=reason)


def _of_returned_report(task: Task, say: Callable[..., str]) -> Iterator[str]:
    yield from _remark(task, say)
    if not task.refused:
        yield say("task.hint.resend_until", until=_day(task.due), stays=stays_words(task, say))


def stays_words(task: Task, say: Callable[..., str]) -> str:
    """Return as what a returned report counts once it is sent again; "" of all else."""
    if "late" not in task.params:
        return ""
    return say("task.stays_late" if task.params["late"] else "task.stays_in_time")


def _of_waiting(task: Task, say: Callable[..., str]) -> Iterator[str]:
    """Yield since when the oldest waits, whose they are, and which another has to decide."""
    told = task.params
    if told["oldest"]:
        yield say("task.hint.oldest", on=_day(told["oldest"]))
    if "units" in told:
        yield ", ".join(map(_organization, told["organizations"]))
        if told["units"]:
            yield say("task.hint.fronts_below", n=told["units"])
    if told["mine"]:
        all_mine = told["mine"] == told["count"]
        yield say("task.hint.all_mine" if all_mine else "task.hint.mine", n=told["mine"])


def _of_overlaps(task: Task, say: Callable[..., str]) -> Iterator[str]:
    yield say("task.hint.oldest", on=_day(task.params["oldest"]))
    yield say("task.hint.settle_overlaps")


def _names(task: Task, say: Callable[..., str]) -> Iterator[str]:
    told = task.params
    units = map(in_a_sentence, told.get("units", ()))
    names = [*map(_organization, told.get("organizations", ())), *units]
    others = told["missing"] - len(names)
    listed = beginning_a_line(", ".join(names))
    yield say("task.hint.and_others", names=listed, n=others) if others > 0 else listed


def _of_drift(task: Task, say: Callable[..., str]) -> Iterator[str]:
    told = task.params
    if told["count"]:
        yield say("task.hint.drifted", n=told["count"])
    if told["arrived"]:
        yield say("task.hint.arrived", n=told["arrived"])


def _whose(task: Task, say: Callable[..., str]) -> str:
    if task.target.organization == FRONT:
        return front_named(task.params["unit"], say)
    return _organization(task.target.organization)


def _of_plugins(task: Task, _: Callable[..., str]) -> Iterator[str]:
    yield codes_named(task.params["plugins"])


def _of_invitations(task: Task, say: Callable[..., str]) -> Iterator[str]:
    if task.params["expires"]:
        yield say("task.hint.expires", on=_day(task.params["expires"]))


def _refusal(task: Task, say: Callable[..., str]) -> str:
    if not task.refused:
        return ""
    locked = task.locks is not None and task.standing == "locked"
    on = task.locks if locked else task.closes
    code = "locked" if locked else "closed"
    ask = task.params.get("ask")
    if ask is None:
        return say(f"task.hint.{code}_here", on=_day(on))
    return say(f"task.hint.{code}", on=_day(on), ask=front_named(ask, say))


def _organization(code: str) -> str:
    found = platform().catalogue.organizations.get(code)
    return found.short_name if found else platform().catalogue.organization_name(code) or code


def _day(value: date | datetime | None) -> str:
    return "" if value is None else f"{value.day}/{value.month}/{value.year}"


def codes_named(codes: Collection[str]) -> str:
    """Return organizations by their short names, joined by commas."""
    return ", ".join(map(_organization, codes))


HINTS: dict[TaskKind, Callable[[Task, Callable[..., str]], Iterator[str]]] = {
    TaskKind.CORRECT: _remark,
    TaskKind.CORRECT_RESULT: _remark,
    TaskKind.CORRECT_REPORT: _of_returned_report,
    TaskKind.AGREE: _of_waiting,
    TaskKind.CONFIRM_RESULTS: _of_waiting,
    TaskKind.ACCEPT_REPORTS: _of_waiting,
    TaskKind.REPORT_DRIFT: _of_drift,
    TaskKind.SETTLE_OVERLAPS: _of_overlaps,
    TaskKind.QUOTA_GAP: _of_gap,
    TaskKind.REGISTER: _plain,
    TaskKind.SUBMIT_DRAFT: _of_draft,
    TaskKind.OMISSION: _plain,
    TaskKind.ENTER_RESULTS: _of_results,
    TaskKind.REPORT: _of_results,
    TaskKind.CHILDREN_REGISTER: _names,
    TaskKind.CHILDREN_REPORT: _names,
    TaskKind.QUARANTINE: _of_plugins,
    TaskKind.INVITATIONS: _of_invitations,
    TaskKind.CONTINUE: _plain,
}
