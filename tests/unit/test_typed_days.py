"""A month is enough to say when; a day may be said as well."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.typed_days import day_of, shown_day, shown_end, shown_start, span_of
from core.domain.typed_numbers import UnclearError

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
WORDS = "0 1 3 15 31 12 2017 17 / - . tháng thang ngày năm quý iv q t ² \ud800"
words = st.sampled_from([*WORDS.split(" "), "\n"])
mixtures = st.lists(words, max_size=8).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("3/2017", date(2017, 3, 1), date(2017, 3, 31)),
        ("03-2017", date(2017, 3, 1), date(2017, 3, 31)),
        ("3.2017", date(2017, 3, 1), date(2017, 3, 31)),
        ("tháng 3/2017", date(2017, 3, 1), date(2017, 3, 31)),
        ("Tháng 3 năm 2017", date(2017, 3, 1), date(2017, 3, 31)),
        ("tháng 3", date(2017, 3, 1), date(2017, 3, 31)),
        ("thang 2", date(2017, 2, 1), date(2017, 2, 28)),
        ("t3/2017", date(2017, 3, 1), date(2017, 3, 31)),
        ("11", date(2017, 11, 1), date(2017, 11, 30)),
        ("15/3/2017", date(2017, 3, 15), date(2017, 3, 15)),
        ("15-3-2017", date(2017, 3, 15), date(2017, 3, 15)),
        ("ngày 15 tháng 3 năm 2017", date(2017, 3, 15), date(2017, 3, 15)),
        ("2017-03-15", date(2017, 3, 15), date(2017, 3, 15)),
        ("15/3", date(2017, 3, 15), date(2017, 3, 15)),
        ("3/11", date(2017, 11, 3), date(2017, 11, 3)),
        ("2/2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("quý 1", date(2017, 1, 1), date(2017, 3, 31)),
        ("Quý IV/2018", date(2018, 10, 1), date(2018, 12, 31)),
        ("cả năm 2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_a_time_is_understood_as_it_is_said(typed, first, last):
    span = span_of(typed, year=2017)
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "typed",
    ["", "sắp tới", "13/2017", "0/2017", "31/2/2017", "3/17", "32", "quý 5", "3/1899", "2101", "٣"],
)
def test_what_names_no_time_is_refused(typed):
    with pytest.raises(UnclearError) as refused:
        span_of(typed, year=2017)
    assert refused.value.code == "month_unclear"


@pytest.mark.parametrize("typed", ["3/2017", "31/2/2017", "15/3", "", "hôm nay"])
def test_where_one_day_is_asked_for_a_month_is_not_enough(typed):
    with pytest.raises(UnclearError) as refused:
        day_of(typed)
    assert refused.value.code == "day_unclear"


@given(days)
def test_what_is_shown_reads_the_same_again(day):
    assert span_of(shown_start(day), year=2000).first == day
    assert span_of(shown_end(day), year=2000).last == day
    assert day_of(shown_day(day)) == day


@given(st.one_of(st.text(), mixtures), st.integers(min_value=2000, max_value=2100))
def test_any_text_is_either_understood_or_refused(text, year):
    try:
        span = span_of(text, year=year)
    except UnclearError:
        return
    assert span.first <= span.last
