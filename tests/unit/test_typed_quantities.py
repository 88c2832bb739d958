"""Quantities keep what was said: how much, of what, and how exactly."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.domain.registration_rules import ABOUT
from core.domain.registrations import Quantity
from core.domain.typed_numbers import UnclearError, number_of, shown_number
from core.domain.typed_quantities import quantity_of, shown_quantity, typed_quantity

UNITS = ("m", "m²", "km", "ha", "cây", "hộ", "sào", "%", "trạm bơm", "ngăn", "cây hoa, cây cờ")
WORDS = (
    "0 1 40 700 1,5 1.5 1.200 1,500 nửa nghìn ngàn triệu rưỡi m m2 m² km cây hộ % khoảng gần ~ "
    "trên - / ( ) ٣ ² đồng tỷ . , <script> \u200b \ud800"
)
words = st.sampled_from([*WORDS.split(" "), "\n"])
mixtures = st.lists(words, max_size=7).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)
amounts = st.one_of(
    st.integers(min_value=0, max_value=10**12),
    st.floats(min_value=10**-6, max_value=10**12),
)
quantities = st.builds(
    lambda amount, unit, about: Quantity(
        amount=int(amount) if float(amount).is_integer() else amount, unit=unit, about=about
    ),
    amounts,
    st.sampled_from(UNITS),
    st.sampled_from([None, *ABOUT]),
)


@pytest.mark.parametrize(
    ("typed", "amount", "unit", "about"),
    [
        ("700 m", 700, "m", None),
        ("700m", 700, "m", None),
        ("700 mét.", 700, "m", None),
        ("1,5 km", 1.5, "km", None),
        ("1.5 km", 1.5, "km", None),
        ("1.500 km", 1500, "km", None),
        ("2 km rưỡi", 2.5, "km", None),
        ("nửa km", 0.5, "km", None),
        ("khoảng 40 cây", 40, "cây", "khoảng"),
        ("gan 40 cay", 40, "cay", "gần"),
        ("1.200 cây", 1200, "cây", None),
        ("1 200 cây", 1200, "cây", None),
        ("2 nghìn cây", 2000, "cây", None),
        ("2 nghìn rưỡi cây", 2500, "cây", None),
        ("2 sào", 2, "sào", None),
        ("300 m2", 300, "m²", None),
        ("300 mét vuông", 300, "m²", None),
        ("85%", 85, "%", None),
        ("3 ngăn", 3, "ngăn", None),
        ("2 trạm bơm", 2, "trạm bơm", None),
        ("0,125 ha", 0.125, "ha", None),
        ("5 Hộ", 5, "Hộ", None),
    ],
)
def test_a_quantity_is_understood_as_it_is_said(typed, amount, unit, about):
    assert quantity_of(typed) == Quantity(amount=amount, unit=unit, about=about)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "quantity_unclear"),
        ("cây", "quantity_unclear"),
        ("nhiều cây", "quantity_unclear"),
        ("1,500 m", "quantity_unclear"),
        ("40-50 cây", "quantity_unclear"),
        ("3x4 m", "quantity_unclear"),
        ("1/2 km", "quantity_unclear"),
        ("5 nhà 3 bếp", "quantity_unclear"),
        ("12 triệu đồng", "quantity_unclear"),
        ("2 nghìn nghìn cây", "quantity_unclear"),
        ("1,5 km rưỡi", "quantity_unclear"),
        ("2 nghìn cây rưỡi", "quantity_unclear"),
        ("5 " + "c" * 31, "quantity_unclear"),
        ("1,12345678901234567890 ha", "quantity_unclear"),
        ("700", "quantity_without_unit"),
        ("2 nghìn", "quantity_without_unit"),
        ("9999999999999 m", "quantity_too_large"),
    ],
)
def test_what_could_mean_two_things_or_none_is_refused(typed, code):
    with pytest.raises(UnclearError) as refused:
        quantity_of(typed)
    assert refused.value.code == code


def test_it_is_shown_back_as_it_is_read_aloud():
    assert shown_quantity(Quantity(amount=700, unit="m", about="khoảng")) == "khoảng 700 mét"
    assert shown_quantity(Quantity(amount=1200, unit="cây")) == "1.200 cây"
    assert typed_quantity(Quantity(amount=1.5, unit="km")) == "1,5 km"


@given(quantities)
@example(Quantity(amount=1.234, unit="ha"))
@example(Quantity(amount=1e-6, unit="ha"))
def test_what_is_shown_reads_the_same_again(quantity):
    assert quantity_of(shown_quantity(quantity)) == quantity
    assert quantity_of(typed_quantity(quantity)) == quantity


@given(st.one_of(st.text(), mixtures))
def test_any_text_is_either_understood_or_refused(text):
    try:
        found = quantity_of(text)
    except UnclearError:
        return
    assert 0 <= found.amount <= 10**12
    assert quantity_of(shown_quantity(found)) == found
    assert quantity_of(typed_quantity(found)) == found


@given(st.decimals(min_value=0, max_value=10**15, allow_nan=False, places=5))
def test_a_number_that_is_shown_reads_the_same_again(number):
    assert number_of(shown_number(number)) == number


@pytest.mark.parametrize("typed", ["1,500", "1.234,", ",5", "1.2.3", "1,2,3", "1 2", "1,234.5", ""])
def test_a_number_that_reads_two_ways_is_none(typed):
    assert number_of(typed) is None
