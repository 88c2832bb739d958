"""What a check did not find on the spot: which results it returns, and which it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.half_year import APRIL, board, commune, item, officer, other, today
from tests.api.inspecting import begun, clean, concluded, done, result, row, stepped, written
from tests.api.main_job import entered, judged, on, problems, refused, totals
from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

__all__ = ["board", "commune", "item", "officer", "other", "today"]


def gone(item: Json, period: str | None = "2017-H1") -> Json:
    return row(item, "not_found", period=period, findings="Không có đường hoa tại thôn")


def statuses(caller: Caller, item: Json, *periods: str) -> list[str]:
    return [str(result(caller, item, period)["status"]) for period in periods]


def test_a_locked_result_of_another_period_stays_and_counts(
    api: Api, board: Caller, officer: Caller, item: Json
) -> None:
    entered(on(api, officer, APRIL), item, "2017-Q1", households=9)
    entered(officer, item, "2017-Q2", households=15)
    final = concluded(board, gone(item))  # in July: the first quarter is locked since June
    assert final["status"] == "concluded"
    assert statuses(board, item, "2017-Q1", "2017-Q2", "2017-H1") == [
        "reported", "returned", "returned",
    ]  # fmt: skip
    assert result(board, item, "2017-Q1")["version"] == 1
    assert totals(board, LUONG_BANG, "2017-H1")["households"] == 9
    assert clean(api) == {}


def test_a_locked_result_that_was_itself_not_found_is_refused_and_nothing_returned(
    api: Api, board: Caller, officer: Caller, item: Json
) -> None:
    entered(on(api, officer, APRIL), item, "2017-Q1", households=9)
    made = begun(board, gone(item, "2017-Q1"))
    body = refused(stepped(board, made, "conclude"), 409, "locked")
    assert body["details"]["registrations"] == [item["id"]]
    assert statuses(board, item, "2017-Q1", "2017-H1") == ["reported", "reported"]


def test_a_confirmed_result_of_another_period_is_returned_too(
    board: Caller, commune: Caller, officer: Caller, item: Json
) -> None:
    judged(commune, entered(officer, item, "2017-Q2", households=9), "confirm")
    concluded(board, gone(item))
    assert statuses(board, item, "2017-Q2", "2017-H1") == ["returned", "returned"]
    assert result(board, item, "2017-Q2")["return_reason"] == "Không có đường hoa tại thôn"
    assert totals(board, LUONG_BANG, "2017-H1", basis="confirmed")["households"] == 0


def test_what_was_returned_of_other_periods_stays_returned_after_a_reopening(
    board: Caller, officer: Caller, item: Json
) -> None:
    entered(officer, item, "2017-Q2", households=9)
    made = done(board, concluded(board, gone(item)), "reopen", reason="Nhầm hồ sơ")
    seen = dict(written(board, made, items=[row(item, "seen", period=None)]).json or {})
    done(board, seen, "conclude")
    assert statuses(board, item, "2017-Q2", "2017-H1") == ["returned", "returned"]


def test_what_is_sent_again_counts_again(board: Caller, officer: Caller, item: Json) -> None:
    concluded(board, gone(item))
    entered(officer, item, "2017-H1", version=result(board, item)["version"], households=6)
    assert totals(board, LUONG_BANG, "2017-H1")["households"] == 6


def test_an_item_of_which_nothing_was_reported_is_not_found_by_itself(
    api: Api, board: Caller, officer: Caller, commune: Caller, item: Json
) -> None:
    judged(commune, result(commune, item), "return", reason="Thiếu số")
    assert concluded(board, gone(item, None))["items"][0]["result_version"] is None
    again = begun(board, row(item, "as_reported", period=None))
    assert problems(stepped(board, again, "conclude")) == {"items.0.period": "result_needed"}


def test_an_item_taken_out_keeps_its_result_which_the_front_may_return(
    board: Caller, commune: Caller, item: Json, other: Json
) -> None:
    made = done(board, concluded(board, row(item), row(other)), "reopen", reason="Nhầm hồ sơ")
    without = dict(written(board, made, items=[made["items"][1]]).json or {})
    done(board, without, "conclude")
    assert result(board, item)["status"] == "confirmed"
    judged(commune, result(commune, item), "return", reason="Kiểm tra nhầm hồ sơ")
    assert statuses(board, item, "2017-H1") == ["returned"]
    assert statuses(board, other, "2017-H1") == ["confirmed"]
