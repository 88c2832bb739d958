from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.movements import Kind, Stage
from core.domain.quota_rules import Override, TenantFacts, binds, effective
from core.domain.quotas import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Expected,
    Filter,
    Quota,
    Source,
    Trait,
    Wording,
)
from core.domain.verdicts import Outcome, judge

SOURCE = Source(document="129/KH-MTTQ-BTT", clause="II.3", sentence="…")
BAC_KAN, CHO_DON, LUONG_BANG = "p06", "d064", "c02050"
LINEAGE = ("vn", BAC_KAN, CHO_DON, LUONG_BANG)
DAY = date(2017, 6, 21)


def a_quota(clause=None, **settings):
    clause = clause or asking(1, "mô hình “3 sạch”")
    return Quota(
        code="phu_nu.mot_mo_hinh",
        label="…",
        organization="phu_nu",
        clause=clause,
        source=SOURCE,
        **settings,
    )


def asking(n, label="mô hình"):
    return AtLeast(n=n, label=label, filter=Filter())


def an_override(tenant=BAC_KAN, *, quota="phu_nu.mot_mo_hinh", since=date(2017, 1, 1), **settings):
    return Override(
        quota=quota, tenant=tenant, valid_from=since, document="01/QĐ-MTTQ-BTT", **settings
    )


def in_luong_bang(overrides, *, quota=None, on=DAY):
    return effective(quota or a_quota(), overrides, lineage=LINEAGE, on=on)


def test_without_an_override_the_quota_stands_as_the_plan_words_it():
    assert in_luong_bang([]) == a_quota()


def test_a_province_may_ask_for_more():
    assert in_luong_bang([an_override(at_least=2)]).clause.n == 2


def test_raising_reaches_every_branch_of_an_either_or_quota():
    either = a_quota(AnyOf(clauses=(asking(1, "A"), asking(1, "B"))))

    raised = in_luong_bang([an_override(at_least=2)], quota=either)

    assert raised.clause == AnyOf(clauses=(asking(2, "A"), asking(2, "B")))


def test_raising_reaches_every_sentence_of_the_veterans_two():
    both = a_quota(AllOf(clauses=(asking(1, "A"), asking(1, "B"))))

    raised = in_luong_bang([an_override(at_least=3)], quota=both)

    assert raised.clause == AllOf(clauses=(asking(3, "A"), asking(3, "B")))


def test_a_province_may_give_a_number_to_what_the_plan_only_expects():
    expected = a_quota(Expected(label="mô hình “Sạch nhà, tốt ruộng”", filter=Filter()))

    numbered = in_luong_bang([an_override(at_least=1)], quota=expected)

    assert numbered.clause == asking(1, "mô hình “Sạch nhà, tốt ruộng”")


def test_a_quota_that_is_switched_off_does_not_apply():
    assert in_luong_bang([an_override(at_least=0)]) is None


def test_a_commune_may_owe_again_what_its_province_has_switched_off():
    off, on_again = an_override(at_least=0), an_override(LUONG_BANG, at_least=1)

    assert in_luong_bang([on_again, off]) == a_quota()


def test_the_nearest_tenant_wins_though_a_farther_one_decided_later():
    near = an_override(CHO_DON, at_least=3)
    far = an_override(BAC_KAN, at_least=2, since=date(2017, 6, 1))

    assert in_luong_bang([near, far]).clause.n == 3


def test_of_two_decisions_of_one_tenant_the_later_wins():
    earlier, later = an_override(at_least=2), an_override(at_least=4, since=date(2017, 5, 1))

    assert in_luong_bang([later, earlier]).clause.n == 4


def test_what_the_nearest_tenant_leaves_open_stays_as_the_province_set_it():
    province, commune = an_override(at_least=2), an_override(LUONG_BANG, renewed_yearly=True)

    judged = in_luong_bang([province, commune])

    assert (judged.clause.n, judged.renewed_yearly) == (2, True)


def test_a_province_may_ask_for_building_anew_each_year_and_a_commune_may_not():
    anew, not_anew = an_override(renewed_yearly=True), an_override(CHO_DON, renewed_yearly=False)

    assert in_luong_bang([anew]).renewed_yearly is True
    assert in_luong_bang([anew, not_anew]).renewed_yearly is False


def test_a_neighbours_decision_and_one_on_another_quota_change_nothing():
    neighbour = an_override("p20", at_least=5)
    other = an_override(quota="doan_thanh_nien.moi_truong", at_least=5)

    assert in_luong_bang([neighbour, other]) == a_quota()


