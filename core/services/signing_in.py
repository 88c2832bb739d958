"""Passwords checked, sign-ins kept, ended and found by their token; all on real time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core import metrics
from core.domain.access import Scope
from core.domain.audit import Act
from core.domain.errors import TooManyAttemptsError, UnauthenticatedError
from core.domain.people import USERNAME, Door, Opening, Token, User
from core.services.secret_tokens import PREFIXES, fingerprint, new_secret

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from core.services.passwords import Passwords
    from core.services.ports.work import Repositories, Store

NOBODY = Scope(user="anonymous")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A fresh token, shown once; only its hash is kept."""

    token: str = field(repr=False)
    expires_at: datetime
    user: User


def check_password(
    *, store: Store, passwords: Passwords, username: str, password: str, address: str | None
) -> User:
    """Return who has that name and password.

    An unknown user, a wrong password and a disabled user are refused alike, in the same time:
    UnauthenticatedError ``bad_credentials``. TooManyAttemptsError (``retry_after``, seconds)
    after too many failures of the account or the address; a success counts for neither.
    """
    work = store.read(NOBODY)
    account = _account(username)
    refuse_throttled(work, account=account, address=address)
    user = work.users.for_sign_in(account)
    good = passwords.match(user.password_hash if user else None, password)
    if user is None or user.disabled or not good:
        count_failure(work, account=account, address=address)
        raise UnauthenticatedError("bad_credentials")
    metrics.sign_in("passed")
    if fresher := _fresher_hash(user, password, passwords):
        old = user.password_hash or ""
        store.write(Scope(user=user.id), lambda w: w.users.rehash(user.id, old=old, new=fresher))
    return user


def signed_in_as(
    work: Repositories, user: User, *, door: Door, now: datetime, lifetime: timedelta
) -> SignedIn:
    """Keep a new sign-in of *user*, who has proved to be it, and record it; in a transaction."""
    signed_in = SignedIn(token=new_secret(PREFIXES[door]), expires_at=now + lifetime, user=user)
    work.tokens.add(
        Token(
            hash=fingerprint(signed_in.token),
            user=user.id,
            generation=user.generation,
            created_at=now,
            expires_at=signed_in.expires_at,
            door=door,
        )
    )
    if door is not Door.HALLWAY:
        work.audit.record(own_act("token.create", user))
    return signed_in


def sign_out(*, store: Store, token: str, now: datetime, door: Door = Door.API) -> None:
    """End the sign-in of *token*; raises UnauthenticatedError where it is no longer good."""
    user = identify(store=store, token=token, now=now, door=door)
    token_hash = fingerprint(token)

    def act(work: Repositories) -> None:
        if work.tokens.revoke(token_hash):
            work.audit.record(own_act("token.revoke", user))

    store.write(Scope(user=user.id), act)


def identify(*, store: Store, token: str, now: datetime, door: Door = Door.API) -> User:
    """Return whose token it is, in one read; raises UnauthenticatedError.

    A token is dead once it has expired or been revoked, once its user is disabled, and once
    their password has been set anew; and it opens no other door than its own.
    """
    user, _ = identified(store=store, token=token, now=now, door=door)
    return user


def identified(*, store: Store, token: str, now: datetime, door: Door) -> tuple[User, Token]:
    """Return whose token it is, and the sign-in itself; as ``identify`` does."""
    user, found = opened(store=store, token=token, now=now, door=door)
    return user, found.token


def opened(*, store: Store, token: str, now: datetime, door: Door) -> tuple[User, Opening]:
    """Return whose token it is, and all that was read with it; as ``identify`` does."""
    work = store.read(NOBODY)
    found = work.tokens.opening(fingerprint(token)) if token.startswith(PREFIXES[door]) else None
    if found is None or found.user is None or found.token.expires_at <= now:
        raise UnauthenticatedError
    if found.user.disabled or found.user.generation != found.token.generation:
        raise UnauthenticatedError
    return found.user, found


def refuse_throttled(work: Repositories, *, account: str, address: str | None) -> None:
    """Raise TooManyAttemptsError while the account or the address has to wait."""
    if wait := work.throttle.wait(account=account, address=address):
        metrics.sign_in("throttled")
        raise TooManyAttemptsError(retry_after=wait)


def count_failure(work: Repositories, *, account: str, address: str | None) -> None:
    """Count a failure; raises TooManyAttemptsError for one of many at once that goes too far."""
    metrics.sign_in("failed")
    if not work.throttle.failed(account=account, address=address):
        refuse_throttled(work, account=account, address=address)


def own_act(action: str, user: User) -> Act:
    """Return the audit act of someone on their own account, where their first assignment is."""
    home = user.assignments[0] if user.assignments else None
    return Act(
        action=action,
        target=user.id,
        target_type="user",
        path=home.path if home else "",
        organization=home.organization if home else None,
    )


def _account(username: str) -> str:
    # What nobody can be called is one account that nobody has, however long it is.
    tidy = username.strip().lower()
    return tidy if USERNAME.fullmatch(tidy) else ""


def _fresher_hash(user: User, password: str, passwords: Passwords) -> str | None:
    outdated = user.password_hash is not None and passwords.outdated(user.password_hash)
    return passwords.hash(password) if outdated else None
