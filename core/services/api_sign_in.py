"""Signing in for a program: password and, where it is set up, a code of the second factor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from core.domain.access import Scope
from core.domain.errors import UnauthenticatedError
from core.domain.people import Door
from core.services.second_factor import demanded_of, judged, spend
from core.services.signing_in import NOBODY, check_password, signed_in_as

if TYPE_CHECKING:
    from core.domain.second_factor import Proof
    from core.domain.time import Moment
    from core.services.factor_secrets import FactorSecrets
    from core.services.passwords import Passwords
    from core.services.ports.work import Repositories, Store
    from core.services.signing_in import SignedIn

LIFETIME = timedelta(days=30)


def sign_in(
    *,
    store: Store,
    passwords: Passwords,
    secrets: FactorSecrets,
    username: str,
    password: str,
    code: str | None = None,
    address: str | None,
    moment: Moment,
    lifetime: timedelta = LIFETIME,
) -> SignedIn:
    """Return a new token for who knows the password and, with a second factor, brings a code.

    Raises UnauthenticatedError: ``bad_credentials``; after a right password
    ``second_factor_required`` without a code, ``bad_code`` for a wrong or spent one, and
    ``second_factor_not_set_up`` where a tenant demands one that is not there. Failures of either
    kind count: TooManyAttemptsError.
    """
    user = check_password(
        store=store, passwords=passwords, username=username, password=password, address=address
    )
    work = store.read(NOBODY)
    proof: Proof | None = None
    if user.second_factor is not None:
        if code is None:
            raise UnauthenticatedError("second_factor_required")
        proof = judged(work, user, code, secrets=secrets, address=address, now=moment.now)
        if proof is None:
            raise UnauthenticatedError("bad_code")
    elif demanded_of(work, user, today=moment.today):
        raise UnauthenticatedError("second_factor_not_set_up")

    def act(writing: Repositories) -> SignedIn:
        if proof is not None and not spend(writing, user, proof):
            raise UnauthenticatedError("bad_code")
        return signed_in_as(writing, user, door=Door.API, now=moment.now, lifetime=lifetime)

    return store.write(Scope(user=user.id), act)
