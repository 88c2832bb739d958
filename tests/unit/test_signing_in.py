"""Signing in, out and setting one's own password, and what never works again afterwards."""

import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from core.domain.access import Scope
from core.domain.errors import (
    InvalidError,
    NotFoundError,
    TooManyAttemptsError,
    UnauthenticatedError,
)
from core.domain.people import Invitation
from core.services.api_sign_in import sign_in
from core.services.own_password import accept_invitation, change_password, invited_user
from core.services.passwords import Passwords
from core.services.secret_tokens import INVITATION, fingerprint, new_secret
from core.services.signing_in import identify, sign_out

from ..fakes.people import MOMENT, NOW, InMemoryStore, a_user, cheap_passwords
from ..fakes.people_acts import SECRETS

PASSWORD = "mật khẩu của Hoa"
PASSWORDS = cheap_passwords()
ADDRESS = "203.0.113.7"


@pytest.fixture
def store():
    store = InMemoryStore()
    keep(store, a_user("hoa", password_hash=PASSWORDS.hash(PASSWORD)))
    return store


def keep(store, user):
    store.rows.users[user.id] = user


def hoa(store):
    return store.rows.users["u-hoa"]


def signing_in(store, username="hoa", password=PASSWORD, **changes):
    given = {"passwords": PASSWORDS, "address": ADDRESS, "moment": MOMENT, "secrets": SECRETS}
    given |= changes
    return sign_in(store=store, username=username, password=password, **given)


def refusal(store, **given):
    with pytest.raises(UnauthenticatedError) as refused:
        signing_in(store, **given)
    return refused.value


def dead(store, token, now=NOW):
    with pytest.raises(UnauthenticatedError) as refused:
        identify(store=store, token=token, now=now)
    return refused.value.reason == "unauthenticated"


def an_invitation(store, username="hoa", now=NOW):
    secret = new_secret(INVITATION)
    invitation = Invitation(
        hash=fingerprint(secret), user=f"u-{username}", created_at=now, created_by="u-admin",
        expires_at=now + timedelta(days=7),
    )  # fmt: skip
    store.rows.invitations[invitation.hash] = invitation
    return secret


def test_who_knows_the_password_gets_a_token_that_is_theirs(store):
    signed_in = signing_in(store)
    assert signed_in.token.startswith("cs_")
    assert len(signed_in.token) >= 3 + 43
    assert signed_in.expires_at == NOW + timedelta(days=30)
    assert identify(store=store, token=signed_in.token, now=NOW) == hoa(store)


def test_every_sign_in_has_a_token_of_its_own(store):
    assert signing_in(store).token != signing_in(store).token


def test_a_capital_letter_and_a_space_of_a_phone_keyboard_do_no_harm(store):
    assert signing_in(store, username=" Hoa ").user == hoa(store)


def test_a_password_is_the_same_however_its_letters_are_composed(store):
    assert signing_in(store, password=unicodedata.normalize("NFD", PASSWORD))


def test_wrong_password_unknown_disabled_and_invited_users_look_the_same(store):
    keep(store, a_user("tat", disabled=True, password_hash=PASSWORDS.hash(PASSWORD)))
    keep(store, a_user("moi"))
    refusals = [
        refusal(store, password="sai mật khẩu"),
        refusal(store, username="khong.co"),
        refusal(store, username="tat"),
        refusal(store, username="moi"),
        refusal(store, username="Không ai tên thế này" * 100),
        refusal(store, password="x" * 100_000),
        refusal(store, password="\ud800 lạ"),
    ]
    assert {(each.reason, tuple(each.params)) for each in refusals} == {("bad_credentials", ())}


def test_an_unknown_user_costs_the_same_work_as_a_wrong_password(store):
    worked = []

    class Watched(PasswordHasher):
        def verify(self, password_hash, password):
            worked.append(password_hash.rpartition("$")[0].rpartition("$")[0])
            return super().verify(password_hash, password)

    watched = Passwords(Watched(time_cost=1, memory_cost=8, parallelism=1))
    refusal(store, password="sai mật khẩu", passwords=watched)
    refusal(store, username="khong.co", passwords=watched)
    refusal(store, username="!", passwords=watched)
    assert worked == ["$argon2id$v=19$m=8,t=1,p=1"] * 3


def test_only_failures_count(store):
    for _ in range(12):
        signing_in(store)
    assert store.rows.failures == {} or not any(store.rows.failures.values())


def test_after_ten_failures_the_account_waits_even_with_the_right_password(store):
    for _ in range(10):
        refusal(store, password="sai mật khẩu")
    with pytest.raises(TooManyAttemptsError) as refused:
        signing_in(store)
    assert 0 < refused.value.params["retry_after"] <= 900


def test_an_unknown_account_waits_just_as_a_known_one(store):
    for _ in range(10):
        refusal(store, username="khong.co")
    with pytest.raises(TooManyAttemptsError):
        signing_in(store, username="khong.co")


def test_others_at_the_address_wait_only_after_fifty_failures(store):
    for number in range(49):
        refusal(store, username=f"nguoi{number}")
    assert signing_in(store)
    refusal(store, username="nguoi49")
    with pytest.raises(TooManyAttemptsError):
        signing_in(store)
    assert signing_in(store, address="203.0.113.8")


