"""The second factor: codes read as typed, good once and briefly, sealed, given up with one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.access import OPERATOR
from core.domain.errors import (
    ConflictError,
    InvalidError,
    TooManyAttemptsError,
)
from core.domain.second_factor import (
    RECOVERY_ALPHABET,
    one_time_code,
    recovery_code,
    shown,
    step_at,
    steps_taken,
)
from core.services.factor_secrets import FactorSecrets
from core.services.own_second_factor import renew_recovery, turn_off, turn_on

from ..fakes.hoa import ADDRESS, PASSWORD, hoa, own, phone, refusal, signing_in, store
from ..fakes.people import NOW, a_user
from ..fakes.people_acts import PASSWORDS, SECRETS
from ..fakes.phones import Phone

__all__ = ["phone", "store"]

RECOVERY = st.text(RECOVERY_ALPHABET, min_size=12, max_size=12)
GAPS = st.text(" -–.\t\u00a0", max_size=3)


def turning_on(store, **asked):
    given = {"current": PASSWORD, "address": ADDRESS, "now": NOW} | asked
    return turn_on(store=store, passwords=PASSWORDS, secrets=SECRETS, user=hoa(store), **given)


@given(RECOVERY, st.lists(GAPS, min_size=13, max_size=13), st.booleans())
def test_a_recovery_code_is_read_however_it_is_spaced_and_cased(code, gaps, capitals):
    typed = "".join(gap + letter for gap, letter in zip(gaps, code, strict=False)) + gaps[-1]
    assert recovery_code(typed.upper() if capitals else typed) == code
    assert recovery_code(shown(code)) == code


@given(st.text(max_size=40))
def test_no_text_is_both_kinds_of_code_and_none_makes_an_error(typed):
    assert not (one_time_code(typed) and recovery_code(typed))


@given(st.integers(0, 999_999), st.sampled_from(["{}{}", "{} {}", "{}-{}", " {}  {} "]))
def test_six_digits_are_read_in_two_groups_as_well(number, form):
    digits = f"{number:06}"
    assert one_time_code(form.format(digits[:3], digits[3:])) == digits


@given(st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1)), st.integers(-5, 5))  # noqa: DTZ001
def test_a_code_is_taken_half_a_minute_around_its_time_and_never_again(moment, ahead):
    now = moment.replace(tzinfo=UTC)
    step = step_at(now)
    taken = list(steps_taken(now, after=step + ahead))
    assert taken == [each for each in (step - 1, step, step + 1) if each > step + ahead]


def test_without_a_second_factor_a_password_is_enough(store):
    assert signing_in(store)
    assert signing_in(store, code="123456")


def test_with_one_the_password_alone_is_refused_and_says_so_only_to_who_knows_it(store, phone):
    assert refusal(store) == "second_factor_required"
    assert refusal(store, password="sai mật khẩu") == "bad_credentials"
    assert refusal(store, phone.code(NOW), password="sai mật khẩu") == "bad_credentials"


def test_the_code_of_the_phone_lets_in_and_only_once(store, phone):
    assert signing_in(store, phone.code(NOW))
    assert refusal(store, phone.code(NOW)) == "bad_code"
    assert refusal(store, phone.code(NOW, steps=-1)) == "bad_code"
    assert signing_in(store, phone.code(NOW, steps=1))


@pytest.mark.parametrize(
    ("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_half_a_minute_wrong_but_no_more(store, phone, steps, good):
    code = phone.code(NOW, steps=steps)
    if good:
        assert signing_in(store, code)
    else:
        assert refusal(store, code) == "bad_code"


def test_the_code_that_turned_it_on_is_spent(store):
    offer = SECRETS.offer(hoa(store), now=NOW)
    code = Phone(offer.seed).code(NOW)
    turning_on(store, offered=offer.sealed, code=code)
    assert refusal(store, code) == "bad_code"


def test_a_recovery_code_lets_in_once_each(store, phone):
    assert len(set(phone.codes)) == 10
    for code in phone.codes:
        assert signing_in(store, shown(code).upper())
        assert refusal(store, code) == "bad_code"
    assert hoa(store).second_factor.recovery == ()


def test_wrong_codes_count_like_wrong_passwords(store, phone):
    for _ in range(10):
        assert refusal(store, "000000") == "bad_code"
    with pytest.raises(TooManyAttemptsError):
        signing_in(store, phone.code(NOW))


def test_asking_for_the_code_is_no_failure(store, phone):
    for _ in range(12):
        refusal(store)
    assert signing_in(store, phone.code(NOW))


@pytest.mark.parametrize("typed", ["", " ", "12345", "1234567", "１２３４５６", "mã", "\x00" * 12])
def test_what_is_no_code_is_a_wrong_one(store, phone, typed):
    assert refusal(store, typed) == "bad_code"


def test_two_at_once_with_the_same_code_are_not_both_let_in(store, phone):
    proof = SECRETS.proof(hoa(store), hoa(store).second_factor, phone.code(NOW), now=NOW)
    users = store.read(OPERATOR).users
    assert [users.spend("u-hoa", proof), users.spend("u-hoa", proof)] == [True, False]


def test_a_new_seed_is_worth_nothing_until_its_first_code_was_typed(store):
    offer = SECRETS.offer(hoa(store), now=NOW)
    with pytest.raises(InvalidError) as refused:
        turning_on(store, offered=offer.sealed, code="000000")
    assert [(p.field, p.code) for p in refused.value.problems] == [("code", "wrong_first_code")]
    assert hoa(store).second_factor is None


def test_turning_it_on_takes_the_password_and_wrong_ones_count(store):
    offer = SECRETS.offer(hoa(store), now=NOW)
    asked = {"offered": offer.sealed, "code": Phone(offer.seed).code(NOW)}
    for _ in range(10):
        with pytest.raises(InvalidError) as refused:
            turning_on(store, **asked, current="sai mật khẩu")
        assert [(p.field, p.code) for p in refused.value.problems] == [
            ("current", "wrong_password")
        ]
    with pytest.raises(TooManyAttemptsError):
        turning_on(store, **asked)
    assert hoa(store).second_factor is None
    store.rows.failures.clear()
    assert turning_on(store, **asked)


@pytest.mark.parametrize("sealed", ["", "x", "gAAAAA", "\u00e9"])
def test_a_seed_nobody_offered_is_not_taken(store, sealed):
    with pytest.raises(InvalidError):
        turning_on(store, offered=sealed, code="000000")


def test_an_offer_is_for_one_user_and_half_an_hour(store):
    offer = SECRETS.offer(hoa(store), now=NOW)
    phone, late = Phone(offer.seed), NOW + timedelta(minutes=31)
    assert SECRETS.accepted(hoa(store), offer.sealed, phone.code(NOW), now=NOW)
    assert not SECRETS.accepted(a_user("khac"), offer.sealed, phone.code(NOW), now=NOW)
    assert not SECRETS.accepted(hoa(store), offer.sealed, phone.code(late), now=late)


def test_the_same_offer_is_shown_again_after_a_wrong_code(store):
    offer = SECRETS.offer(hoa(store), now=NOW)
    later = NOW + timedelta(minutes=1)
    assert SECRETS.offered_again(hoa(store), offer.sealed, now=later).seed == offer.seed
    assert SECRETS.offered_again(a_user("khac"), offer.sealed, now=later).seed != offer.seed


def test_it_cannot_be_turned_on_twice(store, phone):
    offer = SECRETS.offer(hoa(store), now=NOW)
    with pytest.raises(ConflictError, match="second_factor_is_on"):
        turning_on(store, offered=offer.sealed, code=Phone(offer.seed).code(NOW))
    assert signing_in(store, phone.code(NOW))


def test_turning_it_off_takes_a_code(store, phone):
    with pytest.raises(InvalidError):
        turn_off(**own(store), code="000000")
    turn_off(**own(store), code=phone.code(NOW))
    assert signing_in(store)
    with pytest.raises(ConflictError, match="second_factor_is_off"):
        turn_off(**own(store), code=phone.code(NOW))


def test_new_recovery_codes_take_the_place_of_the_old_ones(store, phone):
    codes = renew_recovery(**own(store), code=phone.codes[0])
    assert refusal(store, phone.codes[1]) == "bad_code"
    assert signing_in(store, codes[0])


def test_the_seed_lies_sealed_and_with_another_key_or_for_another_user_it_is_nothing(store, phone):
    factor = hoa(store).second_factor
    assert phone.seed not in repr((factor, hoa(store)))
    assert phone.seed not in factor.sealed
    assert not set(phone.codes) & set(factor.recovery)
    stranger = FactorSecrets("another key, that someone else knows")
    for secrets, user in ((stranger, hoa(store)), (SECRETS, a_user("khac"))):
        assert secrets.proof(user, factor, phone.code(NOW), now=NOW) is None
        assert secrets.proof(user, factor, phone.codes[0], now=NOW) is None


def test_the_trail_names_each_act_and_holds_no_secret(store, phone):
    signing_in(store, phone.codes[0])
    renew_recovery(**own(store), code=phone.code(NOW))
    turn_off(**own(store), code=phone.code(NOW, steps=1))
    assert [act.action for act in store.rows.acts] == [
        "second_factor.enable", "second_factor.recover", "token.create",
        "second_factor.renew", "second_factor.disable",
    ]  # fmt: skip
    told = repr(store.rows.acts)
    assert not [each for each in (phone.seed, *phone.codes) if each in told]
