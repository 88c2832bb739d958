from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.movements import Kind, Stage
from core.domain.quota_rules import TenantFacts
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
from core.domain.verdicts import Junction, Lack, Missing, Outcome, judge, tally

SOURCE = Source(document="129/KH-MTTQ-BTT", clause="II", sentence="…")
LUONG_BANG = TenantFacts(type="Xã")
SWITCHED_OFF = TenantFacts(type="Xã", plugin_active=False)
BUILD, KEEP = frozenset({Wording.BUILD}), frozenset({Wording.KEEP})
HAPPY_FAMILY, THREE_CLEANS = "phu_nu.gia_dinh_hanh_phuc", "phu_nu.ba_sach"
GREEN = "doan_thanh_nien.bao_ve_moi_truong"
HELP, SECURITY = "cuu_chien_binh.giup_nhau_giam_ngheo", "cuu_chien_binh.an_ninh_to_quoc"
CLEAN_HOUSE = "nong_dan.sach_nha_tot_ruong"
COOPERATIVE = "lien_minh_htx.htx_kieu_moi"


def a_quota(code, clause, **settings):
    organization = code.partition(".")[0]
    return Quota(
        code=code, label="…", organization=organization, clause=clause, source=SOURCE, **settings
    )


def one(label, *types, n=1, **asked):
    return AtLeast(n=n, label=label, filter=Filter(movement_types=frozenset(types), **asked))


def themed(label, theme, **asked):
    return one(label, themes=frozenset({theme}), **asked)


FAMILY = one("mô hình “Xây dựng gia đình hạnh phúc”", HAPPY_FAMILY, wording=KEEP)
CLEANS = one("mô hình “3 sạch”", THREE_CLEANS, wording=KEEP)
ENVIRONMENT = themed("mô hình bảo vệ môi trường", "bao_ve_moi_truong", wording=BUILD)
POVERTY = themed("mô hình giúp nhau giảm nghèo", "giam_ngheo", wording=BUILD)
SAFETY = themed("mô hình an ninh", "an_ninh_trat_tu", wording=BUILD)
FIELDS = Filter(movement_types=frozenset({CLEAN_HOUSE}), wording=BUILD)

WOMEN = a_quota("phu_nu.mot_mo_hinh", AnyOf(clauses=(FAMILY, CLEANS)))
YOUTH = a_quota("doan_thanh_nien.moi_truong", ENVIRONMENT)
VETERANS = a_quota("cuu_chien_binh.hai_mo_hinh", AllOf(clauses=(POVERTY, SAFETY)))
FARMERS = a_quota(CLEAN_HOUSE, Expected(label="mô hình “Sạch nhà, tốt ruộng”", filter=FIELDS))
COOPERATIVES = a_quota(
    "lien_minh_htx.moi_xa_ntm",
    themed("hợp tác xã kiểu mới", "kinh_te_tap_the"),
    shared_with=frozenset({"nong_dan", "phu_nu"}),
    condition=Condition(tenant_types=frozenset({"xã"}), attribute="xa_nong_thon_moi"),
)
QUOTAS = (WOMEN, YOUTH, VETERANS, FARMERS, COOPERATIVES)


def an_item(movement_type, *, kind=Kind.MODEL, stage=Stage.NEW, themes=(), built=False):
    return Trait(
        organization=movement_type.partition(".")[0],
        movement_type=movement_type,
        kind=kind,
        stage=stage,
        content=3,
        themes=frozenset(themes),
        built=built,
    )


def judged(quota, *rows, facts=LUONG_BANG):
    return judge(quota, facts, Counter(rows))


def figures(verdict):
    return verdict.outcome, verdict.have, verdict.need


def test_a_womens_union_without_a_model_is_told_that_either_would_do():
    verdict = judged(WOMEN)

    assert figures(verdict) == (Outcome.SHORT, 0, 1)
    either = (Missing(1, FAMILY.label), Missing(1, CLEANS.label))
    assert verdict.lack == Lack(either, Junction.OR)


@pytest.mark.parametrize("movement_type", [HAPPY_FAMILY, THREE_CLEANS])
def test_either_model_the_womens_union_keeps_is_enough(movement_type):
    verdict = judged(WOMEN, an_item(movement_type, stage=Stage.MAINTAINED))

    assert figures(verdict) == (Outcome.MET, 1, 1)
    assert verdict.lack is None


def test_a_model_the_womens_union_has_just_begun_is_not_kept_yet():
    assert figures(judged(WOMEN, an_item(THREE_CLEANS, stage=Stage.NEW))) == (Outcome.SHORT, 0, 1)


