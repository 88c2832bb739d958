"""Judging, for the use cases on users, what the acting admin may do to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import (
    ForbiddenError,
    NotFoundError,
    PreconditionMissingError,
    StaleVersionError,
)
from core.domain.granting import (
    admins,
    may_grant,
    may_manage,
    post_of,
    sees,
    weighing,
)
from core.services.acting import acting_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from core.domain.access import Scope
    from core.domain.granting import Post
    from core.domain.people import Grant, HeldAssignment, User
    from core.services.ports.work import Repositories


def refuse_non_admin(scope: Scope) -> None:
    """Raise ForbiddenError for who administers nobody."""
    if not scope.everything and not admins(scope):
        raise ForbiddenError


def granting_assignment(
    work: Repositories, asked: Sequence[Grant | HeldAssignment], *, today: date
) -> str | None:
    """Return under which assignment all of *asked* may be granted (None: the operator's).

    Raises NotFoundError for a tenant out of sight, ForbiddenError (``beyond_own_grant`` for an
    admin whose grant does not reach so far), InvalidError ``act_as_required``.
    """
    posts = posts_of(work, asked, today=today)
    if not all(work.scope.sees(post.path) for post in posts):
        raise NotFoundError
    _refuse_beyond(work.scope, posts)
    return acting_id(work.scope, lambda held: may_manage(held, posts))


def managing_assignment(work: Repositories, user: User, *, today: date) -> str | None:
    """Return under which assignment *user* may be renamed, disabled or invited anew.

    Raises ForbiddenError unless one assignment could have granted all that the user holds.
    """
    posts = posts_of(work, weighing(user, today=today), today=today)
    _refuse_beyond(work.scope, posts)
    return acting_id(work.scope, lambda held: may_manage(held, posts))


def administered(work: Repositories, user_id: str) -> User:
    """Return a user an admin of the scope sees, with all assignments.

    Raises NotFoundError out of sight, ForbiddenError where only another role sees.
    """
    user = work.users.get(user_id)
    refuse_non_admin(work.scope)
    by = admins(work.scope)
    if not work.scope.everything and not any(
        sees(held, each) for held in by for each in user.assignments
    ):
        raise ForbiddenError
    return user


def refuse_stale(user: User, version: int | None, **asked: object) -> None:
    """Raise unless *version* is the user's; the error names what differs from what is *asked*."""
    if version is None:
        raise PreconditionMissingError("if_match_missing")
    if version != user.version:
        differing = [name for name, value in asked.items() if getattr(user, name) != value]
        raise StaleVersionError(fields=differing, version=user.version)


def posts_of(
    work: Repositories, asked: Iterable[Grant | HeldAssignment], *, today: date
) -> list[Post]:
    """Return where each stands on *today*; raises NotFoundError for an unknown tenant."""
    wanted = list(asked)
    tenants = work.tenants.many({each.tenant for each in wanted})
    if any(each.tenant not in tenants for each in wanted):
        raise NotFoundError
    return [post_of(each, tenants[each.tenant], today=today) for each in wanted]


def _refuse_beyond(scope: Scope, posts: Sequence[Post]) -> None:
    refuse_non_admin(scope)
    if scope.everything:
        return
    if not any(all(may_grant(held, post) for post in posts) for held in admins(scope)):
        raise ForbiddenError("beyond_own_grant")
