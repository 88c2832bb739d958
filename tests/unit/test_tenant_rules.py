"""What may be stated of a tenant, and what of it stays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.tenant_rules import (
    Statements,
    changes_between,
    problems_with_statements,
    stated_anew,
)
from core.domain.tenants import Attribute, Dated, Level, PluginSwitch, Tenant

COMMUNE = Tenant(id="c02062", code="02062", level=Level.COMMUNE, names=(Dated(value="Lương Bằng"),))
DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2019, 12, 31))


def an_attribute(name="xa_nong_thon_moi", *, value=True, since=date(2016, 1, 1), **rest):
    source = rest.pop("source", "QĐ 1/QĐ-UBND")
    return Attribute(name=name, value=value, source=source, valid_from=since, **rest)


def codes(stated):
    return [(p.field, p.code) for p in problems_with_statements(stated, plugins={"phu_nu"})]


def test_a_known_attribute_with_its_source_is_accepted():
    assert codes(Statements(attributes=(an_attribute(),))) == []


def test_a_free_attribute_may_be_a_number_or_a_text():
    free = (an_attribute("so_thon", value=12), an_attribute("vung", value="vùng cao"))
    assert codes(Statements(attributes=free)) == []


@pytest.mark.parametrize(
    ("attribute", "problem"),
    [
        (an_attribute("Xã NTM"), ("attributes.0.name", "not_an_attribute_name")),
        (an_attribute("a" * 61), ("attributes.0.name", "not_an_attribute_name")),
        (an_attribute("a__b"), ("attributes.0.name", "not_an_attribute_name")),
        (an_attribute(value="có"), ("attributes.0.value", "not_yes_no")),
        (an_attribute(value=1), ("attributes.0.value", "not_yes_no")),
        (an_attribute("vung", value=""), ("attributes.0.value", "required")),
        (an_attribute(source=""), ("attributes.0.source", "required")),
        (an_attribute(valid_to=date(2015, 1, 1)), ("attributes.0.to", "ends_before_start")),
    ],
)
def test_what_is_wrong_with_an_attribute_is_named(attribute, problem):
    assert codes(Statements(attributes=(attribute,))) == [problem]


def test_a_plugin_that_is_not_there_cannot_be_switched():
    switch = PluginSwitch(code="hoi_la", enabled=False, valid_from=date(2017, 1, 1))
    assert codes(Statements(plugins=(switch,))) == [("plugins.0.code", "unknown_plugin")]


def test_a_setting_nobody_knows_is_refused():
    assert codes(Statements(settings={"mau_sac": True})) == [("settings.mau_sac", "unknown_field")]


@pytest.mark.parametrize(
    ("name", "good", "wrong"),
    [
        ("self_confirmation", (True, False, None), ("required", "")),
        ("second_factor", ("required", None), ("optional", True, False, "")),
    ],
)
def test_a_setting_has_its_own_values_and_none_inherits(name, good, wrong):
    for value in good:
        assert codes(Statements(settings={name: value})) == []
    for value in wrong:
        assert codes(Statements(settings={name: value})) == [(f"settings.{name}", "not_a_choice")]


def test_to_state_nothing_is_refused():
    assert codes(Statements()) == [("", "nothing_to_change")]


def test_the_same_cannot_be_stated_twice_at_once():
    twice = (an_attribute(), an_attribute(value=False))
    assert codes(Statements(attributes=twice)) == [("attributes.1", "stated_twice")]


def test_a_statement_of_the_same_day_replaces_the_earlier_one():
    first = stated_anew(COMMUNE, Statements(attributes=(an_attribute(),)))
    second = stated_anew(first, Statements(attributes=(an_attribute(value=False),)))
    assert [each.value for each in second.attributes] == [False]
    assert second.version == COMMUNE.version + 2


def test_a_setting_that_is_null_is_inherited_again():
    own = stated_anew(COMMUNE, Statements(settings={"self_confirmation": True}))
    assert own.settings == {"self_confirmation": True}
    assert stated_anew(own, Statements(settings={"self_confirmation": None})).settings == {}


def test_what_is_not_mentioned_stays():
    switch = PluginSwitch(code="phu_nu", enabled=False, valid_from=date(2017, 1, 1))
    own = stated_anew(COMMUNE, Statements(attributes=(an_attribute(),), plugins=(switch,)))
    after = stated_anew(own, Statements(settings={"self_confirmation": True}))
    assert after.attributes == own.attributes
    assert after.plugins == own.plugins
    assert [change.field for change in changes_between(own, after)] == [
        "settings.self_confirmation"
    ]


def test_the_changes_name_each_statement_with_what_it_replaced():
    before = stated_anew(COMMUNE, Statements(attributes=(an_attribute(),)))
    after = stated_anew(before, Statements(attributes=(an_attribute(value=False),)))
    (change,) = changes_between(before, after)
    assert (change.field, change.old.value, change.new.value) == (
        "attributes.xa_nong_thon_moi", True, False,
    )  # fmt: skip


@given(st.lists(st.tuples(DAYS, st.booleans()), min_size=1, max_size=8), DAYS)
def test_on_any_day_the_last_statement_that_has_begun_holds(said, day):
    tenant = COMMUNE
    for since, value in said:
        stated = Statements(attributes=(an_attribute(value=value, since=since),))
        tenant = stated_anew(tenant, stated)
    begun = [(since, number) for number, (since, _) in enumerate(said) if since <= day]
    expected = said[max(begun)[1]][1] if begun else None
    assert tenant.attribute_on("xa_nong_thon_moi", day) is expected
