"""Users as their admins keep them: list, create, rename, disable."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.audit import Change
from core.domain.errors import ConflictError, ForbiddenError, InvalidError, Problem
from core.domain.granting import admins, shown_to
from core.domain.people import (
    User,
    problems_with_email,
    problems_with_name,
    problems_with_username,
)
from core.domain.text import folded, normalized
from core.services.assigning import add_assignment, assigned, problems_with_grant
from core.services.inviting import Invited, invite
from core.services.people_rights import (
    administered,
    granting_assignment,
    managing_assignment,
    refuse_non_admin,
    refuse_stale,
)
from core.services.recording_people import described, record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from core.domain.people import Grant
    from core.domain.registration_search import Page
    from core.domain.time import Moment
    from core.services.passwords import NewPassword
    from core.services.ports.work import Repositories


class Unchanged(Enum):
    """What is left as it is, where None would be a value."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED
SHORTEST_QUERY = 2  # letters (api.md, «Conventions»)


def list_users(
    *, work: Repositories, q: str = "", page: Page, count_up_to: int
) -> tuple[Sequence[User], int]:
    """Return a page of the users the scope's admins see, newest first, and how many there are.

    The number is exact up to *count_up_to*. Raises ForbiddenError for who administers nobody,
    InvalidError for a query of less than two letters.
    """
    refuse_non_admin(work.scope)
    words = folded(q).split()
    if q and len("".join(words)) < SHORTEST_QUERY:
        raise InvalidError(problems=[Problem("q", "too_short", {"minimum": SHORTEST_QUERY})])
    seen_by = None if work.scope.everything else admins(work.scope)
    found = work.users.search(words=words, seen_by=seen_by, page=page)
    total = work.users.count(words=words, seen_by=seen_by, up_to=count_up_to)
    return [shown_to(work.scope, user) for user in found], total


def get_user(*, work: Repositories, user_id: str) -> User:
    """Return oneself, or one whom an admin of the scope sees, with the assignments in sight."""
    if user_id == work.scope.user:
        return work.users.get(user_id)
    return shown_to(work.scope, administered(work, user_id))


def create_user(
    *,
    work: Repositories,
    username: str,
    name: str,
    email: str | None = None,
    grants: Sequence[Grant],
    organizations: Collection[str],
    password: NewPassword | None = None,
    moment: Moment,
) -> Invited:
    """Create a user with at least one assignment; without a password, with an invitation.

    *organizations* are the codes there are. Raises NotFoundError for a tenant out of sight,
    ForbiddenError, InvalidError, ConflictError ``username_taken``.
    """
    under = granting_assignment(work, grants, today=moment.today) if grants else None
    refuse_non_admin(work.scope)
    name = normalized(name)
    problems = [*_problems(username, name, grants, organizations), *problems_with_email(email)]
    if password:
        problems += password.problems
    if problems:
        raise InvalidError(problems=problems)
    if work.users.taken([username]):
        raise ConflictError("username_taken")
    user = User(
        id=uuid4().hex,
        username=username,
        name=name,
        created_at=moment.now,
        assignments=assigned(work, grants, moment=moment),
        email=email,
        password_hash=password.hash if password else None,
    )
    work.users.add(user)
    record_creation(work, user, moment=moment, under=under, invited=password is None)
    return Invited(user=user) if password else invite(work, [user], now=moment.now)[0]


def add_user(
    *,
    work: Repositories,
    username: str,
    name: str,
    grant: Grant,
    organizations: Collection[str],
    password: NewPassword | None = None,
    moment: Moment,
) -> Invited:
    """Create a user, or give the one of that name another assignment; the operator only.

    Someone who is there already keeps name and password, and what they hold already is not
    granted again.
    """
    if not work.scope.everything:
        raise ForbiddenError
    known = work.users.for_sign_in(username)
    if known is None:
        return create_user(
            work=work, username=username, name=name, grants=[grant],
            organizations=organizations, password=password, moment=moment,
        )  # fmt: skip
    if not any(grant.overlaps(each) for each in known.assignments):
        known = add_assignment(
            work=work, user_id=known.id, grant=grant, organizations=organizations, moment=moment
        )
    return Invited(user=known)


def change_user(
    *,
    work: Repositories,
    user_id: str,
    version: int | None,
    name: str | None = None,
    email: str | Unchanged | None = UNCHANGED,
    disabled: bool | None = None,
    moment: Moment,
) -> User:
    """Rename, disable or enable a user, or set their mail address.

    Disabling ends every sign-in and invitation at once. Only for who could have granted all that
    the user holds. What they registered stays where it is. Raises NotFoundError, ForbiddenError,
    StaleVersionError, InvalidError.
    """
    before = administered(work, user_id)
    under = managing_assignment(work, before, today=moment.today)
    name = before.name if name is None else normalized(name)
    disabled = before.disabled if disabled is None else disabled
    email = before.email if email is UNCHANGED else email
    refuse_stale(before, version, name=name, email=email, disabled=disabled)
    if problems := [*problems_with_name(name), *problems_with_email(email)]:
        raise InvalidError(problems=problems)
    user = replace(before, name=name, email=email, disabled=disabled, version=before.version + 1)
    disabling = disabled and not before.disabled
    if disabling:
        user = replace(user, generation=before.generation + 1)
        work.tokens.revoke_all(user.id)
        work.invitations.withdraw(user.id)
    work.users.replace(user, before=before)
    action = "user.disable" if disabling else "user.change"
    record(work, action, user, moment=moment, under=under, changes=_changes(before, user))
    return shown_to(work.scope, user)


def record_creation(
    work: Repositories, user: User, *, moment: Moment, under: str | None, invited: bool
) -> None:
    changes = [
        Change(field="username", new=user.username),
        Change(field="name", new=user.name),
        Change(field="assignments", new=[described(each) for each in user.assignments]),
    ]
    record(work, "user.create", user, moment=moment, under=under, changes=changes, invited=invited)


def _problems(
    username: str, name: str, grants: Sequence[Grant], organizations: Collection[str]
) -> Iterator[Problem]:
    yield from problems_with_username(username)
    yield from problems_with_name(name)
    if not grants:
        yield Problem("assignments", "required")
    for place, grant in enumerate(grants):
        for problem in problems_with_grant(grant, organizations=organizations):
            yield replace(problem, field=f"assignments.{place}.{problem.field}")
        if any(grant.overlaps(other) for other in grants[:place]):
            yield Problem(f"assignments.{place}", "assignment_repeated")


def _changes(before: User, after: User) -> list[Change]:
    """Return what differs; of a mail address only that it does."""
    told = [Change(field="email", hidden=True)] if before.email != after.email else []
    return told + [
        Change(field=name, old=getattr(before, name), new=getattr(after, name))
        for name in ("name", "disabled")
        if getattr(before, name) != getattr(after, name)
    ]
