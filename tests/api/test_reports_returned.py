"""A report that was returned is sent again until the lock, and stays as timely as it first was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import on
from tests.api.owing import JULY, moved, owed, reported, the
from tests.api.places import LUONG_BANG
from tests.api.reminding import reminded

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

LATE = date(2017, 7, 20)
AUGUST = date(2017, 8, 10)
LOCK = "2017-09-28"


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq", "approver")


def returned(api: Api, officer: Caller, front: Caller, *, sent: date) -> Any:
    report = reported(on(api, officer, sent))
    return moved(on(api, front, sent), report, "return", reason="Thiếu phần III")


def test_what_came_in_time_is_due_by_the_lock_and_stays_in_time(
    api: Api, officer: Caller, front: Caller
) -> None:
    report = returned(api, officer, front, sent=JULY)
    for day in (LATE, AUGUST, date(2017, 9, 28)):
        then = on(api, officer, day)
        task = the(then, "correct_report")
        assert (task["due"], task["overdue"], task["possible"]) == (LOCK, False, True)
        assert task["hint"].endswith("Gửi lại chậm nhất ngày 28/9/2017, vẫn được tính là đúng hạn")
    again = moved(then, report, "submit")
    assert again["late"] is False
    assert owed(then, "correct_report") == []


def test_what_came_late_stays_late_and_its_task_says_so(
    api: Api, officer: Caller, front: Caller
) -> None:
    returned(api, officer, front, sent=LATE)
    task = the(on(api, officer, AUGUST), "correct_report")
    assert "vẫn được ghi là nộp muộn như lần đầu" in task["hint"]


def test_after_the_lock_more_time_is_needed(api: Api, officer: Caller, front: Caller) -> None:
    returned(api, officer, front, sent=JULY)
    task = the(on(api, officer, date(2017, 9, 29)), "correct_report")
    assert task["possible"] is False
    assert "gửi lại" not in task["hint"].lower()


def test_the_digest_counts_the_days_till_the_lock(api: Api, officer: Caller, front: Caller) -> None:
    returned(api, officer, front, sent=JULY)
    then = api.on(date(2017, 9, 14))
    reminded(then)
    (notice,) = on(api, officer, date(2017, 9, 14)).get("/notices").json
    lines = [line for line in notice["lines"] if line["kind"] == "correct_report"]
    assert [line["due"] for line in lines] == [LOCK]
