"""Windows that end at an event: «trước thời điểm diễn ra Đại hội», whose day is settled later."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import WHOLE, Json, drafted, on, refused, seen, step, submitted
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

NAME = "Đại hội đại biểu các dân tộc thiểu số"
SOURCE = "«đến trước thời điểm diễn ra Đại hội»"
EVENTS: Json = {"dai_hoi": {"name": NAME, "source": "42/KH-BCĐ"}}
BOUND: Json = {
    "opens": "2017-01-01", "due_before": "dai_hoi", "closes": "2017-06-30",
    "locks": "2018-01-31", "source": SOURCE,
}  # fmt: skip
BEFORE, DAY = date(2017, 3, 9), date(2017, 3, 10)


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def province(api: Api) -> Caller:
    return api.make_user(BAC_KAN, "mttq", "approver")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq", "approver")


def path(tenant: str) -> str:
    return f"/tenants/{tenant}/calendar/2017"


def put(caller: Caller, tenant: str, **body: Any) -> Any:
    version = int(caller.get(path(tenant)).headers["ETag"].strip('"'))
    return caller.put(path(tenant), body, version=version)


def settled(caller: Caller, tenant: str, day: date | None, *, name: str = NAME) -> Json:
    """Settle or move the day of the congress, all parts as they are."""
    event = {"name": name, "day": day.isoformat() if day else None, "source": "15/TB-MTTQ"}
    parts = {"registration": BOUND} if tenant == BAC_KAN else {}
    answer = put(caller, tenant, **parts, events={"dai_hoi": event})
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def window(caller: Caller, tenant: str = LUONG_BANG) -> Json:
    return dict(caller.get(path(tenant)).json["registration"])


@pytest.fixture
def bound(province: Caller) -> Json:
    """The province's registration is due before a congress that has no day yet."""
    answer = put(province, BAC_KAN, registration=BOUND, events=EVENTS)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def test_while_the_congress_has_no_day_the_window_is_open_till_the_next_date(
    bound: Json, officer: Caller
) -> None:
    found = officer.get(path(LUONG_BANG)).json
    assert found["registration"] == {
        **BOUND, "due": "2017-06-30", "inherited_from": BAC_KAN
    }  # fmt: skip
    event = found["events"]["dai_hoi"]
    assert (event["name"], event["day"], event["inherited_from"]) == (NAME, None, BAC_KAN)
    assert bound["events"]["dai_hoi"]["inherited_from"] is None


def test_the_day_of_the_congress_itself_is_too_late(
    api: Api, bound: Json, province: Caller, officer: Caller
) -> None:
    settled(province, BAC_KAN, DAY)
    assert (window(officer)["due"], window(officer)["closes"]) == ("2017-03-09", "2017-06-30")
    assert submitted(on(api, officer, BEFORE))["late"] is False
    assert submitted(on(api, officer, DAY), title="Đường hoa Nà Cà 2")["late"] is True


def test_moving_the_congress_rewrites_nothing_that_was_judged(
    api: Api, bound: Json, province: Caller, officer: Caller
) -> None:
    in_time = submitted(on(api, officer, BEFORE))
    settled(province, BAC_KAN, date(2017, 3, 1))
    late = submitted(on(api, officer, BEFORE), title="Đường hoa Nà Cà 2")
    assert (seen(officer, in_time)["late"], late["late"]) == (False, True)
    settled(province, BAC_KAN, None)
    assert (seen(officer, in_time)["late"], seen(officer, late)["late"]) == (False, True)


def test_a_commune_settles_its_own_congress_and_nobody_else_s(
    bound: Json, province: Caller, officer: Caller, front: Caller
) -> None:
    settled(province, BAC_KAN, DAY)
    settled(front, LUONG_BANG, date(2017, 3, 20), name="Đại hội xã Lương Bằng")
    assert window(officer)["due"] == "2017-03-19"
    assert window(officer)["inherited_from"] == BAC_KAN
    assert window(province, BAC_KAN)["due"] == "2017-03-09"
    assert window(province, CHO_DON)["due"] == "2017-03-09"
    assert put(front, LUONG_BANG, events={}).status_code == 200
    assert window(officer)["due"] == "2017-03-09"


