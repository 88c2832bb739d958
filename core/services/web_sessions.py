"""Sessions of browsers: begun by a password, completed by the second factor, kept while used."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.access import Scope
from core.domain.errors import UnauthenticatedError, UnavailableError
from core.domain.people import Door
from core.services.second_factor import demanded_of, judged, spend
from core.services.secret_tokens import fingerprint
from core.services.signing_in import (
    NOBODY,
    check_password,
    identified,
    opened,
    own_act,
    signed_in_as,
)

if TYPE_CHECKING:
    from datetime import datetime

    from core.domain.people import User
    from core.domain.time import Moment
    from core.services.factor_secrets import FactorSecrets
    from core.services.passwords import Passwords
    from core.services.ports.work import Repositories, Store
    from core.services.signing_in import SignedIn

HALLWAY = timedelta(minutes=10)
"""So long the password that was given waits for the second factor."""

EXTENDED_EVERY = timedelta(hours=1)
"""Use is written down at most so often: a page that only reads should not write."""


class Missing(StrEnum):
    """What is still asked for after the password."""

    NOTHING = "nothing"
    CODE = "code"
    SETUP = "setup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A sign-in to the pages, or to the hallway while something is ``missing``."""

    signed_in: SignedIn
    missing: Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who sits at a browser, and until when if nothing more is done.

    ``revision`` is that of the settings when the session was read (``access.Scope.revision``).
    """

    user: User
    expires_at: datetime
    token_hash: str
    revision: str | None = None


def begin(
    *,
    store: Store,
    passwords: Passwords,
    username: str,
    password: str,
    address: str | None,
    moment: Moment,
    lifetime: timedelta,
) -> Begun:
    """Return a new session for who knows the password; refuses as ``check_password`` does.

    With a second factor, or where a tenant demands one, it opens the hallway only.
    """
    user = check_password(
        store=store, passwords=passwords, username=username, password=password, address=address
    )
    missing = missing_of(store.read(NOBODY), user, moment=moment)
    door = Door.PAGES if missing is Missing.NOTHING else Door.HALLWAY
    lasting = lifetime if missing is Missing.NOTHING else HALLWAY
    signed_in = store.write(
        Scope(user=user.id),
        lambda work: signed_in_as(work, user, door=door, now=moment.now, lifetime=lasting),
    )
    return Begun(signed_in=signed_in, missing=missing)


def missing_of(work: Repositories, user: User, *, moment: Moment) -> Missing:
    """Return what *user* still has to show after the password."""
    if user.second_factor is not None:
        return Missing.CODE
    demanded = demanded_of(work, user, today=moment.today)
    return Missing.SETUP if demanded else Missing.NOTHING


def waiting(*, store: Store, token: str, now: datetime) -> User:
    """Return who waits in the hallway; raises UnauthenticatedError when the time is up."""
    user, _ = identified(store=store, token=token, now=now, door=Door.HALLWAY)
    return user


def complete(
    *,
    store: Store,
    secrets: FactorSecrets,
    token: str,
    code: str,
    address: str | None,
    now: datetime,
    lifetime: timedelta,
) -> SignedIn:
    """Let who waits in the hallway in, for a good code.

    Raises UnauthenticatedError: ``bad_code``, or ``unauthenticated`` when the time is up;
    TooManyAttemptsError.
    """
    user = waiting(store=store, token=token, now=now)
    work = store.read(NOBODY)
    proof = judged(work, user, code, secrets=secrets, address=address, now=now)
    if proof is None:
        raise UnauthenticatedError("bad_code")

    def act(writing: Repositories) -> SignedIn:
        if not spend(writing, user, proof):
            raise UnauthenticatedError("bad_code")
        return let_in(writing, user, token, now=now, lifetime=lifetime)

    return store.write(Scope(user=user.id), act)


def let_in(
    work: Repositories, user: User, hallway: str, *, now: datetime, lifetime: timedelta
) -> SignedIn:
    """Turn a sign-in to the hallway, once, into one to the pages, under a new secret."""
    if not work.tokens.revoke(fingerprint(hallway)):
        raise UnauthenticatedError
    return signed_in_as(work, user, door=Door.PAGES, now=now, lifetime=lifetime)


def resume(
    *, store: Store, token: str, moment: Moment, lifetime: timedelta, longest: timedelta
) -> Session:
    """Return the session of *token* and, since it is used, let it last; UnauthenticatedError.

    It lasts *lifetime* from its last use, give or take ``EXTENDED_EVERY``, and *longest* from its
    beginning. Where the database takes no writes it is good for as long as it was. It is over once
    a second factor is demanded of who has none: signing in anew leads to setting it up.
    """
    now = moment.now
    user, opening = opened(store=store, token=token, now=now, door=Door.PAGES)
    found, known = opening.token, replace(NOBODY, revision=opening.revision)
    if missing_of(store.read(known), user, moment=moment) is Missing.SETUP:
        raise UnauthenticatedError
    until = min(now + lifetime, found.created_at + longest)
    ends = found.expires_at
    if until - ends >= min(EXTENDED_EVERY, lifetime / 4):
        with suppress(UnavailableError):
            store.write(NOBODY, lambda work: work.tokens.extend(found.hash, until=until))
            ends = until
    return Session(user=user, expires_at=ends, token_hash=found.hash, revision=opening.revision)


def begin_anew(*, store: Store, user_id: str, now: datetime, lifetime: timedelta) -> SignedIn:
    """Return a new session for who has just set their password at this browser."""

    def act(work: Repositories) -> SignedIn:
        user = work.users.get(user_id)
        return signed_in_as(work, user, door=Door.PAGES, now=now, lifetime=lifetime)

    return store.write(Scope(user=user_id), act)


def others(*, store: Store, session: Session, now: datetime) -> int:
    """Return how many other sign-ins of the same user are good, at browsers and of programs."""
    user = session.user
    tokens = store.read(NOBODY).tokens
    return max(tokens.count(user.id, generation=user.generation, now=now) - 1, 0)


def end_others(*, store: Store, session: Session) -> None:
    """End every other sign-in of the same user."""

    def act(work: Repositories) -> None:
        work.tokens.revoke_all(session.user.id, but=session.token_hash)
        work.audit.record(own_act("token.revoke_others", session.user))

    store.write(Scope(user=session.user.id), act)
