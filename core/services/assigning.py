"""Giving a user another assignment, and ending one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.audit import Change
from core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidError,
    NotFoundError,
    Problem,
)
from core.domain.granting import shown_to
from core.domain.people import HeldAssignment, problems_with_days
from core.services.people_rights import administered, granting_assignment, refuse_stale
from core.services.recording_people import described, record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from core.domain.people import Grant, User
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def add_assignment(
    *,
    work: Repositories,
    user_id: str,
    grant: Grant,
    organizations: Collection[str],
    moment: Moment,
) -> User:
    """Return the user with *grant* added; *organizations* are the codes there are.

    Invitations made by others are withdrawn: who holds an older link must not get into what is
    granted now. Raises NotFoundError, ForbiddenError, InvalidError, ConflictError
    ``assignment_exists``.
    """
    before = administered(work, user_id)
    under = granting_assignment(work, [grant], today=moment.today)
    if problems := list(problems_with_grant(grant, organizations=organizations)):
        raise InvalidError(problems=problems)
    if any(grant.overlaps(each) for each in before.assignments):
        raise ConflictError("assignment_exists")
    (added,) = assigned(work, [grant], moment=moment)
    user = replace(before, assignments=(*before.assignments, added), version=before.version + 1)
    work.users.replace(user, before=before)
    work.invitations.withdraw(user.id, unless_by=work.scope.user)
    change = Change(field="assignments", new=described(added))
    record(work, "assignment.add", user, moment=moment, under=under, changes=[change], about=added)
    return shown_to(work.scope, user)


def end_assignment(
    *,
    work: Repositories,
    user_id: str,
    assignment_id: str,
    version: int | None,
    moment: Moment,
) -> User:
    """Return the user with one assignment ended at once: yesterday was its last day.

    One that has not begun ends before its first day; it stays listed, so that its holder does not
    vanish from sight. Raises NotFoundError, ForbiddenError, StaleVersionError, ConflictError
    ``assignment_ended``.
    """
    before = administered(work, user_id)
    ending = next(
        (a for a in shown_to(work.scope, before).assignments if a.id == assignment_id), None
    )
    if ending is None:
        raise NotFoundError
    under = granting_assignment(work, [ending], today=moment.today)
    refuse_stale(before, version)
    if ending.over_on(moment.today):
        raise ConflictError("assignment_ended")
    ended = replace(ending, valid_to=max(moment.today, ending.valid_from or moment.today) - _DAY)
    user = replace(
        before,
        assignments=tuple(ended if a is ending else a for a in before.assignments),
        version=before.version + 1,
    )
    work.users.replace(user, before=before)
    change = Change(field="assignments", old=described(ending), new=described(ended))
    record(work, "assignment.end", user, moment=moment, under=under, changes=[change], about=ended)
    return shown_to(work.scope, user)


def endable(
    work: Repositories, assignments: Iterable[HeldAssignment], *, today: date
) -> frozenset[str]:
    """Return the ids of those of *assignments* that ``end_assignment`` would end on *today*.

    Each is judged by itself: who may not manage a user may still end what they could have granted.
    """
    return frozenset(
        each.id
        for each in assignments
        if not each.over_on(today) and _may_end(work, each, today=today)
    )


def assigned(
    work: Repositories, grants: Sequence[Grant], *, moment: Moment
) -> tuple[HeldAssignment, ...]:
    """Return *grants* as they are kept, with ids and today's paths; their tenants exist."""
    tenants = work.tenants.many({grant.tenant for grant in grants})
    return tuple(
        HeldAssignment(
            id=uuid4().hex,
            tenant=grant.tenant,
            path=tenants[grant.tenant].path_on(moment.today),
            organization=grant.organization,
            role=grant.role,
            valid_from=grant.valid_from,
            valid_to=grant.valid_to,
        )
        for grant in grants
    )


def problems_with_grant(grant: Grant, *, organizations: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with what is asked for, whoever asks."""
    if grant.organization not in organizations:
        given = {"organization": grant.organization[:80]}
        yield Problem("organization", "unknown_organization", given)
    yield from problems_with_days(grant)


def _may_end(work: Repositories, assignment: HeldAssignment, *, today: date) -> bool:
    try:
        granting_assignment(work, [assignment], today=today)
    except DomainError:
        return False
    return True


_DAY = timedelta(days=1)
