"""Results: what an organization reports of an item for a period, and what the Front confirms."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.domain.access import View
from core.domain.audit import Change
from core.domain.errors import ConflictError, InvalidError, NotFoundError, Problem
from core.domain.permissions import may_consult, may_enter
from core.domain.results import Result, ResultStatus, State
from core.domain.views import view_of
from core.services.acting import choose
from core.services.counting import keep_counted
from core.services.recording import record
from core.services.result_gates import refuse_result, refuse_result_locked
from core.services.self_confirmation import refuse_own
from core.services.versions import refuse_other_version, refuse_stale_result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.catalogue import Catalogue
    from core.domain.periods import Period
    from core.domain.registrations import Money, Registration
    from core.domain.time import Moment
    from core.services.ports.work import Repositories

LARGEST_MEASURE = 10**12
COMPARED = ("state", "progress", "households", "measures", "funding", "narrative", "status")


class ResultAction(StrEnum):
    """What the Front does with a result."""

    CONFIRM = "confirm"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The body of ``PUT …/results/{period}``; measures are JSON numbers."""

    state: State
    progress: int
    households: int = 0
    measures: Mapping[str, int | float] = field(default_factory=dict)
    funding: tuple[Money, ...] = ()
    narrative: str = ""


def find_result(registration: Registration, period: Period) -> Result:
    """Return the result for *period*; raises NotFoundError where none was entered."""
    for result in registration.results:
        if result.period == period:
            return result
    raise NotFoundError


def visible_result(work: Repositories, registration: Registration, period: Period) -> Result:
    """Return the result for *period*; raises NotFoundError, as where the item is seen in summary.

    A result is no part of a summary, so that there is one is not told either.
    """
    if view_of(work.scope, registration) in {None, View.SUMMARY}:
        raise NotFoundError
    return find_result(registration, period)


