"""The plan page: what is asked for, by which sentence, and how the own unit stands to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.places import BAC_KAN, HA_GIANG, LUONG_BANG
from tests.web.test_reports_pages import ITEM

if TYPE_CHECKING:
    from tests.web.conftest import Web

QUOTA = "phu_nu.mot_mo_hinh_moi_xa"


def test_an_officer_reads_every_sentence_and_what_her_union_still_lacks(web: Web) -> None:
    union = web.visitor(LUONG_BANG, "phu_nu", "officer")
    page = union.get("/ke-hoach?nam=2017")

    assert "mỗi xã, phường, thị trấn duy trì ít nhất 01 mô hình" in page.main
    assert "129/KH-MTTQ-BTT" in page.main
    assert "Còn thiếu 01" in page.main
    first = page.soup.select_one("main section.panel h2")
    assert first.text == "Hội Phụ nữ"
    assert "Hết ngày 14/2/2017" in page.main


def test_a_member_sees_the_others_sentences_but_not_how_they_stand(web: Web) -> None:
    union = web.visitor(LUONG_BANG, "phu_nu", "officer")
    page = union.get("/ke-hoach?nam=2017")
    veterans = page.soup.select_one("#ct-cuu_chien_binh\\.hai_mo_hinh_moi_xa")

    assert veterans.select_one("blockquote.plan")
    assert not veterans.select_one(".chip")


def test_the_verdict_follows_what_has_been_registered(web: Web) -> None:
    union = web.visitor(LUONG_BANG, "phu_nu", "officer")
    made = web.api.sign_in(union.username).post("/registrations", ITEM | {"submit": True})
    assert made.json["status"] == "submitted"
    mine = union.get("/ke-hoach?nam=2017").soup.select_one("#ct-phu_nu\\.mot_mo_hinh_moi_xa")

    assert "Đạt" in mine.select_one(".chip").text


def test_what_the_plan_states_without_a_number_is_never_short(web: Web) -> None:
    front = web.visitor(LUONG_BANG, "mttq", "officer")
    page = front.get("/ke-hoach?nam=2017")
    works = next(li for li in page.soup.select(".demands > li") if "không ghi số" in li.h3.text)

    assert "unknown" in works.select_one(".chip")["class"]


def test_the_province_gets_from_the_number_to_the_communes_that_are_short(web: Web) -> None:
    province = web.visitor(BAC_KAN, "mttq", "approver")
    page = province.get("/ke-hoach?nam=2017")
    link = next(href for href in page.links() if f"/ke-hoach/{QUOTA}" in href)
    short = province.get(link)

    assert "Xã Lương Bằng" in short.main
    assert "Còn thiếu 01" in short.main
    assert any("dia-ban=" in href for href in short.links())


def test_a_local_document_that_raises_a_number_is_shown_with_it(web: Web) -> None:
    chair = web.api.make_user(BAC_KAN, "mttq", "approver")
    body = {"quota": QUOTA, "at_least": 2, "from": "2017-01-01", "document": "15/KH-MTTQ"}
    assert chair.post(f"/tenants/{BAC_KAN}/quota-overrides", body).status_code == 201
    page = web.visitor(LUONG_BANG, "phu_nu", "officer").get("/ke-hoach?nam=2017")

    assert "Tỉnh Bắc Kạn quy định ít nhất 02 từ ngày 1/1/2017" in page.main
    assert "15/KH-MTTQ" in page.main


def test_a_quota_of_another_unit_or_that_nobody_knows_is_no_page(web: Web) -> None:
    stranger = web.visitor(HA_GIANG, "mttq", "approver")

    assert stranger.get(f"/ke-hoach/{QUOTA}?dia-ban={BAC_KAN}").status == 404
    assert stranger.get("/ke-hoach/khong.co").status == 404
    assert stranger.get("/ke-hoach?nam=abc").status == 200