def test_signing_out_ends_that_sign_in_and_no_other(store):
    one, other = signing_in(store), signing_in(store)
    sign_out(store=store, token=one.token, now=NOW)
    assert dead(store, one.token)
    assert identify(store=store, token=other.token, now=NOW)
    with pytest.raises(UnauthenticatedError):
        sign_out(store=store, token=one.token, now=NOW)


def test_a_token_expires(store):
    signed_in = signing_in(store, lifetime=timedelta(hours=1))
    assert identify(store=store, token=signed_in.token, now=NOW + timedelta(minutes=59))
    assert dead(store, signed_in.token, now=NOW + timedelta(hours=1))


@pytest.mark.parametrize("token", ["", "cs_", "cs_\ud800", "cs_" + "x" * 43, "Bearer x"])
def test_what_is_no_token_is_not_good(store, token):
    assert dead(store, token)


def test_an_invitation_is_no_token_and_a_token_no_invitation(store):
    assert dead(store, an_invitation(store))
    with pytest.raises(NotFoundError):
        invited_user(store=store, token=signing_in(store).token, now=NOW)


def test_a_disabled_user_is_out_at_once(store):
    token = signing_in(store).token
    keep(store, replace(hoa(store), disabled=True))
    assert dead(store, token)


def test_a_token_made_while_the_password_was_being_replaced_is_dead(store):
    token = signing_in(store).token
    keep(store, replace(hoa(store), generation=2))
    assert dead(store, token)


def test_a_hash_of_older_parameters_is_renewed_on_signing_in(store):
    stronger = cheap_passwords(time_cost=2)
    before = hoa(store)
    signing_in(store, passwords=stronger)
    after = hoa(store)
    assert not stronger.outdated(after.password_hash)
    assert (after.version, after.generation) == (before.version, before.generation)
    assert signing_in(store, passwords=stronger)


def test_changing_the_password_ends_every_sign_in(store):
    token = signing_in(store).token
    change_password(
        store=store, passwords=PASSWORDS, user=hoa(store), current=PASSWORD,
        new="mật khẩu mới", address=ADDRESS,
    )  # fmt: skip
    assert dead(store, token)
    assert refusal(store)
    assert signing_in(store, password="mật khẩu mới")


def test_a_wrong_present_password_changes_nothing_and_counts_as_a_failure(store):
    given = {"store": store, "passwords": PASSWORDS, "user": hoa(store), "address": ADDRESS}
    for _ in range(10):
        with pytest.raises(InvalidError) as refused:
            change_password(current="sai mật khẩu", new="mật khẩu mới", **given)
        assert [(p.field, p.code) for p in refused.value.problems] == [
            ("current", "wrong_password")
        ]
    with pytest.raises(TooManyAttemptsError):
        change_password(current=PASSWORD, new="mật khẩu mới", **given)


def test_an_invitation_sets_the_password_once(store):
    keep(store, a_user("moi"))
    secret = an_invitation(store, "moi")
    assert invited_user(store=store, token=secret, now=NOW).username == "moi"
    given = {"store": store, "passwords": PASSWORDS, "token": secret, "now": NOW}
    accept_invitation(password="mật khẩu đầu", **given)
    assert signing_in(store, username="moi", password="mật khẩu đầu")
    with pytest.raises(NotFoundError) as refused:
        accept_invitation(password="mật khẩu khác", **given)
    assert refused.value.reason == "invitation_not_found"


def test_a_weak_password_leaves_the_invitation_open(store):
    secret = an_invitation(store)
    given = {"store": store, "passwords": PASSWORDS, "token": secret, "now": NOW}
    for weak, code in [("ngắn", "password_too_short"), ("x" * 201, "password_too_long")]:
        with pytest.raises(InvalidError) as refused:
            accept_invitation(password=weak, **given)
        assert [p.code for p in refused.value.problems] == [code]
    assert accept_invitation(password="đủ dài rồi", **given)


def test_an_expired_invitation_or_one_of_a_disabled_user_does_not_exist(store):
    secret = an_invitation(store)
    with pytest.raises(NotFoundError):
        invited_user(store=store, token=secret, now=NOW + timedelta(days=7))
    keep(store, replace(hoa(store), disabled=True))
    with pytest.raises(NotFoundError):
        invited_user(store=store, token=secret, now=NOW)


def test_every_write_leaves_one_act_and_none_of_them_a_secret(store):
    signed_in = signing_in(store)
    sign_out(store=store, token=signed_in.token, now=NOW)
    secret = an_invitation(store)
    accept_invitation(
        store=store, passwords=PASSWORDS, token=secret, password="mật khẩu mới", now=NOW
    )
    assert [act.action for act in store.rows.acts] == [
        "token.create", "token.revoke", "password.set",
    ]  # fmt: skip
    told = repr(store.rows.acts) + repr(signed_in) + repr(hoa(store))
    hidden = (signed_in.token, secret, fingerprint(signed_in.token), fingerprint(secret),
              "mật khẩu", "argon2")  # fmt: skip
    assert not [each for each in hidden if each in told]


def test_a_user_is_found_in_one_read(store):
    token = signing_in(store).token
    reads = []

    class Counted(InMemoryStore):
        def read(self, scope: Scope):
            work = store.read(scope)
            real = work.tokens.opening
            work.tokens.opening = lambda key: reads.append(key) or real(key)
            return work

    identify(store=Counted(), token=token, now=NOW)
    assert len(reads) == 1
