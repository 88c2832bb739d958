"""Signing in, as a person sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyotp
import pytest
from playwright.sync_api import expect

from core.demonstration.accounts import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

TITLE = "Tên công trình, mô hình, phần việc"


def test_the_first_page_is_quiet_and_readable_on_every_screen(
    page: Page, look: Callable[[Page, str], None]
) -> None:
    page.goto("/dang-nhap")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    look(page, "dang-nhap")


def test_a_wrong_password_is_said_and_the_name_stays(page: Page) -> None:
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill("khong.co.ai")
    page.get_by_label("Mật khẩu", exact=True).fill("sai rồi")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa đúng")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("khong.co.ai")


@pytest.mark.phone
def test_without_scripts_one_signs_in_as_well(
    no_js_page: Page, sign_in: Callable[[Page, str], None], commune: str
) -> None:
    sign_in(no_js_page, f"pn.{commune}")
    expect(no_js_page).not_to_have_url(re.compile("dang-nhap"))


def test_the_first_view_is_light(page: Page) -> None:
    carried = []
    page.on("response", lambda answer: carried.append(answer.request.sizes()["responseBodySize"]))
    page.goto("/dang-nhap", wait_until="networkidle")
    assert sum(carried) <= 150_000


def open_form(page: Page) -> None:
    """Open the first step of a registration, from wherever signing in has led."""
    hat = "/".join(page.url.split("/")[:5])
    page.goto(f"{hat}/dang-ky/moi")
    page.get_by_role("link", name="3 sạch (nhà sạch, bếp sạch, ngõ sạch)").click()


def end_session(page: Page) -> None:
    """Do to this browser what the end of its session does."""
    page.context.clear_cookies(name="chungsuc_session")


def fill_first_step(page: Page, title: str) -> None:
    page.get_by_label(TITLE).fill(title)
    page.get_by_role("radio", name="Mô hình", exact=True).check()


def sign_in_again(page: Page) -> None:
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.phone
def test_a_session_that_ends_while_a_form_is_open_loses_nothing_without_scripts(
    no_js_page: Page, sign_in: Callable[[Page, str], None], commune: str
) -> None:
    page = no_js_page
    sign_in(page, f"pn.{commune}")
    open_form(page)
    title = "Đường hoa thôn Nà “Quang” & <b>không</b>"
    fill_first_step(page, title)
    end_session(page)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Chữ đã nhập vẫn còn. Đăng nhập lại để gửi tiếp.")).to_be_visible()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value(f"pn.{commune}")
    sign_in_again(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Gửi lại", timeout=20_000)
    page.get_by_role("button", name="Gửi tiếp").click()
    expect(page).to_have_url(re.compile("/buoc/2"))
    page.goto(page.url.replace("/buoc/2", "/buoc/1"))
    expect(page.get_by_label(TITLE)).to_have_value(title)


@pytest.mark.phone
def test_a_session_that_ends_while_a_form_is_open_loses_nothing(
    page: Page, sign_in: Callable[[Page, str], None], commune: str
) -> None:
    sign_in(page, f"pn.{commune}")
    open_form(page)
    end_session(page)
    title = "Tổ phụ nữ “tự quản” thôn Bản Chiêng"
    fill_first_step(page, title)
    expect(page.get_by_text("Phiên làm việc đã hết.")).to_be_visible()
    expect(page.get_by_text('"reason"')).to_have_count(0)
    page.get_by_role("link", name="Đăng nhập lại").click()
    expect(page.get_by_text(re.compile("Còn 01 bản nháp"))).to_be_visible()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value(f"pn.{commune}")
    sign_in_again(page)
    expect(page.get_by_label(TITLE)).to_have_value(title, timeout=20_000)


def test_the_pages_of_a_late_form_are_calm_and_clear(
    page: Page,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
    commune: str,
) -> None:
    sign_in(page, f"pn.{commune}")
    page.goto("/tai-khoan")
    end_session(page)
    page.get_by_label("Mật khẩu hiện nay").fill("x")
    page.get_by_label("Mật khẩu mới", exact=True).fill("x")
    page.get_by_label("Nhập lại mật khẩu mới", exact=True).fill("x")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_text("Phiên làm việc đã hết.")).to_be_visible()
    look(page, "phien-da-het")
    sign_in_again(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Gửi lại", timeout=20_000)
    look(page, "gui-lai")


def test_a_page_that_asks_in_the_background_is_not_led_away_when_the_session_is_over(
    page: Page, sign_in: Callable[[Page, str], None], commune: str
) -> None:
    sign_in(page, f"pn.{commune}")
    open_form(page)
    field = page.get_by_label(TITLE)
    end_session(page)
    with page.expect_response(lambda answer: answer.status == 401):
        field.press_sequentially("Tổ phụ nữ tự quản")
    expect(field).to_have_value("Tổ phụ nữ tự quản")
    expect(page.get_by_text("Phiên làm việc đã hết.").first).to_be_visible()


@pytest.mark.phone
def test_the_second_step_is_turned_on_and_asked_for_by_keyboard_and_thumb(
    page: Page,
    new_page: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
    commune: str,
) -> None:
    username = f"nd.{commune}"
    sign_in(page, username)
    page.goto("/tai-khoan")
    look(page, "tai-khoan")
    page.get_by_role("link", name="Bật xác thực hai bước").click()
    look(page, "xac-thuc-thiet-lap")
    page.get_by_text("Không quét được?").click()
    seed = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("Mật khẩu hiện nay").fill(PASSWORD)
    page.get_by_label("Mã xác thực").fill(pyotp.TOTP(seed).now())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    look(page, "ma-du-phong")
    codes = page.locator(".codes code").all_inner_texts()
    other = new_page()
    other.goto("/dang-nhap")
    other.get_by_label("Tên đăng nhập").fill(username)
    other.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", level=1)).to_have_text("Xác thực hai bước", timeout=20_000)
    look(other, "xac-thuc")
    other.get_by_label("Mã xác thực").fill(codes[0])
    other.keyboard.press("Enter")
    expect(other).to_have_url(re.compile("/viec$"))
    other.goto("/tai-khoan")
    other.locator("summary").filter(has_text="Tắt xác thực hai bước").click()
    other.locator("#off_one_time_code").fill(codes[1])
    other.get_by_role("button", name="Tắt xác thực hai bước").click()
    expect(other.get_by_text("Đã tắt xác thực hai bước.")).to_be_visible()


def test_a_password_can_be_looked_at_while_it_is_typed(page: Page) -> None:
    page.goto("/dang-nhap")
    field = page.get_by_label("Mật khẩu", exact=True)
    field.fill("mật khẩu")
    page.get_by_role("button", name="Hiện (Mật khẩu)").click()
    expect(field).to_have_attribute("type", "text")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Ẩn (Mật khẩu)").click()
    expect(field).to_have_attribute("type", "password")
