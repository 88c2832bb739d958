"""Who may add evidence to a record and take it away, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import ConflictError, NotFoundError
from core.domain.inspection_rules import may_inspect, refuse_edit
from core.domain.inspections import Inspection
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
    from core.domain.evidence import Evidence, Record
    from core.services.ports.work import Repositories


def record_of(work: Repositories, evidence: Evidence) -> Record:
    """Return what *evidence* belongs to; raises NotFoundError."""
    if evidence.inspection:
        return whole_inspection(work, evidence.inspection)
    return work.registrations.get(evidence.registration)


def whole_inspection(work: Repositories, inspection_id: str) -> Inspection:
    """Return an inspection to who sees all of it: its files may speak of any of its items."""
    inspection = work.inspections.get(inspection_id)
    if not inspection.whole:
        raise NotFoundError
    return inspection


def permitted(work: Repositories, record: Record) -> Assignment:
    """Return under which assignment evidence is added and taken away: who enters the record."""
    if isinstance(record, Inspection):
        return choose(work.scope, lambda a: may_inspect(a, path=record.path))
    return choose(
        work.scope,
        lambda a: may_enter(a, organization=record.organization, path=record.path),
    )


def of_record(work: Repositories, record: Record, period: str | None) -> Period | None:
    """Return the period whose result is meant, None for the record itself.

    Raises NotFoundError where there is no such result, InvalidError for what is no period.
    """
    if period is None:
        return None
    if isinstance(record, Inspection):
        raise NotFoundError
    return visible_result(work, record, Period.parse(period)).period


def refuse_now(record: Record, period: Period | None, *, work: Repositories, today: date) -> None:
    """Raise ConflictError where nothing more may be added.

    ``wrong_state``, ``locked``; ``inspection_concluded``.
    """
    if isinstance(record, Inspection):
        refuse_edit(record.status, action="add_evidence")
        return
    if record.status is Status.WITHDRAWN or (period and not record.counted):
        raise ConflictError("wrong_state", status=record.status.value, action="add_evidence")
    if period is None:
        refuse_locked(record, work=work, today=today)
    else:
        refuse_result_locked(record, period, work=work, today=today)


def refuse_removal(record: Record, period: Period | None) -> None:
    """Raise ConflictError ``evidence_relied_on`` for what the Front has agreed or confirmed by.

    What an inspection relied on is fixed with it (:func:`refuse_now`).
    """
    if isinstance(record, Inspection):
        return
    if period is None:
        relied_on = record.status is Status.AGREED
    else:
        relied_on = any(
            each.period == period and each.status is ResultStatus.CONFIRMED
            for each in record.results
        )
    if relied_on:
        raise ConflictError("evidence_relied_on")


def check_adding(work: Repositories, record: Record) -> None:
    """Raise what comes before a wrong body: NotFoundError, ForbiddenError."""
    work.evidence.of(record)
    permitted(work, record)


def check_sending(work: Repositories, evidence_id: str) -> Evidence:
    """Return what a piece is sent of: ready, or one's own; NotFoundError, ForbiddenError."""
    evidence = work.evidence.get(evidence_id)
    permitted(work, record_of(work, evidence))
    return evidence


def check_changing(work: Repositories, evidence_id: str, *, version: int | None) -> None:
    """Raise what comes before all else: NotFoundError, ForbiddenError, a stale version."""
    evidence = work.evidence.get(evidence_id)
    permitted(work, record_of(work, evidence))
    refuse_other_version(evidence.version, version)
