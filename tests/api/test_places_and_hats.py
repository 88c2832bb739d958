"""Where an item is done, and under which assignment it was entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import (
    DRAFT,
    WHOLE,
    Json,
    drafted,
    problems,
    refused,
    submitted,
)
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, PAC_NAM

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq")


def test_a_new_area_is_made_once_and_keeps_its_first_spelling(api: Api, officer: Caller) -> None:
    first = drafted(officer, DRAFT, places=[{"area": "Thôn Nà Cà"}])
    second = drafted(officer, DRAFT, places=[{"area": "thon na ca"}, {"area": "THÔN NÀ CÀ"}])
    assert first["places"] == [{"area": "Thôn Nà Cà"}]
    assert second["places"] == [{"area": "Thôn Nà Cà"}] * 2
    areas = [row["name"] for row in _areas(api)]
    assert areas == ["Thôn Nà Cà"]


def test_a_refused_item_leaves_no_area_behind(api: Api, officer: Caller) -> None:
    answer = officer.post("/registrations", DRAFT | {"places": [{"area": "Thôn Ma"}], "content": 1})
    assert answer.status_code == 422
    assert _areas(api) == []


def test_an_item_of_the_province_names_communes(api: Api) -> None:
    province = api.make_user(BAC_KAN, "phu_nu")
    body = WHOLE | {"tenant": BAC_KAN}
    made = submitted(province, body, places=[{"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}])
    assert made["places"] == [{"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}]
    assert made["number"] == "PN-01/2017"
    assert drafted(province, body, places=[{"tenant": PAC_NAM}])["places"] == [{"tenant": PAC_NAM}]
    wrong = {"places.0.tenant": "place_needs_commune"}
    assert problems(province.post("/registrations", body)) == wrong
    body["places"] = [{"tenant": "c00001", "area": "Tổ 1"}, {"tenant": "p99", "area": "Tổ 1"}]
    assert set(problems(province.post("/registrations", body))) == {
        "places.0.tenant", "places.1.tenant",
    }  # fmt: skip


def test_a_commune_is_shown_what_the_province_does_there_and_counts_it_nowhere(api: Api) -> None:
    province = api.make_user(BAC_KAN, "phu_nu")
    front = api.make_user(LUONG_BANG, "mttq", "approver")
    neighbour = api.make_user(PAC_NAM, "mttq", "approver")
    body = WHOLE | {"tenant": BAC_KAN, "places": [{"tenant": LUONG_BANG, "detail": "trục xã"}]}
    draft = drafted(province, body)
    refused(front.get(f"/registrations/{draft['id']}"), 404, "not_found")

    made = submitted(province, body)

    assert front.get(f"/registrations/{made['id']}").json["view"] == "summary"
    assert [row["id"] for row in front.get("/registrations").json] == [made["id"]]
    assert front.get("/registrations", tenant=LUONG_BANG).json == []
    refused(neighbour.get(f"/registrations/{made['id']}"), 404, "not_found")
    figures = front.get("/consolidation", tenant=LUONG_BANG, period="2017").json
    assert figures["totals"]["registered"] == 0


def test_what_is_entered_from_above_is_marked(api: Api, officer: Caller) -> None:
    assert drafted(officer)["entered_from_above"] is False
    district = api.make_user(CHO_DON, "phu_nu")
    assert drafted(district)["entered_from_above"] is True


def test_who_wears_two_hats_says_which(api: Api) -> None:
    api.make_user(LUONG_BANG, "phu_nu", username="hai.vai")
    both = api.make_user(CHO_DON, "phu_nu", username="hai.vai")
    body = refused(both.post("/registrations", DRAFT), 422, "act_as_required")
    assert sorted(body["details"]["assignments"]) == sorted(both.assignments)
    for acting in both.assignments:
        made = both.post("/registrations", DRAFT, acting=acting)
        assert made.status_code == 201
    assert len(both.get("/registrations").json) == 2
    refused(both.post("/registrations", DRAFT, acting="khong-phai-cua-toi"), 404, "not_found")
    refused(both.call("GET", "/registrations", acting="x"), 404, "not_found")


def test_only_the_hat_that_permits_it_is_used_when_there_is_one(api: Api) -> None:
    api.make_user(LUONG_BANG, "mttq", username="hai.vai")
    both = api.make_user(LUONG_BANG, "phu_nu", username="hai.vai")
    assert submitted(both)["status"] == "submitted"
    as_front = next(
        a["id"] for a in both.get("/me").json["assignments"] if a["organization"] == "mttq"
    )
    refused(both.post("/registrations", DRAFT, acting=as_front), 403, "forbidden_for_role")


def _areas(api: Api) -> list[Json]:
    return list(api.platform.store.database["areas"].find({}, {"name": 1}))
