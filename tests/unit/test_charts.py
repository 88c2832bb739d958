"""The geometry of charts: numbers, before any template."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar_windows import Window
from core.domain.progress import progress
from core.web.charts import covering_tint, line_of, tint

WINDOW = Window(
    opens=date(2017, 6, 21), due=date(2017, 7, 14),
    closes=date(2017, 7, 31), locks=date(2018, 3, 31),
)  # fmt: skip
TODAY = date(2017, 7, 12)


def line(by_day, today=TODAY, labels=None):
    seen = progress(by_day, WINDOW, today=today)
    return line_of(seen, due=WINDOW.due, today=today, dated=labels or {})


@pytest.mark.parametrize(
    ("part", "whole", "found"),
    [(39, 100, "s1"), (40, 100, "s2"), (59, 100, "s2"), (60, 100, "s3"), (74, 100, "s3"),
     (75, 100, "s4"), (89, 100, "s4"), (90, 100, "s5"), (8, 8, "s5"), (0, 0, "")],
)  # fmt: skip
def test_a_share_has_the_tint_of_its_class(part, whole, found):
    assert tint(part, whole) == found


def test_where_little_is_the_finding_it_is_not_pale():
    assert covering_tint(3, 10) == "z0"
    assert covering_tint(4, 10) == "s2"


def test_the_line_is_level_while_nothing_is_sent_and_ends_today():
    drawn = line({"2017-06-26": 2, "2017-07-02": 3})
    assert drawn.points == ((0, 0), (0, 2), (5, 2), (6, 5), (16, 5))
    assert (drawn.width, drawn.due, drawn.end) == (18, 18, (16, 5))


def test_the_grid_has_round_numbers_and_room_for_the_highest():
    drawn = line({"2017-06-26": 604})
    assert [level for level, _ in drawn.levels] == [200, 400, 600, 800]
    assert drawn.height == 800


def test_labels_that_would_run_into_each_other_are_left_out_the_first_stays():
    days = {WINDOW.due: "Hạn 14/7", date(2017, 7, 13): "13/7", date(2017, 6, 26): "26/6"}
    drawn = line({"2017-06-26": 2}, labels=days)
    assert [(tick.text, tick.anchor) for tick in drawn.ticks] == [
        ("Hạn 14/7", "end"), ("26/6", "start"),
    ]  # fmt: skip


days = st.dates(date(2017, 6, 21), date(2017, 7, 31)).map(str)


@given(st.dictionaries(days, st.integers(1, 5000), min_size=1), st.integers(0, 60))
def test_the_line_never_falls_and_stays_in_its_frame(by_day, later):
    drawn = line(by_day, today=WINDOW.opens + timedelta(days=later))
    assert list(drawn.points) == sorted(drawn.points)
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in drawn.points)
    assert 1 <= len(drawn.levels) <= 5
    assert len(drawn.told) <= 6
    assert drawn.told[-1][1] == sum(by_day.values())
