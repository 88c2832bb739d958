"""Whoever reports upwards is seen from above, across every reform, and nobody else is."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.sight import current_heir, grown
from core.domain.tenants import Dated, Level, Portion, Succession, Tenant

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


def a_unit(unit, *parents, level=Level.COMMUNE, since=None, until=None):
    """Parents: ids, the first until the reform and the second from it on; or only one."""
    edges = [Dated(value=parent, valid_from=since, valid_to=until) for parent in parents]
    if len(parents) == 2:
        edges = [Dated(value=parents[0], valid_to=LAST), Dated(value=parents[1], valid_from=FIRST)]
    return Tenant(
        id=unit,
        code=unit[1:6],
        level=level,
        names=(Dated(value=unit),),
        parents=tuple(edges),
        valid_from=since,
        valid_to=until,
    )


COUNTRY = a_unit("vn", level=Level.COUNTRY)
BAC_KAN = a_unit("p06", "vn", level=Level.PROVINCE, until=LAST)
THAI_NGUYEN = a_unit("p19", "vn", level=Level.PROVINCE)
CHO_DON = a_unit("d064", "p06", level=Level.DISTRICT, until=LAST)
LUONG_BANG = a_unit("c02050", "d064", until=LAST)
BANG_LUNG = a_unit("c02047", "d064", until=LAST)
THUONG_QUAN = a_unit("c01957", "d064", "p19")
NEW_CHO_DON = a_unit("c02050-25", "p19", since=FIRST)
UNITS = [
    COUNTRY, BAC_KAN, THAI_NGUYEN, CHO_DON, LUONG_BANG, BANG_LUNG, THUONG_QUAN, NEW_CHO_DON,
]  # fmt: skip
SUCCESSIONS = [
    Succession(source="p06", target="p19", effective=FIRST),
    Succession(source="c02050", target="c02050-25", effective=FIRST),
    Succession(source="c02047", target="c02050-25", effective=FIRST, portion=Portion.PART),
]
TREE = {unit.id: unit for unit in grown(UNITS, SUCCESSIONS)}


def sees(tenant, other):
    """Whether every path the other ever had is in sight."""
    return all(
        any(path.value.startswith(prefix) for prefix in tenant.sight) for path in other.paths
    )


def test_a_province_sees_the_one_it_took_in():
    assert TREE["p19"].sight == ("vn/p06/", "vn/p19/")


def test_a_closed_province_sees_itself_and_not_its_successor():
    assert TREE["p06"].sight == ("vn/p06/", "vn/p19/c01957/")
    assert not sees(TREE["p06"], TREE["p19"])


def test_a_new_commune_sees_those_it_was_made_of():
    assert TREE["c02050-25"].sight == (
        "vn/p06/d064/c02047/", "vn/p06/d064/c02050/", "vn/p19/c02050-25/",
    )  # fmt: skip


def test_a_commune_sees_only_itself():
    assert TREE["c02047"].sight == ("vn/p06/d064/c02047/",)


def test_a_unit_whose_identity_goes_on_keeps_both_its_paths():
    unit = TREE["c01957"]

    assert unit.path_on(LAST) == "vn/p06/d064/c01957/"
    assert unit.path_on(FIRST) == "vn/p19/c01957/"
    assert len(unit.sight) == 2


def test_the_country_sees_everything_by_one_prefix():
    assert TREE["vn"].sight == ("vn/",)


def test_work_of_a_merged_commune_belongs_to_its_successor():
    by_source = {step.source: [step] for step in SUCCESSIONS}

    assert current_heir(TREE["c02050"], by_source) == "c02050-25"
    assert current_heir(TREE["p19"], by_source) == "p19"
    assert current_heir(TREE["d064"], by_source) is None


def test_work_of_a_split_commune_goes_where_the_default_points():
    rest = Succession(
        source="c02047", target="c01957", effective=FIRST, portion=Portion.PART, default=False
    )
    by_source = {"c02047": [rest, SUCCESSIONS[2]]}

    assert current_heir(TREE["c02047"], by_source) == "c02050-25"


def test_a_merger_that_was_undone_ends_nowhere_in_a_circle():
    there = Succession(source="c02047", target="c02050", effective=LAST)
    back = Succession(source="c02050", target="c02047", effective=LAST)

    assert current_heir(TREE["c02047"], {"c02047": [there], "c02050": [back]}) == "c02050"
    assert grown(UNITS, [there, back])


def test_parents_that_go_round_are_refused():
    with pytest.raises(ValueError, match="below itself"):
        grown([a_unit("a", "b"), a_unit("b", "a")], [])


@st.composite
def trees(draw):
    """A tree of up to twenty communes in two provinces; some move, some merge, some split."""
    provinces = [COUNTRY, THAI_NGUYEN, a_unit("p06", "vn", level=Level.PROVINCE)]
    both = st.sampled_from(["p06", "p19"])
    size = draw(st.integers(1, 10))
    old = [a_unit(f"c{i:05}", draw(both), *draw(st.lists(both, max_size=1))) for i in range(size)]
    new = [a_unit(f"c{i:05}-25", draw(both), since=FIRST) for i in range(size)]
    pairs = st.tuples(st.sampled_from(old), st.sampled_from(new))
    steps = [
        Succession(source=source.id, target=target.id, effective=FIRST)
        for source, target in draw(st.lists(pairs, max_size=12))
    ]
    if draw(st.booleans()):
        steps.append(SUCCESSIONS[0])
    return provinces + old + new, steps


@given(trees())
def test_a_parent_sees_all_its_children_ever(tree):
    units = {unit.id: unit for unit in grown(*tree)}

    for unit in units.values():
        for edge in unit.parents:
            assert sees(units[edge.value], unit)


@given(trees())
def test_a_successor_sees_all_that_passed_into_it(tree):
    units, steps = {unit.id: unit for unit in grown(*tree)}, tree[1]

    for step in steps:
        assert sees(units[step.target], units[step.source])


@given(trees())
def test_nobody_sees_a_sibling_that_did_not_pass_into_it(tree):
    units, steps = grown(*tree), tree[1]
    passed = {(step.target, step.source) for step in steps}
    communes = [unit for unit in units if unit.level is Level.COMMUNE]

    for one in communes:
        for other in communes:
            if one is not other and (one.id, other.id) not in passed:
                assert not sees(one, other)


@given(trees())
def test_no_prefix_lies_within_another(tree):
    for unit in grown(*tree):
        for one in unit.sight:
            assert not any(one != other and one.startswith(other) for other in unit.sight)


@given(trees())
def test_growing_changes_nothing_but_paths_and_sight(tree):
    grown_once = grown(*tree)

    assert [unit.id for unit in grown_once] == [unit.id for unit in tree[0]]
    assert grown(grown_once, tree[1]) == grown_once


def test_a_country_of_fourteen_thousand_units_takes_at_most_two_seconds():
    units = [COUNTRY]
    for p in range(63):
        units.append(a_unit(f"p{p:02}", "vn", level=Level.PROVINCE))
        for d in range(11):
            units.append(a_unit(f"d{p:02}{d:02}", f"p{p:02}", level=Level.DISTRICT))
            units.extend(a_unit(f"c{p:02}{d:02}{c:02}", f"d{p:02}{d:02}") for c in range(19))
    started = process_time()

    grown(units, [])

    assert process_time() - started < 2
