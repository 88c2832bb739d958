"""Figures of results: since 1 January, the latest of each item, all or confirmed ones."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.api.july import NEW_YEAR, front, item, officer, path, today
from tests.api.main_job import (
    Json,
    entered,
    judged,
    on,
    totals,
)
from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

__all__ = ["front", "item", "officer", "today"]


def test_figures_are_since_the_new_year_and_never_added_up(
    api: Api, officer: Caller, front: Caller, item: Json
) -> None:
    spent = [{"source": "hoi_vien", "amount": 3_000_000}]
    more = [{"source": "hoi_vien", "amount": 8_000_000}]
    entered(officer, item, "2017-H1", measures={"so_ho": 20}, funding=spent)
    later, fronts = on(api, officer, NEW_YEAR), on(api, front, NEW_YEAR)
    entered(later, item, "2017", state="completed", households=42, measures={"so_ho": 42},
            funding=more, progress=100)  # fmt: skip
    half = totals(fronts, LUONG_BANG, "2017-H1")
    assert (half["in_progress"], half["completed"]) == (1, 0)
    assert (half["households"], half["spent_funding"]) == (20, 3_000_000)
    assert half["measures"] == {"so_ho": {"value": 20, "unit": "hộ"}}
    year = totals(fronts, LUONG_BANG, "2017")
    assert (year["in_progress"], year["completed"]) == (0, 1)
    assert (year["households"], year["spent_funding"]) == (42, 8_000_000)
    assert year["measures"] == {"so_ho": {"value": 42, "unit": "hộ"}}


def test_a_half_year_result_speaks_until_there_is_a_later_one(
    api: Api, officer: Caller, front: Caller, item: Json
) -> None:
    entered(officer, item, "2017-H1", households=20)
    for period in ("2017-Q1", "2017-05"):
        assert totals(front, LUONG_BANG, period)["in_progress"] == 0
    for period in ("2017-06", "2017-Q2", "2017-H1", "2017-07", "2017-Q3", "2017-H2", "2017"):
        assert totals(front, LUONG_BANG, period)["households"] == 20, period
    entered(on(api, officer, date(2017, 10, 1)), item, "2017-Q3", households=30)
    changed = on(api, officer, date(2017, 7, 20))
    entered(changed, item, "2017-H1", version=1, households=22)
    told = {p: totals(front, LUONG_BANG, p)["households"] for p in ("2017-H1", "2017-08", "2017")}
    assert told == {"2017-H1": 22, "2017-08": 22, "2017": 30}


def test_of_periods_that_end_the_same_day_the_longest_counts(
    api: Api, officer: Caller, front: Caller, item: Json
) -> None:
    for period, households in (("2017-H1", 3), ("2017-06", 1), ("2017-Q2", 2)):
        entered(officer, item, period, households=households)
    for period in ("2017-06", "2017-Q2", "2017-H1", "2017"):
        assert totals(front, LUONG_BANG, period)["households"] == 3
    result = officer.get(path(item, "2017-H1")).json
    judged(front, result, "return", reason="Sai")
    assert totals(front, LUONG_BANG)["households"] == 2


def test_in_period_is_the_difference_to_the_result_before(
    api: Api, officer: Caller, front: Caller, item: Json
) -> None:
    april, october = on(api, officer, date(2017, 4, 5)), on(api, officer, date(2017, 10, 5))
    later = on(api, officer, NEW_YEAR)
    entered(april, item, "2017-Q1", households=5, measures={"so_ho": 5})
    entered(officer, item, "2017-H1", households=20, measures={"so_ho": 20})
    entered(october, item, "2017-Q3", households=18, measures={"so_ho": 18})
    entered(later, item, "2017", households=42, state="completed", measures={"so_ho": 42})

    def of(period: str) -> Json:
        return totals(front, LUONG_BANG, period, mode="in_period")

    told = {
        period: of(period)["households"] for period in ("2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4")
    }
    assert told == {"2017-Q1": 5, "2017-Q2": 15, "2017-Q3": -2, "2017-Q4": 24}
    assert (of("2017-H1")["households"], of("2017-H2")["households"]) == (20, 22)
    assert of("2017")["households"] == 42
    assert (of("2017-Q2")["in_progress"], of("2017-Q1")["in_progress"]) == (0, 1)
    assert (of("2017-H2")["in_progress"], of("2017-H2")["completed"]) == (-1, 1)
    assert of("2017-Q4")["measures"]["so_ho"]["value"] == 24
    assert of("2017-Q3")["measures"]["so_ho"]["value"] == -2
    assert of("2017-Q4")["registered"] == 1


def test_confirmed_figures_are_those_the_front_has_confirmed(
    api: Api, officer: Caller, front: Caller, item: Json
) -> None:
    result = entered(officer, item, "2017-H1", households=20)
    assert totals(front, LUONG_BANG, basis="confirmed")["households"] == 0
    confirmed = judged(front, result, "confirm")
    assert (confirmed["status"], confirmed["confirmed_by"]) == ("confirmed", front.id)
    assert totals(front, LUONG_BANG, basis="confirmed")["households"] == 20
    entered(on(api, officer, NEW_YEAR), item, "2017", households=42)
    told = [totals(front, LUONG_BANG, basis=b)["households"] for b in ("confirmed", "reported")]
    assert told == [20, 42]
    entered(officer, item, "2017-H1", version=2, households=21)
    assert totals(front, LUONG_BANG, basis="confirmed")["households"] == 0
