"""Money is read as people type it, and shown back so exactly that it reads the same again."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.registration_rules import ABOUT
from core.domain.typed_amounts import LARGEST_SUM, money_of, shown_money, typed_money
from core.domain.typed_numbers import UnclearError

WORDS = (
    "0 1 2 12 1,5 1.5 2.500.000 1,500 007 tỷ ty tỉ triệu tr trieu nghìn k đồng đ rưỡi rưởi nửa "
    "khoảng gần tren ~ trên dưới - + ¹ ٣ ² . , ' <b> \u200b \u0301 \ud800"
)
words = st.sampled_from([*WORDS.split(" "), "\n"])
mixtures = st.lists(words, max_size=9).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)
anything = st.one_of(st.text(), mixtures)
sums = st.integers(min_value=0, max_value=LARGEST_SUM)
abouts = st.sampled_from([None, *ABOUT])


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12 triệu", 12_000_000),
        ("30tr", 30_000_000),
        ("30 TR đồng", 30_000_000),
        ("12 trđ", 12_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1.5 tỉ", 1_500_000_000),
        ("2.500.000", 2_500_000),
        ("2.500.000 đồng", 2_500_000),
        ("2 500 000 đ", 2_500_000),
        ("2,500,000", 2_500_000),
        ("2500000 VNĐ", 2_500_000),
        ("2.500.000₫", 2_500_000),
        ("500 nghìn", 500_000),
        ("500 ngàn", 500_000),
        ("500k", 500_000),
        ("500 K", 500_000),
        ("2 triệu rưỡi", 2_500_000),
        ("2 triệu rưởi", 2_500_000),
        ("2tr rưỡi đồng", 2_500_000),
        ("2tr5", 2_500_000),
        ("2tr250", 2_250_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("1 tỷ 200 triệu 500 nghìn", 1_200_500_000),
        ("nửa tỷ", 500_000_000),
        ("12 trieu dong", 12_000_000),
        ("1.500 triệu", 1_500_000_000),
        ("0,5 triệu", 500_000),
        ("0", 0),
        ("500 đồng", 500),
        (unicodedata.normalize("NFD", "12 triệu đồng"), 12_000_000),
        ("  12   triệu. ", 12_000_000),
    ],
)
def test_money_is_understood_as_it_is_said(typed, amount):
    assert money_of(typed).amount == amount
    assert money_of(typed).about is None


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("khoảng 12 triệu", "khoảng"),
        ("Khoang 12 trieu", "khoảng"),
        ("~12 triệu", "khoảng"),
        ("tầm 12 triệu", "khoảng"),
        ("trên dưới 12 triệu", "khoảng"),
        ("trên 12 triệu", "trên"),
        ("gần 12 triệu", "gần"),
        ("hơn 12 triệu", "hơn"),
        ("dưới 12 triệu", "dưới"),
        ("ước tính 12 triệu", "ước"),
    ],
)
def test_how_exact_it_is_is_kept(typed, about):
    assert money_of(typed).about == about
    assert money_of(typed).amount == 12_000_000


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "hai triệu", "triệu", "khoảng", "2 triệu rưởi rưỡi", "2,5 triệu rưỡi",
        "1,500", "1,500 triệu", "500", "12 triệu 500", "200 triệu 1 tỷ", "1 tỷ 2 tỷ",
        "1 tỷ 1.200 triệu", "1,5 tỷ 200 triệu", "-5 triệu", "10-12 triệu", "từ 10 đến 12 triệu",
        "12 triệu và 5 con gà", "12 cây", "0,0000001 triệu", "12,5", "1.234.56", "12 triệu/hộ",
        "١٢ triệu", "1²", "khoảngđồng", "khoảng khoảng 12 triệu", "12 triệu rưỡi 500 nghìn",
        "1," + "0" * 38 + "1 triệu", "9" * 200,
    ],
)  # fmt: skip
def test_what_could_mean_two_things_or_none_is_refused(typed):
    with pytest.raises(UnclearError) as refused:
        money_of(typed)
    assert refused.value.code == "money_unclear"
    assert refused.value.problem("funding-0-text").field == "funding-0-text"


def test_a_sum_beyond_all_plans_is_refused_as_too_large():
    with pytest.raises(UnclearError) as refused:
        money_of("99.999 tỷ")
    assert refused.value.code == "money_too_large"


def test_it_is_shown_back_in_full():
    assert shown_money(12_000_000) == "12.000.000 đồng"
    assert shown_money(12_000_000, "khoảng") == "khoảng 12.000.000 đồng"
    assert typed_money(12_000_000, "khoảng") == "khoảng 12.000.000"
    assert typed_money(500) == "500 đồng"


@given(sums, abouts)
def test_what_is_shown_reads_the_same_again(amount, about):
    for text in (shown_money(amount, about), typed_money(amount, about)):
        again = money_of(text)
        assert (again.amount, again.about) == (amount, about)


@given(anything)
def test_any_text_is_either_understood_or_refused(text):
    try:
        found = money_of(text)
    except UnclearError:
        return
    assert 0 <= found.amount <= LARGEST_SUM
    assert money_of(shown_money(found.amount, found.about)) == found
