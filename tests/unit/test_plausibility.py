"""What looks odd in a result is said, never refused."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.domain.movements import Measure
from core.domain.periods import Period
from core.domain.plausibility import before, doubts, planned_figure
from core.domain.registrations import Money, Quantity
from core.domain.results import Result, State

from ..fakes.registrations import a_registration

LENGTH = Measure(code="chieu_dai", label="Chiều dài", unit="m")
SHARE = Measure(code="ty_le", label="Tỷ lệ", unit="%")
POOR = Measure(code="so_ho_thoat_ngheo", label="Số hộ thoát nghèo", unit="hộ")
ITEM = a_registration(
    households=40,
    scale=(Quantity(amount=700, unit="m"), Quantity(amount=40, unit="hộ")),
    funding=(Money(source="hoi_vien", amount=12_000_000),),
)
HALF = Result(
    period=Period(year=2017, months=6),
    state=State.IN_PROGRESS,
    progress=50,
    households=20,
    measures={"chieu_dai": Decimal(400), "ty_le": Decimal(60)},
    funding=(Money(source="hoi_vien", amount=6_000_000),),
)


def spent(amount):
    return (Money(source="quy", amount=amount),)


def codes(previous=None, **changes):
    found = doubts(
        replace(HALF, **changes), ITEM, previous=previous, measures=(LENGTH, SHARE, POOR)
    )
    return {(one.field, one.code) for one in found}


def test_an_ordinary_result_raises_no_doubt():
    assert codes() == set()
    assert codes(previous=HALF) == set()


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"state": State.COMPLETED}, ("progress", "completed_below_whole")),
        ({"progress": 100}, ("progress", "in_progress_at_whole")),
        ({"households": 81}, ("households", "far_over_plan")),
        ({"measures": {"chieu_dai": Decimal(7000)}}, ("measures.chieu_dai", "far_over_plan")),
        (
            {"funding": (Money(source="quy", amount=25_000_000),)},
            ("funding", "spent_far_over_plan"),
        ),
        ({"funding": (Money(source="quy", amount=12),)}, ("funding", "sum_very_small")),
        (
            {"state": State.MAINTAINED, "progress": 100, "households": 0, "measures": {}},
            ("state", "realized_without_figures"),
        ),
    ],
)
def test_what_looks_odd_is_named_with_its_field(changes, doubt):
    assert codes(**changes) == {doubt}


def test_figures_since_the_first_of_january_do_not_shrink():
    less = {
        "progress": 40,
        "households": 10,
        "measures": {"chieu_dai": Decimal(300), "ty_le": Decimal(50)},
        "funding": (),
    }
    assert codes(previous=HALF, **less) == {
        (name, "less_than_before")
        for name in ("progress", "households", "measures.chieu_dai", "funding")
    }


def test_twice_the_plan_is_not_yet_far_over_it():
    assert codes(households=80, measures={"chieu_dai": Decimal(1400)}) == set()


def test_a_plan_in_households_says_nothing_of_other_figures_in_households():
    assert planned_figure(ITEM, POOR) is None
    assert planned_figure(replace(ITEM, answers={"so_ho_thoat_ngheo": 5}), POOR) == 5
    assert planned_figure(ITEM, LENGTH) == 700
    twice = replace(ITEM, scale=(*ITEM.scale, Quantity(amount=5, unit="M")))
    assert planned_figure(twice, LENGTH) is None


def test_the_result_before_is_that_of_the_last_period_that_ended_earlier():
    quarter, year = Period(year=2017, months=3), Period(year=2017)
    told = [replace(HALF, period=quarter), HALF, replace(HALF, period=year)]
    assert before(told, year) is HALF
    assert before(told, HALF.period) is told[0]
    assert before(told, quarter) is None