def test_a_congress_named_without_a_day_goes_by_the_day_settled_above(
    bound: Json, province: Caller, officer: Caller, front: Caller
) -> None:
    settled(province, BAC_KAN, DAY)
    settled(front, LUONG_BANG, None)
    assert window(officer)["due"] == "2017-03-09"


def test_the_closing_day_may_come_before_the_congress_and_its_refusal_says_so(
    api: Api, province: Caller, officer: Caller
) -> None:
    part = {**BOUND, "due": "2017-02-14", "closes_before": "dai_hoi"}
    part = {key: part[key] for key in part if key not in {"due_before", "closes"}}
    event = {"name": NAME, "day": DAY.isoformat()}
    assert put(province, BAC_KAN, registration=part, events={"dai_hoi": event}).status_code == 200
    answer = on(api, officer, DAY).post("/registrations", WHOLE)
    body = refused(answer, 409, "registration_closed")
    assert f"hạn chót 9/3/2017 – trước ngày diễn ra {NAME})" in body["message"]
    assert (body["details"]["closes"], body["details"]["closes_before"]) == (
        "2017-03-09", "dai_hoi",
    )  # fmt: skip
    assert drafted(on(api, officer, BEFORE))["status"] == "draft"


def test_a_lock_without_a_source_says_that_nobody_wrote_one(
    api: Api, province: Caller, officer: Caller
) -> None:
    item = submitted(on(api, officer, date(2017, 2, 1)))
    dated = {"opens": "2017-01-01", "due": "2017-02-14", "closes": "2017-03-31"}
    put(province, BAC_KAN, registration={**dated, "locks": "2017-04-30"})
    later = on(api, officer, date(2017, 5, 1))
    body = refused(step(later, item, "withdraw", reason="Trùng"), 409, "locked")
    assert "(không ghi căn cứ), do tỉnh Bắc Kạn đặt" in body["message"]
    assert "Ủy ban MTTQ của tỉnh Bắc Kạn" in body["message"]


def test_parts_sent_without_events_leave_the_events_as_they_are(
    bound: Json, province: Caller
) -> None:
    answer = put(province, BAC_KAN, registration=BOUND)
    assert answer.json["events"] == bound["events"]


def test_an_event_goes_only_together_with_one_s_own_windows_that_end_at_it(
    bound: Json, province: Caller
) -> None:
    answer = put(province, BAC_KAN, registration=BOUND, events={})
    assert ("events.dai_hoi", "event_in_use") in [
        (problem["field"], problem["reason"]) for problem in answer.json["problems"]
    ]
    assert put(province, BAC_KAN, events={}).status_code == 200
    assert "events" not in province.get(path(BAC_KAN)).json


