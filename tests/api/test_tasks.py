"""Việc của đơn vị: what each assignment owes, until when, and that it goes when it is done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import (
    HAPPY,
    WHOLE,
    agreed,
    done,
    drafted,
    entered,
    extended,
    judged,
    on,
    submitted,
    suspended,
)
from tests.api.owing import JULY, moved, owed, reported, the
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

QUOTA = "phu_nu.mot_mo_hinh_moi_xa"


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq", "approver")


def test_an_organization_owes_a_registration_until_it_has_sent_one(officer: Caller) -> None:
    task = the(officer, "register")
    assert (task["due"], task["days_left"], task["group"]) == ("2017-02-14", 13, "soon")
    assert task["act"] == "register"
    submitted(officer)
    assert owed(officer, "register") == []


def test_a_quota_gap_says_what_is_missing_and_goes_when_it_is_filled(officer: Caller) -> None:
    task = the(officer, "quota_gap", quota=QUOTA)
    assert task["group"] == "now"
    assert task["missing"].startswith("Còn thiếu 01 mô hình")
    assert task["hint"].startswith("Cần thêm 01 mô hình “Xây dựng gia đình hạnh phúc” hoặc 01")
    assert (task["details"]["have"], task["details"]["need"]) == (0, 1)
    submitted(officer)
    assert owed(officer, "quota_gap") == []


def test_a_draft_that_would_fill_the_quota_is_named_where_it_is_short(officer: Caller) -> None:
    item = drafted(officer, WHOLE)
    task = the(officer, "quota_gap")
    assert task["registration"] == item["id"]
    assert task["hint"] == "Gửi bản nháp “Đường hoa Nà Cà” là đủ chỉ tiêu"
    assert task["act"] == "edit_registration"


def test_what_is_expected_without_a_number_or_cannot_be_judged_is_no_gap(
    api: Api, officer: Caller
) -> None:
    assert owed(api.make_user(LUONG_BANG, "nong_dan"), "quota_gap") == []
    with suspended(api, "phu_nu"):
        assert owed(officer, "quota_gap") == []
        assert owed(officer, "register") == []


def test_a_draft_is_owed_until_it_is_sent_or_thrown_away(officer: Caller) -> None:
    item = drafted(officer)
    task = the(officer, "submit_draft", registration=item["id"])
    assert (task["group"], task["act"]) == ("now", "edit_registration")
    officer.delete(f"/registrations/{item['id']}", version=item["version"])
    assert owed(officer, "submit_draft") == []


def test_what_was_returned_is_owed_with_its_reason_until_it_is_sent_again(
    officer: Caller, front: Caller
) -> None:
    item = done(front, submitted(officer), "return", reason="Ghi rõ chiều dài tuyến")
    task = the(officer, "correct", registration=item["id"])
    assert "“Ghi rõ chiều dài tuyến”" in task["hint"]
    assert task["due"] == "2017-03-31"
    assert the(officer, "quota_gap")["details"]["resent"] is True
    done(officer, item, "submit")
    assert owed(officer, "correct") == []


def test_an_overdue_task_never_disappears(api: Api, officer: Caller) -> None:
    later = {
        date(2017, 2, 15): ("late", True),
        date(2017, 4, 1): ("closed", False),
        date(2017, 12, 31): ("closed", False),
        date(2018, 2, 1): ("locked", False),
    }
    submitted(api.make_user(CHO_DON, "phu_nu"), tenant=CHO_DON,
              places=[{"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}])  # fmt: skip
    for day, (standing, possible) in later.items():
        for kind in ("register", "quota_gap"):
            task = the(on(api, officer, day), kind, year=2017)
            assert (task["standing"], task["possible"]) == (standing, possible)
            assert task["overdue"]
            assert task["group"] == "now"


def test_who_may_still_help_is_said_where_the_calendar_refuses(api: Api, officer: Caller) -> None:
    task = the(on(api, officer, date(2017, 4, 1)), "register")
    assert task["hint"].endswith(
        "Đã hết hạn nhận ngày 31/3/2017; đề nghị Mặt trận huyện Chợ Đồn gia hạn nếu cần"
    )
    draft = drafted(officer)
    task = the(on(api, officer, date(2018, 2, 1)), "submit_draft", registration=draft["id"])
    # The lock binds the district as well: it could not give more time.
    assert task["hint"].endswith("đề nghị Mặt trận tỉnh Bắc Kạn mở lại nếu cần")


def test_more_time_from_above_moves_the_day_and_makes_it_possible_again(
    api: Api, officer: Caller
) -> None:
    extended(api, LUONG_BANG, date(2017, 4, 20), organization="phu_nu")
    task = the(on(api, officer, date(2017, 4, 1)), "register")
    assert (task["due"], task["possible"], task["overdue"]) == ("2017-04-20", True, False)


def test_nothing_is_owed_before_the_calendar_opens(api: Api) -> None:
    api.platform.store.database["calendars"].insert_one(  # type: ignore[attr-defined]
        {
            "_id": f"{BAC_KAN}:2017", "tenant": BAC_KAN, "path": "vn/p06/", "level": "province",
            "year": 2017, "version": 1,
            "parts": {"registration": {"opens": "2017-06-21", "due": "2017-07-14",
                                       "closes": "2017-07-31", "locks": "2018-01-31",
                                       "source": "129/KH-MTTQ-BTT"}},
        }
    )  # fmt: skip
    assert owed(api.make_user(LUONG_BANG, "phu_nu")) == []


def test_results_of_a_period_are_owed_item_by_item(api: Api, officer: Caller) -> None:
    first, second = submitted(officer), submitted(officer, HAPPY, title="Gia đình hạnh phúc")
    then = on(api, officer, JULY)
    task = the(then, "enter_results", period="2017-H1")
    assert (task["details"]["done"], task["details"]["total"]) == (0, 2)
    assert task["due"] == "2017-07-10"
    entered(then, first, "2017-H1")
    task = the(then, "enter_results", period="2017-H1")
    assert task["registration"] == second["id"]
    assert task["hint"] == "Đã có số liệu của 1/2 hồ sơ"
    entered(then, second, "2017-H1")
    assert owed(then, "enter_results") == []


def test_a_result_that_came_back_is_owed_with_its_reason(
    api: Api, officer: Caller, front: Caller
) -> None:
    item = submitted(officer)
    then, board = on(api, officer, JULY), on(api, front, JULY)
    result = judged(board, entered(then, item, "2017-H1"), "return", reason="Thiếu số hộ")
    task = the(then, "correct_result", registration=item["id"])
    assert task["hint"] == "Mặt trận góp ý: “Thiếu số hộ”"
    entered(then, item, "2017-H1", version=result["version"])
    assert owed(then, "correct_result") == []


def test_the_units_own_report_is_owed_until_it_is_sent(api: Api, officer: Caller) -> None:
    then = on(api, officer, JULY)
    task = the(then, "report", period="2017-H1")
    assert (task["act"], task["days_left"], task["group"]) == ("begin_report", 5, "soon")
    report = reported(then, send=False)
    task = the(then, "report", period="2017-H1")
    assert (task["act"], task["report"]) == ("write_report", report["id"])
    moved(then, report, "submit")
    assert owed(then, "report") == []


def test_an_officer_is_told_that_the_approver_signs(api: Api, officer: Caller) -> None:
    api.make_user(LUONG_BANG, "phu_nu", "approver")
    task = the(on(api, officer, JULY), "report")
    assert "Người duyệt" in task["hint"]


def test_a_report_that_came_back_is_owed_with_its_reason(
    api: Api, officer: Caller, front: Caller
) -> None:
    then, board = on(api, officer, JULY), on(api, front, JULY)
    report = moved(board, reported(then), "return", reason="Thiếu phần III")
    task = the(then, "correct_report", report=report["id"])
    assert "“Thiếu phần III”" in task["hint"]
    assert owed(then, "report") == []


def test_a_report_nobody_sent_stays_owed_in_later_years(api: Api, officer: Caller) -> None:
    submitted(officer)
    task = the(on(api, officer, date(2020, 5, 4)), "report", period="2017-H1")
    assert (task["standing"], task["possible"]) == ("locked", False)


def test_nothing_is_owed_of_years_in_which_nobody_in_the_province_used_the_program(
    officer: Caller,
) -> None:
    assert {task["year"] for task in owed(officer)} == {2017}


def test_last_years_models_are_offered_until_they_are_continued(
    api: Api, officer: Caller, front: Caller
) -> None:
    item = agreed(officer, front)
    then = on(api, officer, date(2018, 1, 10))
    task = the(then, "continue", registration=item["id"])
    assert (task["group"], task["act"]) == ("offer", "continue_registration")
    gap = the(then, "quota_gap", year=2018)
    assert gap["hint"] == "Tiếp tục duy trì “Đường hoa Nà Cà” là đủ chỉ tiêu"
    assert (gap["act"], gap["registration"]) == ("continue_registration", item["id"])
    following = {"year": 2018, "continues": item["id"], "starts_on": None, "ends_on": None}
    drafted(then, WHOLE | following)
    assert owed(then, "continue") == []


def test_who_only_looks_on_owes_nothing(api: Api, officer: Caller) -> None:
    assert owed(officer)
    assert owed(api.make_user(LUONG_BANG, "phu_nu", "viewer")) == []


def test_an_admin_is_told_of_quarantined_plugins_and_unused_invitations(api: Api) -> None:
    admin = api.make_user(BAC_KAN, "mttq", "admin")
    assert owed(admin) == []
    body = {
        "username": "moi.vao", "name": "Hoàng Thị Lan",
        "assignments": [{"tenant": LUONG_BANG, "organization": "phu_nu", "role": "officer"}],
    }  # fmt: skip
    assert admin.post("/users", body).status_code == 201
    task = the(admin, "invitations")
    assert (task["details"]["count"], task["due"]) == (1, None)
    assert owed(api.make_user(BAC_KAN, "phu_nu", "admin"), "invitations") == []


def test_with_several_assignments_each_task_says_whose_it_is(api: Api) -> None:
    api.make_user(LUONG_BANG, "phu_nu", username="hai.vai")
    both = api.make_user(NGHIA_TA, "phu_nu", username="hai.vai")
    tasks = owed(both, "register")
    assert {task["assignment"] for task in tasks} == set(both.assignments)
    assert {task["tenant"] for task in tasks} == {LUONG_BANG, NGHIA_TA}
    one = both.get("/tasks", acting=both.assignments[0])
    assert one.status_code == 422
    asked = both.call("GET", "/tasks", acting=both.assignments[0])
    assert {task["assignment"] for task in asked.json} == {both.assignments[0]}


def test_the_most_urgent_comes_first_and_the_list_is_paged(officer: Caller) -> None:
    groups = [task["group"] for task in owed(officer)]
    assert groups == sorted(groups, key=["now", "soon", "later", "offer"].index)
    first = officer.get("/tasks", page_size=1)
    assert len(first.json) == 1
    assert '"total": 2' in first.headers["X-Pagination"]


def test_a_period_the_calendar_dates_is_reported_on_as_well(api: Api, officer: Caller) -> None:
    country = api.make_user("vn", "mttq", "admin")
    part = {"opens": "2017-03-01", "due": "2017-04-05", "closes": "2017-04-20",
            "locks": "2017-06-30", "source": "Kế hoạch quý"}  # fmt: skip
    answer = country.put(f"/tenants/{BAC_KAN}/calendar/2017", {"2017-Q1": part})
    assert answer.status_code == 200, answer.json
    task = the(on(api, officer, date(2017, 4, 1)), "report", period="2017-Q1")
    assert task["due"] == "2017-04-05"
    assert task["title"] == "Báo cáo kết quả quý I năm 2017"