def test_of_two_branches_the_one_that_lacks_least_is_shown():
    five_or_two = a_quota(
        "phu_nu.x", AnyOf(clauses=(one("A", HAPPY_FAMILY, n=5), one("B", THREE_CLEANS, n=2)))
    )
    family, cleans = an_item(HAPPY_FAMILY), an_item(THREE_CLEANS)

    verdict = judged(five_or_two, family, family, cleans)

    assert figures(verdict) == (Outcome.SHORT, 1, 2)
    assert verdict.lack == Lack((Missing(3, "A"), Missing(1, "B")), Junction.OR)
    assert figures(judged(five_or_two, *[family] * 4, cleans)) == (Outcome.SHORT, 4, 5)
    assert figures(judged(five_or_two, *[family] * 5, *[cleans] * 4)) == (Outcome.MET, 5, 5)


def test_the_youth_owe_a_model_that_protects_the_environment_and_not_a_work_that_does():
    green = {"bao_ve_moi_truong"}

    assert judged(YOUTH, an_item(GREEN, themes=green)).outcome is Outcome.MET
    work = judged(YOUTH, an_item(GREEN, kind=Kind.WORK, themes=green))
    assert work.lack == Lack((Missing(1, ENVIRONMENT.label),))
    assert judged(YOUTH, an_item("doan_thanh_nien.khoi_nghiep")).outcome is Outcome.SHORT


def test_the_youth_need_not_build_again_what_they_built_last_year():
    kept = an_item(GREEN, stage=Stage.MAINTAINED, themes={"bao_ve_moi_truong"}, built=True)

    assert judged(YOUTH, kept).outcome is Outcome.MET
    assert judged(replace(YOUTH, renewed_yearly=True), kept).outcome is Outcome.SHORT
    assert judged(YOUTH, replace(kept, built=False)).outcome is Outcome.SHORT


def test_one_model_of_the_veterans_that_fits_both_sentences_serves_only_one():
    versatile = an_item(HELP, themes={"giam_ngheo", "an_ninh_trat_tu"})

    verdict = judged(VETERANS, versatile)

    assert figures(verdict) == (Outcome.SHORT, 1, 2)
    assert verdict.lack == Lack((Missing(1, SAFETY.label),))
    assert figures(judged(VETERANS, versatile, versatile)) == (Outcome.MET, 2, 2)


def test_two_models_of_the_veterans_on_one_subject_still_lack_the_other():
    verdict = judged(VETERANS, *[an_item(SECURITY, themes={"an_ninh_trat_tu"})] * 2)

    assert figures(verdict) == (Outcome.SHORT, 1, 2)
    assert verdict.lack == Lack((Missing(1, POVERTY.label),))


def test_veterans_without_any_model_owe_both():
    both = (Missing(1, POVERTY.label), Missing(1, SAFETY.label))

    assert judged(VETERANS).lack == Lack(both, Junction.AND)


def test_the_farmers_are_expected_to_and_never_short_for_the_plan_states_no_number():
    assert figures(judged(FARMERS)) == (Outcome.EXPECTED, 0, None)
    assert figures(judged(FARMERS, *[an_item(CLEAN_HOUSE)] * 2)) == (Outcome.EXPECTED, 2, None)


def test_another_organizations_model_does_not_count():
    assert judged(YOUTH, an_item(HELP, themes={"bao_ve_moi_truong"})).have == 0


NEW_RURAL = TenantFacts(type="Xã", attributes={"xa_nong_thon_moi": True})


@pytest.mark.parametrize("organization", ["lien_minh_htx", "nong_dan", "phu_nu"])
def test_a_cooperative_of_any_of_the_three_that_share_it_counts(organization):
    cooperative = an_item(f"{organization}.htx", themes={"kinh_te_tap_the"})

    assert figures(judged(COOPERATIVES, cooperative, facts=NEW_RURAL)) == (Outcome.MET, 1, 1)


def test_where_nobody_has_stated_whether_the_commune_is_new_rural_it_is_unknown():
    cooperative = an_item(COOPERATIVE, themes={"kinh_te_tap_the"})

    assert figures(judged(COOPERATIVES, cooperative)) == (Outcome.UNKNOWN, 1, 1)
    assert judged(COOPERATIVES).lack is None


def test_a_commune_that_is_not_new_rural_owes_no_cooperative():
    not_yet = TenantFacts(type="Xã", attributes={"xa_nong_thon_moi": False})

    assert judged(COOPERATIVES, facts=not_yet) is None
    assert judged(COOPERATIVES, facts=TenantFacts(type="Thị trấn", plugin_active=False)) is None


