"""Keys for those who work at a desk, and that they can be turned off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


@pytest.fixture
def officer(page: Page, sign_in: Callable[[Page, str], None], commune: str) -> Page:
    sign_in(page, f"pn.{commune}")
    page.goto(re.sub(r"/viec.*", "/dang-ky?nam=2017", page.url))
    return page


def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(
    officer: Page, look: Callable[[Page, str], None]
) -> None:
    officer.keyboard.press("?")
    expect(officer.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    look(officer, "phim-tat")
    officer.keyboard.press("Escape")
    expect(officer.get_by_role("dialog")).to_have_count(0)


def test_g_and_v_go_to_what_is_owed(officer: Page) -> None:
    officer.keyboard.press("g")
    officer.keyboard.press("v")
    expect(officer).to_have_url(re.compile("/viec$"))


def test_a_slash_leads_to_the_search_and_typing_there_is_only_typing(officer: Page) -> None:
    officer.keyboard.press("/")
    search = officer.locator("header [role=search] input")
    expect(search).to_be_focused()
    officer.keyboard.type("/?gv")
    expect(search).to_have_value("/?gv")
    expect(officer.get_by_role("dialog")).to_have_count(0)


def test_j_and_k_walk_along_the_rows(officer: Page) -> None:
    rows = officer.locator("main .tbl tbody tr:has(a)")
    officer.keyboard.press("j")
    expect(rows.nth(0).locator("a").first).to_be_focused()
    officer.keyboard.press("j")
    expect(rows.nth(1).locator("a").first).to_be_focused()
    officer.keyboard.press("k")
    expect(rows.nth(0).locator("a").first).to_be_focused()


def test_keys_that_are_turned_off_do_nothing_and_can_be_turned_on_again(officer: Page) -> None:
    officer.keyboard.press("?")
    officer.get_by_label("Dùng phím tắt một chữ").uncheck()
    officer.get_by_role("button", name="Đóng").click()
    officer.keyboard.press("?")
    officer.keyboard.press("j")
    expect(officer.get_by_role("dialog")).to_have_count(0)
    expect(officer.locator("main .tbl a").first).not_to_be_focused()
    officer.keyboard.press("Control+/")
    expect(officer.get_by_label("Dùng phím tắt một chữ")).not_to_be_checked()
