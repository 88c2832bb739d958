"""What a conclusion does to results that were corrected before, returned, or are of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.half_year import board, commune, item, officer, other, today
from tests.api.inspecting import (
    CORRECTED,
    LOCKED,
    begun,
    clean,
    concluded,
    correcting,
    done,
    result,
    row,
    stepped,
    written,
)
from tests.api.main_job import entered, judged, on, problems, refused, totals
from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

__all__ = ["board", "commune", "item", "officer", "other", "today"]


def test_reported_after_all_puts_back_what_was_reported(
    api: Api, board: Caller, item: Json
) -> None:
    made = done(board, concluded(board, correcting(item, households=12)), "reopen", reason="Nhầm")
    assert (made["concluded_on"], made["concluded_by"]) == (None, None)
    again = written(board, made, items=[made["items"][0] | {"outcome": "as_reported"}])
    final = done(board, dict(again.json or {}), "conclude")
    assert (result(board, item)["households"], result(board, item)["status"]) == (20, "confirmed")
    assert final["items"][0]["reported"]["households"] == 20
    assert final["items"][0]["corrected"] is None
    assert clean(api) == {}


def test_what_was_reported_outlasts_every_outcome(board: Caller, item: Json) -> None:
    made = done(board, concluded(board, correcting(item, households=12)), "reopen", reason="Nhầm")
    seen = written(board, made, items=[made["items"][0] | {"outcome": "seen"}])
    final = done(board, dict(seen.json or {}), "conclude")
    assert final["items"][0]["reported"]["households"] == 20


def test_what_is_not_there_needs_the_result_that_counts(board: Caller, item: Json) -> None:
    made = begun(board, row(item, "not_found", period=None, findings="Không có"))
    assert problems(stepped(board, made, "conclude")) == {"items.0.period": "result_needed"}


def test_what_is_not_there_counts_by_no_other_period_either(
    board: Caller, officer: Caller, item: Json
) -> None:
    entered(officer, item, "2017-Q2", households=9)
    concluded(board, row(item, "not_found", findings="Không có"))
    assert result(board, item, "2017-Q2")["status"] == "returned"
    assert totals(board, LUONG_BANG, "2017-H1")["households"] == 0


def test_a_returned_result_is_not_as_reported(board: Caller, commune: Caller, item: Json) -> None:
    judged(commune, result(commune, item), "return", reason="Thiếu số")
    made = begun(board, row(item))
    assert problems(stepped(board, made, "conclude")) == {"items.0.outcome": "result_returned"}


@pytest.mark.parametrize("outcome", ["as_reported", "not_found", "seen"])
@pytest.mark.parametrize("left", [{"corrected": CORRECTED}, {"reason": "Đếm lại"}])
def test_corrections_beside_another_outcome_are_asked_about_and_kept(
    board: Caller, item: Json, outcome: str, left: Json
) -> None:
    made = begun(board, row(item, outcome, findings="Không có", **left))
    answer = stepped(board, made, "conclude")
    assert problems(answer) == {"items.0.outcome": "corrections_left"}
    assert item["title"] in (answer.json or {})["problems"][0]["message"]
    (kept,) = (board.get(f"/inspections/{made['id']}").json or {})["items"]
    assert left.items() <= {"corrected": _sent(kept["corrected"]), "reason": kept["reason"]}.items()
    assert result(board, item)["status"] == "reported"


def test_a_reason_beside_what_was_only_seen_is_asked_about_without_a_result_too(
    board: Caller, item: Json
) -> None:
    made = begun(board, row(item, "seen", period=None, reason="Đếm lại"))
    assert problems(stepped(board, made, "conclude")) == {"items.0.outcome": "corrections_left"}


def test_what_an_earlier_conclusion_corrected_is_no_correction_that_was_left(
    board: Caller, item: Json
) -> None:
    made = done(board, concluded(board, correcting(item, households=12)), "reopen", reason="Nhầm")
    gone = made["items"][0] | {"outcome": "not_found", "findings": "Không có"}
    again = dict(written(board, made, items=[gone]).json or {})
    assert done(board, again, "conclude")["items"][0]["outcome"] == "not_found"


def test_figures_typed_anew_beside_not_found_are_asked_about_after_a_reopening(
    board: Caller, item: Json
) -> None:
    made = done(board, concluded(board, correcting(item, households=12)), "reopen", reason="Nhầm")
    other = CORRECTED | {"households": 13}
    gone = made["items"][0] | {"outcome": "not_found", "findings": "Không", "corrected": other}
    again = dict(written(board, made, items=[gone]).json or {})
    assert problems(stepped(board, again, "conclude")) == {"items.0.outcome": "corrections_left"}


def test_a_refusal_names_the_item_it_is_about(
    api: Api, board: Caller, item: Json, other: Json
) -> None:
    made = begun(board, row(other, "seen"), row(item))
    body = refused(stepped(on(api, board, LOCKED), made, "conclude"), 409, "locked")
    assert body["details"]["registrations"] == [item["id"]]


def _sent(stated: Json | None) -> Json | None:
    """Return figures as they are sent: without members that say nothing."""
    return {k: v for k, v in stated.items() if v not in ({}, [])} if stated else None
