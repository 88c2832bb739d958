"""Results: what has been reached since 1 January, when it may be said, and what counts of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.api.july import QUOTA, front, item, officer, path, today
from tests.api.main_job import (
    RESULT,
    WHOLE,
    Json,
    done,
    drafted,
    entered,
    extended,
    judged,
    on,
    problems,
    quota,
    refused,
    seen,
    stated,
    totals,
)
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

__all__ = ["front", "item", "officer", "today"]


WRONG: list[tuple[Json, str]] = [
    ({"progress": 101}, "progress"),
    ({"progress": None}, "progress"),
    ({"state": "xong"}, "state"),
    ({"households": -1}, "households"),
    ({"measures": {"so_bong_den": 1}}, "measures.so_bong_den"),
    ({"measures": {"so_ho": 1.5}}, "measures.so_ho"),
    ({"measures": {"so_ho": -1}}, "measures.so_ho"),
    ({"measures": {"so_ho": "1"}}, "measures.so_ho"),
    ({"measures": {"so_ho": True}}, "measures.so_ho"),
    ({"measures": {"so_ho": None}}, "measures.so_ho"),
    ({"measures": {"phu_nu.ty_le_ho_dat": 71.55}}, "measures.phu_nu.ty_le_ho_dat"),
    ({"funding": [{"source": "x", "amount": 1}]}, "funding.0.source"),
    ({"la": 1}, "la"),
]


def test_a_result_comes_back_as_it_was_sent(officer: Caller, front: Caller, item: Json) -> None:
    body = {
        "progress": 60, "state": "in_progress", "households": 25,
        "measures": {"so_ho": 25, "chieu_dai": 350, "phu_nu.ty_le_ho_dat": 71.5},
        "funding": [{"source": "hoi_vien", "amount": 5_000_000, "about": "trên"}],
        "narrative": "Đã trồng 350 m\nđường hoa.",
    }  # fmt: skip
    put = officer.put(path(item, "2017-H1"), body)
    assert put.status_code == 200
    assert {name: put.json[name] for name in body} == body
    assert (put.json["status"], put.json["version"]) == ("reported", 1)
    assert put.json["entered_by"] == officer.id
    for who in (officer, front):
        assert who.get(path(item, "2017-H1")).json == put.json
    assert seen(officer, item)["version"] == item["version"]


def test_only_those_who_see_the_item_in_full_see_its_results(
    api: Api, officer: Caller, item: Json
) -> None:
    entered(officer, item, "2017-H1")
    for who in (
        api.make_user(LUONG_BANG, "nong_dan"),
        api.make_user(NGHIA_TA, "phu_nu"),
        api.make_user(LUONG_BANG, "phu_nu", "admin"),
    ):
        refused(who.get(path(item, "2017-H1")), 404, "not_found")
    assert api.make_user(CHO_DON, "mttq", "viewer").get(path(item, "2017-H1")).status_code == 200


def test_what_is_reported_must_be_valid(officer: Caller, item: Json) -> None:
    for wrong, field in WRONG:
        answer = officer.put(path(item, "2017-H1"), RESULT | wrong)
        assert set(problems(answer)) == {field}, wrong
    assert officer.get(path(item, "2017-H1")).status_code == 404


def test_weeks_and_periods_of_other_years_are_refused(officer: Caller, item: Json) -> None:
    for period, reason in (
        ("2017-W25", "period_week_refused"), ("2017-13", "not_a_period"),
        ("2017-6", "not_a_period"), ("2017-H3", "not_a_period"), ("nay", "not_a_period"),
        ("2016-H1", "period_of_other_year"), ("2018", "period_of_other_year"),
    ):  # fmt: skip
        assert problems(officer.put(path(item, period), RESULT)) == {"period": reason}


def test_a_period_opens_30_days_before_its_end(api: Api, officer: Caller, item: Json) -> None:
    early = on(api, officer, date(2017, 5, 30))
    body = refused(early.put(path(item, "2017-H1"), RESULT), 409, "period_not_open")
    assert body["details"]["opens"] == "2017-05-31"
    entered(on(api, officer, date(2017, 5, 31)), item, "2017-H1")
    refused(officer.put(path(item, "2017"), RESULT), 409, "period_not_open")


def test_after_closing_only_what_is_there_is_corrected_till_it_locks(
    api: Api, officer: Caller, front: Caller, item: Json
) -> None:
    entered(officer, item, "2017-H1")
    august, late = on(api, officer, date(2017, 8, 1)), date(2017, 9, 29)
    body = refused(august.put(path(item, "2017-Q2"), RESULT), 409, "period_closed")
    assert body["details"]["ask"] == "Huyện Chợ Đồn"
    entered(august, item, "2017-H1", version=1, households=21)
    for answer in (
        on(api, officer, late).put(path(item, "2017-H1"), RESULT, version=2),
        on(api, front, late).post(
            path(item, "2017-H1/transitions"), {"action": "confirm"}, version=2
        ),
    ):
        assert refused(answer, 409, "locked")["details"]["set_by"] == "Việt Nam"
    extended(api, LUONG_BANG, date(2017, 10, 1), part="2017-Q2", organization="phu_nu")
    entered(on(api, officer, late), item, "2017-Q2")


def test_items_are_reported_on_from_their_submission_on(
    api: Api, officer: Caller, front: Caller, item: Json
) -> None:
    early = on(api, officer, date(2017, 2, 1))
    draft = drafted(early, WHOLE)
    refused(officer.put(path(draft, "2017-H1"), RESULT), 409, "wrong_state")
    entered(officer, item, "2017-H1")
    returned = done(front, item, "return", reason="Sửa")
    answer = officer.put(path(item, "2017-Q2"), RESULT)
    assert "Trả lại" in refused(answer, 409, "wrong_state")["message"]
    withdrawn = done(officer, returned, "withdraw", reason="Trùng")
    assert withdrawn["status"] == "withdrawn"
    refused(officer.put(path(item, "2017-Q2"), RESULT), 409, "wrong_state")


def test_a_returned_result_counts_nothing_until_it_is_corrected(
    officer: Caller, front: Caller, item: Json
) -> None:
    result = entered(officer, item, "2017-H1", households=20, state="completed")
    assert problems_of_return(front, result) == {"reason": "required"}
    back = judged(front, result, "return", reason="Chưa khớp")
    assert (back["status"], back["return_reason"]) == ("returned", "Chưa khớp")
    told = totals(front, LUONG_BANG)
    assert (told["households"], told["completed"]) == (0, 0)
    assert quota(front, LUONG_BANG, QUOTA, basis="realized")["met"] == 0
    again = entered(officer, item, "2017-H1", version=back["version"], state="completed")
    assert (again["status"], again["return_reason"]) == ("reported", None)
    assert totals(front, LUONG_BANG)["completed"] == 1
    assert quota(front, LUONG_BANG, QUOTA, basis="realized")["met"] == 1


def problems_of_return(front: Caller, result: Json) -> dict[str, str]:
    where = f"/registrations/{result['registration']}/results/{result['period']}/transitions"
    return problems(front.post(where, {"action": "return"}, version=result["version"]))


def test_each_act_on_a_result_has_its_states(officer: Caller, front: Caller, item: Json) -> None:
    def act(result: Any, action: str) -> Any:
        where = path(item, "2017-H1/transitions")
        return front.post(where, {"action": action, "reason": "x"}, version=result["version"])

    reported = entered(officer, item, "2017-H1")
    confirmed = act(reported, "confirm").json
    refused(act(confirmed, "confirm"), 409, "wrong_state")
    returned = act(confirmed, "return").json
    assert returned["status"] == "returned"
    refused(act(returned, "return"), 409, "wrong_state")
    refused(act(returned, "confirm"), 409, "wrong_state")


def test_nobody_confirms_the_result_they_entered(api: Api, officer: Caller, item: Json) -> None:
    api.make_user(LUONG_BANG, "mttq", username="hai.vai")
    both = api.make_user(LUONG_BANG, "phu_nu", username="hai.vai")
    result = entered(both, item, "2017-H1")
    where = path(item, "2017-H1/transitions")
    refused(both.post(where, {"action": "confirm"}, version=1), 403, "own_registration")
    corrected = entered(officer, item, "2017-H1", version=1, households=1)
    assert corrected["version"] == 2
    stated(api, LUONG_BANG, settings={"self_confirmation": True})
    own = entered(both, item, "2017-H1", version=2)
    judged(both, own, "confirm")
    last = both.get(f"/registrations/{item['id']}/history").json[-1]
    assert (last["action"], last["details"]["self_confirmed"]) == ("result.confirm", True)
    assert result["entered_by"] == both.id


def test_the_history_tells_of_results(officer: Caller, front: Caller, item: Json) -> None:
    entered(officer, item, "2017-H1", households=20)
    entered(officer, item, "2017-H1", version=1, households=21)
    last = front.get(f"/registrations/{item['id']}/history").json[-1]
    assert (last["action"], last["details"]["period"]) == ("result.enter", "2017-H1")
    change = last["details"]["result_changes"][0]
    assert (change["field"], change["old"], change["new"]) == ("households", 20, 21)
