"""Who may see, grant and manage whose assignments: delegated administration, without a way up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.access import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from core.domain.access import Assignment, Scope
    from core.domain.people import Grant, HeldAssignment, User
    from core.domain.tenants import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An assignment, given or asked for, where its tenant stands now.

    ``path`` is the tenant's path of the day (its last one, when ``closed``), not the one kept with
    the assignment: a commune that moved is administered from where it lies now.
    """

    path: str
    closed: bool
    organization: str
    role: Role


def post_of(assignment: Grant | HeldAssignment, tenant: Tenant, *, today: date) -> Post:
    return Post(
        path=tenant.path_on(today),
        closed=tenant.valid_to is not None and tenant.valid_to < today,
        organization=assignment.organization,
        role=assignment.role,
    )


def may_grant(held: Assignment, post: Post) -> bool:
    """Tell whether an admin may grant, or end, *post* (api.md, «Who may do what»).

    Any role and organization at or below the own tenant, or in a closed one that passed into it;
    of the own organization only, if that is not the Front; ``admin`` at the own tenant only from
    above. What merely lay below the own tenant once is seen, but no longer administered.
    """
    if held.role is not Role.ADMIN or not held.sees(post.path):
        return False
    if not held.of_front and post.organization != held.organization:
        return False
    if not post.closed and not post.path.startswith(held.path):
        return False
    return post.role is not Role.ADMIN or post.path not in held.paths


def may_manage(held: Assignment, posts: Sequence[Post]) -> bool:
    """Tell whether an admin may disable, rename or invite anew the user who holds *posts*.

    Only who could have granted all of them: whoever sets a password holds all it opens.
    """
    return bool(posts) and all(may_grant(held, post) for post in posts)


def weighing(user: User, *, today: date) -> tuple[HeldAssignment, ...]:
    """Return the assignments that decide who manages *user*: those not over, else every one."""
    return tuple(a for a in user.assignments if not a.over_on(today)) or user.assignments


def sees(held: Assignment, assignment: HeldAssignment) -> bool:
    """Tell whether *assignment* is in sight: of the own organization, or for the Front of any."""
    mine = held.of_front or held.organization == assignment.organization
    return mine and held.sees(assignment.path)


def exists_for(scope: Scope, user: User) -> bool:
    """Tell whether *user* exists for *scope*: oneself, and who holds an assignment in sight."""
    return (
        scope.everything
        or user.id == scope.user
        or any(sees(held, each) for held in scope.assignments for each in user.assignments)
    )


def admins(scope: Scope) -> tuple[Assignment, ...]:
    return tuple(held for held in scope.assignments if held.role is Role.ADMIN)


def shown_to(scope: Scope, user: User) -> User:
    """Return *user* without the assignments that are out of the sight of *scope*."""
    if scope.everything or user.id == scope.user:
        return user
    return replace(user, assignments=_seen(scope.assignments, user))


def _seen(holding: Iterable[Assignment], user: User) -> tuple[HeldAssignment, ...]:
    by = tuple(holding)
    return tuple(each for each in user.assignments if any(sees(held, each) for held in by))
