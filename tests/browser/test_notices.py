"""Thông báo as people meet it: the bell, the home page, the inbox; on a phone, without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ..waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Look = Callable[[Page, str], None]
    SignIn = Callable[[Page, str], None]

PATIENCE = 180.0
"""Seconds the worker may take for everybody of the demonstration on a busy machine."""


def told(page: Page, username: str, sign_in: SignIn) -> None:
    """Sign in, and wait on the home page until the day's digest is there."""
    sign_in(page, username)
    reminder = page.locator(".note", has_text="Nhắc việc hôm nay")

    def is_there() -> bool:
        page.reload()
        return bool(reminder.count())

    until(is_there, PATIENCE)


def test_from_the_bell_to_the_inbox_and_back_to_what_is_to_be_done(
    page: Page, sign_in: SignIn, look: Look, commune: str
) -> None:
    told(page, f"pn.{commune}", sign_in)
    look(page, "viec-nhac")
    page.get_by_role("link", name=re.compile("^Thông báo, 1 tin chưa đọc")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thông báo")
    expect(page.get_by_text("1 thông báo chưa đọc")).to_be_visible()
    look(page, "thong-bao")

    mark = page.get_by_role("button", name=re.compile("^Đánh dấu đã đọc"))
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã đánh dấu là đã đọc")
    expect(mark).to_have_count(0)
    look(page, "thong-bao-da-doc")

    page.get_by_role("link", name=re.compile("^Xem việc còn phải làm bây giờ")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của đơn vị")
    expect(page.get_by_text("Nhắc việc hôm nay")).to_have_count(0)
    expect(page.get_by_role("link", name="Thông báo", exact=True)).to_be_visible()


@pytest.mark.phone
def test_on_a_phone_the_bell_is_in_the_head_as_well(
    page: Page, sign_in: SignIn, commune: str
) -> None:
    told(page, f"tn.{commune}", sign_in)
    page.get_by_role("link", name=re.compile("^Thông báo, 1 tin chưa đọc")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thông báo")
    page.get_by_role("button", name=re.compile("^Đánh dấu đã đọc")).tap()
    expect(page.get_by_text("Không có thông báo chưa đọc")).to_be_visible()


def test_without_scripts_a_notice_is_read_as_well(
    no_js_page: Page, sign_in: SignIn, commune: str
) -> None:
    told(no_js_page, f"mt.{commune}", sign_in)
    no_js_page.get_by_role("link", name="Xem thông báo").click()
    no_js_page.get_by_role("button", name=re.compile("^Đánh dấu đã đọc")).click()
    expect(no_js_page.get_by_text("Không có thông báo chưa đọc")).to_be_visible()


def test_one_gives_an_address_for_mails_and_is_told_what_is_wrong_with_it(
    page: Page, sign_in: SignIn, look: Look, commune: str
) -> None:
    sign_in(page, f"nd.{commune}")
    page.goto("/tai-khoan")
    address = page.get_by_label(re.compile("^Địa chỉ thư điện tử"))
    address.fill("hoa@xa")
    page.get_by_role("button", name="Lưu địa chỉ").click()
    expect(page.get_by_text("Chưa đúng một địa chỉ thư")).to_be_visible()
    look(page, "tai-khoan-thu")
    address.fill("hoa@xa.example")
    page.get_by_role("button", name="Lưu địa chỉ").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã lưu địa chỉ thư")
    expect(address).to_have_value("hoa@xa.example")
