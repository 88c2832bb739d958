"""The plan page: what is asked for, by which sentence, and how the own unit stands to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from core.web import plan_quota
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG
from tests.web.test_reports_pages import ITEM

if TYPE_CHECKING:
    from tests.web.conftest import Page, Visitor, Web

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


def short_in(page: Page) -> list[tuple[str, str]]:
    """Return each unit a page lists, by its id, with what it lacks."""
    rows = page.soup.select("main table tbody tr")
    return [
        (
            parse_qs(urlsplit(row.th.a["href"]).query)["dia-ban"][0],
            row.select_one("td").get_text(strip=True),
        )
        for row in rows
    ]


def pages_from(visitor: Visitor, address: str) -> list[Page]:
    pages = [visitor.get(address)]
    while link := pages[-1].soup.select_one("nav.pager a[rel=next]"):
        pages.append(visitor.get(link["href"]))
    return pages


@pytest.mark.parametrize("place", ["vn", BAC_KAN, CHO_DON])
def test_the_pages_of_a_quota_list_whom_the_figures_call_short(
    web: Web, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    front = web.visitor(place, "mttq", "viewer")
    told = web.api.sign_in(front.username).get(
        f"/quotas/{QUOTA}/shortfalls", tenant=place, year=2017, page_size=200
    )
    every = json.loads(told.headers["X-Pagination"])["total"]
    monkeypatch.setattr(plan_quota, "PAGE_SIZE", -(-every // 3))
    pages = pages_from(front, f"/ke-hoach/{QUOTA}?nam=2017")
    listed = [unit for page in pages for unit, _ in short_in(page)]

    assert len(pages) == -(-every // plan_quota.PAGE_SIZE) > 1
    assert len(listed) == len(set(listed)) == every
    assert {one["tenant"] for one in told.json} <= set(listed)
    assert f"/{every}" in pages[0].soup.select_one("main .chip").text
    assert short_in(front.get(f"/ke-hoach/{QUOTA}?nam=2017&trang=999")) == short_in(pages[-1])
    assert front.get(f"/ke-hoach/{QUOTA}?nam=2017&trang=0").status == 200


def test_a_unit_leaves_the_list_as_soon_as_it_has_registered(web: Web) -> None:
    union = web.api.make_user(LUONG_BANG, "phu_nu", "officer")
    fronts = [web.visitor(place, "mttq", "viewer") for place in ("vn", BAC_KAN, CHO_DON)]
    address = f"/ke-hoach/{QUOTA}?nam=2017&dia-ban={CHO_DON}"
    before = [front.get(address) for front in fronts]
    whole = fronts[0].get("/ke-hoach?nam=2017")
    made = union.post("/registrations", ITEM | {"submit": True})
    assert made.json["status"] == "submitted"

    for front, earlier in zip(fronts, before, strict=True):
        was, now = short_in(earlier), short_in(front.get(address))
        assert [one for one in was if one[0] != LUONG_BANG] == now
        assert len(was) == len(now) + 1
    assert met(fronts[0].get("/ke-hoach?nam=2017")) == met(whole) + 1


def met(page: Page) -> int:
    """Return how many units the plan page says meet the quota: «Đạt 94/108»."""
    chip = page.soup.select_one(f"#ct-{QUOTA.replace('.', chr(92) + '.')} .chip").text
    return int("".join(each for each in chip.partition("/")[0] if each.isdigit()))
