"""Periodic reports: whose they are, who signs, who receives, and who still owes one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import (
    Json,
    consolidation,
    extended,
    on,
    problems,
    refused,
    stated,
    switched_off,
)
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

JULY = date(2017, 7, 5)
LATE = date(2017, 7, 11)
REPORT: Json = {"tenant": LUONG_BANG, "organization": "phu_nu", "period": "2017-H1"}


@pytest.fixture
def today() -> date:
    """While the report of the first half is due."""
    return JULY


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq", "approver")


def begun(caller: Caller, **changes: Any) -> Json:
    answer = caller.post("/reports", REPORT | changes)
    assert answer.status_code == 201, answer.json
    assert answer.headers["ETag"] == '"1"'
    return dict(answer.json)


def step(caller: Caller, report: Json, action: str, **more: Any) -> Any:
    path = f"/reports/{report['id']}/transitions"
    return caller.post(path, {"action": action, **more}, version=report["version"])


def moved(caller: Caller, report: Json, action: str, **more: Any) -> Json:
    answer = step(caller, report, action, **more)
    assert answer.status_code == 200, answer.json
    assert answer.headers["ETag"] == f'"{answer.json["version"]}"'
    return dict(answer.json)


def counts(caller: Caller, tenant: str, period: str = "2017-H1") -> Json:
    return dict(consolidation(caller, tenant, period)["reports"])


def test_a_report_is_begun_written_sent_returned_and_accepted(
    officer: Caller, front: Caller
) -> None:
    report = begun(officer, parts={"ket_qua": "Đã trồng 700 m đường hoa.\nĐạt kế hoạch."})
    assert (report["status"], report["late"], report["nothing"]) == ("draft", False, False)
    path = f"/reports/{report['id']}"
    put = officer.put(path, REPORT | {"parts": {"kien_nghi": "Hỗ trợ cây giống"}}, version=1)
    assert put.json["parts"] == {"kien_nghi": "Hỗ trợ cây giống"}
    sent = moved(officer, put.json, "submit")
    assert (sent["status"], sent["submitted_on"]) == ("submitted", "2017-07-05")
    refused(officer.put(path, REPORT, version=3), 409, "wrong_state")
    assert problems(step(front, sent, "return")) == {"reason": "required"}
    back = moved(front, sent, "return", reason="Thiếu số liệu")
    assert (back["status"], back["return_reason"]) == ("returned", "Thiếu số liệu")
    again = moved(officer, officer.put(path, REPORT, version=4).json, "submit")
    assert again["return_reason"] is None
    assert moved(front, again, "accept")["status"] == "accepted"
    assert officer.get(path).json["status"] == "accepted"


def test_one_may_report_that_there_is_nothing(officer: Caller) -> None:
    sent = moved(officer, begun(officer, nothing=True), "submit")
    assert (sent["nothing"], sent["parts"], sent["status"]) == (True, {}, "submitted")


def test_what_is_reported_must_be_valid(officer: Caller) -> None:
    for name, value in (
        ("period", "2017-W25"), ("period", "2017-H3"), ("period", None), ("status", "accepted"),
        ("parts", {"khac": "x"}), ("parts", {"ket_qua": 1}), ("nothing", "có"),
    ):  # fmt: skip
        found = problems(officer.post("/reports", REPORT | {name: value}))
        assert {field.partition(".")[0] for field in found} == {name}
    assert officer.get("/reports").json == []


def test_body_and_period_cannot_change(officer: Caller) -> None:
    report = begun(officer)
    for other in ({"tenant": NGHIA_TA}, {"organization": "mttq"}, {"period": "2017-Q2"}):
        answer = officer.put(f"/reports/{report['id']}", REPORT | other, version=1)
        assert problems(answer) == dict.fromkeys(other, "cannot_change")


def test_the_approver_signs_where_there_is_one(api: Api, officer: Caller) -> None:
    report = begun(officer)
    approver = api.make_user(LUONG_BANG, "phu_nu", "approver")
    refused(step(officer, report, "submit"), 403, "forbidden_for_role")
    above = api.make_user(CHO_DON, "phu_nu", "approver")
    refused(step(above, report, "submit"), 403, "forbidden_for_role")
    assert moved(approver, report, "submit")["status"] == "submitted"


def test_the_front_that_receives_it_judges_it(api: Api, officer: Caller) -> None:
    sent = moved(officer, begun(officer), "submit")
    clerk = api.make_user(LUONG_BANG, "mttq")
    assert moved(clerk, sent, "return", reason="Sửa")["status"] == "returned"
    sent = moved(officer, sent | {"version": 3}, "submit")
    approver = api.make_user(LUONG_BANG, "mttq", "approver")
    refused(step(clerk, sent, "accept"), 403, "forbidden_for_role")
    above = api.make_user(CHO_DON, "mttq", "approver")
    refused(step(above, sent, "accept"), 403, "forbidden_for_role")
    refused(step(officer, sent, "accept"), 403, "forbidden_for_role")
    assert moved(approver, sent, "accept")["status"] == "accepted"


def test_a_front_reports_to_the_front_above(api: Api, front: Caller) -> None:
    report = moved(front, begun(front, organization="mttq"), "submit")
    refused(step(front, report, "accept"), 403, "forbidden_for_role")
    district = api.make_user(CHO_DON, "mttq")
    assert moved(district, report, "accept")["status"] == "accepted"
    country = api.make_user("vn", "mttq")
    answer = country.post("/reports", REPORT | {"tenant": "vn", "organization": "mttq"})
    assert problems(answer) == {"organization": "no_receiver"}


def test_nobody_accepts_the_report_they_wrote(api: Api) -> None:
    api.make_user(LUONG_BANG, "mttq", "approver", username="hai.vai")
    both = api.make_user(LUONG_BANG, "phu_nu", username="hai.vai")
    sent = moved(both, begun(both), "submit")
    refused(step(both, sent, "accept"), 403, "own_report")
    stated(api, LUONG_BANG, settings={"self_confirmation": True})
    assert moved(both, sent, "accept")["status"] == "accepted"


def test_every_act_is_possible_in_its_states_only(officer: Caller, front: Caller) -> None:
    report = begun(officer)
    refused(step(front, report, "accept"), 404, "not_found")
    sent = moved(officer, report, "submit")
    refused(step(officer, sent, "submit"), 409, "wrong_state")
    back = moved(front, sent, "return", reason="Sửa")
    refused(step(front, back, "accept"), 409, "wrong_state")
    refused(step(front, back, "return", reason="Sửa"), 409, "wrong_state")
    accepted = moved(front, moved(officer, back, "submit"), "accept")
    refused(step(front, accepted, "accept"), 409, "wrong_state")
    refused(step(officer, accepted, "submit"), 409, "wrong_state")
    assert moved(front, accepted, "return", reason="Nhầm")["status"] == "returned"


def test_a_draft_is_seen_by_its_organization_only(api: Api, officer: Caller) -> None:
    report = begun(officer)
    fronts = [api.make_user(t, "mttq", "approver") for t in (LUONG_BANG, CHO_DON)]
    others = [api.make_user(LUONG_BANG, "nong_dan"), api.make_user(NGHIA_TA, "phu_nu")]
    path = f"/reports/{report['id']}"
    for who in (*fronts, *others):
        refused(who.get(path), 404, "not_found")
        assert who.get("/reports").json == []
    moved(officer, report, "submit")
    for who in fronts:
        assert who.get(path).status_code == 200
        assert len(who.get("/reports", tenant=LUONG_BANG).json) == 1
    for who in others:
        refused(who.get(path), 404, "not_found")
    assert api.make_user(CHO_DON, "phu_nu", "viewer").get(path).status_code == 200


def test_it_is_late_after_the_due_day_and_judged_once(
    api: Api, officer: Caller, front: Caller
) -> None:
    report = begun(officer)
    sent = moved(on(api, officer, LATE), report, "submit")
    assert sent["late"] is True
    in_time = moved(officer, begun(officer, period="2017-Q2"), "submit")
    back = moved(front, in_time, "return", reason="Sửa")
    again = moved(on(api, officer, date(2017, 8, 5)), back, "submit")
    assert (again["late"], again["submitted_on"]) == (False, "2017-07-05")


def test_reports_keep_to_the_calendar(api: Api, officer: Caller) -> None:
    refused(officer.post("/reports", REPORT | {"period": "2017"}), 409, "period_not_open")
    draft = begun(officer)
    closed = on(api, officer, date(2017, 8, 1))
    answer = closed.post("/reports", REPORT | {"period": "2017-Q2"})
    assert refused(answer, 409, "period_closed")["details"]["ask"] == "Huyện Chợ Đồn"
    refused(step(closed, draft, "submit"), 409, "period_closed")
    locked = on(api, officer, date(2017, 9, 29))
    refused(locked.put(f"/reports/{draft['id']}", REPORT, version=1), 409, "locked")
    extended(api, LUONG_BANG, date(2017, 8, 5), part="2017-H1", organization="phu_nu")
    assert moved(closed, draft, "submit")["late"] is False


def test_changing_a_report_needs_its_version(officer: Caller) -> None:
    report = begun(officer)
    path = f"/reports/{report['id']}"
    refused(officer.put(path, REPORT), 428, "if_match_missing")
    officer.put(path, REPORT | {"nothing": True}, version=1)
    body = refused(officer.put(path, REPORT, version=1), 412, "stale_version")
    assert body["details"] == {"fields": ["nothing"], "version": 2}
    refused(step(officer, report, "submit"), 412, "stale_version")
    refused(officer.post(f"{path}/transitions", {"action": "submit"}), 428, "if_match_missing")
    unknown = officer.post(f"{path}/transitions", {"action": "freeze_it"}, version=2)
    assert problems(unknown) == {"action": "not_a_choice"}
    refused(officer.post(f"{path}/transitions", {"action": "x"}), 428, "if_match_missing")


def test_a_foreign_body_is_refused_before_a_wrong_period(api: Api, officer: Caller) -> None:
    foreign = REPORT | {"tenant": NGHIA_TA, "period": "2017-W25"}
    refused(officer.post("/reports", foreign), 404, "not_found")
    other = REPORT | {"organization": "nong_dan", "period": "2017-W25"}
    refused(officer.post("/reports", other), 403, "forbidden_for_role")


def test_there_is_one_report_of_a_body_and_period(officer: Caller) -> None:
    begun(officer)
    refused(officer.post("/reports", REPORT), 409, "report_exists")


def test_every_front_owes_one_and_every_organization_with_people(api: Api) -> None:
    district = api.make_user(CHO_DON, "mttq")
    assert counts(district, CHO_DON) == {
        "expected": 21, "on_time": 0, "late": 0, "missing": 0, "pending": 21,
    }  # fmt: skip
    officer = api.make_user(LUONG_BANG, "phu_nu")
    api.make_user(LUONG_BANG, "phu_nu", "approver")
    farmers = api.make_user(NGHIA_TA, "nong_dan")
    assert counts(district, CHO_DON)["expected"] == 23
    assert counts(officer, LUONG_BANG)["expected"] == 1
    moved(farmers, begun(farmers, tenant=NGHIA_TA, organization="nong_dan"), "submit")
    begun(officer)
    assert counts(district, CHO_DON) == {
        "expected": 23, "on_time": 1, "late": 0, "missing": 0, "pending": 22,
    }  # fmt: skip


def test_after_the_due_day_what_is_not_there_is_missing(api: Api, front: Caller) -> None:
    officer = api.make_user(LUONG_BANG, "phu_nu")
    moved(officer, begun(officer), "submit")
    late = moved(on(api, front, LATE), begun(front, organization="mttq"), "submit")
    assert late["late"] is True
    district = on(api, api.make_user(CHO_DON, "mttq", "viewer"), LATE)
    assert counts(district, CHO_DON) == {
        "expected": 22, "on_time": 1, "late": 1, "missing": 20, "pending": 0,
    }  # fmt: skip
    assert counts(front, LUONG_BANG) == {
        "expected": 2, "on_time": 1, "late": 1, "missing": 0, "pending": 0,
    }  # fmt: skip


def test_a_returned_report_is_owed_again(api: Api, officer: Caller, front: Caller) -> None:
    sent = moved(officer, begun(officer), "submit")
    assert counts(front, LUONG_BANG)["on_time"] == 1
    moved(front, sent, "return", reason="Sửa")
    told = counts(front, LUONG_BANG)
    assert (told["on_time"], told["pending"], told["expected"]) == (0, 2, 2)


def test_where_a_plugin_is_switched_off_nothing_is_owed(
    api: Api, officer: Caller, front: Caller
) -> None:
    switched_off(api, LUONG_BANG, "phu_nu")
    assert counts(front, LUONG_BANG)["expected"] == 1
    refused(officer.post("/reports", REPORT), 409, "plugin_unavailable")


def test_lists_narrow_and_page(api: Api, officer: Caller, front: Caller) -> None:
    for period in ("2017-H1", "2017-Q2", "2017-06"):
        moved(officer, begun(officer, period=period), "submit")
    begun(front, organization="mttq")
    district = api.make_user(CHO_DON, "mttq")
    assert len(district.get("/reports", tenant=CHO_DON, status="submitted").json) == 3
    assert len(district.get("/reports", period="2017-H1").json) == 2
    assert len(district.get("/reports", organization="phu_nu", late="true").json) == 0
    first = district.get("/reports", organization="phu_nu", page_size=2)
    rest = district.get(
        "/reports", organization="phu_nu", page_size=2, after=first.headers["X-Next"]
    )
    assert [row["period"] for row in (*first.json, *rest.json)] == ["2017-06", "2017-Q2", "2017-H1"]
    assert problems(district.get("/reports", period="2017-W2")) == {"period": "period_week_refused"}
    refused(district.get("/reports", tenant=BAC_KAN), 404, "not_found")
