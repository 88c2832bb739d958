"""Setting one's own password: with the present one, or with an invitation that serves once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.access import Scope
from core.domain.errors import InvalidError, NotFoundError, Problem
from core.services.secret_tokens import INVITATION, fingerprint
from core.services.signing_in import NOBODY, count_failure, own_act, refuse_throttled

if TYPE_CHECKING:
    from datetime import datetime

    from core.domain.people import User
    from core.services.passwords import Passwords
    from core.services.ports.work import Repositories, Store


def change_password(
    *,
    store: Store,
    passwords: Passwords,
    user: User,
    current: str,
    new: str,
    address: str | None,
) -> None:
    """Set one's own password and end every sign-in, this one too.

    Raises InvalidError for a wrong present password, which counts as a failed sign-in
    (TooManyAttemptsError), or a new one against the rule.
    """
    confirm_password(
        store.read(NOBODY), user, passwords=passwords, current=current, address=address
    )
    prepared = _hashed(passwords, new, username=user.username)
    store.write(Scope(user=user.id), lambda writing: _set(writing, user.id, prepared))


def confirm_password(
    work: Repositories, user: User, *, passwords: Passwords, current: str, address: str | None
) -> None:
    """Raise InvalidError at ``current`` unless that is the password of *user*.

    A wrong one counts as a failed sign-in (TooManyAttemptsError).
    """
    refuse_throttled(work, account=user.username, address=address)
    if not passwords.match(user.password_hash, current):
        count_failure(work, account=user.username, address=address)
        raise InvalidError(problems=[Problem("current", "wrong_password")])


def invited_user(*, store: Store, token: str, now: datetime) -> User:
    """Return whom an invitation is for; raises NotFoundError ``invitation_not_found``.

    One that was used, withdrawn or has expired, or whose user is disabled, no longer exists.
    """
    work = store.read(NOBODY)
    found = work.invitations.find(fingerprint(token)) if token.startswith(INVITATION) else None
    user = work.users.for_token(found.user) if found and found.expires_at > now else None
    if user is None or user.disabled:
        raise NotFoundError("invitation_not_found")
    return user


def accept_invitation(
    *, store: Store, passwords: Passwords, token: str, password: str, now: datetime
) -> User:
    """Set the password of who was invited; the invitation is used up. Returns the user."""
    user = invited_user(store=store, token=token, now=now)
    prepared = _hashed(passwords, password, username=user.username)

    def act(work: Repositories) -> User:
        if work.invitations.take(fingerprint(token)) is None:
            raise NotFoundError("invitation_not_found")
        return _set(work, user.id, prepared)

    return store.write(Scope(user=user.id), act)


def _hashed(passwords: Passwords, password: str, *, username: str) -> str:
    made = passwords.new(password, username=username)
    if made.problems:
        raise InvalidError(problems=made.problems)
    return made.hash


def _set(work: Repositories, user_id: str, password_hash: str) -> User:
    before = work.users.get(user_id)
    if before.disabled:
        raise NotFoundError
    user = replace(
        before,
        password_hash=password_hash,
        generation=before.generation + 1,
        version=before.version + 1,
    )
    work.users.replace(user, before=before)
    work.tokens.revoke_all(user.id)
    work.invitations.withdraw(user.id)
    work.audit.record(own_act("password.set", user))
    return user
