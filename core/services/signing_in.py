"""Signing in and out, and finding who a token belongs to; all on real time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.domain.access import Scope
from core.domain.audit import Act
from core.domain.errors import TooManyAttemptsError, UnauthenticatedError
from core.domain.people import USERNAME, Token, User
from core.services.secret_tokens import SIGN_IN, fingerprint, new_secret

if TYPE_CHECKING:
    from core.services.passwords import Passwords
    from core.services.ports.work import Repositories, Store

NOBODY = Scope(user="anonymous")
LIFETIME = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A fresh token, shown once; only its hash is kept."""

    token: str = field(repr=False)
    expires_at: datetime
    user: User


def sign_in(
    *,
    store: Store,
    passwords: Passwords,
    username: str,
    password: str,
    address: str | None,
    now: datetime,
    lifetime: timedelta = LIFETIME,
) -> SignedIn:
    """Return a new token for who knows the password.

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
    fresher = _fresher_hash(user, password, passwords)
    signed_in = SignedIn(token=new_secret(SIGN_IN), expires_at=now + lifetime, user=user)
    store.write(Scope(user=user.id), lambda writing: _keep(writing, signed_in, now, fresher))
    return signed_in


def sign_out(*, store: Store, token: str, now: datetime) -> None:
    """End the sign-in of *token*; raises UnauthenticatedError where it is no longer good."""
    user = identify(store=store, token=token, now=now)
    token_hash = fingerprint(token)

    def act(work: Repositories) -> None:
        if work.tokens.revoke(token_hash):
            work.audit.record(own_act("token.revoke", user))

    store.write(Scope(user=user.id), act)


def identify(*, store: Store, token: str, now: datetime) -> User:
    """Return whose token it is, in two reads at most; raises UnauthenticatedError.

    A token is dead once it has expired or been revoked, once its user is disabled, and once
    their password has been set anew.
    """
    work = store.read(NOBODY)
    found = work.tokens.find(fingerprint(token)) if token.startswith(SIGN_IN) else None
    user = work.users.for_token(found.user) if found and found.expires_at > now else None
    if user is None or found is None or user.disabled or user.generation != found.generation:
        raise UnauthenticatedError
    return user


def refuse_throttled(work: Repositories, *, account: str, address: str | None) -> None:
    """Raise TooManyAttemptsError while the account or the address has to wait."""
    if wait := work.throttle.wait(account=account, address=address):
        raise TooManyAttemptsError(retry_after=wait)


def count_failure(work: Repositories, *, account: str, address: str | None) -> None:
    """Count a failure; raises TooManyAttemptsError for one of many at once that goes too far."""
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


def _keep(work: Repositories, signed_in: SignedIn, now: datetime, fresher: str | None) -> None:
    user = signed_in.user
    work.tokens.add(
        Token(
            hash=fingerprint(signed_in.token),
            user=user.id,
            generation=user.generation,
            created_at=now,
            expires_at=signed_in.expires_at,
        )
    )
    if fresher and user.password_hash:
        work.users.rehash(user.id, old=user.password_hash, new=fresher)
    work.audit.record(own_act("token.create", user))


def _fresher_hash(user: User, password: str, passwords: Passwords) -> str | None:
    outdated = user.password_hash is not None and passwords.outdated(user.password_hash)
    return passwords.hash(password) if outdated else None
