"""Sessions of browsers: doors that do not open each other, kept while used, ended at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.errors import TooManyAttemptsError, UnauthenticatedError, UnavailableError
from core.domain.people import Door
from core.services.own_password import change_password
from core.services.own_second_factor import turn_on_and_enter
from core.services.signing_in import identify, sign_out
from core.services.web_sessions import (
    Missing,
    begin,
    begin_anew,
    complete,
    end_others,
    others,
    resume,
    waiting,
)

from ..fakes.people import MOMENT, NOW, InMemoryStore, a_user
from ..fakes.people_acts import PASSWORDS, SECRETS, sign
from ..fakes.phones import Phone, with_phone

PASSWORD = "mật khẩu của Hoa"
ADDRESS = "203.0.113.7"
LIFETIME, LONGEST = timedelta(hours=12), timedelta(days=30)


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


def beginning(store, **changes):
    asked = {"username": "hoa", "password": PASSWORD, "moment": MOMENT} | changes
    return begin(store=store, passwords=PASSWORDS, address=ADDRESS, lifetime=LIFETIME, **asked)


def token_of(store):
    return beginning(store).signed_in.token


def resuming(store, token, after=timedelta(), **changes):
    given = {"lifetime": LIFETIME, "longest": LONGEST} | changes
    return resume(store=store, token=token, moment=replace(MOMENT, now=NOW + after), **given)


def over(store, token, after=timedelta()):
    with pytest.raises(UnauthenticatedError):
        resuming(store, token, after)
    return True


def completing(store, token, code, now=NOW):
    return complete(
        store=store, secrets=SECRETS, token=token, code=code, address=ADDRESS, now=now,
        lifetime=LIFETIME,
    )  # fmt: skip


def demand(store, tenant="d064"):
    units = store._forest.units
    units[tenant] = replace(units[tenant], settings={"second_factor": "required"})


def test_a_password_begins_a_session(store):
    begun = beginning(store)
    assert begun.missing is Missing.NOTHING
    assert resuming(store, begun.signed_in.token).user == hoa(store)


def test_a_session_is_over_once_a_second_factor_is_demanded_of_who_has_none(store):
    begun = token_of(store)
    demand(store, "d060")
    assert resuming(store, begun)
    demand(store)
    assert over(store, begun)
    assert beginning(store).missing is Missing.SETUP


def test_the_session_of_who_has_one_goes_on_when_it_is_demanded(store, phone):
    begun = completing(store, token_of(store), phone.code(NOW))
    demand(store)
    assert resuming(store, begun.token)


def test_setting_up_what_is_demanded_ends_the_sign_ins_made_without_it(store):
    session, program = token_of(store), sign(store, "hoa", PASSWORD).token
    demand(store)
    offer = SECRETS.offer(hoa(store), now=NOW)
    signed_in, _ = turn_on_and_enter(
        store=store, secrets=SECRETS, token=token_of(store), offered=offer.sealed,
        code=Phone(offer.seed).code(NOW), now=NOW, lifetime=LIFETIME,
    )  # fmt: skip
    assert resuming(store, signed_in.token)
    assert over(store, session)
    with pytest.raises(UnauthenticatedError):
        identify(store=store, token=program, now=NOW)


def test_the_secret_of_a_browser_opens_no_api_and_the_other_way_round(store):
    browsers, programs = token_of(store), sign(store, "hoa", PASSWORD).token
    for door in (Door.API, Door.HALLWAY):
        with pytest.raises(UnauthenticatedError):
            identify(store=store, token=browsers, now=NOW, door=door)
    assert over(store, programs)
    swapped = "cs_" + browsers.removeprefix("csw_")
    with pytest.raises(UnauthenticatedError):
        identify(store=store, token=swapped, now=NOW)


def test_every_sign_in_has_a_new_secret(store):
    assert token_of(store) != token_of(store)


def test_a_session_nobody_uses_is_over_after_its_time(store):
    token = token_of(store)
    assert over(store, token, LIFETIME)


def test_a_session_lasts_while_it_is_used(store):
    token = token_of(store)
    for hours in range(10, 60, 10):
        assert resuming(store, token, timedelta(hours=hours))
    assert over(store, token, timedelta(hours=62))


def test_use_is_written_down_once_an_hour(store):
    token = token_of(store)
    ends = [
        resuming(store, token, timedelta(minutes=minutes)).expires_at
        for minutes in (1, 30, 59, 60, 61, 100)
    ]
    assert ends == [NOW + LIFETIME] * 3 + [NOW + LIFETIME + timedelta(hours=1)] * 3


def test_however_much_it_is_used_it_ends_some_day(store):
    token = token_of(store)
    lasting = {"longest": timedelta(days=1)}
    for hours in range(6, 24, 6):
        assert resuming(store, token, timedelta(hours=hours), **lasting)
    assert over(store, token, timedelta(days=1))


def test_where_nothing_can_be_written_a_session_goes_on_being_read(store):
    token = token_of(store)

    def fail(*_):
        raise UnavailableError

    store.write = fail
    assert resuming(store, token, timedelta(hours=2)).expires_at == NOW + LIFETIME


@pytest.mark.parametrize("token", ["", "csw_", "csw_" + "x" * 43, "\ud800"])
def test_what_is_no_session_is_over(store, token):
    assert over(store, token)


def test_signing_out_a_new_password_and_disabling_end_it_at_once(store):
    for number, end in enumerate((signing_out, setting_password, disabling)):
        store.rows.users["u-hoa"] = a_user(
            "hoa", password_hash=PASSWORDS.hash(PASSWORD), generation=number + 1
        )
        token = token_of(store)
        end(store, token)
        assert over(store, token)


def signing_out(store, token):
    sign_out(store=store, token=token, now=NOW, door=Door.PAGES)


def setting_password(store, _):
    change_password(store=store, passwords=PASSWORDS, user=hoa(store), current=PASSWORD,
                    new="mật khẩu mới", address=ADDRESS)  # fmt: skip


def disabling(store, _):
    store.rows.users["u-hoa"] = replace(hoa(store), disabled=True)


def test_who_has_just_set_a_password_goes_on_at_this_browser(store):
    setting_password(store, "")
    fresh = begin_anew(store=store, user_id="u-hoa", now=NOW, lifetime=LIFETIME)
    assert resuming(store, fresh.token).user == hoa(store)


def test_with_a_second_factor_the_password_leads_only_to_the_hallway(store, phone):
    begun = beginning(store)
    assert begun.missing is Missing.CODE
    assert over(store, begun.signed_in.token)
    assert waiting(store=store, token=begun.signed_in.token, now=NOW) == hoa(store)


def test_the_code_turns_it_into_a_session_under_another_secret(store, phone):
    token = token_of(store)
    signed_in = completing(store, token, phone.code(NOW))
    assert signed_in.token != token
    assert resuming(store, signed_in.token)
    with pytest.raises(UnauthenticatedError):
        completing(store, token, phone.code(NOW, steps=1))


def test_a_wrong_code_leaves_one_in_the_hallway_and_counts(store, phone):
    token = token_of(store)
    for _ in range(10):
        with pytest.raises(UnauthenticatedError, match="bad_code"):
            completing(store, token, "000000")
    with pytest.raises(TooManyAttemptsError):
        completing(store, token, phone.code(NOW))


def test_the_hallway_closes_after_ten_minutes(store, phone):
    token, later = token_of(store), NOW + timedelta(minutes=10)
    with pytest.raises(UnauthenticatedError, match="unauthenticated"):
        completing(store, token, phone.code(later), later)


def test_where_it_is_demanded_it_is_set_up_before_anything_else(store):
    demand(store)
    begun = beginning(store)
    assert begun.missing is Missing.SETUP
    assert over(store, begun.signed_in.token)
    offer = SECRETS.offer(hoa(store), now=NOW)
    signed_in, codes = turn_on_and_enter(
        store=store, secrets=SECRETS, token=begun.signed_in.token, offered=offer.sealed,
        code=Phone(offer.seed).code(NOW), now=NOW, lifetime=LIFETIME,
    )  # fmt: skip
    assert resuming(store, signed_in.token).user.second_factor
    assert len(codes) == 10
    assert beginning(store).missing is Missing.CODE


def test_nobody_sets_up_a_factor_without_having_given_the_password(store):
    demand(store)
    offer = SECRETS.offer(hoa(store), now=NOW)
    with pytest.raises(UnauthenticatedError):
        turn_on_and_enter(
            store=store, secrets=SECRETS, token="csh_" + "x" * 43, offered=offer.sealed,
            code=Phone(offer.seed).code(NOW), now=NOW, lifetime=LIFETIME,
        )  # fmt: skip
    assert hoa(store).second_factor is None


def test_other_sign_ins_are_counted_and_ended_and_this_one_stays(store):
    here, there = token_of(store), token_of(store)
    program = sign(store, "hoa", PASSWORD).token
    session = resuming(store, here)
    assert others(store=store, session=session, now=NOW) == 2
    end_others(store=store, session=session)
    assert over(store, there)
    with pytest.raises(UnauthenticatedError):
        identify(store=store, token=program, now=NOW)
    assert others(store=store, session=resuming(store, here), now=NOW) == 0


def test_the_trail_tells_of_sessions_without_their_secrets(store, phone):
    hallway = token_of(store)
    signed_in = completing(store, hallway, phone.code(NOW))
    end_others(store=store, session=resuming(store, signed_in.token))
    assert [act.action for act in store.rows.acts] == [
        "second_factor.enable", "token.create", "token.revoke_others",
    ]  # fmt: skip
    told = repr(store.rows.acts) + repr(signed_in)
    assert not [each for each in (hallway, signed_in.token) if each in told]
