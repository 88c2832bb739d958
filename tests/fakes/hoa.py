"""Hoa, who signs in with a phone as her second factor."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.errors import UnauthenticatedError
from core.services.api_sign_in import sign_in

from .people import MOMENT, NOW, InMemoryStore, a_user
from .people_acts import PASSWORDS, SECRETS
from .phones import with_phone

PASSWORD = "mật khẩu của Hoa"
ADDRESS = "203.0.113.7"


@pytest.fixture
def store():
    store = InMemoryStore()
    store.rows.users["u-hoa"] = a_user("hoa", password_hash=PASSWORDS.hash(PASSWORD))
    return store


@pytest.fixture
def phone(store):
    return with_phone(store, SECRETS, hoa(store), now=NOW)


def hoa(store):
    return store.rows.users["u-hoa"]


def signing_in(store, code=None, after=timedelta(), **changes):
    moment = replace(MOMENT, now=NOW + after)
    asked = {"username": "hoa", "password": PASSWORD, "address": ADDRESS} | changes
    return sign_in(
        store=store, passwords=PASSWORDS, secrets=SECRETS, code=code, moment=moment, **asked
    )


def refusal(store, code=None, **changes):
    with pytest.raises(UnauthenticatedError) as refused:
        signing_in(store, code, **changes)
    return refused.value.reason


def own(store, **changes):
    return {"store": store, "secrets": SECRETS, "user": hoa(store), "address": ADDRESS,
            "moment": MOMENT} | changes  # fmt: skip
