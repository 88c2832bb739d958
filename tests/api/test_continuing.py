"""Going on with last year's model: once only, and what was built counts as built."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import (
    POVERTY,
    WHOLE,
    Json,
    agreed,
    done,
    drafted,
    on,
    problems,
    submitted,
)
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq")


def continued(api: Api, caller: Caller, item: Json, **changes: Any) -> Any:
    body = WHOLE | {"year": 2018, "starts_on": "2018-03-01", "ends_on": "2018-11-30"}
    january = on(api, caller, date(2018, 1, 10))
    return january.post("/registrations", body | {"continues": item["id"]} | changes)


def test_last_years_model_goes_on_once_only(api: Api, officer: Caller, front: Caller) -> None:
    last_year = agreed(officer, front)
    made = continued(api, officer, last_year, submit=True)
    assert (made.status_code, made.json["continues"]) == (201, last_year["id"])
    assert made.json["number"] == "PN-01/2018"
    assert problems(continued(api, officer, last_year)) == {"continues": "already_continued"}
    path = f"/registrations/{made.json['id']}"
    january = on(api, officer, date(2018, 1, 10))
    body = WHOLE | {"year": 2018, "continues": last_year["id"]}
    assert january.put(path, body, version=1).json["continues"] == last_year["id"]
    withdrawn = done(january, {**made.json, "version": 2}, "withdraw", reason="Nhập trùng")
    assert withdrawn["status"] == "withdrawn"
    assert continued(api, officer, last_year).status_code == 201


def test_only_last_years_own_item_can_be_continued(api: Api, officer: Caller) -> None:
    draft = drafted(officer, WHOLE)
    withdrawn = done(officer, submitted(officer), "withdraw", reason="Nhập trùng")
    veterans = api.make_user(LUONG_BANG, "cuu_chien_binh")
    theirs = submitted(veterans, POVERTY)
    neighbour = api.make_user(NGHIA_TA, "phu_nu")
    elsewhere = submitted(neighbour, tenant=NGHIA_TA)
    fits_not = {"continues": "continues_does_not_fit"}
    for item in (draft, withdrawn, theirs):
        assert problems(continued(api, officer, item)) == fits_not
    assert problems(continued(api, officer, elsewhere)) == {"continues": "continues_unknown"}
    district = api.make_user(CHO_DON, "phu_nu")
    assert problems(continued(api, district, elsewhere)) == fits_not
    this_year = submitted(officer)
    answer = officer.post("/registrations", WHOLE | {"continues": this_year["id"]})
    assert problems(answer) == fits_not


@pytest.mark.parametrize("continuing", [True, False])
def test_a_model_once_built_counts_as_built_when_it_goes_on(
    api: Api, front: Caller, *, continuing: bool
) -> None:
    veterans = api.make_user(LUONG_BANG, "cuu_chien_binh")
    built = agreed(veterans, front, POVERTY)
    body = {**POVERTY, "stage": "duy_tri", "submit": True}
    if not continuing:
        body["continues"] = None
    made = continued(api, veterans, built, **{k: v for k, v in body.items() if k != "year"})
    verdict = made.json["verdicts"][0]
    assert made.json["status"] == "submitted"
    assert (verdict["have"], verdict["need"]) == (1 if continuing else 0, 2)
    again = {**body, "stage": "duy_tri", "continues": made.json["id"], "year": 2019}
    next_year = on(api, veterans, date(2019, 1, 10)).post("/registrations", again)
    verdict = next_year.json["verdicts"][0]
    assert verdict["have"] == (1 if continuing else 0)
