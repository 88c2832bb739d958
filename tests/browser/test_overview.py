"""The overview, as a standing board uses it: from the province down to one item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

PROVINCE = "/v/mttq-bac-kan/tong-quan"
LAST_YEAR = f"{PROVINCE}?ky=2017-H1"
WOMEN = "phu_nu.mot_mo_hinh_moi_xa"
A_PAGE = 200
"""Tab is pressed at most so often to get to something."""


@pytest.fixture
def board(page: Page, sign_in: Callable[[Page, str], None]) -> Page:
    """The province's Front, looking at the first half of 2017."""
    sign_in(page, "mt.backan")
    page.goto(LAST_YEAR)
    return page


def panel(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def reached_by_tab(page: Page, wanted: Locator) -> Locator:
    for _ in range(A_PAGE):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    return wanted


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("tong-quan-tinh", LAST_YEAR),
        ("tong-quan-tinh-nay", PROVINCE),
        ("tong-quan-huyen", f"{LAST_YEAR}&dia-ban=d064&to-theo=do-phu"),
        ("tong-quan-xa", f"{LAST_YEAR}&dia-ban=c02062"),
        ("chi-tieu", f"{PROVINCE}/chi-tieu/{WOMEN}?ky=2017-H1&dia-ban=d064"),
        ("chi-tieu-tung-xa", f"{PROVINCE}/chi-tieu?ky=2017-H1&dia-ban=d064"),
        ("bo-sot", f"{PROVINCE}/bo-sot?ky=2017-H1&dia-ban=d064"),
        ("bo-sot-to-chuc", f"{PROVINCE}/bo-sot?ky=2017-H1&dia-ban=d064&to-chuc=phu_nu"),
        ("bo-sot-mot-o", f"{PROVINCE}/bo-sot?ky=2017-H1&to-chuc=phu_nu&noi-dung=3"),
        ("bo-sot-noi-dung", f"{PROVINCE}/bo-sot?ky=2017-H1&dia-ban=d064&noi-dung=3&xem=tat-ca"),
    ],
)
def test_every_page_is_fit_for_everyone_on_every_screen(
    board: Page, look: Callable[[Page, str], None], name: str, path: str
) -> None:
    board.goto(path)
    for table in board.locator("details.as-table > summary").all():
        table.click()
    look(board, name)


def test_the_empty_cells_are_copied_line_by_line(board: Page) -> None:
    board.context.grant_permissions(["clipboard-read", "clipboard-write"])
    board.goto(f"{PROVINCE}/bo-sot?ky=2017-H1&dia-ban=d064&to-chuc=phu_nu")
    board.locator("details.gaps > summary").click()
    lines = board.locator("#chu li").all_inner_texts()
    board.get_by_role("button", name="Chép danh sách").click()
    expect(board.get_by_role("status")).to_have_text(f"Đã chép {len(lines)} dòng.")
    copied = board.evaluate("navigator.clipboard.readText()")
    assert copied.split("\n") == lines


def test_two_clicks_lead_from_the_provinces_total_to_an_item(board: Page) -> None:
    total = board.get_by_role("link", name=re.compile("Công trình, mô hình đăng ký"))
    number = re.findall(r"\d+", total.inner_text())[0]
    total.click()
    expect(board.get_by_text(f"{number} đăng ký", exact=True)).to_be_visible()
    item = board.locator("table.regs tbody th a").first
    title = item.inner_text()
    item.click()
    expect(board.get_by_role("heading", level=1)).to_have_text(title)


def test_the_way_down_leads_through_tiles_and_back_by_the_trail(board: Page) -> None:
    board.get_by_role("region", name="Đạt đủ chỉ tiêu, theo huyện").get_by_role(
        "link", name=re.compile("^Chợ Đồn")
    ).click()
    expect(board.get_by_role("heading", level=1)).to_have_text("Tổng quan huyện Chợ Đồn")
    board.locator(".tile").filter(has_text="Lương Bằng").click()
    expect(board.get_by_role("heading", level=1)).to_have_text("Tổng quan xã Lương Bằng")
    expect(board.get_by_label("Chọn kỳ")).to_have_value("2017-H1")
    trail = board.get_by_role("navigation", name="Địa bàn đang xem")
    trail.get_by_role("link", name="Tỉnh Bắc Kạn").click()
    expect(board.get_by_role("heading", level=1)).to_have_text("Tổng quan tỉnh Bắc Kạn")


