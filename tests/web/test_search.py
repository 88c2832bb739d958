"""Search without marks, and the page «Thêm»: within sight, with what was found marked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.text import folded
from core.web.highlighting import pieces
from tests.api.main_job import DRAFT, WHOLE, drafted, submitted
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.web.conftest import Page, Visitor, Web


@pytest.fixture
def officer(web: Web) -> Caller:
    return web.api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def union(web: Web, officer: Caller) -> Visitor:
    return web.sign_in(officer.username)


def titles(page: Page) -> list[str]:
    return [link.get_text() for link in page.soup.select("table.regs tbody th a")]


def marks(page: Page) -> list[str]:
    return [mark.get_text() for mark in page.soup.select("main mark")]


@pytest.mark.parametrize("q", ["duong hoa", "ĐƯỜNG HOA", "hoa duo", "na ca duong", "pn 01 2017"])
def test_an_item_is_found_without_marks_in_any_order(
    union: Visitor, officer: Caller, q: str
) -> None:
    submitted(officer)
    submitted(officer, title="Ba sạch", places=[{"area": "Bản Chang"}])
    assert titles(union.get(f"/tim?q={q}")) == ["Đường hoa Nà Cà"]


def test_what_was_found_is_marked(union: Visitor, officer: Caller) -> None:
    submitted(officer)
    assert marks(union.get("/tim?q=hoa duo"))[:2] == ["Đườ", "hoa"]


def test_an_area_of_the_commune_leads_to_its_items(union: Visitor, officer: Caller) -> None:
    submitted(officer)
    page = union.get("/tim?q=na c")
    areas = page.soup.select("section[aria-labelledby=tim-thon] a")
    assert [" ".join(area.get_text().split()) for area in areas] == ["Thôn Nà Cà"]
    assert titles(union.get(areas[0]["href"])) == ["Đường hoa Nà Cà"]


def test_the_front_finds_units_below_it(web: Web, officer: Caller) -> None:
    submitted(officer)
    province = web.visitor(BAC_KAN, "mttq")
    page = province.get("/tim?q=luong bang")
    units = page.soup.select("section[aria-labelledby=tim-dia-ban] a")
    assert "Xã Lương Bằng" in [" ".join(unit.get_text().split()) for unit in units]
    assert titles(province.get(units[0]["href"])) == ["Đường hoa Nà Cà"]


def test_units_out_of_sight_are_not_found(web: Web) -> None:
    district = web.visitor(CHO_DON, "mttq")
    assert "Không có hồ sơ, địa bàn nào khớp" in district.get("/tim?q=dong van").main


def test_items_out_of_sight_are_not_found(web: Web, union: Visitor, officer: Caller) -> None:
    submitted(officer)
    drafted(officer, DRAFT, title="Đường hoa nháp")
    assert len(titles(union.get("/tim?q=duong hoa"))) == 2
    for tenant, organization in ((NGHIA_TA, "phu_nu"), (NGHIA_TA, "mttq")):
        assert titles(web.visitor(tenant, organization).get("/tim?q=duong hoa")) == []
    farmers = web.visitor(LUONG_BANG, "nong_dan")
    assert titles(farmers.get("/tim?q=duong hoa")) == ["Đường hoa Nà Cà"]


def test_many_finds_lead_to_the_whole_list(
    union: Visitor, officer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.web.search.SHOWN", 2)
    for number in range(3):
        submitted(officer, title=f"Đường hoa {number}")
    page = union.get("/tim?q=duong")
    assert len(titles(page)) == 2
    link = next(a for a in page.soup.select("main a") if "Xem tất cả 3 đăng ký" in a.get_text())
    assert len(titles(union.get(link["href"]))) == 3


@pytest.mark.parametrize(("q", "told"), [
    ("", "Không cần gõ dấu"),
    ("a", "Gõ ít nhất hai chữ cái"),
    ("!!", "Gõ ít nhất hai chữ cái"),
    ("khong co gi", "Không có hồ sơ, địa bàn nào khớp với “khong co gi”"),
    ("<script>alert(1)</script>", "Không có hồ sơ, địa bàn nào khớp với “<script>alert(1)"),
    ("x" * 5000, "Không có hồ sơ, địa bàn nào khớp"),
])  # fmt: skip
def test_a_search_that_finds_nothing_says_what_to_do(union: Visitor, q: str, told: str) -> None:
    page = union.get("/tim", query_string={"q": q})
    assert page.status == 200
    assert told in page.main


def test_the_search_stands_in_the_head_of_every_page(union: Visitor, officer: Caller) -> None:
    submitted(officer, WHOLE)
    form = union.get("/dang-ky").soup.select_one("header form[role=search]")
    assert form["action"] == f"/v/{union.hat}/tim"
    assert form.select_one("label")["for"] == form.select_one("input")["id"]


@pytest.mark.parametrize(
    ("organization", "role", "offered"),
    [
        ("phu_nu", "officer", "Kế hoạch"),
        ("mttq", "approver", "Báo cáo"),
        ("mttq", "admin", "Đăng xuất"),
        ("phu_nu", "viewer", "Đăng xuất"),
    ],
)
def test_them_lists_what_has_no_place_in_the_bar(
    web: Web, organization: str, role: str, offered: str
) -> None:
    visitor = web.visitor(LUONG_BANG, organization, role)
    page = visitor.get("/them")
    assert offered in page.main
    assert page.soup.select_one("main form[role=search]") is not None
    bottom = {link["href"] for link in page.soup.select(".nav-bot a")}
    assert not bottom & {link for link in page.links() if link.startswith("/v/")}


def test_pages_of_another_hat_do_not_exist(web: Web, union: Visitor) -> None:
    other = web.visitor(NGHIA_TA, "phu_nu")
    assert union.get(f"/v/{other.hat}/tim?q=duong").status == 404
    assert union.get(f"/v/{other.hat}/them").status == 404
    nobody = web.nobody().get(f"/v/{other.hat}/tim?q=duong", follow=False)
    assert nobody.status == 303


@given(st.text(max_size=40), st.text(max_size=12))
def test_marking_never_changes_a_letter(text: str, query: str) -> None:
    assert "".join(piece for piece, _ in pieces(text, folded(query).split())) == text


@given(st.text(alphabet="đườnghoa NàCà-07/", max_size=30))
def test_a_whole_word_that_was_asked_for_is_marked(text: str) -> None:
    for word in folded(text).split():
        assert any(hit for _, hit in pieces(text, (word,)))


@pytest.fixture
def today() -> date:
    return date(2017, 2, 1)
