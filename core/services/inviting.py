"""One-time links that let a user set their password: the first one, or one forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.domain.errors import ConflictError
from core.domain.granting import shown_to
from core.domain.people import Invitation, User
from core.services.people_rights import administered, managing_assignment, refuse_stale
from core.services.recording_people import record
from core.services.secret_tokens import INVITATION, fingerprint, new_secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.time import Moment
    from core.services.ports.work import Repositories

LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A user and, unless they were given a password, the link's token, which is shown once."""

    user: User
    token: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None


def reset_password(
    *, work: Repositories, user_id: str, version: int | None, moment: Moment
) -> Invited:
    """Drop a user's password and sign-ins at once and return a new invitation.

    Only for who could have granted all that the user holds. Raises NotFoundError, ForbiddenError,
    StaleVersionError, ConflictError ``user_disabled``.
    """
    before = administered(work, user_id)
    under = managing_assignment(work, before, today=moment.today)
    refuse_stale(before, version)
    if before.disabled:
        raise ConflictError("user_disabled")
    user = replace(
        before,
        password_hash=None,
        generation=before.generation + 1,
        version=before.version + 1,
    )
    work.users.replace(user, before=before)
    work.tokens.revoke_all(user.id)
    work.invitations.withdraw(user.id)
    (invited,) = invite(work, [user], now=moment.now)
    record(work, "invitation.create", user, moment=moment, under=under)
    return replace(invited, user=shown_to(work.scope, user))


def invite(work: Repositories, users: Sequence[User], *, now: datetime) -> list[Invited]:
    """Store an invitation for each of *users*; the caller has judged that it may."""
    made = [
        Invited(user=user, token=new_secret(INVITATION), expires_at=now + LIFETIME)
        for user in users
    ]
    work.invitations.add(
        *(
            Invitation(
                hash=fingerprint(each.token or ""),
                user=each.user.id,
                created_at=now,
                created_by=work.scope.user,
                expires_at=now + LIFETIME,
            )
            for each in made
        )
    )
    return made
