"""The contract of the counters of a scope, met by MongoDB's and by the fake alike."""

from collections import Counter
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.access import OPERATOR, Scope
from core.domain.counts import registered_by_cell, same
from core.storage.counters import DECLARATIONS, MongoCounters
from core.storage.database import declare, open_client, open_database

from ..fakes.counters import InMemoryCounters
from ..fakes.registrations import PATHS, an_assignment

CELL = "phu_nu.ba_sach|mo_hinh|duy_tri|3|bao_ve_moi_truong+nong_thon_moi|0"
REGISTERED = (CELL, "year", "registered")
RATE = (CELL, "at", "6", "reported", "max", "phu_nu.ty_le_ho_dat", "975")


@pytest.fixture
def database(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        database = open_database(client, database_name)
        declare(database, DECLARATIONS)
        yield database


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def counters_of(request):
    if request.param == "fake":
        return partial(InMemoryCounters, kept={}, numbers=Counter())
    return partial(MongoCounters, request.getfixturevalue("database"))


def add(counters, tenant, difference, organization="phu_nu", year=2017):
    counters.add(
        Counter(difference), year=year, organization=organization, tenant=tenant,
        path=PATHS[tenant],
    )  # fmt: skip


def registered(counts):
    return sorted((c.path, c.organization, c.content[REGISTERED]) for c in counts)


def test_what_is_added_comes_back_key_by_key(counters_of):
    content = {REGISTERED: 2, RATE: 1, (CELL, "with", "nong_dan"): 1}
    add(counters_of(OPERATOR), "c02050", content)
    (own,) = counters_of(OPERATOR).of_tenants(year=2017, prefixes=["vn/p06/"])
    assert (own.tenant, own.path, own.organization) == ("c02050", PATHS["c02050"], "phu_nu")
    assert own.whole_province is False
    assert own.content == content


@pytest.mark.parametrize("asked", [{"prefixes": ["vn/p06/"]}, {}])
def test_what_results_have_reached_can_be_left_out(counters_of, asked):
    days = {("all", "day", "2017-06-21"): 2, ("all", "source", "hoi_vien"): 500}
    kept = {REGISTERED: 2, (CELL, "with", "nong_dan"): 1, **days}
    add(counters_of(OPERATOR), "c02050", kept | {RATE: 1})
    read = counters_of(OPERATOR).of_tenants if asked else counters_of(OPERATOR).of_provinces
    (lean,) = read(year=2017, results=False, **asked)
    (whole,) = read(year=2017, **asked)
    assert lean.content == kept
    assert whole.content == kept | {RATE: 1}


def test_what_is_registered_is_told_by_cell_without_the_rest(counters_of):
    counters = counters_of(OPERATOR)
    gone = CELL.replace("duy_tri", "nhan_rong")
    days = {("all", "day", "2017-06-21"): 2, ("all", "source", "hoi_vien"): 500}
    add(counters, "c02050", {REGISTERED: 2, RATE: 1, **days})
    add(counters, "c02050", {(gone, "year", "registered"): 1})
    add(counters, "c02050", {(gone, "year", "registered"): -1})
    add(counters, "c02062", {REGISTERED: 1}, organization="nong_dan")
    asked = {"year": 2017, "prefixes": ["vn/p06/"]}
    found = counters.registered(**asked, organizations={"phu_nu"})
    assert [(*each, dict(cells)) for *each, cells in found] == [("c02050", "phu_nu", {CELL: 2})]
    both = counters.registered(**asked, organizations={"phu_nu", "nong_dan"})
    assert {
        (tenant, organization): dict(cells) for tenant, organization, cells in both
    } == {
        (count.tenant, count.organization): registered_by_cell(count)
        for count in counters.of_tenants(**asked)
    }  # fmt: skip
    here = counters_of(Scope(user="hoa", assignments=(an_assignment("c02062"),)))
    assert [each[0] for each in here.registered(**asked, organizations={"phu_nu", "nong_dan"})] == [
        "c02062"
    ]


def test_a_difference_that_takes_everything_away_leaves_nothing_counted(counters_of):
    counters = counters_of(OPERATOR)
    add(counters, "c02050", {REGISTERED: 2, RATE: 1})
    add(counters, "c02050", {REGISTERED: -2, RATE: -1})
    (own,) = counters.of_tenants(year=2017, prefixes=["vn/"])
    assert same(own.content, {})


def test_no_difference_makes_no_counter(counters_of):
    add(counters_of(OPERATOR), "c02050", {})
    assert list(counters_of(OPERATOR).of_tenants(year=2017, prefixes=["vn/"])) == []


def test_a_province_is_the_sum_of_its_tenants_and_the_country_has_none(counters_of):
    counters = counters_of(OPERATOR)
    for tenant, amount in {"c02050": 1, "c01840": 2, "d064": 4, "p06": 8, "p02": 16}.items():
        add(counters, tenant, {REGISTERED: amount})
    add(counters, "vn", {REGISTERED: 32})
    provinces = registered(counters.of_provinces(year=2017))
    assert provinces == [
        ("vn/", "phu_nu", 32), ("vn/p02/", "phu_nu", 16), ("vn/p06/", "phu_nu", 15),
    ]  # fmt: skip


def test_years_and_organizations_are_counted_apart(counters_of):
    counters = counters_of(OPERATOR)
    add(counters, "c02050", {REGISTERED: 1})
    add(counters, "c02050", {REGISTERED: 2}, organization="nong_dan")
    add(counters, "c02050", {REGISTERED: 4}, year=2018)
    path = PATHS["c02050"]
    assert registered(counters.of_tenants(year=2018, prefixes=["vn/"])) == [(path, "phu_nu", 4)]
    chosen = counters.of_tenants(year=2017, prefixes=["vn/"], organizations=["nong_dan"])
    assert registered(chosen) == [(path, "nong_dan", 2)]
    assert list(counters.of_provinces(year=2017, organizations=[])) == []


def test_one_tenant_alone_can_be_asked_for(counters_of):
    counters = counters_of(OPERATOR)
    for tenant in ("d064", "c02050"):
        add(counters, tenant, {REGISTERED: 1})
    asked = {"paths": [PATHS["d064"]], "organizations": ["phu_nu", "nong_dan"]}
    assert registered(counters.of_exactly(year=2017, **asked)) == [(PATHS["d064"], "phu_nu", 1)]


def test_counts_out_of_sight_do_not_exist(counters_of):
    for tenant in ("c02050", "c02062"):
        add(counters_of(OPERATOR), tenant, {REGISTERED: 1})
    here = counters_of(Scope(user="hoa", assignments=(an_assignment("c02050"),)))
    own = [(PATHS["c02050"], "phu_nu", 1)]
    assert registered(here.of_tenants(year=2017, prefixes=["vn/"])) == own
    assert list(here.of_provinces(year=2017)) == []
    asked = {"paths": [PATHS["c02062"]], "organizations": ["phu_nu"]}
    assert list(here.of_exactly(year=2017, **asked)) == []


def test_numbers_go_up_by_one_in_each_register(counters_of):
    counters = counters_of(OPERATOR)
    register = {"year": 2017, "organization": "phu_nu", "tenant": "c02050"}
    assert [counters.next_number(**register) for _ in range(3)] == [1, 2, 3]
    for other in ({"year": 2018}, {"organization": "nong_dan"}, {"tenant": "c02062"}):
        assert counters.next_number(**register | other) == 1
    assert counters.next_number(**register) == 4


amounts = st.dictionaries(st.sampled_from([REGISTERED, RATE]), st.integers(-5, 5))
differences = st.lists(st.tuples(st.sampled_from(sorted(PATHS)), amounts), max_size=12)


@pytest.mark.mongo
@settings(
    max_examples=20, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(steps=differences)
def test_both_count_the_same_whatever_is_added_in_whatever_order(database, steps):
    database["counters"].delete_many({})
    fake, stored = InMemoryCounters(), MongoCounters(database, OPERATOR)
    for tenant, difference in steps:
        add(fake, tenant, difference)
    for tenant, difference in reversed(steps):
        add(stored, tenant, difference)

    def told(counters):
        every = [*counters.of_tenants(year=2017, prefixes=["vn/"]),
                 *counters.of_provinces(year=2017)]  # fmt: skip
        return {
            (c.path, c.whole_province): {k: v for k, v in c.content.items() if v} for c in every
        }

    known, kept = told(fake), told(stored)
    assert {k: v for k, v in known.items() if v} == {k: v for k, v in kept.items() if v}
