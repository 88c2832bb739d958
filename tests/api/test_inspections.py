"""The yearly check: what a team looked at, and how results are confirmed or corrected by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.freezing import drift, frozen
from tests.api.half_year import board, commune, item, officer, other, today
from tests.api.inspecting import (
    CORRECTED,
    INSPECTION,
    LEADER,
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
from tests.api.main_job import entered, judged, on, problems, refused, seen, totals
from tests.api.places import BAC_KAN, LUONG_BANG
from tests.api.test_reports import moved

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

__all__ = ["board", "commune", "item", "officer", "other", "today"]


def test_a_result_found_right_is_confirmed_and_a_wrong_one_corrected(
    api: Api, board: Caller, item: Json, other: Json
) -> None:
    assert totals(board, LUONG_BANG, "2017-H1")["households"] == 27
    made = concluded(board, row(item), correcting(other, households=5))
    assert (made["status"], made["concluded_on"]) == ("concluded", "2017-07-05")
    right, wrong = result(board, item), result(board, other)
    assert (right["status"], right["households"]) == ("confirmed", 20)
    assert (wrong["status"], wrong["households"], wrong["progress"]) == ("confirmed", 5, 40)
    assert totals(board, LUONG_BANG, "2017-H1")["households"] == 25
    assert totals(board, LUONG_BANG, "2017-H1", basis="confirmed")["households"] == 25
    first, second = made["items"]
    assert (first["reported"]["households"], first["result_version"]) == (20, 2)
    assert (second["reported"]["households"], second["corrected"]["households"]) == (7, 5)
    assert clean(api) == {}


def test_who_reported_a_corrected_result_stays_and_the_history_tells_who_corrected_it(
    board: Caller, officer: Caller, other: Json
) -> None:
    made = concluded(board, correcting(other, households=5))
    assert result(board, other)["entered_by"] == officer.id
    history = officer.get(f"/registrations/{other['id']}/history").json or []
    (entry,) = [each for each in history if each["action"] == "result.correct"]
    assert (entry["by"], entry["reason"]) == (board.id, "Đếm lại tại chỗ")
    assert entry["details"]["inspection"] == made["id"]
    told = {each["field"]: each["new"] for each in entry["details"]["result_changes"]}
    assert told["households"] == 5


def test_what_is_not_there_is_returned_and_counts_no_more(board: Caller, item: Json) -> None:
    concluded(board, row(item, "not_found", findings="Không có đường hoa tại thôn"))
    assert result(board, item)["status"] == "returned"
    assert result(board, item)["return_reason"] == "Không có đường hoa tại thôn"
    assert totals(board, LUONG_BANG, "2017-H1")["households"] == 0


def test_what_was_only_seen_changes_nothing(board: Caller, item: Json) -> None:
    concluded(board, row(item, "seen", period=None, findings="Đang làm"))
    assert result(board, item)["status"] == "reported"


def test_a_result_that_stands_confirmed_is_not_written_again(
    board: Caller, commune: Caller, item: Json
) -> None:
    judged(commune, result(commune, item), "confirm")
    concluded(board, row(item))
    assert result(board, item)["version"] == 2
    assert result(board, item)["confirmed_by"] == commune.id


def test_a_correction_shows_as_drift_of_a_frozen_report_and_becomes_its_amendment(
    api: Api, officer: Caller, commune: Caller, board: Caller, item: Json
) -> None:
    report = frozen(officer, commune)
    assert drift(commune, report)["totals"] == {}
    concluded(board, correcting(item, households=12))
    assert drift(commune, report)["totals"]["households"] == {"was": 20, "is": 12}
    amended = moved(commune, report, "amend", reason="Theo kết luận kiểm tra")
    assert (amended["edition"], drift(commune, amended)["totals"]) == (1, {})
    assert clean(api) == {}


def test_all_that_a_conclusion_lacks_is_said_at_once(board: Caller, item: Json) -> None:
    bare = {"team": [], "first_day": None, "last_day": None, "minutes": {}}
    made = begun(board, **bare)
    assert problems(stepped(board, made, "conclude")) == {
        "first_day": "required", "last_day": "required", "team": "one_leader",
        "items": "nothing_looked_at", "minutes.text": "required",
    }  # fmt: skip
    half = begun(board, row(item, None), last_day="2017-07-06", team=[LEADER, LEADER])
    assert problems(stepped(board, half, "conclude")) == {
        "last_day": "not_yet_over", "team": "one_leader", "items.0.outcome": "outcome_missing",
    }  # fmt: skip
    without = begun(board, row(item, "corrected"))
    assert problems(stepped(board, without, "conclude")) == {
        "items.0.corrected": "required", "items.0.reason": "required",
    }  # fmt: skip
    unseen = begun(board, row(item, "as_reported", period=None))
    assert problems(stepped(board, unseen, "conclude")) == {"items.0.period": "result_needed"}
    silent = begun(board, row(item, "not_found"))
    assert problems(stepped(board, silent, "conclude")) == {"items.0.findings": "required"}


def test_what_cannot_be_is_refused_when_it_is_saved(
    api: Api, board: Caller, officer: Caller, item: Json
) -> None:
    def told(*items: Json, **changes: object) -> dict[str, str]:
        return problems(board.post("/inspections", INSPECTION | {"items": [*items]} | changes))

    assert told(row(item), row(item)) == {"items.1.registration": "looked_at_twice"}
    assert told({"registration": "0" * 32}) == {"items.0.registration": "unknown_registration"}
    assert told(row(item, period="2017-Q1")) == {"items.0.period": "no_such_result"}
    assert told(row(item), year=2018) == {
        "first_day": "before_its_year", "items.0.registration": "not_of_inspection",
    }  # fmt: skip
    assert told(last_day="2017-07-01") == {"last_day": "ends_before_start"}
    assert told(organizations=["khong_co"], team=[LEADER]) == {
        "organizations.0": "unknown_organization"
    }
    assert told(organizations=["mttq"], team=[LEADER]) == {"organizations.0": "repeated"}
    assert told(organizations=[]) == {"team.1.organization": "not_taking_part"}
    wrong = correcting(item, measures={"la": 1})
    assert told(wrong) == {"items.0.corrected.measures.la": "unknown_measure"}
    draft = board.post("/inspections", INSPECTION | {"items": [row(item) | {"reported": None}]})
    assert problems(draft) == {"items.0.reported": "unknown_field"}


def test_an_item_of_elsewhere_or_withdrawn_is_not_looked_at(
    api: Api, commune: Caller, officer: Caller, item: Json
) -> None:
    province = api.make_user(BAC_KAN, "mttq", "approver")
    elsewhere = INSPECTION | {"tenant": "d060", "items": [row(item)]}
    assert problems(province.post("/inspections", elsewhere)) == {
        "items.0.registration": "not_of_inspection"
    }
    answer = officer.post(
        f"/registrations/{item['id']}/transitions",
        {"action": "withdraw", "reason": "Thôi"}, version=seen(officer, item)["version"],
    )  # fmt: skip
    assert answer.status_code == 200
    own = INSPECTION | {"tenant": LUONG_BANG, "items": [row(item)]}
    assert problems(commune.post("/inspections", own)) == {"items.0.registration": "not_standing"}


def test_a_result_that_changed_since_it_was_seen_is_not_judged_unseen(
    board: Caller, officer: Caller, item: Json, other: Json
) -> None:
    made = begun(board, row(item), correcting(other))
    entered(officer, item, "2017-H1", version=1, households=21)
    body = refused(stepped(board, made, "conclude"), 409, "result_changed")
    assert body["details"]["registrations"] == [item["id"]]
    assert result(board, other)["status"] == "reported"  # nothing of it was done
    again = made["items"][0] | {"result_version": None}
    anew = written(board, made, items=[again, made["items"][1]])
    assert anew.status_code == 200, anew.json
    final = done(board, dict(anew.json or {}), "conclude")
    assert final["items"][0]["reported"]["households"] == 21


def test_what_is_concluded_is_fixed_until_it_is_reopened_with_a_reason(
    api: Api, board: Caller, item: Json
) -> None:
    made = concluded(board, correcting(item, households=12))
    refused(written(board, made, organizations=["phu_nu"]), 409, "inspection_concluded")
    refused(
        board.delete(f"/inspections/{made['id']}", version=made["version"]),
        409, "inspection_concluded",
    )  # fmt: skip
    refused(stepped(board, made, "conclude"), 409, "wrong_state")
    assert problems(stepped(board, made, "reopen")) == {"reason": "required"}
    open_again = done(board, made, "reopen", reason="Ghi nhầm số hộ")
    assert (open_again["status"], open_again["reopen_reason"]) == ("draft", "Ghi nhầm số hộ")
    refused(
        board.delete(f"/inspections/{made['id']}", version=open_again["version"]),
        409, "once_concluded",
    )  # fmt: skip
    rows = [open_again["items"][0] | {"corrected": CORRECTED | {"households": 13}}]
    mended = written(board, open_again, items=rows)
    assert mended.status_code == 200, mended.json
    final = done(board, dict(mended.json or {}), "conclude")
    assert result(board, item)["households"] == 13
    assert final["items"][0]["reported"]["households"] == 20
    assert final["reopen_reason"] is None
    assert clean(api) == {}


def test_concluding_twice_the_same_writes_results_once(board: Caller, item: Json) -> None:
    made = concluded(board, correcting(item, households=12))
    done(board, done(board, made, "reopen", reason="Bổ sung biên bản"), "conclude")
    assert result(board, item)["version"] == 2


def test_a_draft_is_deleted_by_who_writes_it(board: Caller) -> None:
    made = begun(board)
    path = f"/inspections/{made['id']}"
    assert board.delete(path, version=made["version"]).status_code == 204
    refused(board.get(path), 404, "not_found")


def test_nothing_is_judged_once_the_period_is_locked(
    api: Api, board: Caller, item: Json, other: Json
) -> None:
    made = begun(board, row(other), correcting(item))
    late = on(api, board, LOCKED)
    body = refused(stepped(late, made, "conclude"), 409, "locked")
    assert body["details"]["ask"]
    assert result(board, other)["status"] == "reported"
