"""What a report may say, which acts move it on, who does them, and who sees it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.audit import Change
from core.domain.errors import ConflictError, Problem
from core.domain.reports import PART_LIMIT, PARTS, ReportStatus
from core.domain.text import normalized_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from core.domain.access import Assignment, Role, Scope
    from core.domain.reports import Report
    from core.domain.tenants import Tenant


class ReportAction(StrEnum):
    """What can be done to a report by ``POST …/transitions``."""

    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    FREEZE = "freeze"
    AMEND = "amend"


MOVES: dict[ReportAction, tuple[frozenset[ReportStatus], ReportStatus]] = {
    ReportAction.SUBMIT: (
        frozenset({ReportStatus.DRAFT, ReportStatus.RETURNED}),
        ReportStatus.SUBMITTED,
    ),
    ReportAction.RETURN: (
        frozenset({ReportStatus.SUBMITTED, ReportStatus.ACCEPTED}),
        ReportStatus.RETURNED,
    ),
    ReportAction.ACCEPT: (frozenset({ReportStatus.SUBMITTED}), ReportStatus.ACCEPTED),
    ReportAction.FREEZE: (frozenset({ReportStatus.ACCEPTED}), ReportStatus.FROZEN),
    ReportAction.AMEND: (frozenset({ReportStatus.FROZEN}), ReportStatus.FROZEN),
}
"""From which states an act is possible, and where it leads."""

EDITABLE = frozenset({ReportStatus.DRAFT, ReportStatus.RETURNED})
"""What was sent is signed: it is corrected only after it has been returned."""

REASON_LIMIT = 2_000
"""The most characters of a reason, and of a remark on one part."""

SIGNED_OFF = frozenset({ReportAction.FREEZE, ReportAction.AMEND})
"""What makes an edition: nothing that was sent changes, so no lock of the calendar forbids it."""

COMPARED = (
    "status", "nothing", "late", "submitted_on", "return_reason", "edition", "sha256",
)  # fmt: skip


def after(status: ReportStatus, action: ReportAction) -> ReportStatus:
    """Return the state *action* leads to; raises ConflictError ``wrong_state``."""
    possible, result = MOVES[action]
    if status not in possible:
        raise ConflictError("wrong_state", status=status.value, action=action.value)
    return result


def refuse_edit(status: ReportStatus) -> None:
    """Raise ConflictError ``wrong_state`` unless the text may be changed in *status*."""
    if status not in EDITABLE:
        raise ConflictError("wrong_state", status=status.value, action="edit")


def tidied(parts: Mapping[str, str]) -> dict[str, str]:
    """Return *parts* as they are kept: NFC, lines kept, without those that say nothing."""
    tidy = {name: normalized_lines(text) for name, text in parts.items()}
    return {name: text for name, text in tidy.items() if text}


def problems_with_parts(
    parts: Mapping[str, str], *, field: str = "parts", longest: int = PART_LIMIT
) -> Iterator[Problem]:
    """Yield what is wrong with texts by part, already tidy."""
    for name, text in parts.items():
        if name not in PARTS:
            yield Problem(f"{field}.{name[:40]}", "unknown_field", {"name": name[:40]})
        elif len(text) > longest:
            yield Problem(f"{field}.{name}", "too_long", {"max_length": longest})


def problems_with_reason(reason: str | None) -> Iterator[Problem]:
    """Yield what is wrong with a reason that has to be given, already tidy."""
    if reason is None:
        yield Problem("reason", "required")
    elif len(reason) > REASON_LIMIT:
        yield Problem("reason", "too_long", {"max_length": REASON_LIMIT})


def receiver_of(organization: str, tenant: Tenant, on: date) -> str | None:
    """Return the tenant whose Front receives the report; None: the country's Front's, nobody.

    An organization reports to the Front of its tenant, a Front to that of its parent (api.md,
    «Figures»).
    """
    return tenant.parent_on(on) if organization == FRONT else tenant.id


def may_sign(held: Assignment, *, organization: str, tenants: Collection[str], role: Role) -> bool:
    """Submit, return, accept: who signs for the body itself, never from above it.

    *role* is ``approver``, or ``officer`` where nobody is that.
    """
    return held.organization == organization and held.tenant in tenants and held.role is role


def exists_for(scope: Scope, report: Report) -> bool:
    """Tell whether *scope* sees *report*: its own organization's, and what a Front was sent."""
    return scope.everything or any(seen_under(held, report) for held in scope.assignments)


def seen_under(held: Assignment, report: Report) -> bool:
    """Tell whether *report* is seen by *held*: its own organization's, or sent to a Front."""
    mine = held.organization == report.organization
    sent = held.of_front and report.ever_submitted
    return (mine or sent) and held.sees(report.path)


def changes_between(before: Report | None, now: Report) -> tuple[Change, ...]:
    """Return what differs; text parts are named, not quoted: the report itself holds them."""
    fields = [
        Change(field=name, old=getattr(before, name, None), new=getattr(now, name))
        for name in COMPARED
    ]
    earlier = before.parts if before else {}
    texts = [
        Change(field=f"parts.{name}") for name in PARTS if earlier.get(name) != now.parts.get(name)
    ]
    remarks = before.remarks if before else {}
    texts += [
        Change(field=f"remarks.{name}")
        for name in PARTS
        if remarks.get(name) != now.remarks.get(name)
    ]
    told = [each for each in fields if each.old != each.new]
    if before is None:
        told = [each for each in told if each.new]
    return (*told, *texts)
