"""What is done to a registration after it was entered: consultation, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from core.domain.errors import ConflictError, ForbiddenError, InvalidError, Problem
from core.domain.permissions import may_consult, may_decline, may_enter
from core.domain.recognition import (
    UNSTATED,
    Recognition,
    problems_with,
    taken_back,
    unrecognised,
)
from core.domain.registrations import Partner
from core.domain.states import NEEDS_REASON, Action, after
from core.services.acting import choose
from core.services.calendar_gates import refuse_locked
from core.services.counting import keep_counted
from core.services.placing import placed
from core.services.queueing import look_for_overlaps
from core.services.recognising import recognise
from core.services.recording import record
from core.services.self_confirmation import refuse_own
from core.services.sighting import refuse_not_in_force, tenant_in_sight
from core.services.submitting import numbered, submit
from core.services.versions import refuse_stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.catalogue import Catalogue
    from core.domain.access import Assignment
    from core.domain.registrations import Registration
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is asked for; ``tenant`` is where a transfer leads, ``recognition`` what it states."""

    action: Action
    reason: str | None = None
    tenant: str | None = None
    recognition: Recognition = UNSTATED


LEAVING = frozenset({Action.WITHDRAW, Action.RETURN, Action.TRANSFER})
"""What an item that counts for another as well cannot do before that is settled anew."""

ORGANIZATION_ACTS = frozenset({Action.SUBMIT, Action.WITHDRAW})


def act(
    registration_id: str,
    step: Step,
    *,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Registration:
    """Carry out *step* and return the registration as it then stands.

    Raises NotFoundError, ForbiddenError (also ``own_registration``), StaleVersionError,
    InvalidError (``reason`` missing; what a submission lacks), ConflictError (``wrong_state``,
    ``locked``, ``not_realized``).
    """
    before = work.registrations.get(registration_id)
    held = choose(work.scope, lambda a: _permits(a, step.action, before))
    own = step.action is Action.AGREE and refuse_own(
        before.touched_by, before.tenant, work=work, today=moment.today
    )
    refuse_stale(before, version, work=work)
    if problems := [*_problems(step, before, moment)]:
        raise InvalidError(problems=problems)
    stepped = _stepped(before, step, held, work, catalogue, moment)
    refuse_locked(before, work=work, today=moment.today)
    if stepped.tenant != before.tenant:
        refuse_locked(stepped, work=work, today=moment.today)
    if step.action in LEAVING and work.neighbours.counts_for_others(before.id):
        raise ConflictError("counts_for_others")
    work.registrations.replace(stepped, before=before)
    keep_counted(work, before, stepped, measures=catalogue.measures, moment=moment)
    if before.counted != stepped.counted or before.path != stepped.path:
        look_for_overlaps(work, before, stepped, moment=moment)
    told: dict[str, Any] = {
        "held": held, "catalogue": catalogue, "moment": moment, "reason": step.reason,
    }  # fmt: skip
    action = f"registration.{step.action.value}"
    if stepped.path != before.path:
        # The unit it has left is judged by the entries under its own path alone.
        record(work, action, before, None, **told, to=stepped.tenant)
    if own:
        told["self_confirmed"] = True
    record(work, action, before, stepped, **told)
    return stepped


def _problems(step: Step, before: Registration, moment: Moment) -> Iterator[Problem]:
    if step.action in NEEDS_REASON and not step.reason:
        yield Problem("reason", "required")
    if step.action is Action.TRANSFER:
        if step.tenant in {None, before.tenant}:
            yield Problem("tenant", "required")
    elif step.tenant is not None:
        yield Problem("tenant", "unknown_field", {"name": "tenant"})
    if step.action is Action.RECOGNISE:
        yield from problems_with(step.recognition, today=moment.today)
    elif step.recognition.is_stated:
        yield Problem("decision_number", "only_with_recognise")


def _permits(held: Assignment, action: Action, registration: Registration) -> bool:
    if action in ORGANIZATION_ACTS:
        return may_enter(held, organization=registration.organization, path=registration.path)
    if action is Action.DECLINE:
        return may_decline(held, registration)
    return may_consult(held, path=registration.path)


def _stepped(
    before: Registration,
    step: Step,
    held: Assignment,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Registration:
    following = before.revised(status=after(before.status, step.action), updated_at=moment.now)
    stepped = following
    match step.action:
        case Action.SUBMIT:
            next_version = replace(before, version=before.version + 1)
            stepped = submit(next_version, work=work, catalogue=catalogue, moment=moment)
        case Action.RETURN:
            stepped = replace(unrecognised(following), return_reason=step.reason)
        case Action.REOPEN | Action.WITHDRAW:
            stepped = unrecognised(following)
        case Action.UNRECOGNISE:
            stepped = taken_back(following)
        case Action.RECOGNISE:
            stepped = recognise(following, step.recognition, held, work=work, today=moment.today)
        case Action.TRANSFER:
            stepped = _transferred(following, step, held, work, catalogue, moment)
            work.inspections.moved(stepped)
        case Action.DECLINE:
            stepped = _declined(following, held)
    return stepped


def _declined(registration: Registration, held: Assignment) -> Registration:
    partners = tuple(
        Partner(organization=p.organization, name=p.name, declined=True)
        if p.organization == held.organization
        else p
        for p in registration.partners
    )
    return replace(registration, partners=partners)


def _transferred(
    registration: Registration,
    step: Step,
    held: Assignment,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Registration:
    """Move an item that was entered under the wrong unit; a number is taken anew there."""
    target = tenant_in_sight(work, step.tenant or "")
    path = target.path_on(moment.today)
    if not may_consult(held, path=path):
        raise ForbiddenError
    refuse_not_in_force(target, moment.today)
    places, problems = placed(
        registration.places, target, lead=registration.organization, work=work, today=moment.today
    )
    if problems:
        raise InvalidError(problems=problems)
    moved = replace(registration, tenant=target.id, path=path, places=places)
    if moved.number is None:
        return moved
    return replace(moved, number=numbered(moved, work=work, catalogue=catalogue))
