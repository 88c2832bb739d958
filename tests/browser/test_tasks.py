"""Việc của đơn vị as people see it: on a phone, at a desk, by keyboard and without scripts."""

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

TASKS = re.compile(r"/v/[\w-]+/viec$")


@pytest.mark.phone
def test_an_officer_opens_on_what_is_owed(
    page: Page, sign_in: SignIn, look: Look, commune: str
) -> None:
    sign_in(page, f"pn.{commune}")
    expect(page).to_have_url(TASKS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của đơn vị")
    expect(page.get_by_role("heading", name="Hạn đăng ký năm 2018")).to_be_visible()
    look(page, "viec")


def test_the_fronts_board_sees_who_waits_for_it(
    page: Page, sign_in: SignIn, look: Look, commune: str
) -> None:
    sign_in(page, f"mt.{commune}")
    expect(page).to_have_url(TASKS)
    expect(page.get_by_role("link", name=re.compile("chưa đăng ký năm 2018"))).to_be_visible()
    look(page, "viec-mat-tran")


def test_the_provinces_board_sees_communes_that_have_not_registered(
    page: Page, sign_in: SignIn, look: Look
) -> None:
    sign_in(page, "mt.backan.ct")
    expect(page.get_by_role("link", name=re.compile("xã chưa đăng ký năm 2018"))).to_be_visible()
    look(page, "viec-tinh")


def test_the_plans_sentence_is_one_press_away_also_by_keyboard(
    page: Page, sign_in: SignIn, commune: str
) -> None:
    sign_in(page, f"pn.{commune}")
    says = page.locator("aside summary", has_text="Kế hoạch nói gì?").first
    sentence = page.locator("aside blockquote.plan").first
    expect(sentence).to_be_hidden()
    says.focus()
    page.keyboard.press("Enter")
    expect(sentence).to_be_visible()


def test_each_task_is_one_stop_of_the_keyboard_and_leads_to_where_it_is_done(
    page: Page, sign_in: SignIn, commune: str
) -> None:
    sign_in(page, f"mt.{commune}")
    row = page.locator("ul.tasks li").first
    link = row.get_by_role("link")
    expect(link).to_have_count(1)
    link.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(TASKS)


@pytest.mark.phone
def test_without_scripts_the_tasks_are_all_there(
    no_js_page: Page, sign_in: SignIn, commune: str
) -> None:
    sign_in(no_js_page, f"pn.{commune}")
    expect(no_js_page.locator("ul.tasks li").first).to_be_visible()


def test_somebody_with_two_roles_chooses_one_and_changes_it(
    page: Page, sign_in: SignIn, look: Look
) -> None:
    sign_in(page, "haivai.luongbang")
    expect(page).to_have_url(re.compile("/doi-vai$"))
    expect(page.get_by_role("listitem")).to_have_count(2)
    look(page, "doi-vai")
    page.get_by_role("link", name=re.compile("Hội Phụ nữ xã Lương Bằng")).click()
    expect(page.locator(".actas b")).to_have_text("Hội Phụ nữ xã Lương Bằng")
    page.get_by_role("link", name="Đổi vai").click()
    page.get_by_role("link", name=re.compile("Mặt trận xã Lương Bằng")).click()
    expect(page.locator(".actas b")).to_have_text("Ban Thường trực Mặt trận xã Lương Bằng")
    expect(page.get_by_role("heading", name=re.compile("Cần làm ngay"))).to_be_visible()
