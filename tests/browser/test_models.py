"""Mô hình để nhân rộng: found in the library, copied by keyboard and mouse, told in a lineage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Look = Callable[[Page, str], None]
    SignIn = Callable[[Page, str], None]

PROVINCE = "/v/mttq-bac-kan"


def open_library(page: Page) -> None:
    """Go to the library as people do: by its tab, which a phone keeps under «Thêm»."""
    more = page.get_by_role("link", name="Thêm", exact=True)
    if more.is_visible():
        more.click()
    page.get_by_role("link", name="Mô hình", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mô hình để nhân rộng")


def test_an_officer_finds_a_model_of_another_commune_and_copies_it(
    page: Page, sign_in: SignIn, look: Look, commune: str
) -> None:
    sign_in(page, f"pn.{commune}")
    open_library(page)
    look(page, "mo-hinh-thu-vien")
    page.get_by_role("searchbox", name="Tên mô hình").fill("duong hoa")
    page.get_by_role("button", name="Tìm", exact=True).click()
    found = page.locator("ul.models > li").filter(has_text="Đã công nhận").first
    title = found.get_by_role("heading").get_by_role("link").inner_text()
    found.get_by_role("heading").get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"Quyết định số \d+/QĐ-MTTQ-BTT"))
    look(page, "mo-hinh-pha-he")
    page.get_by_role("link", name="Nhân rộng mô hình này").click()
    expect(page.get_by_label("Tên công trình, mô hình")).to_have_value(title)
    expect(page.get_by_label("Nhân rộng", exact=True)).to_be_checked()
    origin = page.get_by_label(re.compile("^Nhân rộng từ mô hình nào"))
    expect(origin.locator("option:checked")).to_contain_text(title)
    look(page, "mo-hinh-nhan-rong")
    page.get_by_label("Tên công trình, mô hình").fill(f"{title} thứ hai")
    page.get_by_role("button", name="Tiếp tục", exact=True).click()
    expect(page.locator("#step-2")).to_be_visible()
    page.wait_for_url("**/buoc/2")
    page.reload()
    expect(page.locator("#step-2")).to_be_visible()
    expect(origin.locator("option")).to_have_count(2)
    page.get_by_role("button", name=re.compile("^Bước 1")).click()
    expect(origin.locator("option:checked")).to_contain_text(title)
    expect(origin.locator("option").nth(2)).to_be_attached()


def test_the_province_reads_where_a_model_came_from_and_where_it_went(
    page: Page, sign_in: SignIn, look: Look
) -> None:
    sign_in(page, "mt.backan")
    page.goto(
        f"{PROVINCE}/dang-ky?nam=2018&hinh-thuc=nhan_rong&to-chuc=phu_nu&tinh-trang=submitted"
    )
    page.get_by_role("link", name="Đường hoa phụ nữ tự quản").first.click()
    expect(page.get_by_role("main")).to_contain_text("Nhân rộng từ")
    look(page, "dang-ky-nhan-rong")
    page.get_by_role("link", name=re.compile("^Xem phả hệ")).click()
    chain = page.locator("ol.lineage > li")
    expect(chain).to_have_count(3)
    chain.first.get_by_role("link").click()
    tree = page.get_by_role("list", name=re.compile("^Các bản nhân rộng"))
    expect(tree.locator("li li")).to_have_count(1)
    expect(page.get_by_role("table", name="Số bản theo đơn vị")).to_be_visible()
    look(page, "mo-hinh-pha-he-tinh")


def test_a_recognition_asks_for_its_decision(page: Page, sign_in: SignIn, look: Look) -> None:
    sign_in(page, "mt.backan")
    page.goto(f"{PROVINCE}/dang-ky?nam=2017&cong-nhan=1")
    page.locator("table.regs tbody th a").first.click()
    page.get_by_role("link", name="Rút công nhận…").click()
    expect(page.get_by_label("Lý do rút công nhận")).to_be_visible()
    look(page, "rut-cong-nhan")


@pytest.mark.phone
def test_the_library_is_at_hand_on_a_phone(page: Page, sign_in: SignIn, commune: str) -> None:
    sign_in(page, f"pn.{commune}")
    open_library(page)
    expect(page.locator("ul.models > li").first).to_be_visible()
