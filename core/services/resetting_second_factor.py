"""Taking the second factor away from somebody who has lost their phone and their recovery codes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.errors import ConflictError, ForbiddenError, NotFoundError
from core.domain.granting import shown_to
from core.services.people_rights import administered, managing_assignment, refuse_stale
from core.services.recording_people import record

if TYPE_CHECKING:
    from core.domain.people import User
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def reset_second_factor(
    *, work: Repositories, user_id: str, version: int | None, moment: Moment
) -> User:
    """Remove a user's second factor and end every sign-in, for a lost phone may hold one.

    Only for who could have granted all that the user holds. Raises NotFoundError, ForbiddenError,
    StaleVersionError, ConflictError ``second_factor_is_off``.
    """
    before = administered(work, user_id)
    under = managing_assignment(work, before, today=moment.today)
    refuse_stale(before, version)
    return shown_to(work.scope, _without(work, before, moment=moment, under=under))


def reset_by_operator(*, work: Repositories, username: str, moment: Moment) -> User:
    """Do the same for the operator, who knows a username; NotFoundError for an unknown one."""
    if not work.scope.everything:
        raise ForbiddenError
    before = work.users.for_sign_in(username)
    if before is None:
        raise NotFoundError("no_such_user", username=username)
    return _without(work, before, moment=moment, under=None)


def _without(work: Repositories, before: User, *, moment: Moment, under: str | None) -> User:
    if before.second_factor is None:
        raise ConflictError("second_factor_is_off")
    user = replace(
        before,
        second_factor=None,
        generation=before.generation + 1,
        version=before.version + 1,
    )
    work.users.replace(user, before=before)
    work.tokens.revoke_all(user.id)
    record(work, "second_factor.reset", user, moment=moment, under=under)
    return user
