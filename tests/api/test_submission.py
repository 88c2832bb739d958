"""Submission: complete, in time, numbered once; and what the calendar says to the late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from core.domain.calendar_windows import Window
from tests.api.main_job import (
    DRAFT,
    POVERTY,
    WHOLE,
    done,
    drafted,
    extended,
    on,
    problems,
    refused,
    seen,
    set_dates,
    step,
    submitted,
)
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

DUE = date(2017, 2, 14)
LATE = date(2017, 2, 15)
CLOSES = date(2017, 3, 31)
CLOSED = date(2017, 4, 1)
LAST_DAY = date(2018, 1, 31)
LOCKED = date(2018, 2, 1)
LACKING = dict.fromkeys(
    ("stage", "content", "places", "starts_on", "ends_on", "answers.so_ho"), "required"
)


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq")


def test_a_submission_lists_all_that_lacks_at_once(officer: Caller) -> None:
    draft = drafted(officer)
    assert problems(step(officer, draft, "submit")) == LACKING
    assert seen(officer, draft)["status"] == "draft"


def test_what_cannot_be_submitted_is_saved_all_the_same(officer: Caller) -> None:
    made = officer.post("/registrations", DRAFT | {"submit": True})
    assert made.status_code == 201
    assert made.json["status"] == "draft"
    told = {row["field"]: row["reason"] for row in made.json["submit_problems"]}
    assert told == LACKING
    assert all(row["message"] for row in made.json["submit_problems"])
    put = officer.put(
        f"/registrations/{made.json['id']}", DRAFT | {"content": 3, "submit": True}, version=1
    )
    assert (put.status_code, put.json["status"], put.json["content"]) == (200, "draft", 3)
    assert "content" not in {row["field"] for row in put.json["submit_problems"]}
    whole = officer.put(f"/registrations/{made.json['id']}", WHOLE | {"submit": True}, version=2)
    assert whole.json["status"] == "submitted"
    assert whole.json["number"] == "PN-01/2017"
    assert "submit_problems" not in whole.json


def test_what_is_wrong_is_not_saved_even_if_submission_was_asked(officer: Caller) -> None:
    assert officer.post("/registrations", WHOLE | {"content": 1, "submit": True}).status_code == 422
    assert officer.get("/registrations").json == []


def test_a_draft_saved_but_not_submitted_takes_no_number(officer: Caller) -> None:
    drafted(officer, DRAFT, submit=True)
    assert submitted(officer)["number"] == "PN-01/2017"


def test_the_14th_is_on_time_and_the_15th_is_late(api: Api, officer: Caller) -> None:
    in_time = submitted(on(api, officer, DUE))
    assert (in_time["late"], in_time["submitted_on"]) == (False, "2017-02-14")
    assert submitted(on(api, officer, LATE))["late"] is True
    assert submitted(on(api, officer, CLOSES))["late"] is True


def test_lateness_is_judged_once_and_kept(api: Api, officer: Caller, front: Caller) -> None:
    in_time, late = submitted(officer), submitted(on(api, officer, LATE))
    after = CLOSED
    for item, judged in ((in_time, False), (late, True)):
        back = done(on(api, front, after), item, "return", reason="Thiếu kinh phí")
        assert back["return_reason"] == "Thiếu kinh phí"
        again = done(on(api, officer, after), back, "submit")
        assert (again["late"], again["number"]) == (judged, item["number"])
        assert again["submitted_on"] == item["submitted_on"]
        assert again["return_reason"] is None


def test_who_is_named_to_reopen_what_is_locked_can_do_it(api: Api, officer: Caller) -> None:
    theirs, path = on(api, officer, LOCKED), f"/tenants/{LUONG_BANG}/calendar/2017/extensions"
    given = {"part": "registration", "until": "2018-02-10", "reason": "Mưa lũ"}
    district, province = (
        on(api, api.make_user(tenant, "mttq", role="approver"), LOCKED)
        for tenant in (CHO_DON, BAC_KAN)
    )
    assert problems(district.post(path, given)) == {"until": "later_than_parent"}
    ask = refused(theirs.post("/registrations", DRAFT), 409, "locked")["details"]["ask"]
    assert ask == "Tỉnh Bắc Kạn"
    assert province.post(path, given).status_code == 201
    assert theirs.post("/registrations", DRAFT).status_code == 201


def test_a_later_calendar_does_not_change_who_was_late(api: Api, officer: Caller) -> None:
    late = submitted(on(api, officer, LATE))
    extended(api, CHO_DON, date(2017, 3, 1), organization=None)
    assert seen(officer, late)["late"] is True


def test_after_closing_nothing_new_is_begun_nor_first_submitted(api: Api, officer: Caller) -> None:
    draft = drafted(officer, WHOLE)
    late = on(api, officer, CLOSED)
    for answer in (late.post("/registrations", DRAFT), step(late, draft, "submit")):
        body = refused(answer, 409, "registration_closed")
        assert body["details"]["ask"] == "Huyện Chợ Đồn"
        assert "huyện Chợ Đồn" in body["message"]
        assert body["details"]["due"] == "2017-02-14"
        assert body["details"]["closes"] == "2017-03-31"
    assert late.put(f"/registrations/{draft['id']}", WHOLE, version=1).status_code == 200


def test_submitting_with_a_put_after_closing_saves_and_says_why_not(
    api: Api, officer: Caller
) -> None:
    draft = drafted(officer)
    late = on(api, officer, CLOSED)
    put = late.put(f"/registrations/{draft['id']}", WHOLE | {"submit": True}, version=1)
    assert (put.status_code, put.json["status"]) == (200, "draft")
    assert [row["reason"] for row in put.json["submit_problems"]] == ["registration_closed"]
    assert "Huyện Chợ Đồn" in put.json["submit_problems"][0]["message"]


def test_before_it_opens_nothing_is_registered(api: Api, officer: Caller) -> None:
    answer = officer.post("/registrations", DRAFT | {"year": 2018})
    assert refused(answer, 409, "registration_not_open")["details"]["opens"] == "2018-01-01"


def test_what_was_returned_may_be_corrected_until_it_locks(
    api: Api, officer: Caller, front: Caller
) -> None:
    back = done(front, submitted(officer), "return", reason="Sửa tên")
    last = on(api, officer, LAST_DAY)
    put = last.put(
        f"/registrations/{back['id']}", WHOLE | {"title": "Tên đã sửa"}, version=back["version"]
    )
    assert done(last, put.json, "submit")["status"] == "submitted"


def test_once_locked_nothing_changes_and_it_says_who_and_whom_to_ask(
    api: Api, officer: Caller, front: Caller
) -> None:
    draft, item = drafted(officer), submitted(officer)
    back = done(front, submitted(officer), "return", reason="Sửa tên")
    theirs, fronts = on(api, officer, LOCKED), on(api, front, LOCKED)
    answers = [
        theirs.post("/registrations", DRAFT),
        theirs.put(f"/registrations/{draft['id']}", DRAFT, version=1),
        theirs.delete(f"/registrations/{draft['id']}", version=1),
        theirs.put(f"/registrations/{item['id']}", WHOLE, version=1),
        step(theirs, back, "submit"),
        step(theirs, item, "withdraw", reason="Trùng"),
        step(fronts, item, "agree"),
        step(fronts, item, "return", reason="Sửa"),
    ]
    for answer in answers:
        body = refused(answer, 409, "locked")
        assert body["details"]["ask"] == "Tỉnh Bắc Kạn"
        assert body["details"]["locks"] == "2018-01-31"
        assert body["details"]["set_by"]
        assert body["details"]["source"]


def test_an_extension_reopens_for_whom_it_was_granted(api: Api, officer: Caller) -> None:
    draft = drafted(officer, WHOLE)
    other = api.make_user(LUONG_BANG, "cuu_chien_binh")
    neighbour = api.make_user(NGHIA_TA, "phu_nu")
    extended(api, LUONG_BANG, date(2017, 4, 10), organization="phu_nu")
    in_time = done(on(api, officer, date(2017, 4, 10)), draft, "submit")
    assert in_time["late"] is False
    closed = "registration_closed"
    refused(on(api, other, CLOSED).post("/registrations", POVERTY), 409, closed)
    theirs = DRAFT | {"tenant": NGHIA_TA}
    refused(on(api, neighbour, CLOSED).post("/registrations", theirs), 409, closed)
    refused(on(api, officer, date(2017, 4, 11)).post("/registrations", DRAFT), 409, closed)


def test_an_extension_after_locking_unlocks(api: Api, officer: Caller) -> None:
    item = submitted(officer)
    refused(step(on(api, officer, LOCKED), item, "withdraw", reason="Trùng"), 409, "locked")
    extended(api, BAC_KAN, date(2018, 2, 10), organization=None)
    assert done(on(api, officer, LOCKED), item, "withdraw", reason="Trùng")["status"] == "withdrawn"


def test_a_province_sets_its_own_dates_as_bac_kan_did_in_2017(api: Api, officer: Caller) -> None:
    set_dates(
        api,
        BAC_KAN,
        registration=Window(
            opens=date(2017, 6, 21), due=date(2017, 7, 14), closes=date(2017, 9, 30),
            locks=date(2018, 1, 31), source="129/KH-MTTQ-BTT, III.2",
        ),
    )  # fmt: skip
    refused(officer.post("/registrations", DRAFT), 409, "registration_not_open")
    assert submitted(on(api, officer, date(2017, 7, 14)))["late"] is False
    assert submitted(on(api, officer, date(2017, 7, 15)))["late"] is True
    body = refused(
        on(api, officer, date(2017, 10, 1)).post("/registrations", DRAFT),
        409,
        "registration_closed",
    )
    assert body["details"]["set_by"] == "Tỉnh Bắc Kạn"
    assert body["details"]["source"] == "129/KH-MTTQ-BTT, III.2"


def test_a_number_is_given_once_and_never_again(api: Api, officer: Caller) -> None:
    first = submitted(officer)
    assert first["number"] == "PN-01/2017"
    assert drafted(officer)["number"] is None
    done(officer, first, "withdraw", reason="Nhập trùng")
    assert submitted(officer)["number"] == "PN-02/2017"
    other = api.make_user(LUONG_BANG, "cuu_chien_binh")
    assert submitted(other, POVERTY)["number"] == "CCB-01/2017"
    neighbour = api.make_user(NGHIA_TA, "phu_nu")
    assert submitted(neighbour, tenant=NGHIA_TA)["number"] == "PN-01/2017"


def test_the_register_goes_on_when_the_district_is_no_more(api: Api) -> None:
    on_time = _open_all_year(api)
    officer = api.make_user(on_time, "phu_nu")
    body = WHOLE | {"tenant": on_time, "year": 2025}
    before = submitted(on(api, officer, date(2025, 6, 30)), body)
    after = submitted(on(api, officer, date(2025, 7, 1)), body)
    assert (before["number"], after["number"]) == ("PN-01/2025", "PN-02/2025")


def _open_all_year(api: Api) -> str:
    """Return a commune that goes on after 2025-07-01, in a country that registers till then."""
    year = Window(
        opens=date(2025, 1, 1), due=date(2025, 8, 1), closes=date(2025, 8, 2),
        locks=date(2026, 1, 31),
    )  # fmt: skip
    set_dates(api, "vn", 2025, registration=year)
    database = api.platform.store.database["tenants"]
    found: Any = database.find_one({"level": "commune", "valid_to": None, "paths": {"$size": 2}})
    return str(found["_id"])


def test_nothing_is_registered_in_a_unit_that_is_no_more(api: Api) -> None:
    district = api.make_user(CHO_DON, "phu_nu")
    late = on(api, district, date(2025, 7, 1))
    body = DRAFT | {"tenant": CHO_DON, "year": 2025}
    refused(late.post("/registrations", body), 409, "tenant_closed")
