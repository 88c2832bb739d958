"""The plugins say what plan 129 of Bắc Kạn says: no movement less, no quota more."""

import importlib
from collections import Counter

import pytest

from core.catalogue import Catalogue
from core.domain.movements import Kind, Stage
from core.domain.quota_rules import TenantFacts
from core.domain.quotas import AllOf, AnyOf, AtLeast, Trait
from core.domain.tenants import Level
from core.domain.verdicts import judge

from .plan_004 import CLAUSES, DOCUMENT, ELSEWHERE, OTHER_ORGANIZATIONS

PLUGINS = ("cuu_chien_binh", "doan_thanh_nien", "mttq", "nong_dan", "phu_nu")
DEMANDS = [(clause, demand) for clause in CLAUSES for demand in clause.demands]
SENTENCES = {clause.number: clause.text for clause in CLAUSES} | ELSEWHERE
COMMUNE = TenantFacts(type="Xã")

every_clause = pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.number)
every_demand = pytest.mark.parametrize(
    ("clause", "demand"), DEMANDS, ids=[demand.code for _, demand in DEMANDS]
)


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load(importlib.import_module(f"plugins.{name}.plugin") for name in PLUGINS)


@every_clause
def test_every_movement_the_clause_names_is_declared_and_cites_it(catalogue, clause):
    declared = {
        movement.title: movement.source.sentence
        for movement in catalogue.movements.values()
        if movement.code.startswith(f"{clause.organization}.")
    }

    assert {title: declared.get(title) for title in clause.movements} == dict.fromkeys(
        clause.movements, clause.text
    )


@every_clause
def test_every_work_and_model_the_clause_names_can_be_registered(catalogue, clause):
    for code, kinds in clause.types.items():
        of_type = catalogue.movement_types[code]
        assert kinds <= of_type.kinds, code
        assert of_type.source.document == DOCUMENT
        assert of_type.source.sentence in clause.text, code


@every_demand
def test_the_quota_is_worded_as_the_sentence(catalogue, clause, demand):
    quota = catalogue.quotas[demand.code]

    assert (quota.organization, quota.level) == (clause.organization, Level.COMMUNE)
    assert quota.source.document == DOCUMENT
    assert quota.source.clause.startswith(clause.number)
    assert quota.source.sentence == demand.sentence
    assert type(quota.clause) is demand.shape


@every_demand
def test_the_quota_asks_for_the_number_kind_theme_and_verb_of_the_sentence(
    catalogue, clause, demand
):
    whole = catalogue.quotas[demand.code].clause
    parts = whole.clauses if isinstance(whole, AnyOf | AllOf) else (whole,)

    asked = [
        (
            part.n if isinstance(part, AtLeast) else None,
            {
                "kinds": set(part.filter.kinds),
                "movement_types": set(part.filter.movement_types),
                "themes": set(part.filter.themes),
                "wording": set(part.filter.wording),
            },
        )
        for part in parts
    ]
    assert asked == list(demand.parts)


def test_no_quota_is_invented(catalogue):
    of_this_plan = {q.code for q in catalogue.quotas.values() if q.source.document == DOCUMENT}

    assert of_this_plan == {demand.code for _, demand in DEMANDS}
    assert set(catalogue.quotas) - of_this_plan == {"mttq.mot_mo_hinh_moi_xa"}


def test_every_sentence_cited_from_the_plan_is_in_the_plan(catalogue):
    cited = [
        *catalogue.movements.values(),
        *catalogue.movement_types.values(),
        *catalogue.quotas.values(),
    ]
    for each in cited:
        if each.source.document == DOCUMENT:
            number = each.source.clause.partition(", câu")[0]
            assert each.source.sentence in SENTENCES[number], each.code


def test_every_clause_of_the_plan_is_cited(catalogue):
    cited = {
        each.source.clause.partition(", câu")[0]
        for each in (*catalogue.movements.values(), *catalogue.movement_types.values())
        if each.source.document == DOCUMENT
    }

    assert {clause.number for clause in CLAUSES} <= cited


