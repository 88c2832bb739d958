"""What comes before a wrong body in calls about users: sight, role, precondition, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import Role
from core.domain.errors import NotFoundError
from core.domain.granting import shown_to
from core.services.acting import acting_id
from core.services.people_rights import (
    administered,
    granting_assignment,
    managing_assignment,
    refuse_non_admin,
    refuse_stale,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.domain.people import Grant
    from core.services.ports.work import Repositories


def check_inviting(work: Repositories, grants: Sequence[Grant], *, today: date) -> None:
    """Judge as much of a new user's *grants* as could be read."""
    if grants:
        granting_assignment(work, grants, today=today)
    refuse_non_admin(work.scope)


def check_changing(work: Repositories, user_id: str, *, version: int | None, today: date) -> None:
    user = administered(work, user_id)
    managing_assignment(work, user, today=today)
    refuse_stale(user, version)


def check_granting(
    work: Repositories, user_id: str, grants: Sequence[Grant], *, today: date
) -> None:
    administered(work, user_id)
    check_inviting(work, grants, today=today)


def check_ending(
    work: Repositories, user_id: str, assignment_id: str, *, version: int | None, today: date
) -> None:
    user = administered(work, user_id)
    held = shown_to(work.scope, user).assignments
    ending = next((each for each in held if each.id == assignment_id), None)
    if ending is None:
        raise NotFoundError
    granting_assignment(work, [ending], today=today)
    refuse_stale(user, version)


def check_importing(work: Repositories) -> None:
    refuse_non_admin(work.scope)
    acting_id(work.scope, lambda held: held.role is Role.ADMIN)
