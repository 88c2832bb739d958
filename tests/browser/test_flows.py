"""From `make run` to the province: one model's way, as the people on it see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from .drafting import OFFLINE, Drafting

if TYPE_CHECKING:
    from collections.abc import Callable

    from .line import Line

TITLE = "Tuyến đường hoa thôn Pác Toong"
ORGANIZATION = "/v/phu-nu-yen-phong"


@pytest.mark.phone
def test_a_model_closes_a_gap_is_agreed_and_found_from_the_provinces_total(
    device: Page,
    new_page: Callable[..., Page],
    line: Callable[[Page], Line],
    sign_in: Callable[[Page, str], None],
    commune: str,
) -> None:
    officer = Drafting(device, ORGANIZATION)
    sign_in(device, f"pn.{commune}")
    _registers_through_a_broken_line(officer, line(device))
    board = new_page(viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    sign_in(board, f"mt.{commune}")
    _agrees(board)
    province = new_page(viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    sign_in(province, "mt.backan")
    _is_two_clicks_from_the_total(province)


def test_the_provinces_board_takes_in_the_reports_of_the_half_year(
    page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.backan.ct")
    page.get_by_role("link", name=re.compile(r"tiếp nhận \d+ báo cáo 6 tháng đầu năm 2017")).click()
    boxes = page.get_by_role("checkbox", disabled=False)
    waiting = boxes.count()
    assert waiting >= 2
    for number in range(waiting):
        boxes.nth(number).check()
    page.get_by_role("button", name=re.compile("Tiếp nhận")).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã tiếp nhận")
    page.goto("/")
    expect(
        page.get_by_text(re.compile(r"tiếp nhận \d+ báo cáo 6 tháng đầu năm 2017"))
    ).to_have_count(0)


def _registers_through_a_broken_line(officer: Drafting, line: Line) -> None:
    page = officer.page
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    gap = page.get_by_role("link", name=re.compile("Chỉ tiêu năm 2018: còn thiếu 01"))
    expect(gap).to_be_visible()
    officer.begin(TITLE)
    expect(page.get_by_text("Gửi hồ sơ này là đủ chỉ tiêu").first).to_be_visible()
    officer.is_saved()
    line.goes_down()
    officer.fill_the_rest()
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    officer.send()
    expect(page.get_by_text("Hồ sơ đang chờ mạng.")).to_be_visible()
    line.comes_back()
    expect(page).to_have_url(re.compile(r"/dang-ky/[0-9a-f]{32}$"), timeout=20_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    page.goto(f"{ORGANIZATION}/viec")
    expect(gap).to_have_count(0)


def _agrees(page: Page) -> None:
    page.get_by_role("link", name="Hiệp thương").first.click()
    page.get_by_role("row").filter(has_text=TITLE).get_by_role("checkbox").check()
    page.get_by_role("button", name="Thống nhất 1 đăng ký").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã thống nhất 1 đăng ký")
    expect(page.get_by_role("row").filter(has_text=TITLE)).to_contain_text("Đã thống nhất")


def _is_two_clicks_from_the_total(page: Page) -> None:
    page.goto("/v/mttq-bac-kan/tong-quan?ky=2018")
    page.get_by_role("link", name=re.compile("Công trình, mô hình đăng ký")).click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.get_by_text("Đã thống nhất").first).to_be_visible()
