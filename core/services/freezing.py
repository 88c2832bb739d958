"""Signing a report off: frozen by the board that receives it, amended when figures have moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.audit import Touch
from core.domain.editions import CHANGES, shelved
from core.domain.errors import ConflictError, InvalidError, Problem
from core.domain.report_rules import SIGNED_OFF, ReportAction, after, problems_with_reason
from core.domain.reports import Body
from core.domain.text import normalized_lines
from core.services.comparing_frozen import compare_after_signing
from core.services.drifting import drift_of
from core.services.edition_content import Amended, made
from core.services.edition_figures import item_rows, refuse_unknown_measures
from core.services.recording_reports import record
from core.services.report_access import admit_step
from core.services.report_children import Missing, children_of, has_reported, taken_in
from core.services.reporting import transition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.catalogue import Catalogue
    from core.domain.editions import Edition
    from core.domain.item_rows import Row
    from core.domain.reports import Report
    from core.domain.time import Moment
    from core.services.drifting import Drift
    from core.services.ports.work import Repositories
    from core.services.reporting import ReportStep


def carry_out(
    report_id: str,
    step: ReportStep,
    *,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Report:
    """Carry out any step (``reporting.transition``, or ``sign_off``); return the report then."""
    _refuse_what_does_not_belong(step)
    if step.action not in SIGNED_OFF:
        return transition(report_id, step, version=version, work=work, moment=moment)
    return sign_off(report_id, step, version=version, work=work, catalogue=catalogue, moment=moment)


def _refuse_what_does_not_belong(step: ReportStep) -> None:
    """Raise InvalidError for remarks or missing bodies sent with a step that has no use for them.

    Silently dropped, they would be taken for kept.
    """
    wrong = []
    if step.remarks and step.action is not ReportAction.RETURN:
        wrong.append(Problem("remarks", "not_with_action", {"action": step.action.value}))
    if step.missing and step.action not in SIGNED_OFF:
        wrong.append(Problem("missing", "not_with_action", {"action": step.action.value}))
    if wrong:
        raise InvalidError(problems=wrong)


def sign_off(
    report_id: str,
    step: ReportStep,
    *,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Report:
    """Freeze a report that was accepted, or amend a frozen one; return it as it then stands.

    Raises NotFoundError, ForbiddenError (also ``own_report``), PreconditionMissingError,
    StaleVersionError, InvalidError (``reason``, ``missing``), ConflictError (``wrong_state``,
    ``children_missing``, ``nothing_changed``, ``measures_unknown``).
    """
    before, held, own = admit_step(
        work, report_id, step.action, version=version, today=moment.today
    )
    status = after(before.status, step.action)
    reason = normalized_lines(step.reason or "") or None
    amended, missing = None, list(step.missing)
    if step.action is ReportAction.AMEND:
        amended, rows = _amended(work, before, reason, catalogue, moment)
        missing += _still_missing(work, before, amended.before, missing, moment)
    else:
        tenant = work.tenants.get(before.tenant)
        rows = item_rows(work, before, tenant, measures=catalogue.measures)
    refuse_unknown_measures(rows, catalogue)
    children = taken_in(work, before, missing, today=moment.today)
    edition, shelves = made(
        work, before, rows, children, amended=amended, catalogue=catalogue, moment=moment
    )
    now = before.revised(
        status=status,
        edition=edition.number,
        sha256=edition.sha256,
        updated_at=moment.now,
    )
    work.editions.add(edition, shelves)
    work.reports.replace(now, before=before)
    marks = {"self_confirmed": True} if own else {}
    action = f"report.{step.action.value}"
    record(work, action, before, now, held=held, moment=moment, reason=reason, **marks)
    compare_after_signing(work, now, moment=moment)
    return now


def _amended(
    work: Repositories,
    report: Report,
    reason: str | None,
    catalogue: Catalogue,
    moment: Moment,
) -> tuple[Amended, Sequence[Row]]:
    """Return what an amendment changes and all items as they stand; raises as ``sign_off``."""
    if problems := [*problems_with_reason(reason)]:
        raise InvalidError(problems=problems)
    drift = drift_of(work, report, measures=catalogue.measures, today=moment.today)
    if not drift.any:
        raise ConflictError("nothing_changed")
    changes = shelved(_told(work, drift), CHANGES)
    return Amended(before=drift.edition, reason=reason or "", changes=changes), drift.rows


def _told(work: Repositories, drift: Drift) -> Iterator[Row]:
    """Yield the changes of *drift* with who made them: an amendment names them for good."""
    touches = work.audit.writers(
        [change["id"] for change in drift.changes], since=drift.edition.frozen_at
    )
    for change in drift.changes:
        touch = touches.get(change["id"], Touch())
        at = touch.at.isoformat() if touch.at else None
        yield {**change, "by": list(touch.by), "at": at}


def _still_missing(
    work: Repositories,
    report: Report,
    edition: Edition,
    given: Sequence[Missing],
    moment: Moment,
) -> list[Missing]:
    """Return what was recorded of bodies that still owe a report, unless it is said anew."""
    anew = {each.body for each in given}
    owing = {
        one.body
        for one in children_of(work, report, today=moment.today)
        if not has_reported(one) and one.body not in anew
    }
    return [
        Missing(tenant=child["tenant"], organization=child["organization"], reason=child["missing"])
        for child in edition.content["children"]
        if child["missing"] and Body(child["tenant"], child["organization"]) in owing
    ]
