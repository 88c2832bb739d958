"""Search from the head of every page, and «Thêm» on a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

UNION = "/v/phu-nu-dong-phuc"


def test_one_searches_from_the_head_without_marks(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.backan")
    page.goto("/v/mttq-bac-kan/dang-ky")
    page.get_by_label("Tìm (gõ không dấu cũng được)", exact=True).fill("duong hoa")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tim\?q=duong"))
    expect(page.locator("main mark").first).to_have_text(re.compile("đường|Đường|hoa"))
    look(page, "tim")


def test_a_unit_is_found_and_leads_to_its_list(
    page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.backan")
    page.goto("/v/mttq-bac-kan/tim?q=luong bang")
    page.get_by_role("link", name="Xã Lương Bằng").click()
    expect(page.get_by_role("link", name="Bỏ bộ lọc Xã Lương Bằng")).to_be_visible()


def test_nothing_found_says_what_to_try(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None],
    commune: str,
) -> None:  # fmt: skip
    sign_in(page, f"pn.{commune}")
    page.goto(f"{UNION}/tim?q=khong co gi het")
    expect(page.get_by_text("Không có hồ sơ, địa bàn nào khớp")).to_be_visible()
    look(page, "tim-khong-thay")


@pytest.mark.phone
def test_on_a_phone_search_stands_first_in_them(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None],
    commune: str,
) -> None:  # fmt: skip
    sign_in(page, f"pn.{commune}")
    page.goto(f"{UNION}/dang-ky")
    page.get_by_role("navigation", name="Chính, màn hình nhỏ").get_by_role(
        "link", name="Thêm"
    ).tap()
    look(page, "them")
    page.get_by_role("main").get_by_role("searchbox").fill("na")
    page.get_by_role("button", name="Tìm", exact=True).tap()
    expect(page).to_have_url(re.compile(r"/tim\?q=na"))
    page.goto(f"{UNION}/them")
    page.get_by_role("button", name="Đăng xuất").tap()
    expect(page).to_have_url(re.compile(r"/dang-nhap"))
