"""The board that froze a report learns in its list of tasks that something has changed since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.domain.access import OPERATOR
from tests.api.half_year import FEBRUARY, commune, district, item, officer, today
from tests.api.main_job import Json, entered, judged, on, submitted
from tests.api.owing import moved, owed, reported, the
from tests.api.places import LUONG_BANG, NGHIA_TA
from tests.api.reminding import compared, worked_off

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

__all__ = ["commune", "district", "item", "officer", "today"]
KIND = "report_drift"


@pytest.fixture
def report(item: Json, officer: Caller, commune: Caller) -> Json:
    """The Women's Union's report of the half year, frozen by the Front of its commune."""
    return moved(commune, moved(commune, reported(officer), "accept"), "freeze")


def corrected(officer: Caller, item: Json, households: int) -> Json:
    before = officer.get(f"/registrations/{item['id']}/results/2017-H1").json
    return entered(officer, item, "2017-H1", version=before["version"], households=households)


def waiting(api: Api) -> int:
    return api.platform.store.read(OPERATOR).jobs.numbers()["waiting"]


def test_a_late_correction_under_a_frozen_report_is_a_task_of_the_board_that_froze_it(
    api: Api, report: Json, item: Json, officer: Caller, commune: Caller, district: Caller
) -> None:
    compared(api)
    assert owed(commune, KIND) == []
    corrected(officer, item, 25)
    compared(api)
    task = the(commune, KIND)
    title = "Xem số liệu thay đổi sau khi chốt: báo cáo 6 tháng đầu năm 2017 của Hội Phụ nữ"
    assert task["title"] == title
    assert task["hint"].startswith("1 hồ sơ khác với bản đã chốt")
    assert (task["report"], task["act"], task["possible"]) == (report["id"], "amend_report", True)
    assert (task["group"], task["due"], task["details"]["count"]) == ("soon", None, 1)
    others = [
        officer,
        district,
        api.make_user(LUONG_BANG, "mttq", "officer"),
        api.make_user(LUONG_BANG, "mttq", "viewer"),
        api.make_user(LUONG_BANG, "mttq", "admin"),
        api.make_user(LUONG_BANG, "nong_dan", "approver"),
        api.make_user(NGHIA_TA, "mttq", "approver"),
    ]
    assert [owed(other, KIND) for other in others] == [[]] * len(others)


def test_the_task_goes_when_the_board_amends(
    api: Api, report: Json, item: Json, officer: Caller, commune: Caller
) -> None:
    corrected(officer, item, 25)
    compared(api)
    the(commune, KIND)
    moved(commune, report, "amend", reason="Đã đếm lại số hộ.")
    assert owed(commune, KIND) == []
    corrected(officer, item, 26)
    compared(api)
    the(commune, KIND)


def test_the_task_goes_when_the_correction_is_taken_back(
    api: Api, report: Json, item: Json, officer: Caller, commune: Caller
) -> None:
    corrected(officer, item, 25)
    compared(api)
    the(commune, KIND)
    corrected(officer, item, 20)
    compared(api)
    assert owed(commune, KIND) == []


def test_an_item_agreed_after_the_freeze_is_drift_above_too(
    api: Api, report: Json, officer: Caller, commune: Caller, district: Caller
) -> None:
    sent = reported(api.make_user(LUONG_BANG, "mttq", "officer"), organization="mttq", send=False)
    sent = moved(district, moved(commune, sent, "submit"), "accept")
    moved(district, sent, "freeze")
    submitted(on(api, officer, FEBRUARY), title="Ngày thứ bảy xanh")
    compared(api)
    assert the(commune, KIND)["organization"] == "phu_nu"
    above = the(district, KIND)
    assert above["title"].endswith("của Mặt trận xã Lương Bằng")
    assert (above["tenant"], above["organization"]) == (LUONG_BANG, "mttq")


def test_what_was_recorded_as_missing_and_is_sent_later_is_told(
    api: Api, commune: Caller, district: Caller
) -> None:
    late = api.make_user(LUONG_BANG, "phu_nu")
    sent = reported(api.make_user(LUONG_BANG, "mttq", "officer"), organization="mttq", send=False)
    sent = moved(district, moved(commune, sent, "submit"), "accept")
    missing = [{"tenant": LUONG_BANG, "organization": "phu_nu", "reason": "Chưa gửi."}]
    moved(district, sent, "freeze", missing=missing)
    compared(api)
    assert owed(district, KIND) == []
    reported(late)
    compared(api)
    task = the(district, KIND)
    assert (task["details"]["count"], task["details"]["arrived"]) == (0, 1)
    assert task["hint"] == "1 báo cáo ghi là thiếu đã được gửi đến"


def test_what_is_told_of_later_months_or_confirmed_asks_for_no_comparison(
    api: Api, report: Json, item: Json, officer: Caller, commune: Caller
) -> None:
    compared(api)
    before = waiting(api)
    result = officer.get(f"/registrations/{item['id']}/results/2017-H1").json
    judged(commune, result | {"registration": item["id"]}, "confirm")
    entered(on(api, officer, date(2017, 12, 5)), item, "2017", households=60)
    assert waiting(api) == before
    compared(api)
    assert owed(commune, KIND) == []


def test_a_freeze_is_compared_once_more_a_minute_later(api: Api, report: Json) -> None:
    """What was being written at that very moment could not see that the report is frozen."""
    worked_off(api)
    assert waiting(api) == 1
    compared(api)
    assert waiting(api) == 0


def test_what_changes_within_a_minute_is_compared_once(
    api: Api, report: Json, item: Json, officer: Caller, commune: Caller
) -> None:
    compared(api)
    corrected(officer, item, 25)
    corrected(officer, item, 26)
    worked_off(api)
    assert waiting(api) == 2
    assert owed(commune, KIND) == []
    compared(api)
    assert waiting(api) == 0
    the(commune, KIND)
