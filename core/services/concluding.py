"""Concluding an inspection: its results are confirmed, corrected or returned with it; reopening."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.errors import ConflictError, InvalidError, Problem
from core.domain.inspection_rules import (
    InspectionAction,
    missing_for_conclusion,
    refuse_action,
)
from core.domain.inspections import InspectionStatus, Outcome
from core.domain.results import ResultStatus
from core.domain.stated import says_the_same, stated_of
from core.domain.text import normalized_lines
from core.services.inspected_items import result_of
from core.services.inspection_access import admit_step
from core.services.recording_inspections import record
from core.services.result_correction import correct_result
from core.services.results import ResultAction, judge_result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.catalogue import Catalogue
    from core.domain.inspections import InspectedItem, Inspection
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def carry_out(
    inspection_id: str,
    action: InspectionAction,
    *,
    reason: str | None = None,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Inspection:
    """Conclude an inspection, or reopen it with a reason.

    Raises NotFoundError, ForbiddenError (also ``own_registration``), PreconditionMissingError,
    StaleVersionError, InvalidError (what a conclusion lacks; ``reason``), ConflictError
    (``wrong_state``, ``result_changed``, ``locked``).
    """
    before, held = admit_step(work, inspection_id, version=version, today=moment.today)
    why = normalized_lines(reason or "") or None
    if action is InspectionAction.REOPEN:
        if why is None:
            raise InvalidError(problems=[Problem("reason", "required")])
        refuse_action(before.status, action)
        after = before.revised(
            status=InspectionStatus.DRAFT, reopen_reason=why, updated_at=moment.now
        )
    else:
        if missing := [*missing_for_conclusion(before, moment.today)]:
            raise InvalidError(problems=missing)
        refuse_action(before.status, action)
        after = _concluded(before, work=work, catalogue=catalogue, moment=moment)
    work.inspections.replace(after, before=before)
    record(work, f"inspection.{action.value}", before, after, held=held, moment=moment, reason=why)
    return after


def _concluded(
    before: Inspection, *, work: Repositories, catalogue: Catalogue, moment: Moment
) -> Inspection:
    items = work.registrations.many({item.registration for item in before.items})
    _refuse_changed(before, items)
    judging = _Judging(inspection=before.id, work=work, catalogue=catalogue, moment=moment)
    return before.revised(
        items=tuple(judging.judged(item, items[item.registration]) for item in before.items),
        status=InspectionStatus.CONCLUDED,
        concluded_on=moment.today,
        concluded_by=work.scope.user,
        conclusions=before.conclusions + 1,
        reopen_reason=None,
        updated_at=moment.now,
    )


def _refuse_changed(inspection: Inspection, items: Mapping[str, Registration]) -> None:
    """Raise ConflictError ``result_changed`` where a result is not what was looked at any more."""
    changed = [
        item.registration
        for item in inspection.items
        if item.registration not in items
        or (
            item.period is not None
            and _version_of(result_of(items[item.registration], item.period)) != item.result_version
        )
    ]
    if changed:
        raise ConflictError("result_changed", registrations=changed)


def _version_of(result: Result | None) -> int | None:
    return result.version if result else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judging:
    """What the items of one inspection are judged with."""

    inspection: str
    work: Repositories
    catalogue: Catalogue
    moment: Moment

    def judged(self, item: InspectedItem, registration: Registration) -> InspectedItem:
        """Have the result follow what was found; what it says already is not written again."""
        if not registration.counted:
            status = registration.status.value
            raise ConflictError("wrong_state", status=status, action="conclude")
        result = result_of(registration, item.period)
        corrected = item.corrected if item.outcome is Outcome.CORRECTED else None
        kept = replace(item, corrected=corrected, reason=item.reason if corrected else "")
        if result is None:
            return kept
        after = self._following(kept, result)
        told = item.reported if corrected else None  # from before it was corrected first
        return replace(kept, reported=told or stated_of(result), result_version=after.version)

    def _following(self, item: InspectedItem, result: Result) -> Result:
        confirmed = result.status is ResultStatus.CONFIRMED
        if item.outcome is Outcome.AS_REPORTED and not confirmed:
            return self._judge(item, result, ResultAction.CONFIRM)
        if item.outcome is Outcome.NOT_FOUND and result.status is not ResultStatus.RETURNED:
            return self._judge(item, result, ResultAction.RETURN, reason=item.findings)
        if item.corrected is not None and not (confirmed and says_the_same(item.corrected, result)):
            _, after = correct_result(
                item.registration, result.period, item.corrected, reason=item.reason,
                inspection=self.inspection, version=result.version, work=self.work,
                catalogue=self.catalogue, moment=self.moment,
            )  # fmt: skip
            return after
        return result

    def _judge(
        self,
        item: InspectedItem,
        result: Result,
        action: ResultAction,
        *,
        reason: str | None = None,
    ) -> Result:
        _, after = judge_result(
            item.registration, result.period, action, reason=reason, version=result.version,
            work=self.work, catalogue=self.catalogue, moment=self.moment,
            inspection=self.inspection,
        )  # fmt: skip
        return after
