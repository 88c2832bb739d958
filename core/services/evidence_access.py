"""Who may add evidence to a record and take it away, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import ConflictError
from core.domain.periods import Period
from core.domain.permissions import may_enter
from core.domain.registrations import Status
from core.domain.results import ResultStatus
from core.services.acting import choose
from core.services.calendar_gates import refuse_locked
from core.services.result_gates import refuse_result_locked
from core.services.results import visible_result
from core.services.versions import refuse_other_version

if TYPE_CHECKING:
    from datetime import date

    from core.domain.access import Assignment
    from core.domain.evidence import Evidence
    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories


def permitted(work: Repositories, registration: Registration) -> Assignment:
    """Return under which assignment evidence is added and taken away: who enters the record."""
    return choose(
        work.scope,
        lambda a: may_enter(a, organization=registration.organization, path=registration.path),
    )


def of_record(work: Repositories, registration: Registration, period: str | None) -> Period | None:
    """Return the period whose result is meant, None for the registration itself.

    Raises NotFoundError where there is no such result, InvalidError for what is no period.
    """
    if period is None:
        return None
    return visible_result(work, registration, Period.parse(period)).period


def refuse_now(
    registration: Registration, period: Period | None, *, work: Repositories, today: date
) -> None:
    """Raise ConflictError where nothing more may be added: ``wrong_state``, ``locked``."""
    if registration.status is Status.WITHDRAWN or (period and not registration.counted):
        status = registration.status.value
        raise ConflictError("wrong_state", status=status, action="add_evidence")
    if period is None:
        refuse_locked(registration, work=work, today=today)
    else:
        refuse_result_locked(registration, period, work=work, today=today)


def refuse_removal(registration: Registration, period: Period | None) -> None:
    """Raise ConflictError ``evidence_relied_on`` for what the Front has agreed or confirmed by."""
    if period is None:
        relied_on = registration.status is Status.AGREED
    else:
        relied_on = any(
            each.period == period and each.status is ResultStatus.CONFIRMED
            for each in registration.results
        )
    if relied_on:
        raise ConflictError("evidence_relied_on")


def check_adding(work: Repositories, registration_id: str) -> None:
    """Raise what comes before a wrong body: NotFoundError, ForbiddenError."""
    found = work.registrations.get(registration_id)
    work.evidence.of(found)
    permitted(work, found)


def check_sending(work: Repositories, evidence_id: str) -> Evidence:
    """Return what a piece is sent of: ready, or one's own; NotFoundError, ForbiddenError."""
    evidence = work.evidence.get(evidence_id)
    permitted(work, work.registrations.get(evidence.registration))
    return evidence


def check_changing(work: Repositories, evidence_id: str, *, version: int | None) -> None:
    """Raise what comes before all else: NotFoundError, ForbiddenError, a stale version."""
    evidence = work.evidence.get(evidence_id)
    permitted(work, work.registrations.get(evidence.registration))
    refuse_other_version(evidence.version, version)