def enter(
    registration_id: str,
    period: Period,
    statement: Statement,
    *,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> tuple[Registration, Result]:
    """Store what has been reached by the end of *period*; a change makes it unconfirmed again.

    The first needs no *version*. Raises NotFoundError, ForbiddenError, StaleVersionError,
    InvalidError, ConflictError (``wrong_state``, ``period_not_open``, ``period_closed``,
    ``locked``).
    """
    before = work.registrations.get(registration_id)
    held = choose(
        work.scope,
        lambda a: may_enter(a, organization=before.organization, path=before.path),
    )
    earlier = next((r for r in before.results if r.period == period), None)
    if earlier is not None:
        refuse_stale_result(before, earlier, version, work=work)
    elif version is not None:
        refuse_other_version(0, version)
    problems = [*problems_with(before, period, statement, catalogue)]
    if problems:
        raise InvalidError(problems=problems)
    if not before.counted:
        raise ConflictError("wrong_state", status=before.status.value, action="report")
    first = earlier is None
    days_late = refuse_result(before, period, first=first, work=work, today=moment.today)
    result = Result(
        period=period,
        state=statement.state,
        progress=statement.progress,
        households=statement.households,
        measures={code: Decimal(str(v)) for code, v in sorted(statement.measures.items())},
        funding=statement.funding,
        narrative=statement.narrative,
        version=(earlier.version if earlier else 0) + 1,
        entered_by=work.scope.user,
        entered_at=moment.now,
    )
    after = stored_with(before, result, work=work, catalogue=catalogue, moment=moment)
    # It is judged once, when it is first entered: no later calendar changes it.
    judged: dict[str, Any] = {"days_late": days_late} if first else {}
    record(
        work, "result.enter", before, after, held=held, catalogue=catalogue, moment=moment,
        period=str(period), result_version=result.version,
        result_changes=changes_of(earlier, result), **judged,
    )  # fmt: skip
    return after, result


def judge_result(
    registration_id: str,
    period: Period,
    action: ResultAction,
    *,
    reason: str | None,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
    inspection: str | None = None,
) -> tuple[Registration, Result]:
    """Confirm a result, or return it with a reason; nobody confirms what they entered.

    *inspection* is the one whose conclusion this is.
    """
    before = work.registrations.get(registration_id)
    earlier = visible_result(work, before, period)
    held = choose(work.scope, lambda a: may_consult(a, path=before.path))
    entered_by = {earlier.entered_by} | before.touched_by
    own = action is ResultAction.CONFIRM and refuse_own(
        entered_by, before.tenant, work=work, today=moment.today
    )
    refuse_stale_result(before, earlier, version, work=work)
    if action is ResultAction.RETURN and not reason:
        raise InvalidError(problems=[Problem("reason", "required")])
    if not before.counted:
        raise ConflictError("wrong_state", status=before.status.value, action=action.value)
    if action is ResultAction.CONFIRM and earlier.status is not ResultStatus.REPORTED:
        raise ConflictError("wrong_state", status=earlier.status.value, action=action.value)
    if action is ResultAction.RETURN and earlier.status is ResultStatus.RETURNED:
        raise ConflictError("wrong_state", status=earlier.status.value, action=action.value)
    refuse_result_locked(before, period, work=work, today=moment.today)
    confirmed = action is ResultAction.CONFIRM
    result = replace(
        earlier,
        status=ResultStatus.CONFIRMED if confirmed else ResultStatus.RETURNED,
        confirmed_by=work.scope.user if confirmed else None,
        return_reason=None if confirmed else reason,
        version=earlier.version + 1,
    )
    after = stored_with(before, result, work=work, catalogue=catalogue, moment=moment)
    marks: dict[str, Any] = {"self_confirmed": True} if own else {}
    marks |= {"inspection": inspection} if inspection else {}
    record(
        work, f"result.{action.value}", before, after, held=held, catalogue=catalogue,
        moment=moment, reason=reason, period=str(period), result_version=result.version,
        result_changes=changes_of(earlier, result), **marks,
    )  # fmt: skip
    return after, result


def stored_with(
    before: Registration,
    result: Result,
    *,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Registration:
    """Store *result* in *before* in the place of that of its period; the counters follow."""
    others = tuple(r for r in before.results if r.period != result.period)
    after = replace(before, results=(*others, result))
    work.registrations.replace(after, before=before)
    keep_counted(work, before, after, measures=catalogue.measures, moment=moment)
    return after


def problems_with(
    registration: Registration, period: Period, statement: Statement, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield what is wrong with *statement* for *registration*."""
    if period.year != registration.year:
        yield Problem("period", "period_of_other_year", {"year": registration.year})
    of_type = catalogue.movement_types.get(registration.movement_type)
    declared = {m.code: m for m in of_type.measures} if of_type else {}
    for code, value in statement.measures.items():
        field = f"measures.{code}"
        measure = declared.get(code)
        if measure is None:
            yield Problem(field, "unknown_measure", {"choices": ", ".join(sorted(declared))})
        elif isinstance(value, bool) or not isinstance(value, (int, float)):
            yield Problem(field, "not_number")
        elif not 0 <= value <= LARGEST_MEASURE:
            yield Problem(field, "out_of_range", {"least": 0, "most": LARGEST_MEASURE})
        elif _places(value) > measure.decimals:
            yield Problem(field, "too_many_decimals", {"decimals": measure.decimals})


def _places(value: int | float) -> int:
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def changes_of(earlier: Result | None, result: Result) -> list[Change]:
    """Return what a write changed, as the audit trail tells it."""
    return [
        Change(field=name, old=_told(earlier, name), new=_told(result, name))
        for name in COMPARED
        if _told(earlier, name) != _told(result, name)
    ]


def _told(result: Result | None, name: str) -> object:
    value = getattr(result, name, None)
    if name == "measures" and result is not None:
        return {code: str(amount) for code, amount in result.measures.items()}
    return value
