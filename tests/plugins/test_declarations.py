"""Whatever is wrong with a declaration is found at loading and said to the author."""

from dataclasses import replace

import pytest

from core.catalogue import Catalogue, PluginStatus
from core.domain.movements import AddsUp, Kind, Measure
from core.domain.quotas import AllOf, Condition, Filter
from core.plugin_api import choice_field, count_field, hookimpl

from .making import (
    SOURCE,
    AnEntryPoint,
    a_clause,
    a_movement,
    a_plugin,
    a_quota,
    a_type,
    an_organization,
    returning,
    state_of,
)


def types(**changes):
    return {"register_movement_types": returning((a_type(**changes),))}


def quotas(**changes):
    return {"register_quotas": returning((a_quota(**changes),))}


def measure(**changes):
    given = {"code": "thu.so_x", "label": "Số x", "unit": "x"}
    return Measure(**given | changes)


def misspelt():
    @hookimpl
    def register_qoutas():
        return ()

    return register_qoutas


def wrong_argument():
    @hookimpl
    def check_registration(registration):
        return ()

    return check_registration


def wrapper():
    @hookimpl(wrapper=True)
    def register_quotas():
        return (yield)

    return register_quotas


HO = count_field("so_ho", "Số hộ", "hộ")
CHOICE = choice_field("loai", "Loại", {"a": "Một"})

BAD = [
    ({"NAME": "khac"}, "NAME is 'khac'"),
    ({"VERSION": None}, "VERSION is missing"),
    ({"API_VERSION": 2}, "API_VERSION is 2"),
    ({"API_VERSION": True}, "API_VERSION is True"),
    ({"register_qoutas": misspelt()}, "register_qoutas"),
    ({"check_registration": wrong_argument()}, "registration"),
    ({"register_quotas": wrapper()}, "wrapper"),
    ({"register_organization": None}, "register_organization is missing"),
    ({"register_organization": returning({"code": "thu"})}, "not a Organization"),
    ({"register_organization": returning(an_organization("khac"))}, "its code is 'khac'"),
    ({"register_organization": returning(an_organization(abbreviation="p n"))}, "abbreviation"),
    ({"register_organization": returning(an_organization(short_name=" "))}, "short_name is empty"),
    ({"register_movements": returning(a_movement())}, "not iterable"),
    ({"register_movements": returning((a_movement(title=""),))}, "title is empty"),
    ({"register_movements": returning((a_movement(source=None),))}, "source is None"),
    (
        {"register_movements": returning((a_movement(source=replace(SOURCE, clause="")),))},
        "clause is empty",
    ),
    (types(code="phu_nu.ba_sach"), "a code of this plugin is «thu.»"),
    (types(code="thu.Mô hình"), "a plain word"),
    (types(movement="thu.khong_co"), "'thu.khong_co' is not declared"),
    (types(kinds=frozenset()), "kinds is empty"),
    (types(kinds=frozenset({"mo_hinh"})), "not a Kind"),
    (types(kinds={Kind.MODEL}), "not a frozenset"),
    (types(contents=frozenset()), "contents is empty"),
    (types(contents=frozenset({6})), "no content 6"),
    (types(stages=frozenset()), "stages is empty"),
    (types(themes=frozenset({"khong_co"})), "theme 'khong_co' is neither standard"),
    (types(optional_themes=frozenset({"bao_ve_moi_truong"})), "fixed and optional"),
    (types(measures=(measure(code="so_ho"),)), "differs from the standard one"),
    (types(measures=(measure(code="khac.so_x"),)), "a code of this plugin is «thu.»"),
    (types(measures=(measure(unit=""),)), "unit is empty"),
    (types(measures=(measure(), measure())), "listed twice"),
    (types(form=(HO, HO)), "two fields are named 'so_ho'"),
    (types(form=(replace(HO, name="số hộ"),)), "a name is a plain word"),
    (types(form=(replace(HO, label=""),)), "label is empty"),
    (types(form=(replace(HO, type="whole_number"),)), "not a FieldType"),
    (types(form=(replace(HO, minimum=5, maximum=4),)), "minimum is greater"),
    (types(form=(replace(HO, decimals=2),)), "decimals are for the type decimal"),
    (types(form=(replace(HO, max_length=2),)), "max_length is for texts"),
    (types(form=(replace(CHOICE, choices=()),)), "choices go with"),
    (types(form=(replace(CHOICE, choices=CHOICE.choices * 2),)), "declared 2 times"),
    (types(form=[HO]), "not a tuple"),
    (types(form_version=0), "form_version is less than 1"),
    ({"register_movement_types": returning((a_type(), a_type()))}, "declared 2 times"),
    (quotas(code="mot_mo_hinh"), "a code of this plugin is «thu.»"),
    (quotas(organization="phu_nu"), "'phu_nu' answers for it"),
    (quotas(shared_with=frozenset({"thu"})), "shared with its own"),
    (quotas(label=""), "label is empty"),
    (quotas(source=None), "source is None"),
    (quotas(source=replace(SOURCE, sentence=" ")), "sentence is empty"),
    (quotas(clause=AllOf(clauses=())), "a choice of no clauses"),
    (quotas(clause="ít nhất một"), "not AtLeast or AnyOf or AllOf or Expected"),
    (quotas(clause=a_clause(n=0)), "demands nothing"),
    (quotas(clause=a_clause(n="1")), "not a int"),
    (quotas(clause=a_clause(filter=Filter(wording=frozenset()))), "counts nothing"),
    (
        quotas(clause=a_clause(filter=Filter(movement_types=frozenset({"thu.khong_co"})))),
        "'thu.khong_co', which is not declared",
    ),
    (
        quotas(clause=a_clause(filter=Filter(movement_types=frozenset({"phu_nu.ba_sach"})))),
        "not shared with 'phu_nu'",
    ),
    (
        quotas(clause=a_clause(filter=Filter(themes=frozenset({"khoi_nghiep"})))),
        "no movement type can meet",
    ),
    (quotas(condition=Condition()), "its condition asks nothing"),
]


