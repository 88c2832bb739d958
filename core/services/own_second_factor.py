"""One's own second factor: set up with a first code, given up with one, recovery codes renewed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.access import Scope
from core.domain.errors import ConflictError, InvalidError, Problem
from core.domain.second_factor import Proof, SecondFactor
from core.services.own_password import confirm_password
from core.services.second_factor import demanded_of, judged, spend
from core.services.secret_tokens import fingerprint
from core.services.signing_in import NOBODY, own_act
from core.services.web_sessions import let_in, waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta

    from core.domain.people import User
    from core.domain.time import Moment
    from core.services.factor_secrets import FactorSecrets
    from core.services.passwords import Passwords
    from core.services.ports.work import Repositories, Store
    from core.services.signing_in import SignedIn


def turn_on(
    *,
    store: Store,
    passwords: Passwords,
    secrets: FactorSecrets,
    user: User,
    current: str,
    offered: str,
    code: str,
    address: str | None,
    now: datetime,
) -> tuple[str, ...]:
    """Set up the second factor with the first code of the seed that was *offered*.

    The *current* password is asked for, or who finds a browser open could lock its owner out.
    Returns the recovery codes, which are shown this once. Raises InvalidError at ``current`` or
    ``code``, TooManyAttemptsError, ConflictError ``second_factor_is_on``.
    """
    confirm_password(
        store.read(NOBODY), user, passwords=passwords, current=current, address=address
    )
    accepted = _accepted(secrets, user, offered, code, now)
    made = secrets.recovery_codes(user)

    def act(work: Repositories) -> tuple[str, ...]:
        _set_up(work, user.id, accepted, made.fingerprints, now)
        return made.codes

    return store.write(Scope(user=user.id), act)


def turn_on_and_enter(
    *,
    store: Store,
    secrets: FactorSecrets,
    token: str,
    offered: str,
    code: str,
    now: datetime,
    lifetime: timedelta,
) -> tuple[SignedIn, tuple[str, ...]]:
    """Set up what a tenant demands, and let who waits in the hallway in; as ``turn_on``.

    The password has just been given. Every other sign-in, made without the second factor, ends.
    """
    user = waiting(store=store, token=token, now=now)
    accepted = _accepted(secrets, user, offered, code, now)
    made = secrets.recovery_codes(user)

    def act(work: Repositories) -> tuple[SignedIn, tuple[str, ...]]:
        after = _set_up(work, user.id, accepted, made.fingerprints, now)
        work.tokens.revoke_all(user.id, but=fingerprint(token))
        return let_in(work, after, token, now=now, lifetime=lifetime), made.codes

    return store.write(Scope(user=user.id), act)


def turn_off(
    *,
    store: Store,
    secrets: FactorSecrets,
    user: User,
    code: str,
    address: str | None,
    moment: Moment,
) -> None:
    """Give up the second factor.

    Raises ConflictError ``second_factor_is_off`` or ``second_factor_demanded`` (by a tenant),
    InvalidError at ``code``, TooManyAttemptsError.
    """
    work = store.read(NOBODY)
    if user.second_factor and demanded_of(work, user, today=moment.today):
        raise ConflictError("second_factor_demanded")

    def change(before: User) -> User:
        return replace(before, second_factor=None)

    _change(store, secrets, user, code, address, moment.now, change, "second_factor.disable")


def renew_recovery(
    *,
    store: Store,
    secrets: FactorSecrets,
    user: User,
    code: str,
    address: str | None,
    moment: Moment,
) -> tuple[str, ...]:
    """Return new recovery codes, shown this once; the old ones are good for nothing any more.

    Raises ConflictError ``second_factor_is_off``, InvalidError at ``code``, TooManyAttemptsError.
    """
    made = secrets.recovery_codes(user)

    def change(before: User) -> User:
        factor = before.second_factor
        fresh = replace(factor, recovery=made.fingerprints) if factor else None
        return replace(before, second_factor=fresh)

    _change(store, secrets, user, code, address, moment.now, change, "second_factor.renew")
    return made.codes


def _accepted(secrets: FactorSecrets, user: User, offered: str, code: str, now: datetime) -> Proof:
    accepted = secrets.accepted(user, offered, code, now=now)
    if accepted is None:
        raise InvalidError(problems=[Problem("code", "wrong_first_code")])
    return accepted


def _set_up(
    work: Repositories, user_id: str, accepted: Proof, marks: tuple[str, ...], now: datetime
) -> User:
    before = work.users.get(user_id)
    if before.second_factor is not None:
        raise ConflictError("second_factor_is_on")
    factor = SecondFactor(
        sealed=accepted.sealed, last_step=accepted.step or 0, recovery=marks, since=now
    )
    return _stored(work, before, replace(before, second_factor=factor), "second_factor.enable")


def _change(
    store: Store,
    secrets: FactorSecrets,
    user: User,
    code: str,
    address: str | None,
    now: datetime,
    change: Callable[[User], User],
    action: str,
) -> None:
    if user.second_factor is None:
        raise ConflictError("second_factor_is_off")
    wrong = InvalidError(problems=[Problem("code", "wrong_code")])
    work = store.read(NOBODY)
    proof = judged(work, user, code, secrets=secrets, address=address, now=now)
    if proof is None:
        raise wrong

    def act(writing: Repositories) -> None:
        if not spend(writing, user, proof):
            raise wrong
        before = writing.users.get(user.id)
        _stored(writing, before, change(before), action)

    store.write(Scope(user=user.id), act)


def _stored(work: Repositories, before: User, after: User, action: str) -> User:
    user = replace(after, version=before.version + 1)
    work.users.replace(user, before=before)
    work.audit.record(own_act(action, user))
    return user
