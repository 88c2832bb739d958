"""Judged together, tenants get the verdicts that each of them gets when judged alone."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.catalogue import Catalogue
from core.domain.contributions import cell_of
from core.domain.movements import Kind, Stage
from core.domain.quota_rules import Override
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
from core.domain.tenants import Attribute, PluginSwitch
from core.services.judging import judged
from core.services.quota_panel import Panel

from ..fakes.people import UNITS

CATALOGUE = Catalogue.installed()
DAY = date(2017, 6, 21)
SOURCE = Source(document="129/KH-MTTQ-BTT", clause="II.3", sentence="…")
LINE = ("vn", "p06", "d064")
COMMUNES = ("c02050", "c02071")
OWNERS = ("phu_nu", "nong_dan")

filters = st.builds(
    Filter,
    movement_types=st.frozensets(st.sampled_from(["a", "b"]), max_size=1),
    kinds=st.frozensets(st.sampled_from(Kind), max_size=2),
    themes=st.frozensets(st.sampled_from(["x", "y"]), max_size=1),
    wording=st.frozensets(st.sampled_from(Wording)),
)
sentences = st.builds(AtLeast, n=st.integers(1, 3), label=st.sampled_from("AB"), filter=filters)
several = st.lists(sentences, min_size=2, max_size=3).map(tuple)
quotas = st.builds(
    Quota,
    code=st.just("phu_nu.mot_mo_hinh"),
    label=st.just("…"),
    organization=st.just("phu_nu"),
    clause=st.one_of(
        sentences,
        st.builds(AnyOf, clauses=several),
        st.builds(AllOf, clauses=several),
        st.builds(Expected, label=st.just("C"), filter=filters),
    ),
    source=st.just(SOURCE),
    shared_with=st.sampled_from([frozenset(), frozenset({"nong_dan"})]),
    condition=st.sampled_from([None, Condition(attribute="bien_gioi", value=True)]),
    renewed_yearly=st.booleans(),
)
traits = st.builds(
    Trait,
    organization=st.sampled_from(OWNERS),
    movement_type=st.sampled_from(["a", "b"]),
    kind=st.sampled_from(Kind),
    stage=st.sampled_from(Stage),
    content=st.integers(1, 5),
    themes=st.frozensets(st.sampled_from(["x", "y"])),
    built=st.booleans(),
)
holdings = st.dictionaries(traits, st.integers(1, 3), max_size=5)
overrides = st.builds(
    Override,
    quota=st.sampled_from(["phu_nu.mot_mo_hinh", "khac"]),
    tenant=st.sampled_from(LINE + COMMUNES),
    valid_from=st.sampled_from([date(2017, 1, 1), date(2017, 12, 1)]),
    document=st.just("01/QĐ-MTTQ-BTT"),
    at_least=st.sampled_from([None, 0, 1, 2]),
    renewed_yearly=st.sampled_from([None, True, False]),
)
switches = st.dictionaries(st.sampled_from(LINE + COMMUNES), st.booleans(), max_size=2)
stated = st.dictionaries(st.sampled_from(COMMUNES), st.booleans())


@given(
    quota=quotas,
    held=st.fixed_dictionaries(dict.fromkeys(COMMUNES, holdings)),
    local=st.lists(overrides, max_size=3),
    switched=switches,
    attributes=stated,
)
def test_who_is_judged_among_many_gets_the_verdict_of_one_alone(
    quota, held, local, switched, attributes
):
    tenants = {unit.id: unit for unit in UNITS if unit.id in {*LINE, *COMMUNES}}
    for unit, enabled in switched.items():
        switch = PluginSwitch(code="phu_nu", enabled=enabled)
        tenants[unit] = replace(tenants[unit], plugins=(switch,))
    for unit, value in attributes.items():
        attribute = Attribute(name="bien_gioi", value=value, source="…")
        tenants[unit] = replace(tenants[unit], attributes=(attribute,))
    items = {unit: _by_organization(traits) for unit, traits in held.items()}
    communes = [tenants[each] for each in COMMUNES]

    found = Panel(tenants, local, items, DAY, CATALOGUE).judge(quota, communes)

    assert found == {
        unit.id: judged(
            quota, unit, [*(tenants[each] for each in LINE), unit], Counter(held[unit.id]),
            overrides=local, on=DAY, catalogue=CATALOGUE,
        )
        for unit in communes
    }  # fmt: skip


def _by_organization(traits):
    found = {}
    for trait, number in traits.items():
        found.setdefault(trait.organization, {})[cell_of(trait)] = number
    return found
