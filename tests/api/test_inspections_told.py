"""Who concludes an inspection, who is told what of it, and what the trail and the check tell."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.api.half_year import FEBRUARY, board, commune, item, officer, today
from tests.api.inspecting import (
    LEADER,
    begun,
    clean,
    concluded,
    correcting,
    done,
    result,
    row,
    stepped,
)
from tests.api.main_job import FARMERS, consolidation, entered, on, refused, seen, submitted, totals
from tests.api.places import CHO_DON, LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

__all__ = ["board", "commune", "item", "officer", "today"]
TEXT = {"text": "Đoàn đã kiểm tra tại thôn."}


def test_an_officer_concludes_only_where_nobody_is_approver(api: Api, item: Json) -> None:
    officer = api.make_user(CHO_DON, "mttq", "officer")
    made = begun(officer, row(item))
    assert done(officer, made, "conclude")["status"] == "concluded"
    second = begun(officer, row(item))
    api.make_user(CHO_DON, "mttq", "approver")
    refused(stepped(officer, second, "conclude"), 403, "forbidden_for_role")


def test_nobody_confirms_by_a_check_what_they_registered_themselves(
    api: Api, board: Caller, officer: Caller
) -> None:
    both = api.make_user(LUONG_BANG, "nong_dan", username="hai-vai")
    made = submitted(on(api, both, FEBRUARY), FARMERS)
    entered(both, made, "2017-H1")
    front = api.make_user(CHO_DON, "mttq", "approver", username="hai-vai")
    mine = begun(board, row(made))
    acting = front.assignments[-1]
    path = f"/inspections/{mine['id']}/transitions"
    answer = front.post(path, {"action": "conclude"}, version=mine["version"], acting=acting)
    body = refused(answer, 403, "own_registration")
    assert body["details"]["registrations"] == [made["id"]]


def test_of_two_who_conclude_at_once_one_does(api: Api, board: Caller, item: Json) -> None:
    second = api.make_user(CHO_DON, "mttq", "approver")
    made = begun(board, correcting(item, households=12))
    with ThreadPoolExecutor(2) as pool:
        answers = [*pool.map(lambda caller: stepped(caller, made, "conclude"), (board, second))]
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert result(board, item)["version"] == 2
    assert totals(board, LUONG_BANG, "2017-H1")["households"] == 12
    assert clean(api) == {}


def test_an_organization_is_told_what_was_found_of_its_own_and_nothing_else(
    api: Api, board: Caller, officer: Caller, commune: Caller, item: Json
) -> None:
    farmer = api.make_user(LUONG_BANG, "nong_dan")
    theirs = submitted(on(api, farmer, FEBRUARY), FARMERS)
    made = begun(
        board,
        row(item, findings="Đúng như báo cáo"),
        {"registration": theirs["id"], "outcome": "seen", "findings": "Chỉ hội bạn biết"},
    )
    for caller in (officer, farmer, commune):
        refused(caller.get(f"/inspections/{made['id']}"), 404, "not_found")
    done(board, made, "conclude")
    told = officer.get(f"/inspections/{made['id']}").json or {}
    assert (told["view"], told["minutes"]["text"]) == ("part", None)
    assert told["minutes"]["number"] == "05/BB-KT"
    assert [each["registration"] for each in told["items"]] == [item["id"]]
    assert {each["name"] for each in told["team"]} == {None}
    assert (told["concluded_by"], told["created_by"]) == (None, None)
    assert len((commune.get(f"/inspections/{made['id']}").json or {})["items"]) == 2
    (listed,) = officer.get("/inspections", year=2017).json or []
    assert listed["id"] == made["id"]
    assert officer.get("/inspections", registration=theirs["id"]).json == []
    refused(stepped(officer, made, "reopen", reason="x"), 403, "forbidden_for_role")
    admin = api.make_user(CHO_DON, "mttq", "admin")
    refused(admin.get(f"/inspections/{made['id']}"), 404, "not_found")


def test_what_was_found_follows_an_item_to_another_unit(
    api: Api, board: Caller, officer: Caller, item: Json
) -> None:
    made = concluded(board, row(item, "seen", period=None))
    answer = board.post(
        f"/registrations/{item['id']}/transitions",
        {"action": "transfer", "tenant": "c02071", "reason": "Nhầm xã"},
        version=seen(board, item)["version"],
    )
    assert answer.status_code == 200, answer.json
    there = api.make_user("c02071", "phu_nu")
    assert [each["id"] for each in there.get("/inspections").json or []] == [made["id"]]
    assert officer.get("/inspections").json == []


def test_the_trail_names_nobody_and_tells_outcomes_only(
    api: Api, board: Caller, item: Json
) -> None:
    made = concluded(board, row(item, findings="Nhà bà Kín xác nhận"))
    entries = board.get("/audit", target=made["id"]).json or []
    assert [each["action"] for each in entries] == ["inspection.conclude", "inspection.create"]
    told = str(entries)
    for kept in (LEADER["name"], "Nhà bà Kín", "Đoàn đã kiểm tra tại thôn"):
        assert kept not in told
    assert {"field": f"items.{item['id']}", "new": "as_reported"}.items() <= next(
        each for each in entries[1]["changes"] if each["field"].startswith("items.")
    ).items()


def test_the_check_of_the_database_finds_what_does_not_agree(
    api: Api, board: Caller, item: Json
) -> None:
    concluded(board, correcting(item, households=12))
    inspections = api.platform.store.database["inspections"]
    inspections.update_one({}, {"$set": {"items.0.corrected.households": 99}})
    assert clean(api) == {"inspection_result_differs": 1}
    inspections.update_one({}, {"$set": {"items.0.period": "2017-Q1"}})
    assert clean(api) == {"inspection_result_lost": 1}
    inspections.update_one({}, {"$set": {"items.0.registration": "0" * 32}})
    assert clean(api) == {"inspection_of_nothing": 1}


def test_what_an_organization_enters_anew_later_is_its_own_affair(
    api: Api, board: Caller, officer: Caller, item: Json
) -> None:
    concluded(board, correcting(item, households=12))
    entered(officer, item, "2017-H1", version=2, households=30)
    assert result(officer, item)["status"] == "reported"
    assert clean(api) == {}
    assert consolidation(board, LUONG_BANG, "2017-H1")["totals"]["households"] == 30


def test_the_trail_tells_who_concludes_what_they_wrote_themselves(
    api: Api, board: Caller, item: Json
) -> None:
    def details(made: Json) -> Json:
        entries = board.get("/audit", target=made["id"]).json or []
        return dict(next(e for e in entries if e["action"] == "inspection.conclude")["details"])

    assert details(concluded(board, row(item)))["self_confirmed"] is True
    writer = api.make_user(CHO_DON, "mttq", "officer")
    made = begun(writer, row(item))
    assert "self_confirmed" not in details(done(board, made, "conclude"))


def test_files_and_conclusions_take_turns(api: Api, board: Caller, item: Json) -> None:
    turns = api.platform.store.database["evidence_turns"]
    made = concluded(board, row(item))
    assert (turns.find_one({"_id": made["id"]}) or {})["turn"] == 1
    done(board, made, "reopen", reason="Thiếu ảnh")
    assert (turns.find_one({"_id": made["id"]}) or {})["turn"] == 2


def test_a_list_tells_outcomes_and_leaves_findings_figures_and_minutes_to_each(
    board: Caller, officer: Caller, item: Json
) -> None:
    made = concluded(board, correcting(item, households=12), minutes={"number": "05/BB-KT"} | TEXT)
    (listed,) = board.get("/inspections", year=2017).json or []
    assert listed["items"] == [
        {
            "registration": item["id"], "organization": "phu_nu", "period": "2017-H1",
            "result_version": 2, "outcome": "corrected",
        }
    ]  # fmt: skip
    assert listed["minutes"] == {"number": "05/BB-KT", "on": None}
    same = made.keys() - {"items", "minutes"}
    assert {name: listed[name] for name in same} == {name: made[name] for name in same}
    (theirs,) = officer.get("/inspections", year=2017).json or []
    assert (theirs["view"], theirs["team"][0]["name"], theirs["items"]) == (
        "part", None, listed["items"],
    )  # fmt: skip
