"""Asking for the second factor: who must have one, and judging the code that somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.second_factor import is_demanded, lying_in
from core.services.signing_in import count_failure, own_act, refuse_throttled

if TYPE_CHECKING:
    from datetime import date, datetime

    from core.domain.people import User
    from core.domain.second_factor import Proof
    from core.services.factor_secrets import FactorSecrets
    from core.services.ports.work import Repositories


def demanded_of(work: Repositories, user: User, *, today: date) -> bool:
    """Tell whether *user* must have a second factor.

    So it is where a tenant one is assigned to today, or any above it, has set ``second_factor``.
    """
    held = {each.tenant for each in user.assignments if each.in_force_on(today)}
    own = work.tenants.many(held).values()
    above = {each for tenant in own for each in lying_in(tenant.path_on(today))}
    return is_demanded(work.tenants.many(above).values())


def judged(
    work: Repositories,
    user: User,
    typed: str,
    *,
    secrets: FactorSecrets,
    address: str | None,
    now: datetime,
) -> Proof | None:
    """Return what *typed* proves; None for a wrong or a spent code, or where nothing is set up.

    A failure counts like one of the password: TooManyAttemptsError after too many.
    """
    refuse_throttled(work, account=user.username, address=address)
    factor = user.second_factor
    proof = secrets.proof(user, factor, typed, now=now) if factor else None
    if proof is None:
        count_failure(work, account=user.username, address=address)
    return proof


def spend(work: Repositories, user: User, proof: Proof) -> bool:
    """Use up the code of *proof* and record the use of a recovery code.

    False if another request has been faster with the same code.
    """
    if not work.users.spend(user.id, proof):
        return False
    if proof.recovery is not None:
        work.audit.record(own_act("second_factor.recover", user))
    return True