def test_a_plugin_that_is_not_active_is_never_met_and_never_short():
    kept = an_item(THREE_CLEANS, stage=Stage.MAINTAINED)

    assert figures(judged(WOMEN, kept, facts=SWITCHED_OFF)) == (Outcome.UNKNOWN, 1, 1)
    assert figures(judged(WOMEN, facts=SWITCHED_OFF)) == (Outcome.UNKNOWN, 0, 1)
    assert judged(FARMERS, facts=SWITCHED_OFF).outcome is Outcome.UNKNOWN


def test_a_provinces_verdicts_add_up_and_name_who_still_owes():
    kept = an_item(THREE_CLEANS, stage=Stage.MAINTAINED)
    judged_there = [judged(WOMEN, kept), judged(WOMEN), judged(WOMEN, facts=SWITCHED_OFF), None]
    total = tally(dict(zip(["c1", "c2", "c3", "c4"], judged_there, strict=True)))

    assert (total.met, total.short, total.unknown, total.expected) == (1, 1, 1, 0)
    assert tally({"c1": judged(FARMERS)}).expected == 1
    assert total.applicable == 3
    [owing] = total.shortfalls
    assert (owing.tenant, owing.have, owing.need) == ("c2", 0, 1)
    assert owing.lack == judged(WOMEN).lack


MOVEMENT_TYPES = [HAPPY_FAMILY, THREE_CLEANS, GREEN, HELP, SECURITY, CLEAN_HOUSE, COOPERATIVE]
SUBJECTS = ["giam_ngheo", "an_ninh_trat_tu", "bao_ve_moi_truong", "kinh_te_tap_the"]
rows = st.lists(
    st.builds(
        an_item,
        st.sampled_from(MOVEMENT_TYPES),
        kind=st.sampled_from([Kind.MODEL, Kind.MODEL, Kind.WORK]),
        stage=st.sampled_from(Stage),
        themes=st.frozensets(st.sampled_from(SUBJECTS)),
        built=st.booleans(),
    ),
    max_size=8,
)
quotas = st.sampled_from(QUOTAS)
facts_of_tenants = st.builds(
    TenantFacts,
    type=st.sampled_from(["Xã", "Phường"]),
    attributes=st.sampled_from([{}, {"xa_nong_thon_moi": True}, {"xa_nong_thon_moi": False}]),
    plugin_active=st.booleans(),
)


@given(quotas, rows, rows)
def test_registering_more_never_creates_a_shortfall(quota, before, more):
    first, second = (judged(quota, *items, facts=NEW_RURAL) for items in (before, before + more))

    assert first.outcome is not Outcome.MET or second.outcome is Outcome.MET


@given(st.data(), quotas, rows)
def test_the_order_of_registering_does_not_matter(data, quota, items):
    shuffled = data.draw(st.permutations(items))

    assert judged(quota, *shuffled) == judged(quota, *items)


@given(quotas, rows, facts_of_tenants)
def test_a_lack_is_named_exactly_when_the_quota_is_not_met(quota, items, facts):
    verdict = judged(quota, *items, facts=facts)

    if verdict is not None:
        assert (verdict.lack is not None) == (verdict.outcome is Outcome.SHORT)
        assert verdict.outcome is not Outcome.MET or verdict.have >= verdict.need
        assert verdict.outcome is not Outcome.SHORT or verdict.have < verdict.need


def what_would_serve(label):
    theme = "an_ninh_trat_tu" if label == SAFETY.label else "giam_ngheo"
    return an_item(HELP, themes={theme})


@given(rows)
def test_registering_just_what_is_lacking_meets_the_veterans_quota(items):
    verdict = judged(VETERANS, *items)

    parts = verdict.lack.parts if verdict.lack else ()
    assert sum(part.n for part in parts) == verdict.need - verdict.have
    supplied = [what_would_serve(part.label) for part in parts for _ in range(part.n)]
    assert judged(VETERANS, *items, *supplied).outcome is Outcome.MET


@given(rows, facts_of_tenants)
def test_what_is_only_expected_is_never_short(items, facts):
    assert judged(FARMERS, *items, facts=facts).outcome in {Outcome.EXPECTED, Outcome.UNKNOWN}


tenants = st.dictionaries(
    st.sampled_from(["c1", "c2", "c3", "c4"]), st.tuples(rows, facts_of_tenants)
)


@given(quotas, tenants)
def test_every_tenant_the_quota_applies_to_is_in_exactly_one_count(quota, communes):
    verdicts = {
        tenant: judged(quota, *items, facts=facts) for tenant, (items, facts) in communes.items()
    }
    total = tally(verdicts)

    assert total.applicable == sum(verdict is not None for verdict in verdicts.values())
    short = [tenant for tenant, v in verdicts.items() if v and v.outcome is Outcome.SHORT]
    assert [owing.tenant for owing in total.shortfalls] == short
    assert len(short) == total.short