def test_an_event_that_a_unit_below_ends_its_window_at_cannot_be_given_up(
    bound: Json, province: Caller, front: Caller
) -> None:
    assert put(front, LUONG_BANG, registration=BOUND).status_code == 200
    answer = put(province, BAC_KAN, events={})
    assert [(p["field"], p["reason"]) for p in answer.json["problems"]] == [
        ("events.dai_hoi", "event_in_use")
    ]
    message = answer.json["problems"][0]["message"]
    assert f"“{NAME}” ở xã Lương Bằng (tổng số đơn vị: 1)" in message


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({"registration": {**BOUND, "due": "2017-02-14"}, "events": EVENTS},
         "registration.due_before", "date_or_event"),
        ({"registration": {**BOUND, "due_before": "hoi_nghi"}, "events": EVENTS},
         "registration.due_before", "unknown_event"),
        ({"registration": {**BOUND, "due_before": 5}}, "registration.due_before", "not_text"),
        ({"registration": {**BOUND, "locks_before": "x"}}, "registration.locks_before",
         "unknown_field"),
        ({"events": 5}, "events", "not_an_object"),
        ({"events": {"dai_hoi": 5}}, "events.dai_hoi", "not_an_object"),
        ({"events": {"dai_hoi": {"name": "x", "by": "u"}}}, "events.dai_hoi.by", "unknown_field"),
        ({"events": {"dai_hoi": {}}}, "events.dai_hoi.name", "required"),
        ({"events": {"dai_hoi": {"name": "x", "day": "mai"}}}, "events.dai_hoi.day", "not_a_date"),
        ({"events": {"Dai hoi": {"name": "x"}}}, "events.Dai hoi", "not_event_code"),
        ({"events": {"dai_hoi": {"name": "x", "day": "2019-01-01"}}}, "events.dai_hoi.day",
         "event_outside_year"),
        ({"events": {f"e_{n}": {"name": "x"} for n in range(21)}}, "events", "too_many"),
    ],
)  # fmt: skip
def test_what_is_no_event_is_refused_field_by_field(
    province: Caller, body: Json, field: str, reason: str
) -> None:
    answer = put(province, BAC_KAN, **body)
    assert answer.status_code == 422, answer.json
    assert (field, reason) in [(p["field"], p["reason"]) for p in answer.json["problems"]]
    assert all("…" not in p["message"] for p in answer.json["problems"])


def test_naming_settling_and_moving_a_congress_is_audited_with_both_days(
    api: Api, bound: Json, province: Caller
) -> None:
    settled(province, BAC_KAN, DAY)
    settled(province, BAC_KAN, date(2017, 3, 20))
    admin = api.make_user(BAC_KAN, "mttq", "admin")
    entries = admin.get("/audit", action="calendar.event").json
    days = [
        (change["old"]["day"], change["new"]["day"])
        for entry in entries
        for change in entry["changes"]
        if change["field"] == "events.dai_hoi"
    ]
    assert days == [("2017-03-10", "2017-03-20"), (None, "2017-03-10")]


def test_the_task_list_says_which_congress_ends_the_time(
    api: Api, bound: Json, officer: Caller
) -> None:
    tasks = {task["kind"]: task for task in officer.get("/tasks").json}
    register = tasks["register"]
    assert f"trước ngày diễn ra {NAME} (chưa ấn định)" in register["hint"]
    assert (register["due"], register["details"]["event_day"]) == ("2017-06-30", None)


@pytest.mark.parametrize("seed", range(3))
def test_no_change_of_a_calendar_rewrites_any_lateness(
    api: Api, bound: Json, province: Caller, officer: Caller, front: Caller, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 — which acts, no secret
    judged: dict[str, bool] = {}

    def submit() -> None:
        day = date(2017, 2, 1) + timedelta(days=rng.randint(0, 120))
        due = date.fromisoformat(window(officer)["due"])
        made = submitted(on(api, officer, day), title=f"Tổ tiết kiệm {len(judged)}")
        assert made["late"] == (day > due)
        judged[made["id"]] = made["late"]

    def some_day() -> date | None:
        return rng.choice([None, date(2017, 2, 1) + timedelta(days=rng.randint(0, 120))])

    def extend() -> None:
        until = date(2017, 7, 1) + timedelta(days=rng.randint(0, 60))
        body = {"part": "registration", "until": until.isoformat(), "reason": "Mưa lũ"}
        province.post(f"{path(LUONG_BANG)}/extensions", body)

    acts = [
        submit,
        lambda: settled(province, BAC_KAN, some_day()),
        lambda: settled(front, LUONG_BANG, some_day()),
        lambda: put(front, LUONG_BANG, events={}),
        lambda: put(province, BAC_KAN, registration={
            **{k: v for k, v in BOUND.items() if k != "due_before"}, "due": "2017-02-14"}),
    ]  # fmt: skip
    submit()
    for _ in range(10):
        rng.choice([submit, *acts])()
    extend()
    settled(province, BAC_KAN, some_day())
    assert {each: seen(officer, {"id": each})["late"] for each in judged} == judged
