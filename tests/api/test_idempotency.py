"""Sending twice what was meant once: the key of a creating call."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import DRAFT, WHOLE, problems, refused, submitted
from tests.api.places import BAC_KAN, LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


def same_caller(api: Api, caller: Caller) -> Caller:
    return replace(caller, app=api.app)


def test_creating_needs_a_key(officer: Caller) -> None:
    refused(officer.post("/registrations", DRAFT, key=""), 428, "idempotency_key_missing")
    report = {"tenant": LUONG_BANG, "organization": "phu_nu", "period": "2017-01"}
    refused(officer.post("/reports", report, key=""), 428, "idempotency_key_missing")
    assert officer.get("/registrations").json == []


@pytest.mark.parametrize("key", ["a" * 129, "khóa", "a\x7fb"])
def test_a_key_is_at_most_128_printable_characters(officer: Caller, key: str) -> None:
    answer = officer.post("/registrations", DRAFT, key=key.encode().decode("latin-1"))
    assert problems(answer) == {"Idempotency-Key": "not_a_key"}
    assert officer.post("/registrations", DRAFT, key="a" * 128).status_code == 201


def test_the_same_again_gets_the_first_answer_again(officer: Caller) -> None:
    first = officer.post("/registrations", WHOLE | {"submit": True}, key="một-lần")
    assert first.status_code == 422  # not ASCII
    first = officer.post("/registrations", WHOLE | {"submit": True}, key="mot lan")
    assert "Idempotency-Replayed" not in first.headers
    path = f"/registrations/{first.json['id']}"
    officer.put(path, WHOLE | {"title": "Đổi tên"}, version=1)
    again = officer.post("/registrations", WHOLE | {"submit": True}, key="mot lan")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.status_code, again.data) == (201, first.data)
    assert again.headers["ETag"] == first.headers["ETag"] == '"1"'
    assert again.content_type == first.content_type
    assert len(officer.get("/registrations").json) == 1


def test_the_same_key_with_another_body_is_refused(officer: Caller) -> None:
    officer.post("/registrations", DRAFT, key="k")
    other = officer.post("/registrations", DRAFT | {"title": "Khác"}, key="k")
    refused(other, 422, "idempotency_key_reused")
    assert len(officer.get("/registrations").json) == 1


def test_a_key_is_ones_own(api: Api, officer: Caller) -> None:
    other = api.make_user(LUONG_BANG, "phu_nu")
    made = [who.post("/registrations", DRAFT, key="k") for who in (officer, other)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json["id"] != made[1].json["id"]


def test_a_failure_is_not_remembered(officer: Caller) -> None:
    assert officer.post("/registrations", DRAFT | {"content": 9}, key="k").status_code == 422
    assert officer.post("/registrations", DRAFT | {"content": 1}, key="k").status_code == 422
    assert officer.post("/registrations", DRAFT | {"year": 2018}, key="k").status_code == 409
    made = officer.post("/registrations", DRAFT, key="k")
    assert made.status_code == 201
    assert "Idempotency-Replayed" not in made.headers


def test_a_draft_that_was_not_submitted_is_remembered_as_such(officer: Caller) -> None:
    first = officer.post("/registrations", DRAFT | {"submit": True}, key="k")
    again = officer.post("/registrations", DRAFT | {"submit": True}, key="k")
    assert (again.status_code, again.json) == (201, first.json)
    assert again.json["submit_problems"]


def test_many_at_the_same_time_make_one_item(api: Api, officer: Caller) -> None:
    def send(_: int) -> tuple[int, str]:
        answer = officer.post("/registrations", WHOLE | {"submit": True}, key="cung-luc")
        return answer.status_code, answer.json["id"]

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(16)))
    assert len(answers) == 1
    assert {status for status, _ in answers} == {201}
    assert len(officer.get("/registrations").json) == 1
    assert submitted(officer)["number"] == "PN-02/2017"


def test_two_servers_at_the_same_time_make_one_item(api: Api, officer: Caller) -> None:
    other = api.on(api.settings.today)  # type: ignore[arg-type]
    callers = [officer, same_caller(other, officer)]

    def send(turn: int) -> tuple[int, str]:
        answer = callers[turn % 2].post("/registrations", WHOLE | {"submit": True}, key="cung-luc")
        return answer.status_code, answer.json.get("id", answer.json)

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(send, range(8)))
    assert len(answers) == 1, answers
    assert len(officer.get("/registrations").json) == 1


def test_many_people_at_the_same_time_get_numbers_of_their_own(api: Api, officer: Caller) -> None:
    other = same_caller(api.on(api.settings.today), officer)  # type: ignore[arg-type]

    def send(turn: int) -> str:
        return str(submitted((officer, other)[turn % 2])["number"])

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(send, range(10)))
    assert numbers == [f"PN-{n:02d}/2017" for n in range(1, 11)]


def test_a_report_is_begun_once_as_well(api: Api) -> None:
    approver = api.make_user(BAC_KAN, "phu_nu", "approver")
    report = {"tenant": BAC_KAN, "organization": "phu_nu", "period": "2017-01"}
    first = approver.post("/reports", report, key="k")
    again = approver.post("/reports", report, key="k")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.data == first.data
    refused(approver.post("/reports", report, key="k2"), 409, "report_exists")
