"""Nhắc việc: a digest a day of what is due, in one's own inbox, by one's tenant's settings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from core.services import reminding
from tests.api.main_job import submitted
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG
from tests.api.reminding import reminded

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

WEEK_BEFORE = date(2017, 2, 7)
"""A week before 14/2, the last day on time to register: one of the usual days."""


@pytest.fixture
def today() -> date:
    return WEEK_BEFORE


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


def inbox(caller: Caller, **asked: Any) -> list[dict[str, Any]]:
    answer = caller.get("/notices", **asked)
    assert answer.status_code == 200, answer.json
    return list(answer.json)


def kinds(notice: dict[str, Any]) -> list[str]:
    return [line["kind"] for line in notice["lines"]]


def on(api: Api, caller: Caller, day: date) -> list[dict[str, Any]]:
    """Return what *caller* finds in the inbox after the reminding of *day*."""
    other = api.on(day)
    reminded(other)
    return inbox(other.sign_in(caller.username))


def set_days(api: Api, tenant: str, days: list[int] | None) -> Any:
    admin = api.make_user(tenant, "mttq", "admin")
    version = admin.get(f"/tenants/{tenant}").json["version"]
    body = {"settings": {"reminder_days": days}}
    return admin.patch(f"/tenants/{tenant}", body, version=version)


def test_a_week_before_it_is_due_one_finds_a_digest_in_the_inbox(api: Api, officer: Caller) -> None:
    assert inbox(officer) == []
    assert reminded(api)
    (notice,) = inbox(officer)
    assert notice["day"] == "2017-02-07"
    assert notice["headline"] == "2 việc sắp đến hạn"
    assert notice["status"] == "unread"
    assert kinds(notice) == ["quota_gap", "register"]
    line = notice["lines"][1]
    assert line["title"] == "Đăng ký công trình, mô hình năm 2017"
    assert (line["when"], line["due"], line["assignment"]) == (
        "before", "2017-02-14", officer.assignments[0],
    )  # fmt: skip
    assert notice["lines"][0]["title"] == "Chỉ tiêu năm 2017: còn thiếu 01"


def test_a_day_is_begun_once_and_a_person_told_once(api: Api, officer: Caller) -> None:
    assert reminded(api)
    assert not reminded(api)
    assert len(inbox(officer)) == 1


def test_of_many_people_some_at_a_time_everybody_is_told(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    people = [api.make_user(LUONG_BANG, "phu_nu") for _ in range(5)]
    reminded(api)
    assert [len(inbox(person)) for person in people] == [1] * 5


def test_nobody_is_told_on_other_days_nor_of_what_is_done(api: Api, officer: Caller) -> None:
    submitted(officer)
    reminded(api)
    assert all("register" not in kinds(notice) for notice in inbox(officer))
    assert on(api, officer, date(2017, 2, 8)) == inbox(officer)


def test_one_is_told_on_the_last_day_and_after_it(api: Api, officer: Caller) -> None:
    (last,) = on(api, officer, date(2017, 2, 14))
    assert last["headline"] == "2 việc đến hạn hôm nay"
    after = on(api, officer, date(2017, 2, 15))
    assert [notice["day"] for notice in after] == ["2017-02-15", "2017-02-14"]
    assert after[0]["headline"] == "2 việc đã quá hạn"
    assert {line["when"] for line in after[0]["lines"]} == {"after"}


def test_what_fell_on_days_the_program_stood_still_is_made_good(api: Api, officer: Caller) -> None:
    reminded(api)
    caught_up = on(api, officer, date(2017, 2, 12))
    assert [notice["day"] for notice in caught_up] == ["2017-02-12", "2017-02-07"]
    assert on(api, officer, date(2017, 2, 12)) == caught_up


def test_who_is_new_is_told_of_what_the_others_were_told_lately(api: Api) -> None:
    day = api.on(date(2017, 2, 5))  # nine days before it is due, five after the first reminder
    newcomer = day.make_user(LUONG_BANG, "phu_nu")
    reminded(day)
    (notice,) = inbox(newcomer)
    assert notice["headline"] == "2 việc sắp đến hạn"
    assert on(api, newcomer, date(2017, 2, 6)) == [notice]


def test_several_roles_are_one_digest_and_each_sees_its_own_lines(
    api: Api, officer: Caller
) -> None:
    both = api.make_user(LUONG_BANG, "mttq", username=officer.username)
    reminded(api)
    (notice,) = inbox(both)
    assert {line["assignment"] for line in notice["lines"]} == set(both.assignments)
    for acting in both.assignments:
        (seen,) = both.call("GET", "/notices", acting=acting).json
        assert {line["assignment"] for line in seen["lines"]} == {acting}


def test_a_notice_is_read_once_and_stays_so(api: Api, officer: Caller) -> None:
    reminded(api)
    (notice,) = inbox(officer, status="unread")
    path = f"/notices/{notice['id']}"
    read = officer.post(f"{path}/read", key="")
    assert read.json == notice | {"status": "read", "read_at": read.json["read_at"]}
    assert officer.post(f"{path}/read", key="").json == read.json
    assert officer.get(path).json == read.json
    assert inbox(officer, status="unread") == []
    assert len(inbox(officer)) == 1


def test_a_notice_to_somebody_else_does_not_exist(api: Api, officer: Caller) -> None:
    reminded(api)
    (notice,) = inbox(officer)
    for other in (
        api.make_user(LUONG_BANG, "phu_nu", "approver"),
        api.make_user(LUONG_BANG, "mttq", "admin"),
        api.make_user(CHO_DON, "mttq", "approver"),
    ):
        assert other.get(f"/notices/{notice['id']}").status_code == 404
        assert other.post(f"/notices/{notice['id']}/read", key="").status_code == 404
        assert inbox(other) == []
    assert inbox(officer)[0]["status"] == "unread"


def test_the_days_are_the_nearest_tenants_above(api: Api, officer: Caller) -> None:
    assert set_days(api, BAC_KAN, [7]).status_code == 200
    assert set_days(api, CHO_DON, [5]).status_code == 200
    reminded(api)
    assert inbox(officer) == []
    assert [n["day"] for n in on(api, officer, date(2017, 2, 9))] == ["2017-02-09"]


def test_a_tenant_may_ask_for_no_reminders_and_inherit_again(api: Api, officer: Caller) -> None:
    set_days(api, BAC_KAN, [])
    reminded(api)
    assert inbox(officer) == []
    assert set_days(api, BAC_KAN, None).json["settings"] == {}
    assert len(on(api, officer, date(2017, 2, 11))) == 1


@pytest.mark.parametrize("days", [[1, 1], [91], [-91], list(range(21)), [1.5], ["1"], [True]])
def test_what_are_no_days_is_refused(api: Api, days: list[Any]) -> None:
    refused = set_days(api, BAC_KAN, days)
    assert refused.status_code == 422
    fields = {each["field"] for each in refused.json["problems"]}
    assert all(field.startswith("settings.reminder_days") for field in fields)


def test_who_is_disabled_is_told_nothing(api: Api, officer: Caller) -> None:
    admin = api.make_user(BAC_KAN, "mttq", "admin")
    user = admin.get(f"/users/{officer.id}").json
    done = admin.patch(f"/users/{officer.id}", {"disabled": True}, version=user["version"])
    assert done.status_code == 200, done.json
    reminded(api)
    assert api.platform.store.database["notices"].count_documents({"user": officer.id}) == 0


def test_many_notices_are_walked_by_page_and_by_cursor(api: Api, officer: Caller) -> None:
    for day in (date(2017, 2, 7), date(2017, 2, 11), date(2017, 2, 13)):
        on(api, officer, day)
    first = officer.get("/notices", page_size=2)
    assert [each["day"] for each in first.json] == ["2017-02-13", "2017-02-11"]
    rest = officer.get("/notices", page_size=2, after=first.headers["X-Next"])
    assert [each["day"] for each in rest.json] == ["2017-02-07"]
    assert inbox(officer, page=2, page_size=2) == rest.json