def test_another_figure_colours_the_tiles_in_their_place(board: Page) -> None:
    colour = board.get_by_label("Tô màu theo")
    colour.focus()
    colour.select_option("do-phu")
    tiles = panel(board, "Phủ 05 nội dung, theo huyện")
    expect(tiles).to_be_visible()
    expect(tiles.get_by_role("link", name=re.compile("^Pác Nặm"))).to_contain_text("/50 ô")
    expect(board).to_have_url(re.compile("to-theo=do-phu"))
    expect(colour).to_be_focused()


def test_without_scripts_the_figure_and_the_period_are_chosen_by_a_button(
    no_js_page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    page = no_js_page
    sign_in(page, "mt.backan")
    page.goto(LAST_YEAR)
    page.get_by_label("Tô màu theo").select_option("bao-cao")
    page.locator("form.colour button").click()
    expect(page.get_by_role("heading", name="Báo cáo đã nộp, theo huyện")).to_be_visible()
    page.get_by_label("Chọn kỳ").select_option("2017")
    page.locator("form.period button").click()
    expect(page).to_have_url(re.compile("ky=2017&?"))
    expect(page.get_by_role("heading", name="Báo cáo đã nộp, theo huyện")).to_be_visible()


def test_the_keyboard_reaches_a_tile_a_table_and_those_who_are_short(board: Page) -> None:
    tile = reached_by_tab(board, board.locator(".tile").first)
    expect(tile).to_be_in_viewport()
    table = reached_by_tab(board, board.locator("#bang-dia-ban > summary"))
    board.keyboard.press("Enter")
    expect(board.locator("#bang-dia-ban table")).to_be_visible()
    expect(table).to_be_focused()
    reached_by_tab(board, board.locator(f'a[href*="{WOMEN}"]').first)
    board.keyboard.press("Enter")
    expect(board.get_by_role("heading", name=re.compile("đơn vị còn thiếu"))).to_be_visible()
    expect(board.locator("blockquote.plan")).to_contain_text("3 sạch")


def test_a_gap_leads_to_its_communes_and_a_number_to_its_items(board: Page) -> None:
    coverage = panel(board, "Độ phủ 05 nội dung")
    coverage.get_by_role("link", name=re.compile("xã, Pác Nặm, nội dung 2")).click()
    expect(board.get_by_role("heading", level=1)).to_have_text("Bỏ sót ở huyện Pác Nặm")
    expect(board.get_by_text("2. Văn hóa, giáo dục, sức khỏe")).to_be_visible()
    board.get_by_role("link", name="Tất cả (").click()
    number = board.locator("table.matrix td a").first
    items = number.inner_text()
    number.click()
    expect(board.get_by_text(f"{items} đăng ký", exact=True)).to_be_visible()


@pytest.mark.phone
def test_on_a_phone_the_four_figures_come_first(
    page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.backan")
    page.goto(LAST_YEAR)
    for label in ("Công trình, mô hình đăng ký", "Xã đạt đủ chỉ tiêu", "Kinh phí dự kiến"):
        expect(page.locator(".stat").get_by_text(label)).to_be_in_viewport()


def test_paper_has_the_figures_and_not_the_frame(board: Page) -> None:
    board.emulate_media(media="print")
    expect(board.get_by_role("heading", level=1)).to_be_visible()
    expect(board.locator(".lineplot").first).to_be_visible()
    for frame in (".top", ".period", "form.colour", "details.as-table:not([open])"):
        expect(board.locator(frame).first).to_be_hidden()
