"""Progress: what had been registered by the end of each day, over the time worth looking at."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar_windows import Window
from core.domain.progress import progress

WINDOW = Window(
    opens=date(2017, 6, 21), due=date(2017, 7, 14),
    closes=date(2017, 7, 31), locks=date(2018, 3, 31),
)  # fmt: skip
BY_DAY = {"2017-06-30": 3, "2017-06-26": 2, "2017-07-20": 1, "2017-07-01": 0}


def test_days_add_up_in_their_order_and_days_without_anything_are_left_out():
    seen = progress(BY_DAY, WINDOW, today=date(2017, 9, 1))
    assert seen.reached == (
        (date(2017, 6, 26), 2), (date(2017, 6, 30), 5), (date(2017, 7, 20), 6),
    )  # fmt: skip
    assert seen.total == 6


@pytest.mark.parametrize(
    ("day", "number"), [("06-25", 0), ("06-26", 2), ("07-19", 5), ("12-31", 6)]
)
def test_between_two_days_the_number_stands(day, number):
    seen = progress(BY_DAY, WINDOW, today=date(2017, 9, 1))
    assert seen.by(date.fromisoformat(f"2017-{day}")) == number


def test_it_is_looked_at_from_the_first_item_to_the_last_day_on_time_or_the_last_item():
    seen = progress(BY_DAY, WINDOW, today=date(2017, 9, 1))
    assert (seen.first, seen.last) == (date(2017, 6, 26), date(2017, 7, 20))
    early = progress({"2017-06-26": 2}, WINDOW, today=date(2017, 6, 30))
    assert (early.first, early.last) == (date(2017, 6, 26), WINDOW.due)


def test_while_late_ones_are_still_taken_it_goes_on_until_today():
    assert progress(BY_DAY, WINDOW, today=date(2017, 7, 25)).last == date(2017, 7, 25)


def test_before_there_is_anything_the_time_of_registering_itself_is_looked_at():
    seen = progress({}, WINDOW, today=date(2017, 6, 22))
    assert (seen.first, seen.last, seen.total) == (WINDOW.opens, WINDOW.due, 0)


days = st.dates(date(2017, 1, 1), date(2018, 1, 31))


@given(st.dictionaries(days.map(str), st.integers(0, 9)), days, days)
def test_nothing_reached_lies_outside_the_time_looked_at(by_day, today, on):
    seen = progress(by_day, WINDOW, today=today)
    assert seen.first <= seen.last
    assert all(seen.first <= day <= seen.last for day, _ in seen.reached)
    assert seen.total == sum(by_day.values())
    assert seen.by(on) <= seen.by(on + timedelta(days=1)) <= seen.total
