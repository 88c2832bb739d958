"""Counting items one by one: once each, in its own tenant, by its latest result."""

from dataclasses import replace
from decimal import Decimal
from functools import reduce
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.consolidation import consolidate
from core.domain.figures import Figures
from core.domain.periods import Period
from core.domain.registrations import Money, Partner, Status
from core.domain.results import Basis, Result, ResultStatus, State

from ..fakes.registrations import a_registration
from .a_years_work import MEASURES, played, years


def the_row(*items, month=12, **asked):
    rows = consolidate(items, lambda _: "all", month=month, measures=MEASURES, **asked)
    return rows.get("all", Figures())


def a_result(period="2017-H1", state=State.IN_PROGRESS, **changes):
    return Result(**{"period": Period.parse(period), "state": state, "progress": 50} | changes)


def test_what_is_the_years_is_counted_whatever_the_period():
    item = a_registration(
        status=Status.AGREED, late=True, households=42, funding=(Money(source="khac", amount=500),),
        partners=(Partner(organization="nong_dan"), Partner(name="Trường TH")),
    )  # fmt: skip
    for month in (1, 6, 12):
        assert the_row(item, month=month) == Figures(
            registered=1, agreed=1, late=1, planned_funding=500, households_planned=42, as_partner=1
        )


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED, Status.WITHDRAWN])
def test_drafts_returned_and_withdrawn_ones_count_in_nothing(status):
    assert the_row(a_registration(status=status, results=(a_result(),))).is_zero()


@pytest.mark.parametrize(
    ("month", "households"), [(2, 0), (3, 10), (5, 10), (6, 20), (11, 20), (12, 30)]
)
def test_the_latest_result_up_to_the_period_counts(month, households):
    results = (
        a_result("2017-Q1", households=10), a_result("2017-H1", households=20),
        a_result("2017", households=30),
    )  # fmt: skip
    assert the_row(a_registration(results=results), month=month).households == households


def test_of_periods_that_end_the_same_day_the_longest_counts():
    results = tuple(
        a_result(period, households=n)
        for n, period in enumerate(["2017-12", "2017-H2", "2017", "2017-Q4"], 1)
    )
    assert the_row(a_registration(results=results)).households == 3


def test_an_item_without_a_result_is_in_no_state():
    row = the_row(a_registration())
    assert (row.in_progress, row.completed, row.maintained, row.stopped) == (0, 0, 0, 0)


def test_only_confirmed_results_count_when_that_is_asked():
    confirmed = a_result("2017-Q1", households=10, status=ResultStatus.CONFIRMED)
    item = a_registration(results=(confirmed, a_result("2017-H1", households=20)))
    assert the_row(item).households == 20
    assert the_row(item, basis=Basis.CONFIRMED).households == 10


def test_in_the_period_the_difference_to_the_result_before_is_told():
    results = (
        a_result("2017-H1", households=20, measures={"so_ho": Decimal(20)}),
        a_result("2017", State.COMPLETED, households=30, measures={"so_ho": Decimal(30)}),
    )
    row = the_row(a_registration(results=results), since=6)
    assert (row.households, row.sums["so_ho"], row.in_progress, row.completed) == (10, 10, -1, 1)


def test_measures_add_up_as_they_are_declared():
    def item(number, **measures):
        exact = {code.replace("__", "."): Decimal(value) for code, value in measures.items()}
        return a_registration(number=number, results=(a_result(measures=exact),))

    row = the_row(
        item(1, so_ho="40", dien_tich="1.25", phu_nu__cao_nhat="97.5", phu_nu__ty_le="90"),
        item(2, so_ho="2", dien_tich="0.5", phu_nu__cao_nhat="99.0", phu_nu__ty_le="80"),
    )
    assert dict(row.sums) == {"so_ho": 42, "dien_tich": 175}
    assert dict(row.values) == {("phu_nu.cao_nhat", 975): 1, ("phu_nu.cao_nhat", 990): 1}


def by_path(items, depth, **asked):
    def key(item):
        return tuple(item.path.split("/")[:depth])

    return consolidate(items, key, measures=MEASURES, **asked)


@given(steps=years, month=st.integers(1, 12), basis=st.sampled_from(Basis))
def test_a_district_is_the_sum_of_its_communes_and_nothing_is_lost(steps, month, basis):
    items = played(steps).items
    asked = {"month": month, "basis": basis}
    whole = reduce(add, by_path(items, 1, **asked).values(), Figures())
    for depth in (2, 3, 9):
        assert reduce(add, by_path(items, depth, **asked).values(), Figures()) == whole
    districts, communes = by_path(items, 3, **asked), by_path(items, 9, **asked)
    for district, row in districts.items():
        within = [r for path, r in communes.items() if path[:3] == district]
        assert reduce(add, within, Figures()) == row
    assert whole.registered == sum(item.counted for item in items)


@given(steps=years, data=st.data())
def test_the_order_of_the_items_does_not_matter(steps, data):
    items = played(steps).items
    shuffled = data.draw(st.permutations(items))
    assert the_row(*items) == the_row(*shuffled)


@given(steps=years, month=st.integers(2, 12))
def test_what_was_reached_month_by_month_adds_up_to_what_was_reached(steps, month):
    items = played(steps).items
    reached = the_row(*items, month=month)
    before, since = the_row(*items, month=month - 1), the_row(*items, month=month, since=month - 1)
    for name in ("in_progress", "completed", "stopped", "spent_funding", "households"):
        assert getattr(before, name) + getattr(since, name) == getattr(reached, name)
    assert replace(reached).registered == since.registered