@pytest.mark.parametrize(
    ("day", "n"),
    [
        (date(2016, 12, 31), 1),
        (date(2017, 1, 1), 2),
        (date(2017, 12, 31), 2),
        (date(2018, 1, 1), 1),
    ],
)
def test_an_override_holds_from_its_first_day_through_its_last(day, n):
    of_2017 = an_override(at_least=2, valid_to=date(2017, 12, 31))

    assert in_luong_bang([of_2017], on=day).clause.n == n


def test_a_quota_without_a_condition_binds_every_tenant():
    assert binds(a_quota(), TenantFacts(type="Phường")) is True


NEW_RURAL = Condition(tenant_types=frozenset({"xã"}), attribute="xa_nong_thon_moi")


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        (TenantFacts(type="Xã", attributes={"xa_nong_thon_moi": True}), True),
        (TenantFacts(type="xã", attributes={"xa_nong_thon_moi": False}), False),
        (TenantFacts(type="Xã"), None),
        (TenantFacts(type="Xã", attributes={"xa_nong_thon_moi_nang_cao": True}), None),
        (TenantFacts(type="Phường"), False),
        (TenantFacts(type="Phường", attributes={"xa_nong_thon_moi": True}), False),
        (TenantFacts(type="Xã", attributes={"xa_nong_thon_moi": 1}), False),
        (TenantFacts(type="Xã", attributes={"xa_nong_thon_moi": "có"}), False),
    ],
)
def test_the_cooperative_is_owed_by_new_rural_communes_only(facts, answer):
    assert binds(a_quota(condition=NEW_RURAL), facts) is answer


def test_a_condition_on_the_type_alone_needs_no_attribute():
    urban = a_quota(condition=Condition(tenant_types=frozenset({"Phường", "Thị trấn"})))

    assert binds(urban, TenantFacts(type="thị trấn")) is True
    assert binds(urban, TenantFacts(type="Xã")) is False


overrides = st.lists(
    st.builds(
        an_override,
        st.sampled_from([*LINEAGE, "p20"]),
        since=st.sampled_from([DAY + timedelta(days=days) for days in (-2, -1, 0, 1)]),
        at_least=st.none() | st.integers(0, 3),
        renewed_yearly=st.none() | st.booleans(),
    ),
    max_size=5,
    unique_by=lambda one: (one.tenant, one.valid_from),
)


@given(st.data(), overrides)
def test_the_order_in_which_overrides_are_read_does_not_matter(data, decided):
    shuffled = data.draw(st.permutations(decided))

    assert in_luong_bang(shuffled) == in_luong_bang(decided)


@given(overrides)
def test_the_communes_own_decision_of_today_is_never_overruled(decided):
    others = [one for one in decided if (one.tenant, one.valid_from) != (LUONG_BANG, DAY)]
    own = an_override(LUONG_BANG, since=DAY, at_least=7, renewed_yearly=True)

    assert in_luong_bang([own, *others]) == a_quota(
        asking(7, "mô hình “3 sạch”"), renewed_yearly=True
    )


def built(movement_type, n=1):
    wanted = Filter(movement_types=frozenset({movement_type}), wording=frozenset({Wording.BUILD}))
    return AtLeast(n=n, label=movement_type, filter=wanted)


quotas = st.sampled_from(
    [
        a_quota(built("a", 2)),
        a_quota(AnyOf(clauses=(built("a"), built("b", 2)))),
        a_quota(AllOf(clauses=(built("a"), built("b")))),
        a_quota(Expected(label="a", filter=Filter())),
    ]
)
holdings = st.lists(
    st.builds(
        Trait,
        organization=st.just("phu_nu"),
        movement_type=st.sampled_from(["a", "b"]),
        kind=st.just(Kind.MODEL),
        stage=st.sampled_from(Stage),
        content=st.just(3),
        built=st.booleans(),
    ),
    max_size=6,
).map(Counter)
COMMUNE = TenantFacts(type="Xã")


@given(quotas, holdings, st.integers(2, 4))
def test_raising_a_quota_never_turns_short_into_met(quota, items, n):
    raised = in_luong_bang([an_override(at_least=n)], quota=quota)

    if judge(quota, COMMUNE, items).outcome is Outcome.SHORT:
        assert judge(raised, COMMUNE, items).outcome is Outcome.SHORT


@given(quotas)
def test_whatever_its_form_a_quota_switched_off_is_judged_nowhere(quota):
    assert in_luong_bang([an_override(at_least=0)], quota=quota) is None


@given(quotas, holdings)
def test_owing_anew_each_year_never_turns_short_into_met(quota, items):
    anew = in_luong_bang([an_override(renewed_yearly=True)], quota=quota)

    if judge(quota, COMMUNE, items).outcome is Outcome.SHORT:
        assert judge(anew, COMMUNE, items).outcome is Outcome.SHORT
