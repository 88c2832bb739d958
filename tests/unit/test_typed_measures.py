"""A reached figure is typed in any unit of its dimension, and kept in the measure's own."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.movements import Measure
from core.domain.typed_measures import measure_of, typed_measure
from core.domain.typed_numbers import UnclearError


def in_unit(unit, decimals=0):
    return Measure(code="x", label="X", unit=unit, decimals=decimals)


@pytest.mark.parametrize(
    ("typed", "unit", "kept"),
    [
        ("420", "m", "420"),
        ("1.200 m", "m", "1200"),
        ("1,5 km", "m", "1500"),
        ("khoảng 700 mét", "m", "700"),
        ("2 ha", "m²", "20000"),
        ("5.000 m2", "ha", "0.5"),
        ("1,25 HA", "ha", "1.25"),
        ("97,5%", "%", "97.5"),
        ("38 hộ", "hộ", "38"),
        ("8,6 triệu", "đồng", "8600000"),
        ("1.200 cây", "cây", "1200"),
    ],
)
def test_a_figure_is_kept_in_the_measures_unit(typed, unit, kept):
    assert measure_of(typed, in_unit(unit)) == Decimal(kept)


@pytest.mark.parametrize(
    ("typed", "unit", "code"),
    [
        ("2 ha", "m", "measure_other_unit"),
        ("12 người", "hộ", "measure_other_unit"),
        ("nhiều lắm", "m", "quantity_unclear"),
        ("12", "đồng", "money_unclear"),
        ("-5", "m", "quantity_unclear"),
    ],
)
def test_another_dimension_or_no_number_is_asked_again(typed, unit, code):
    with pytest.raises(UnclearError) as refused:
        measure_of(typed, in_unit(unit))
    assert refused.value.code == code


@given(st.decimals(0, 10**9, places=2))
def test_what_a_field_shows_is_read_back_the_same(amount):
    assert measure_of(typed_measure(amount), in_unit("ha", 2)) == amount
