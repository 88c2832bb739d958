"""Reporting periods are read, written and ordered as api.md says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import InvalidError
from core.domain.periods import Period, periods_of

YEARS = st.integers(2000, 2100)
PERIODS = YEARS.flatmap(lambda year: st.sampled_from(periods_of(year)))
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "months"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31), 12),
        ("2017-H1", date(2017, 1, 1), date(2017, 6, 30), 6),
        ("2017-H2", date(2017, 7, 1), date(2017, 12, 31), 6),
        ("2017-Q2", date(2017, 4, 1), date(2017, 6, 30), 3),
        ("2017-06", date(2017, 6, 1), date(2017, 6, 30), 1),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), 1),
    ],
)
def test_a_period_has_the_days_its_name_says(text, first, last, months):
    period = Period.parse(text)
    assert (period.first_day, period.last_day, period.months) == (first, last, months)
    assert (period.year, period.start_month, period.end_month) == (
        first.year,
        first.month,
        last.month,
    )


@pytest.mark.parametrize("text", ["2017-W25", "2017-W1", "2017-W99"])
def test_a_week_is_refused_as_a_week(text):
    assert refusal_of(text) == [("period", "period_week_refused")]


@pytest.mark.parametrize(
    "text",
    ["", "17", "2017-", "2017-H3", "2017-Q0", "2017-13", "2017-6", "2017-h1", "1999", "2101-01",
     "2017-H1 ", " 2017", "2017-06\n", "2017/06", "２０１７", "2017-Q1-01"],
)  # fmt: skip
def test_what_names_no_period_is_refused(text):
    assert refusal_of(text) == [("period", "not_a_period")]


@pytest.mark.parametrize(
    "parts", [(2017, 2, 3), (2017, 7, 12), (2017, 1, 2), (1999, 1, 12), (2017, 13, 1)]
)
def test_no_other_period_can_be_made(parts):
    year, start, months = parts
    with pytest.raises(ValueError, match="no period"):
        Period(year=year, start_month=start, months=months)


@given(PERIODS)
def test_what_is_written_is_read_back(period):
    assert Period.parse(str(period)) == period


@given(st.text())
def test_any_text_is_a_period_or_refused(text):
    try:
        assert str(Period.parse(text)) == text
    except InvalidError:
        assert refusal_of(text)[0][0] == "period"


@given(DAYS)
def test_every_day_belongs_to_exactly_four_periods_one_of_each_length(day):
    covering = [period for period in periods_of(day.year) if period.covers(day)]
    assert [period.months for period in covering] == [12, 6, 3, 1]


@given(YEARS)
def test_the_periods_of_one_length_share_out_the_year_without_gap(year):
    for months in (12, 6, 3, 1):
        shares = [period for period in periods_of(year) if period.months == months]
        ends = [date(year, 1, 1) - timedelta(days=1), *(period.last_day for period in shares)]
        assert [period.first_day - timedelta(days=1) for period in shares] == ends[:-1]
        assert ends[-1] == date(year, 12, 31)


@given(st.permutations(periods_of(2017)))
def test_of_periods_that_end_the_same_day_the_longest_counts(periods):
    till_june = [period for period in periods if period.last_day <= date(2017, 6, 30)]
    assert str(max(till_june, key=lambda period: period.precedence)) == "2017-H1"
    assert str(max(periods, key=lambda period: period.precedence)) == "2017"


def refusal_of(text):
    with pytest.raises(InvalidError) as refused:
        Period.parse(text)
    return [(problem.field, problem.code) for problem in refused.value.problems]
