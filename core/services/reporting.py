"""Reports of bodies: begun, written, submitted, returned and accepted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from core.domain.errors import InvalidError, Problem
from core.domain.permissions import from_above
from core.domain.report_rules import (
    REASON_LIMIT,
    ReportAction,
    after,
    problems_with_parts,
    problems_with_reason,
    receiver_of,
    refuse_edit,
    tidied,
)
from core.domain.reports import Report, ReportFilter
from core.domain.text import normalized_lines
from core.services.comparing_frozen import compare_receivers
from core.services.recording_reports import record
from core.services.report_access import admit_creation, admit_edit, admit_step
from core.services.report_gates import (
    refuse_correction,
    refuse_first,
    refuse_locked,
    refuse_new,
)
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.domain.periods import Period
    from core.domain.registration_search import Page
    from core.domain.reports import ReportDraft, ReportStatus
    from core.domain.time import Moment
    from core.services.ports.work import Repositories
    from core.services.report_children import Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStep:
    """What is asked for.

    Returning needs a ``reason`` or ``remarks`` by part, amending a reason. ``missing`` are the
    bodies below that have not reported, recorded by who freezes (api.md, «reports»).
    """

    action: ReportAction
    reason: str | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()


def create(draft: ReportDraft, *, work: Repositories, moment: Moment) -> Report:
    """Begin the report of a body for a period.

    Raises NotFoundError (tenant out of sight), ForbiddenError, InvalidError (texts; the country's
    Front reports to nobody), ConflictError (``tenant_closed``, ``tenant_not_in_force``,
    ``plugin_unavailable``, ``period_not_open``, ``period_closed``, ``locked``,
    ``report_exists``).
    """
    tenant, held = admit_creation(work, draft.tenant, draft.organization, today=moment.today)
    path = tenant.path_on(moment.today)
    report = Report(
        id=uuid4().hex,
        tenant=tenant.id,
        path=path,
        organization=draft.organization,
        period=draft.period,
        nothing=draft.nothing,
        parts=tidied(draft.parts),
        entered_from_above=from_above(held, path=path),
        touched_by=frozenset({work.scope.user}),
        created_at=moment.now,
        created_by=work.scope.user,
        updated_at=moment.now,
    )
    receiver = receiver_of(draft.organization, tenant, moment.today)
    nobody = [Problem("organization", "no_receiver")] if receiver is None else []
    _refuse_any([*nobody, *problems_with_parts(report.parts)])
    refuse_new(work, tenant, report.organization, report.period, today=moment.today)
    refuse_first(work, report.body, report.period, today=moment.today)
    work.reports.add(report)
    record(work, "report.create", None, report, held=held, moment=moment)
    return report


def edit(
    report_id: str,
    draft: ReportDraft,
    *,
    version: int | None,
    work: Repositories,
    moment: Moment,
) -> Report:
    """Put what *draft* says in the place of what is saved, at *version*.

    Raises NotFoundError, ForbiddenError, PreconditionMissingError, StaleVersionError,
    InvalidError, ConflictError (``wrong_state``: submitted or accepted; ``locked``).
    """
    before, held, _ = admit_edit(work, report_id, version=version)
    edited = before.revised(
        nothing=draft.nothing,
        parts=tidied(draft.parts),
        touched_by=before.touched_by | {work.scope.user},
        updated_at=moment.now,
    )
    fixed = [
        Problem(name, "cannot_change")
        for name in ("tenant", "organization", "period")
        if getattr(draft, name) != getattr(before, name)
    ]
    _refuse_any([*fixed, *problems_with_parts(edited.parts)])
    refuse_edit(before.status)
    refuse_locked(work, before.body, before.period, today=moment.today)
    work.reports.replace(edited, before=before)
    record(work, "report.edit", before, edited, held=held, moment=moment)
    return edited


def transition(
    report_id: str,
    step: ReportStep,
    *,
    version: int | None,
    work: Repositories,
    moment: Moment,
) -> Report:
    """Carry out *step* and return the report as it then stands.

    Raises NotFoundError, ForbiddenError (also ``own_report``), PreconditionMissingError,
    StaleVersionError, InvalidError (``reason``), ConflictError (``wrong_state``,
    ``period_not_open``, ``period_closed``, ``locked``).
    """
    before, held, own = admit_step(
        work, report_id, step.action, version=version, today=moment.today
    )
    reason = normalized_lines(step.reason or "") or None
    moved = before.revised(status=after(before.status, step.action), updated_at=moment.now)
    moved = replace(moved, **_returned(step, reason))
    if step.action is ReportAction.SUBMIT:
        moved = _submitted(moved, work, moment)
    else:
        refuse_locked(work, before.body, before.period, today=moment.today)
    work.reports.replace(moved, before=before)
    marks = {"self_confirmed": True} if own else {}
    action = f"report.{step.action.value}"
    record(work, action, before, moved, held=held, moment=moment, reason=reason, **marks)
    compare_receivers(work, moved, moment=moment)
    return moved


def find_reports(
    work: Repositories,
    *,
    page: Page,
    up_to: int,
    tenant: str | None = None,
    organization: str | None = None,
    period: Period | None = None,
    status: ReportStatus | None = None,
    late: bool | None = None,
) -> tuple[Sequence[Report], int]:
    """Return a page, newest first, and how many there are, at most *up_to*.

    *tenant* means its whole subtree; raises NotFoundError out of sight.
    """
    wanted = ReportFilter(
        prefixes=tenant_in_sight(work, tenant).sight if tenant else (),
        organization=organization,
        period=period,
        status=status,
        late=late,
    )
    return work.reports.search(wanted, page), work.reports.count(wanted, up_to=up_to)


def read_report(work: Repositories, report_id: str) -> Report:
    """Return one; raises NotFoundError."""
    return work.reports.get(report_id)


def _submitted(moved: Report, work: Repositories, moment: Moment) -> Report:
    """Return *moved* with its sender; lateness is judged at the first submission and kept."""
    touched = moved.touched_by | {work.scope.user}
    if moved.ever_submitted:
        refuse_correction(work, moved.body, moved.period, today=moment.today)
        return replace(moved, touched_by=touched)
    return replace(
        moved,
        late=refuse_first(work, moved.body, moved.period, today=moment.today),
        touched_by=touched,
        submitted_on=moment.today,
        submitted_at=moment.now,
        submitted_by=work.scope.user,
    )


def _returned(step: ReportStep, reason: str | None) -> dict[str, Any]:
    """Return why it is sent back, as a whole or part by part; nothing for any other step."""
    if step.action is not ReportAction.RETURN:
        return {"return_reason": None, "remarks": {}}
    remarks = tidied(step.remarks)
    wrong = [*problems_with_parts(remarks, field="remarks", longest=REASON_LIMIT)]
    if reason is not None or not remarks:
        wrong += problems_with_reason(reason)
    _refuse_any(wrong)
    return {"return_reason": reason, "remarks": remarks}


def _refuse_any(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise InvalidError(problems=found)
