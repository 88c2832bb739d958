"""Quotas: one engine for the verdicts of an item, of a tenant, and of a day that is past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import (
    FARMERS,
    FRONT_MODEL,
    HAPPY,
    POVERTY,
    SECURITY,
    WHOLE,
    YOUTH,
    Json,
    done,
    drafted,
    quota,
    refused,
    seen,
    submitted,
)
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA
from tests.api.quota_people import (
    FARMING,
    FRONTS,
    VETERANS,
    WOMEN,
    WORKS,
    YOUNG,
    front,
    have_need,
    veterans,
    women,
    youth,
)

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

__all__ = ["front", "veterans", "women", "youth"]


def test_one_happy_family_or_one_three_cleans_is_enough(women: Caller) -> None:
    draft = drafted(women, WHOLE)
    verdict = draft["verdicts"][0]
    assert verdict["code"] == WOMEN
    assert (verdict["verdict"], verdict["have"], verdict["need"]) == ("met", 1, 1)
    assert verdict["missing"] is None
    assert verdict["now"] == {
        "verdict": "short", "have": 0, "need": 1,
        "missing": "Còn thiếu 01 mô hình “Xây dựng gia đình hạnh phúc” hoặc 01 mô hình “3 sạch” "
        "gắn với bảo vệ môi trường.",
    }  # fmt: skip
    assert verdict["source"]["document"].startswith("129/KH-MTTQ-BTT")
    assert verdict["source"]["sentence"].startswith("Hướng dẫn, chỉ đạo để đảm bảo Hội Phụ nữ")
    item = done(women, draft, "submit")
    assert have_need(item) == ("met", 1, 1)
    assert "now" not in item["verdicts"][0]
    assert have_need(submitted(women, HAPPY)) == ("met", 1, 1)


@pytest.mark.parametrize(
    "changes",
    [{"stage": "xay_dung_moi"}, {"kind": "cong_trinh"}, {"kind": "phan_viec"}],
)
def test_what_is_not_kept_or_no_model_does_not_meet_it(women: Caller, changes: Json) -> None:
    assert have_need(submitted(women, **changes)) == ("short", 0, 1)


@pytest.mark.parametrize("stage", ["duy_tri", "nhan_rong", "mo_hinh_diem"])
def test_keeping_counts_what_is_kept_expanded_or_a_pilot(women: Caller, stage: str) -> None:
    assert have_need(submitted(women, stage=stage)) == ("met", 1, 1)


def test_a_draft_without_stage_or_content_is_judged_as_nothing(women: Caller) -> None:
    verdict = drafted(women)["verdicts"][0]
    assert (verdict["verdict"], verdict["have"]) == ("short", 0)
    assert verdict["now"]["have"] == 0


def test_a_returned_item_is_judged_as_if_submitted(women: Caller, front: Caller) -> None:
    back = done(front, submitted(women), "return", reason="Sửa")
    verdict = seen(women, back)["verdicts"][0]
    assert (verdict["verdict"], verdict["now"]["verdict"]) == ("met", "short")
    assert quota(front, LUONG_BANG, WOMEN)["short"] == 1


def test_veterans_owe_two_distinct_models(veterans: Caller) -> None:
    one = submitted(veterans, POVERTY)
    assert have_need(one) == ("short", 1, 2)
    assert one["verdicts"][0]["missing"] == (
        "Còn thiếu 01 mô hình bảo vệ an ninh Tổ quốc, phòng chống tội phạm, ma túy, tệ nạn xã hội."
    )
    assert have_need(submitted(veterans, SECURITY)) == ("met", 2, 2)


def test_one_model_that_fits_both_clauses_serves_one_of_them(veterans: Caller) -> None:
    both = {"themes": ["an_ninh_trat_tu"]}
    one = submitted(veterans, POVERTY, **both)
    assert set(one["themes"]) == {"an_ninh_trat_tu", "giam_ngheo"}
    assert have_need(one) == ("short", 1, 2)
    assert have_need(submitted(veterans, POVERTY)) == ("met", 2, 2)


def test_two_models_of_the_same_clause_do_not_meet_the_other(veterans: Caller) -> None:
    submitted(veterans, SECURITY)
    assert have_need(submitted(veterans, SECURITY)) == ("short", 1, 2)


def test_the_youth_owes_a_model_and_the_theme(api: Api, youth: Caller, front: Caller) -> None:
    def judged(item: Json) -> str:
        found = {row["code"]: row for row in item["verdicts"]}
        return str(found[YOUNG]["verdict"])

    assert judged(submitted(youth, YOUTH, kind="cong_trinh")) == "short"
    assert judged(submitted(youth, YOUTH, stage="duy_tri")) == "short"
    road = YOUTH | {
        "movement_type": "doan_thanh_nien.tuyen_duong_van_minh", "answers": {"chieu_dai": 700},
    }  # fmt: skip
    assert judged(submitted(youth, road)) == "short"
    works = quota(front, LUONG_BANG, WORKS)
    assert (works["expected"], works["shortfalls"]) == (1, [])
    assert judged(submitted(youth, road, themes=["bao_ve_moi_truong"])) == "met"


def test_what_farmers_are_expected_to_do_has_no_number(api: Api, front: Caller) -> None:
    farmers = api.make_user(LUONG_BANG, "nong_dan")
    item = submitted(farmers, FARMERS)
    verdict = item["verdicts"][0]
    assert (verdict["code"], *have_need(item)) == (FARMING, "expected", 1, None)
    row = quota(front, LUONG_BANG, FARMING)
    assert (row["applicable"], row["expected"], row["met"]) == (1, 1, 0)


def test_the_front_owes_a_model_of_its_own_new_or_kept(front: Caller) -> None:
    assert quota(front, LUONG_BANG, FRONTS)["short"] == 1
    assert have_need(submitted(front, FRONT_MODEL, stage="xay_dung_moi")) == ("met", 1, 1)
    assert quota(front, LUONG_BANG, FRONTS)["met"] == 1


def test_a_province_or_district_item_counts_for_no_commune(api: Api) -> None:
    district = api.make_user(CHO_DON, "phu_nu")
    item = submitted(district, tenant=CHO_DON, places=[{"tenant": LUONG_BANG, "area": "Nà Cà"}])
    assert item["verdicts"] == []
    row = quota(api.make_user(CHO_DON, "mttq"), CHO_DON, WOMEN)
    assert (row["met"], row["applicable"]) == (0, row["short"])


def test_a_tenants_rows_add_up_over_its_communes(api: Api, women: Caller) -> None:
    province = api.make_user(BAC_KAN, "mttq", "viewer")
    submitted(women)
    for tenant, applicable in ((BAC_KAN, 108), (CHO_DON, 20), (LUONG_BANG, 1)):
        rows = province.get("/quotas", tenant=tenant, year=2017).json
        assert {row["code"] for row in rows} == {WOMEN, VETERANS, YOUNG, WORKS, FARMING, FRONTS}
        for row in rows:
            parts = row["met"] + row["short"] + row["unknown"] + row["expected"]
            assert row["applicable"] == applicable == parts
            assert len(row["shortfalls"]) == row["short"]
        row = next(row for row in rows if row["code"] == WOMEN)
        assert row["met"] == 1
        for one in row["shortfalls"]:
            assert (one["have"], one["need"]) == (0, 1)
            assert one["missing"].startswith("Còn thiếu 01 mô hình")
        assert LUONG_BANG not in {one["tenant"] for one in row["shortfalls"]}


def test_shortfalls_of_one_quota_are_paged(api: Api, women: Caller) -> None:
    district = api.make_user(CHO_DON, "mttq")
    submitted(women)
    whole = quota(district, CHO_DON, WOMEN)["shortfalls"]
    path = f"/quotas/{WOMEN}/shortfalls"
    pages = [
        district.get(path, tenant=CHO_DON, year=2017, page=page, page_size=8) for page in (1, 2, 3)
    ]
    assert [row for page in pages for row in page.json] == whole
    assert '"total": 19' in pages[0].headers["X-Pagination"]
    refused(district.get("/quotas/x.y/shortfalls", tenant=CHO_DON, year=2017), 404, "not_found")


def test_a_member_sees_its_own_organizations_quotas_only(api: Api, women: Caller) -> None:
    rows = women.get("/quotas", tenant=LUONG_BANG, year=2017).json
    assert [row["code"] for row in rows] == [WOMEN]
    other = women.get("/quotas", tenant=LUONG_BANG, year=2017, organization="nong_dan")
    assert other.json == []
    path = f"/quotas/{VETERANS}/shortfalls"
    refused(women.get(path, tenant=LUONG_BANG, year=2017), 404, "not_found")
    refused(women.get("/quotas", tenant=NGHIA_TA, year=2017), 404, "not_found")


def test_the_front_narrows_to_one_organization(front: Caller) -> None:
    rows = front.get("/quotas", tenant=LUONG_BANG, year=2017, organization="doan_thanh_nien").json
    assert [row["code"] for row in rows] == [WORKS, YOUNG]