def test_the_fronts_own_model_comes_from_the_plan_of_kon_ray(catalogue):
    quota = catalogue.quotas["mttq.mot_mo_hinh_moi_xa"]

    assert quota.source.clause == "II.5"
    assert quota.source.sentence == (
        "Ủy ban MTTQ Việt Nam cấp xã phối hợp xây dựng mới hoặc duy trì ít nhất 01 mô hình."
    )
    assert quota.clause.filter.wording == {"xay_dung", "duy_tri"}
    assert quota.clause.n == 1


@pytest.mark.parametrize("code", OTHER_ORGANIZATIONS)
def test_organizations_of_the_plan_without_a_plugin_are_known_as_partners(catalogue, code):
    assert catalogue.organization_name(code)
    assert not catalogue.is_active(code)


def item(catalogue, code, stage, *, kind=Kind.MODEL, themes=frozenset()):
    of_type = catalogue.movement_types[code]
    assert themes <= of_type.optional_themes
    return Trait(
        organization=of_type.organization,
        movement_type=code,
        kind=kind,
        stage=stage,
        content=min(of_type.contents),
        themes=of_type.themes | themes,
    )


def verdict(catalogue, quota, *items):
    judged = judge(catalogue.quotas[quota], COMMUNE, Counter(items))
    return judged.outcome, judged.have, judged.need


def test_the_womens_union_keeps_one_model_of_either_sort(catalogue):
    quota = "phu_nu.mot_mo_hinh_moi_xa"
    for code in ("phu_nu.gia_dinh_hanh_phuc", "phu_nu.ba_sach"):
        kept = item(catalogue, code, Stage.MAINTAINED)
        built = item(catalogue, code, Stage.NEW)
        assert verdict(catalogue, quota, kept) == ("met", 1, 1)
        assert verdict(catalogue, quota, built) == ("short", 0, 1)


def test_a_veterans_model_that_fits_both_clauses_serves_one_of_them(catalogue):
    quota = "cuu_chien_binh.hai_mo_hinh_moi_xa"
    both = item(
        catalogue,
        "cuu_chien_binh.giup_nhau_giam_ngheo",
        Stage.NEW,
        themes=frozenset({"an_ninh_trat_tu"}),
    )
    order = item(catalogue, "cuu_chien_binh.an_ninh_to_quoc", Stage.NEW)

    assert verdict(catalogue, quota, both) == ("short", 1, 2)
    assert verdict(catalogue, quota, both, order) == ("met", 2, 2)
    assert verdict(catalogue, quota, order, order) == ("short", 1, 2)


def test_the_youth_union_needs_both_the_kind_and_the_theme(catalogue):
    quota = "doan_thanh_nien.mot_mo_hinh_moi_truong_moi_xa"
    lit = "doan_thanh_nien.thap_sang_duong_que"
    green = frozenset({"bao_ve_moi_truong"})

    model = item(catalogue, lit, Stage.NEW, themes=green)
    assert verdict(catalogue, quota, model) == ("met", 1, 1)
    assert verdict(catalogue, quota, item(catalogue, lit, Stage.NEW))[0] == "short"
    work = item(catalogue, lit, Stage.NEW, kind=Kind.WORK, themes=green)
    assert verdict(catalogue, quota, work)[0] == "short"


def test_the_farmers_union_owes_no_number(catalogue):
    quota = "nong_dan.sach_nha_tot_ruong_moi_xa"

    assert verdict(catalogue, quota) == ("expected", 0, None)
    one = item(catalogue, "nong_dan.sach_nha_tot_ruong", Stage.NEW)
    assert verdict(catalogue, quota, one) == ("expected", 1, None)


def test_the_fronts_model_may_be_built_or_kept(catalogue):
    for stage in Stage:
        model = item(catalogue, "mttq.mo_hinh_khu_dan_cu", stage)
        assert verdict(catalogue, "mttq.mot_mo_hinh_moi_xa", model) == ("met", 1, 1)
