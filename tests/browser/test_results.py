"""Results as they are entered and confirmed: typed by words, by keyboard, with two at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .preparing import submit_item

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Look = Callable[[Page, str], None]
    SignIn = Callable[[Page, str], None]

JANUARY = "ky=2018-01"


@pytest.fixture
def title() -> str:
    return f"Đường hoa Khuổi Ái {uuid4().hex[:4]}"


def results_of(page: Page, username: str, sign_in: SignIn) -> None:
    """Sign in and open the results of January, which are entered until the tenth of February."""
    sign_in(page, username)
    page.goto(f"{page.url.removesuffix('/viec')}/ket-qua?{JANUARY}")


def open_form(page: Page, title: str) -> None:
    page.get_by_role("link", name=title).first.click()


@pytest.mark.phone
def test_on_a_phone_figures_are_typed_as_they_are_said(
    page: Page, sign_in: SignIn, look: Look, commune: str, title: str
) -> None:
    submit_item(page, f"pn.{commune}", title)
    results_of(page, f"pn.{commune}", sign_in)
    open_form(page, title)
    page.get_by_label("Đang thực hiện").check()
    page.get_by_label("Tiến độ").fill("60")
    page.get_by_label("Chiều dài").fill("0,42 km")
    page.get_by_label("Hội viên, đoàn viên").fill("nhiều")
    page.get_by_role("button", name=re.compile("^Gửi Mặt trận")).click()

    expect(page.get_by_role("alert")).to_contain_text("Còn 1 chỗ cần sửa")
    expect(page.get_by_label("Chiều dài")).to_have_value("0,42 km")
    look(page, "ket-qua-loi")
    page.get_by_label("Hội viên, đoàn viên").fill("2,5 triệu")
    page.get_by_role("button", name=re.compile("^Gửi Mặt trận")).click()

    expect(page.get_by_text(f"Đã gửi kết quả của “{title}”.")).to_be_visible()
    expect(page.get_by_label("Chiều dài")).to_have_value("420")
    expect(page.get_by_label("Hội viên, đoàn viên")).to_have_value("2.500.000")
    look(page, "ket-qua-nhap")


def test_by_keyboard_alone_a_result_is_entered(
    page: Page, sign_in: SignIn, commune: str, title: str
) -> None:
    submit_item(page, f"pn.{commune}", title)
    results_of(page, f"pn.{commune}", sign_in)
    open_form(page, title)
    page.get_by_label("Đang thực hiện").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("35")
    page.keyboard.press("Tab")
    page.keyboard.type("12 hộ")
    page.keyboard.press("Enter")

    expect(page.get_by_text(f"Đã gửi kết quả của “{title}”.")).to_be_visible()
    expect(page.get_by_label("Tiến độ")).to_have_value("35")
    expect(page.get_by_label("Số hộ tham gia")).to_have_value("12")


def test_two_windows_that_edit_at_once_lose_nothing(
    page: Page, sign_in: SignIn, look: Look, commune: str, title: str
) -> None:
    submit_item(page, f"pn.{commune}", title)
    results_of(page, f"pn.{commune}", sign_in)
    open_form(page, title)
    other = page.context.new_page()
    other.goto(page.url)
    for window, progress, households in ((page, "20", "10"), (other, "25", "11")):
        window.get_by_label("Đang thực hiện").check()
        window.get_by_label("Tiến độ").fill(progress)
        window.get_by_label("Số hộ tham gia").fill(households)
        window.get_by_role("button", name=re.compile("^Gửi Mặt trận")).click()

    expect(other.get_by_text("Những gì bạn nhập vẫn còn.").first).to_be_visible()
    expect(other.get_by_label("Tiến độ")).to_have_value("25")
    look(other, "ket-qua-hai-nguoi")
    other.locator("[id='chon-households-ho']").check()
    other.get_by_role("button", name=re.compile("^Gửi Mặt trận")).click()

    expect(other.get_by_label("Tiến độ")).to_have_value("25")
    expect(other.get_by_label("Số hộ tham gia")).to_have_value("10")


def test_without_scripts_many_are_entered_and_the_front_confirms_and_returns(
    no_js_page: Page, new_page: Callable[..., Page], sign_in: SignIn, commune: str, title: str
) -> None:
    titles = [title, f"{title} hai"]
    ids = [submit_item(no_js_page, f"pn.{commune}", one)["id"] for one in titles]
    results_of(no_js_page, f"pn.{commune}", sign_in)
    for number, one in enumerate(ids):
        no_js_page.locator(f"[id='{one}.state']").select_option("in_progress")
        no_js_page.locator(f"[id='{one}.progress']").fill(f"{10 + number}")
    no_js_page.get_by_role("button", name="Gửi các kết quả đã nhập").click()
    expect(no_js_page.get_by_text("Đã gửi 2 kết quả.")).to_be_visible()

    front = new_page(java_script_enabled=False)
    results_of(front, f"mt.{commune}", sign_in)
    front.get_by_role("checkbox", name=f"Chọn {titles[0]}", exact=True).check()
    front.get_by_role("button", name="Xác nhận các mục đã chọn").click()
    expect(front.get_by_text("Đã xác nhận 1 kết quả.")).to_be_visible()
    front.get_by_role("checkbox", name=f"Chọn {titles[1]}", exact=True).check()
    front.get_by_role("button", name="Trả lại…").click()
    front.get_by_label("Cần bổ sung gì").fill("Kiểm tra số hộ.")
    front.get_by_role("button", name="Trả lại 1 kết quả").click()
    expect(front.get_by_text("Đã trả lại 1 kết quả để bổ sung.")).to_be_visible()


def test_the_pages_of_results_are_in_order(
    page: Page, new_page: Callable[..., Page], sign_in: SignIn, look: Look, commune: str, title: str
) -> None:
    submit_item(page, f"pn.{commune}", title)
    results_of(page, f"pn.{commune}", sign_in)
    look(page, "ket-qua-cua-hoi")
    front = new_page()
    sign_in(front, f"mt.{commune}")
    front.goto(f"{front.url.removesuffix('/viec')}/ket-qua?ky=2017")
    look(front, "ket-qua-cho-xac-nhan")
    front.get_by_role("rowheader").get_by_role("link").first.click()
    look(front, "ket-qua-xac-nhan")
