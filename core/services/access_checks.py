"""The first steps of a use case on their own: sight, role, precondition, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.permissions import may_consult, may_decline, may_enter
from core.domain.states import Action
from core.services.acting import choose
from core.services.results import visible_result
from core.services.sighting import tenant_in_sight
from core.services.versions import refuse_stale, refuse_stale_result

if TYPE_CHECKING:
    from datetime import date

    from core.domain.periods import Period
    from core.services.ports.work import Repositories

CONSULTING = frozenset(Action) - {Action.SUBMIT, Action.WITHDRAW, Action.DECLINE}


def check_creating(work: Repositories, *, tenant_id: Any, organization: Any, today: date) -> None:
    """Raise what comes before a wrong body: NotFoundError, ForbiddenError."""
    if not isinstance(tenant_id, str) or not tenant_id:
        return
    path = tenant_in_sight(work, tenant_id).path_on(today)
    if isinstance(organization, str):
        choose(work.scope, lambda a: may_enter(a, organization=organization, path=path))


def check_editing(work: Repositories, registration_id: str, *, version: int | None) -> None:
    found = work.registrations.get(registration_id)
    choose(work.scope, lambda a: may_enter(a, organization=found.organization, path=found.path))
    refuse_stale(found, version, work=work)


def check_step(
    work: Repositories, registration_id: str, *, action: Action | None, version: int | None
) -> None:
    found = work.registrations.get(registration_id)
    if action is Action.DECLINE:
        choose(work.scope, lambda a: may_decline(a, found))
    elif action in CONSULTING:
        choose(work.scope, lambda a: may_consult(a, path=found.path))
    elif action is not None:
        choose(
            work.scope,
            lambda a: may_enter(a, organization=found.organization, path=found.path),
        )
    refuse_stale(found, version, work=work)


def check_entering(
    work: Repositories, registration_id: str, period: Period | None, *, version: int | None
) -> None:
    """*period* None: what was named is none, which is said after all this."""
    found = work.registrations.get(registration_id)
    choose(work.scope, lambda a: may_enter(a, organization=found.organization, path=found.path))
    earlier = next((r for r in found.results if r.period == period), None)
    if earlier is not None:
        refuse_stale_result(found, earlier, version, work=work)


def check_judging(
    work: Repositories, registration_id: str, period: Period | None, *, version: int | None
) -> None:
    """*period* as in :func:`check_entering`."""
    found = work.registrations.get(registration_id)
    result = visible_result(work, found, period) if period else None
    choose(work.scope, lambda a: may_consult(a, path=found.path))
    if result is not None:
        refuse_stale_result(found, result, version, work=work)
