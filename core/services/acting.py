"""From a user to a scope, and from a scope to the one assignment an act is done under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import Assignment, Scope
from core.domain.errors import ForbiddenError, InvalidError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from core.domain.people import HeldAssignment, User
    from core.domain.tenants import Tenant
    from core.services.ports.tenants import Tenants


def scope_of(
    user: User,
    *,
    tenants: Tenants,
    today: date,
    acting: str | None = None,
    revision: str | None = None,
) -> Scope:
    """Return what *user* may touch on *today*: by every assignment in force, or the acting one.

    *revision* is that of the settings as they were read for it, where it is known.
    An assignment in a tenant that has been closed meanwhile still counts. Raises NotFoundError
    when *acting* is not an assignment of one's own in force (api.md, «Who may do what»).
    """
    held = [
        each for each in user.assignments if each.in_force_on(today) and acting in (None, each.id)
    ]
    if acting is not None and not held:
        raise NotFoundError
    known = tenants.many({each.tenant for each in held})
    assignments = (_opened(each, known[each.tenant], today) for each in held)
    return Scope(user=user.id, assignments=tuple(assignments), revision=revision)


def choose(scope: Scope, permits: Callable[[Assignment], bool]) -> Assignment:
    """Return the only assignment of *scope* that permits the act.

    Raises ForbiddenError when none does, InvalidError ``act_as_required`` listing the ids when
    several do. The operator holds no assignment: ask :func:`acting_id`.
    """
    permitting = [held for held in scope.assignments if permits(held)]
    if not permitting:
        raise ForbiddenError
    if len(permitting) > 1:
        raise InvalidError("act_as_required", assignments=[held.id for held in permitting])
    return permitting[0]


def acting_id(scope: Scope, permits: Callable[[Assignment], bool]) -> str | None:
    """Return the id of the assignment to act under; None for the operator, who may do all."""
    return None if scope.everything else choose(scope, permits).id


def _opened(held: HeldAssignment, tenant: Tenant, today: date) -> Assignment:
    return Assignment(
        id=held.id,
        tenant=held.tenant,
        organization=held.organization,
        role=held.role,
        path=tenant.path_on(today),
        paths=tuple(path.value for path in tenant.paths),
        sight=tenant.sight,
        valid_from=held.valid_from,
        valid_to=held.valid_to,
    )
