"""A phone that shows the codes of a second factor."""

from dataclasses import dataclass, field
from datetime import timedelta

import pyotp

from core.services.own_second_factor import turn_on


@dataclass
class Phone:
    """Shows the code of any moment; ``codes`` are the recovery codes on a sheet beside it."""

    seed: str
    codes: tuple[str, ...] = field(default=())

    def code(self, now, *, steps=0):
        return pyotp.TOTP(self.seed).at(now + timedelta(seconds=30 * steps))


class AnyPassword:
    """Takes whatever is typed for the right password."""

    def match(self, *_):
        return True


def with_phone(store, secrets, user, *, now):
    """Turn the second factor of *user* on, a while before *now*, and return the phone."""
    then = now - timedelta(minutes=5)
    offer = secrets.offer(user, now=then)
    phone = Phone(offer.seed)
    phone.codes = turn_on(
        store=store, passwords=AnyPassword(), secrets=secrets, user=user, current="",
        offered=offer.sealed, code=phone.code(then), address=None, now=then,
    )  # fmt: skip
    return phone