@pytest.mark.parametrize(("attributes", "fault"), BAD, ids=[fault for _, fault in BAD])
def test_one_that_declares_badly_is_told_what_is_wrong(tmp_path, sound, attributes, fault):
    plugin = a_plugin(tmp_path)
    for name, value in attributes.items():
        delattr(plugin, name) if value is None else setattr(plugin, name, value)

    catalogue = Catalogue.load([AnEntryPoint("thu", lambda: plugin), sound])

    assert state_of(catalogue).state is PluginStatus.QUARANTINED
    assert fault in " ".join(state_of(catalogue).detail)
    assert catalogue.is_active("lanh")


def test_two_types_that_define_one_measure_differently(tmp_path):
    other = a_type(code="thu.khac", measures=(measure(adds_up=AddsUp.MAX),))
    both = (a_type(measures=(measure(),)), other)
    catalogue = Catalogue.load([a_plugin(tmp_path, register_movement_types=returning(both))])

    assert "defined differently" in state_of(catalogue).detail[0]


def test_two_plugins_of_one_name_are_both_set_apart_and_named(tmp_path, sound):
    (tmp_path / "b").mkdir()
    first, second = a_plugin(tmp_path), a_plugin(tmp_path / "b")
    second.__name__ = "khac.plugin"

    catalogue = Catalogue.load([first, second, sound])

    states = [state for state in catalogue.plugins if state.name == "thu"]
    assert {state.reason for state in states} == {"name_conflict"}
    assert all("thu.plugin" in s.detail[-1] and "khac.plugin" in s.detail[-1] for s in states)
    assert catalogue.is_active("lanh")


def test_two_organizations_whose_numbers_would_look_alike_are_both_set_apart(tmp_path):
    same = returning(an_organization("hai", abbreviation="T"))
    catalogue = Catalogue.load(
        [a_plugin(tmp_path), a_plugin(tmp_path, "hai", register_organization=same)]
    )

    assert {state.reason for state in catalogue.plugins} == {"name_conflict"}
