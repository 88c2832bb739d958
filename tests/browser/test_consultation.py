"""Hiệp thương as the commune's board does it: several at once, by keyboard, undone, printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .preparing import submit_item

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    Look = Callable[[Page, str], None]
    SignIn = Callable[[Page, str], None]

BOARD = "/v/mttq-{place}/hiep-thuong"


@pytest.fixture
def titles() -> list[str]:
    mark = uuid4().hex[:4]
    return [f"{name} {mark}" for name in ("Đường hoa Nà Cà", "Ngõ tự quản", "Hàng cây thanh niên")]


@pytest.fixture
def board(page: Page, sign_in: SignIn, commune: str, titles: list[str]) -> Page:
    """The board of the commune, with three more items that wait for it."""
    for username, title in zip(("pn", "pn", "tn"), titles, strict=True):
        submit_item(page, f"{username}.{commune}", title)
    sign_in(page, f"mt.{commune}")
    page.get_by_role("link", name="Hiệp thương", exact=True).first.click()
    return page


def row(page: Page, title: str) -> Locator:
    """Return the row of an item; those that may be the same work name it as well, in passing."""
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=title, exact=True))


def status(page: Page, title: str) -> Locator:
    return row(page, title).locator(".chip").first


def test_the_board_agrees_several_and_takes_it_back(
    board: Page, look: Look, titles: list[str]
) -> None:
    expect(board.get_by_role("heading", level=1)).to_have_text("Hiệp thương năm 2018")
    agree = board.get_by_role("button", name=re.compile("Thống nhất"))
    expect(agree).to_be_hidden()
    for title in titles[:2]:
        board.get_by_role("checkbox", name=f"Chọn {title}").check()
    expect(board.locator(".bulk")).to_contain_text("Đã chọn 2 đăng ký")
    look(board, "hiep-thuong-chon")

    board.get_by_role("button", name="Thống nhất 2 đăng ký").click()

    expect(board.get_by_role("status").first).to_contain_text("Đã thống nhất 2 đăng ký.")
    expect(status(board, titles[0])).to_have_text("Đã thống nhất")
    expect(status(board, titles[2])).to_have_text("Chờ thống nhất")
    look(board, "hiep-thuong")

    board.get_by_role("button", name="Hoàn tác").click()

    expect(board.get_by_text("Đã hoàn tác: 2 đăng ký")).to_be_visible()
    expect(status(board, titles[0])).to_have_text("Chờ thống nhất")


def test_by_keyboard_alone_one_is_agreed(board: Page, titles: list[str]) -> None:
    board.get_by_role("checkbox", name=f"Chọn {titles[0]}").focus()
    board.keyboard.press("Space")
    button = board.get_by_role("button", name="Thống nhất 1 đăng ký")
    expect(button).to_be_visible()
    for _ in range(80):
        board.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    board.keyboard.press("Enter")

    expect(board.get_by_text("Đã thống nhất 1 đăng ký.")).to_be_visible()
    expect(status(board, titles[0])).to_have_text("Đã thống nhất")


def test_with_shift_a_whole_range_is_ticked_and_all_that_wait_with_one_press(board: Page) -> None:
    boxes = board.locator("input[name=muc]:not([disabled])")
    boxes.first.click()
    boxes.last.click(modifiers=["Shift"])
    count = boxes.count()
    expect(board.locator(".bulk")).to_contain_text(f"Đã chọn {count} đăng ký")

    board.reload()
    board.get_by_role("link", name=f"Chọn tất cả {count} đang chờ").click()

    expect(board.locator(".bulk")).to_contain_text(f"Đã chọn {count} đăng ký")
    expect(board).not_to_have_url(re.compile("chon="))


def test_one_is_returned_with_the_reason_the_organization_reads(
    board: Page, look: Look, titles: list[str]
) -> None:
    board.get_by_role("checkbox", name=f"Chọn {titles[1]}").check()
    board.get_by_role("button", name="Trả lại…").click()
    expect(board.get_by_role("heading", level=1)).to_have_text(f"Trả lại “{titles[1]}”?")
    board.get_by_role("button", name="Trả lại 1 đăng ký").click()
    expect(board.get_by_role("alert")).to_contain_text("Ghi lý do")
    look(board, "hiep-thuong-tra-lai")
    board.get_by_label("Cần bổ sung gì").fill("Ghi rõ chiều dài ngõ.")
    board.get_by_role("button", name="Trả lại 1 đăng ký").click()

    expect(status(board, titles[1])).to_have_text("Cần bổ sung")
    expect(row(board, titles[1])).to_contain_text("“Ghi rõ chiều dài ngõ.”")


def test_by_organization_the_gaps_stand_with_those_who_owe(board: Page, look: Look) -> None:
    board.get_by_role("link", name="Theo tổ chức").click()

    expect(board.get_by_role("row", name=re.compile("Hội Nông dân"))).to_be_visible()
    expect(board.locator("tr.gap").first).to_be_visible()
    look(board, "hiep-thuong-to-chuc")


def test_without_scripts_everything_works(
    no_js_page: Page, sign_in: SignIn, commune: str, titles: list[str]
) -> None:
    submit_item(no_js_page, f"pn.{commune}", titles[0])
    sign_in(no_js_page, f"mt.{commune}")
    no_js_page.get_by_role("link", name="Hiệp thương", exact=True).first.click()
    no_js_page.get_by_role("button", name="Thống nhất các mục đã chọn").click()
    expect(no_js_page.get_by_role("alert")).to_contain_text("Chọn ít nhất một đăng ký")
    no_js_page.get_by_role("checkbox", name=f"Chọn {titles[0]}").check()
    no_js_page.get_by_role("button", name="Thống nhất các mục đã chọn").click()

    expect(status(no_js_page, titles[0])).to_have_text("Đã thống nhất")
    no_js_page.get_by_role("button", name="Hoàn tác").click()
    expect(status(no_js_page, titles[0])).to_have_text("Chờ thống nhất")


@pytest.mark.phone
def test_on_a_phone_the_bar_stays_above_the_navigation(board: Page, titles: list[str]) -> None:
    board.get_by_role("checkbox", name=f"Chọn {titles[0]}").check()
    agree = board.get_by_role("button", name="Thống nhất 1 đăng ký")

    expect(agree).to_be_in_viewport(ratio=1)
    below = agree.bounding_box()
    navigation = board.get_by_role("navigation", name="Chính, màn hình nhỏ").bounding_box()
    assert below is not None
    assert navigation is not None
    assert below["y"] + below["height"] <= navigation["y"]
    agree.click()
    expect(status(board, titles[0])).to_have_text("Đã thống nhất")


def test_the_district_goes_from_its_list_to_a_commune(
    page: Page, sign_in: SignIn, look: Look
) -> None:
    sign_in(page, "mt.chodon")
    page.get_by_role("link", name="Hiệp thương", exact=True).first.click()
    look(page, "hiep-thuong-huyen")
    page.get_by_role("link", name="Xã Lương Bằng", exact=True).click()

    expect(page.get_by_role("navigation", name="Địa bàn hiệp thương")).to_contain_text(
        "Huyện Chợ Đồn"
    )
    expect(page.get_by_role("heading", name="Chỉ tiêu tại xã Lương Bằng")).to_be_visible()
