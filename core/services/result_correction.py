"""Correcting a result by what an inspection found, in place of what was reported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.domain.errors import ConflictError, InvalidError, Problem
from core.domain.permissions import may_consult
from core.domain.results import ResultStatus
from core.services.acting import choose
from core.services.recording import record
from core.services.result_gates import refuse_result_locked
from core.services.results import (
    Statement,
    changes_of,
    problems_with,
    stored_with,
    visible_result,
)
from core.services.self_confirmation import refuse_own
from core.services.versions import refuse_stale_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.catalogue import Catalogue
    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.domain.stated import Stated
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def correct_result(
    registration_id: str,
    period: Period,
    stated: Stated,
    *,
    reason: str,
    inspection: str,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> tuple[Registration, Result]:
    """Put *stated* in the place of what was reported, confirmed by who concludes *inspection*.

    Who reported it and its narrative stay; the trail tells who corrected it. Raises NotFoundError,
    ForbiddenError (``own_registration``), StaleVersionError, InvalidError, ConflictError
    (``wrong_state``, ``locked``).
    """
    before = work.registrations.get(registration_id)
    earlier = visible_result(work, before, period)
    held = choose(work.scope, lambda a: may_consult(a, path=before.path))
    entered_by = {earlier.entered_by} | before.touched_by
    own = refuse_own(entered_by, before.tenant, work=work, today=moment.today)
    refuse_stale_result(before, earlier, version, work=work)
    if problems := [*problems_with_stated(before, period, stated, catalogue)]:
        raise InvalidError(problems=problems)
    if not before.counted:
        raise ConflictError("wrong_state", status=before.status.value, action="correct")
    refuse_result_locked(before, period, work=work, today=moment.today)
    result = replace(
        earlier,
        state=stated.state,
        progress=stated.progress,
        households=stated.households,
        measures=stated.exact_measures,
        funding=stated.funding,
        status=ResultStatus.CONFIRMED,
        confirmed_by=work.scope.user,
        return_reason=None,
        version=earlier.version + 1,
    )
    after = stored_with(before, result, work=work, catalogue=catalogue, moment=moment)
    marks: dict[str, Any] = {"self_confirmed": True} if own else {}
    record(
        work, "result.correct", before, after, held=held, catalogue=catalogue, moment=moment,
        reason=reason, period=str(period), result_version=result.version, inspection=inspection,
        result_changes=changes_of(earlier, result), **marks,
    )  # fmt: skip
    return after, result


def problems_with_stated(
    registration: Registration, period: Period, stated: Stated, catalogue: Catalogue
) -> Iterator[Problem]:
    """Yield what is wrong with corrected figures for *registration*."""
    statement = Statement(
        state=stated.state,
        progress=stated.progress,
        households=stated.households,
        measures=stated.measures,
        funding=stated.funding,
    )
    yield from problems_with(registration, period, statement, catalogue)
