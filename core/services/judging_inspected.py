"""What a conclusion does to the results of one inspected item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.errors import ConflictError, ForbiddenError, InvalidError
from core.domain.inspections import Outcome
from core.domain.results import ResultStatus
from core.domain.stated import says_the_same, stated_of
from core.services.inspected_items import result_of
from core.services.result_correction import correct_result
from core.services.results import ResultAction, judge_result

if TYPE_CHECKING:
    from core.catalogue import Catalogue
    from core.domain.inspections import InspectedItem, Inspection
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.domain.stated import Stated
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """What the items of one inspection are judged with."""

    inspection: Inspection
    work: Repositories
    catalogue: Catalogue
    moment: Moment

    def carried_out(
        self, at: int, item: InspectedItem, registration: Registration
    ) -> InspectedItem:
        """Have the results follow what was found of row *at*; a refusal says of which it speaks.

        Raises ForbiddenError, ConflictError (both with ``registrations``), InvalidError.
        """
        try:
            return self._judged(item, registration)
        except (ConflictError, ForbiddenError) as error:
            error.params["registrations"] = [item.registration]
            raise
        except InvalidError as error:
            problems = [
                replace(each, field=f"items.{at}.{_member(each.field)}") for each in error.problems
            ]
            raise InvalidError(problems=problems) from error

    def _judged(self, item: InspectedItem, registration: Registration) -> InspectedItem:
        """What the result says already is not written again."""
        if not registration.counted:
            status = registration.status.value
            raise ConflictError("wrong_state", status=status, action="conclude")
        result = result_of(registration, item.period)
        corrected = item.corrected if item.outcome is Outcome.CORRECTED else None
        kept = replace(item, corrected=corrected, reason=item.reason if corrected else "")
        if result is None:
            return kept
        after = self._following(kept, result)
        if item.outcome is Outcome.NOT_FOUND:
            self._return_others(kept, registration)
        # What was reported before an earlier conclusion corrected it is never lost.
        told = item.reported or stated_of(result)
        return replace(kept, reported=told, result_version=after.version)

    def _following(self, item: InspectedItem, result: Result) -> Result:
        confirmed = result.status is ResultStatus.CONFIRMED
        if item.outcome is Outcome.AS_REPORTED:
            if item.reported and not says_the_same(item.reported, result):
                why = self.inspection.reopen_reason or ""
                return self._put(item, item.reported, result, reason=why)
            if not confirmed:
                return self._judge(item, result, ResultAction.CONFIRM)
        if item.outcome is Outcome.NOT_FOUND and result.status is not ResultStatus.RETURNED:
            return self._judge(item, result, ResultAction.RETURN, reason=item.findings)
        if item.corrected is not None and not (confirmed and says_the_same(item.corrected, result)):
            return self._put(item, item.corrected, result, reason=item.reason)
        return result

    def _return_others(self, item: InspectedItem, registration: Registration) -> None:
        """Return its other results too: one of them would count in the place of that returned.

        What the calendar has locked stays: nobody may return it.
        """
        for result in registration.results:
            if result.period == item.period or result.status is ResultStatus.RETURNED:
                continue
            try:
                self._judge(item, result, ResultAction.RETURN, reason=item.findings)
            except ConflictError as error:
                if error.reason != "locked":
                    raise

    def _put(self, item: InspectedItem, stated: Stated, result: Result, *, reason: str) -> Result:
        _, after = correct_result(
            item.registration, result.period, stated, reason=reason,
            inspection=self.inspection.id, version=result.version, work=self.work,
            catalogue=self.catalogue, moment=self.moment,
        )  # fmt: skip
        return after

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
            inspection=self.inspection.id,
        )  # fmt: skip
        return after


def _member(name: str) -> str:
    return name if name in {"period", "reason"} else f"corrected.{name}"
