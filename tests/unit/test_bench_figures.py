"""The arithmetic of the measurements: percentiles, ratios, turns, and what a line says of them."""

from __future__ import annotations

import math

import pytest

from bench.figures import median, median_ratio, percentile, turns
from bench.table import Line, table


def test_a_percentile_is_a_value_that_was_measured():
    values = [float(number) for number in range(1, 101)]

    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.99) == 99
    assert percentile(values, 1) == 100
    assert percentile([7.0], 0.99) == 7
    assert math.isnan(percentile([], 0.5))


def test_the_order_of_the_values_does_not_matter():
    assert percentile([3.0, 1.0, 2.0], 0.5) == median([3.0, 1.0, 2.0]) == 2


def test_ratios_are_taken_within_a_round_so_that_a_slow_machine_slows_both():
    ours, theirs = [100.0, 10.0, 50.0], [50.0, 5.0, 25.0]

    assert median_ratio(ours, theirs) == 2


def test_every_round_has_everyone_once_and_begins_with_another():
    rounds = list(turns(["a", "b", "c"], 3))

    assert [who for number, who in rounds if number == 1] == ["b", "c", "a"]
    assert sorted(rounds) == [(number, who) for number in range(3) for who in "abc"]


@pytest.mark.parametrize(
    ("line", "met", "verdict"),
    [
        (Line(goal="1", what="x", ours="", ratio=1.5, least=1.5), True, "met"),
        (Line(goal="1", what="x", ours="", ratio=1.2, least=1.5), False, "short by 20%"),
        (Line(goal="3", what="x", ours="", ratio=18.0, most=15.0), False, "short by 20%"),
        (Line(goal="3", what="x", ours="", ratio=15.0, most=15.0), True, "met"),
        (Line(goal="3", what="x", ours="", ratio=15.0), None, ""),
    ],
)
def test_a_line_says_whether_its_target_is_met_and_by_how_much_it_falls_short(line, met, verdict):
    assert (line.met, line.verdict) == (met, verdict)


def test_the_table_shows_every_line_with_its_target():
    shown = table(
        [
            Line(goal="5", what="a page", ours="4 ms", ratio=2.0, least=5, unit=" ×"),
            Line(goal="8", what="memory", ours="99 MB", ratio=99, most=120, unit=" MB"),
        ]
    )

    assert "≥ 5 ×" in shown
    assert "short by 60%" in shown
    assert "≤ 120 MB" in shown
