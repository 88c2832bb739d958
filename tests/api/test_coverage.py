"""Coverage: which of the 05 nội dung somebody has taken on where, and which nobody has."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import (
    FARMERS,
    POVERTY,
    SECURITY,
    Json,
    done,
    drafted,
    problems,
    refused,
    submitted,
    switched_off,
)
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(CHO_DON, "mttq")


@pytest.fixture
def veterans(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "cuu_chien_binh")


@pytest.fixture
def women(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


def coverage(caller: Caller, tenant: str, **query: Any) -> Json:
    answer = caller.get("/coverage", tenant=tenant, year=2017, **query)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def cells(found: Json) -> dict[tuple[str, int, str], int]:
    return {
        (row["tenant"], row["content"], row["organization"]): row["registered"]
        for row in found["cells"]
    }


def omissions(found: Json) -> set[tuple[str, int]]:
    return {(row["tenant"], row["content"]) for row in found["omissions"]}


def test_every_content_of_every_commune_is_covered_or_omitted_never_both(
    api: Api, front: Caller, women: Caller, veterans: Caller
) -> None:
    for caller, body in ((women, {}), (women, {}), (veterans, POVERTY), (veterans, SECURITY)):
        submitted(caller, **({"body": body} if body else {}))
    submitted(api.make_user(NGHIA_TA, "nong_dan"), FARMERS, tenant=NGHIA_TA, content=1)
    found = coverage(front, CHO_DON)
    assert cells(found) == {
        (LUONG_BANG, 3, "phu_nu"): 2,
        (LUONG_BANG, 1, "cuu_chien_binh"): 1,
        (LUONG_BANG, 4, "cuu_chien_binh"): 1,
        (NGHIA_TA, 1, "nong_dan"): 1,
    }
    covered = {(tenant, content) for tenant, content, _ in cells(found)}
    assert not covered & omissions(found)
    communes = {tenant for tenant, _ in omissions(found)}
    assert len(communes) == 20
    assert covered | omissions(found) == set(product(communes, range(1, 6)))


def test_what_does_not_stand_covers_nothing(women: Caller, front: Caller) -> None:
    drafted(women)
    done(front, submitted(women), "return", reason="Sửa")
    done(women, submitted(women), "withdraw", reason="Trùng")
    found = coverage(front, LUONG_BANG)
    assert (cells(found), len(found["omissions"])) == ({}, 5)
    done(front, submitted(women), "agree")
    assert cells(coverage(front, LUONG_BANG)) == {(LUONG_BANG, 3, "phu_nu"): 1}


def test_items_of_province_and_district_cover_no_commune(api: Api, front: Caller) -> None:
    for tenant in (BAC_KAN, CHO_DON):
        above = api.make_user(tenant, "phu_nu")
        submitted(above, tenant=tenant, places=[{"tenant": LUONG_BANG, "area": "Nà Cà"}])
    found = coverage(front, CHO_DON)
    assert (found["cells"], len(found["omissions"])) == ([], 100)


def test_it_is_paged_by_commune(api: Api, front: Caller, women: Caller) -> None:
    submitted(women)
    whole = coverage(front, CHO_DON)
    pages = [
        front.get("/coverage", tenant=CHO_DON, year=2017, page=page, page_size=8)
        for page in (1, 2, 3, 4)
    ]
    assert [json.loads(page.headers["X-Pagination"])["total"] for page in pages] == [20] * 4
    for part in ("cells", "omissions"):
        assert [row for page in pages for row in page.json[part]] == whole[part]
    assert pages[3].json == {"cells": [], "omissions": []}


def test_many_communes_are_read_in_one_page(api: Api, women: Caller) -> None:
    submitted(women)
    province = api.make_user(BAC_KAN, "mttq")
    found = coverage(province, BAC_KAN, page_size=200)
    assert cells(found) == {(LUONG_BANG, 3, "phu_nu"): 1}
    assert len(found["omissions"]) == 108 * 5 - 1


def test_a_members_own_commune_shows_everybody(women: Caller, veterans: Caller) -> None:
    submitted(veterans, POVERTY)
    found = coverage(women, LUONG_BANG)
    assert cells(found) == {(LUONG_BANG, 1, "cuu_chien_binh"): 1}
    assert (LUONG_BANG, 1) not in omissions(found)


def test_out_of_sight_there_is_no_coverage(women: Caller) -> None:
    for tenant in (NGHIA_TA, CHO_DON, "khong-co"):
        refused(women.get("/coverage", tenant=tenant, year=2017), 404, "not_found")
    assert problems(women.get("/coverage", year=2017)) == {"tenant": "required"}
    assert problems(women.get("/coverage", tenant=LUONG_BANG, year=17)) == {"year": "too_small"}


def test_what_one_organization_leaves_empty_is_named(
    front: Caller, women: Caller, veterans: Caller
) -> None:
    submitted(women)
    submitted(veterans, POVERTY)
    assert coverage(front, LUONG_BANG).keys() == {"cells", "omissions"}
    found = coverage(front, CHO_DON, organization="phu_nu", page_size=200)
    assert cells(found) == {(LUONG_BANG, 3, "phu_nu"): 1}
    empty = {(row["tenant"], row["content"]) for row in found["empty"]}
    assert len(empty) == len(found["empty"]) == 99
    assert (LUONG_BANG, 3) not in empty
    assert (LUONG_BANG, 1) in empty
    assert omissions(found) == omissions(coverage(front, CHO_DON, page_size=200))
    assert found["empty"][0].keys() == {"tenant", "tenant_name", "content", "organization"}


def test_nothing_is_told_to_be_empty_of_an_organization_one_does_not_see(api: Api) -> None:
    submitted(api.make_user(NGHIA_TA, "nong_dan"), FARMERS, tenant=NGHIA_TA)
    above = api.make_user(CHO_DON, "phu_nu")
    found = coverage(above, NGHIA_TA, organization="nong_dan")
    assert found["cells"] == []
    assert "empty" not in found


def test_nothing_is_told_to_be_empty_of_an_organization_there_is_not(front: Caller) -> None:
    assert "empty" not in coverage(front, CHO_DON, organization="phunu")


def test_where_an_organization_is_switched_off_it_leaves_nothing_empty(
    api: Api, front: Caller, women: Caller
) -> None:
    submitted(women)
    switched_off(api, NGHIA_TA, "phu_nu", since=date(2017, 1, 1))
    found = coverage(front, CHO_DON, organization="phu_nu", page_size=200)
    assert len(found["empty"]) == 94
    assert NGHIA_TA not in {row["tenant"] for row in found["empty"]}
    assert (NGHIA_TA, 1) in omissions(found)
    province = api.make_user(BAC_KAN, "mttq")
    above = coverage(province, BAC_KAN, organization="phu_nu", page_size=200)
    assert len(above["empty"]) == 108 * 5 - 6
