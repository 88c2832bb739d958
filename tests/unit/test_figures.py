"""Figures add up whatever the order and the grouping, and are told in their own units."""

from collections import Counter
from decimal import Decimal
from functools import reduce
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.figures import NUMBERS, Figures, measured, plain_number, unscaled
from core.domain.movements import AddsUp, Measure

MEASURES = {
    "so_ho": Measure(code="so_ho", label="Số hộ", unit="hộ"),
    "dien_tich": Measure(code="dien_tich", label="Diện tích", unit="ha", decimals=2),
    "cao_nhat": Measure(
        code="cao_nhat", label="Cao nhất", unit="%", adds_up=AddsUp.MAX, decimals=1
    ),
    "ty_le": Measure(code="ty_le", label="Tỷ lệ", unit="%", adds_up=AddsUp.NOT),
}  # fmt: skip
amounts = st.integers(-(10**12), 10**12)
figures = st.builds(
    lambda numbers, sums, values: Figures(
        **numbers, sums=Counter(sums), values=Counter(values)
    ),
    st.fixed_dictionaries({}, optional=dict.fromkeys(NUMBERS, amounts)),
    st.dictionaries(st.sampled_from(["so_ho", "dien_tich"]), amounts),
    st.dictionaries(
        st.tuples(st.just("cao_nhat"), st.integers(0, 1000)), st.integers(-3, 3)
    ),
)  # fmt: skip


@given(a=figures, b=figures, c=figures)
def test_grouping_does_not_matter(a, b, c):
    assert (a + b) + c == a + (b + c)


@given(a=figures, b=figures)
def test_order_does_not_matter(a, b):
    assert a + b == b + a


@given(a=figures)
def test_nothing_added_changes_nothing(a):
    assert a + Figures() == a == Figures() + a


@given(a=figures, b=figures)
def test_what_was_added_can_be_taken_away(a, b):
    total = a + b
    total.add(b, times=-1)
    assert total == a
    total.add(a, times=-1)
    assert total.is_zero()


@given(a=figures, b=figures)
def test_adding_leaves_both_as_they_were(a, b):
    before = (a + Figures(), b + Figures())
    _ = a + b
    assert (a, b) == before


@given(rows=st.lists(figures, max_size=8), data=st.data())
def test_any_way_of_summing_gives_the_same(rows, data):
    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    halves = reduce(add, shuffled[:cut], Figures()) + reduce(add, shuffled[cut:], Figures())
    assert reduce(add, rows, Figures()) == halves


def test_zeros_are_nothing():
    assert Figures(sums=Counter(so_ho=0), values=Counter({("cao_nhat", 9): 0})).is_zero()
    assert not Figures(households=1).is_zero()


def test_measures_are_told_in_their_own_units():
    told = measured(
        Figures(
            sums=Counter(so_ho=40, dien_tich=125, ty_le=90, chua_biet=7),
            values=Counter({("cao_nhat", 975): 1, ("cao_nhat", 990): 2, ("cao_nhat", 999): 0}),
        ),
        MEASURES,
    )
    assert told == {"so_ho": 40, "dien_tich": 1.25, "cao_nhat": 99.0, "chua_biet": 7}


def test_a_maximum_that_nobody_states_any_more_is_not_told():
    gone = Figures(values=Counter({("cao_nhat", 975): 0}))
    assert measured(gone, MEASURES) == {}


@pytest.mark.parametrize(("amount", "decimals", "told"), [(5, 0, 5), (125, 2, 1.25), (0, 1, 0.0)])
def test_amounts_are_scaled_back(amount, decimals, told):
    assert unscaled(amount, decimals) == told


@pytest.mark.parametrize(("value", "told"), [("40", 40), ("40.0", 40), ("1.25", 1.25)])
def test_whole_numbers_are_told_as_such(value, told):
    assert repr(plain_number(Decimal(value))) == repr(told)
