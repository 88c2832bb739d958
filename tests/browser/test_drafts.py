"""Nothing typed is lost: line down, slow or silent, tab closed, back button, session over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from .drafting import KEPT, OFFLINE, Drafting

if TYPE_CHECKING:
    from collections.abc import Callable

    from .line import Line
    from .program import Program

pytestmark = pytest.mark.phone
LATENCY_MS = 1500


@pytest.fixture
def officer(device: Page, sign_in: Callable[[Page, str], None], commune: str) -> Drafting:
    sign_in(device, f"pn.{commune}")
    return Drafting.of(device)


@pytest.fixture
def title() -> str:
    return f"Đường hoa {uuid4().hex[:8]}"


def test_the_line_goes_down_while_typing_and_nothing_is_lost(
    officer: Drafting, title: str, line: Callable[[Page], Line], look: Callable[[Page, str], None]
) -> None:
    officer.begin(title)
    officer.is_saved()
    line(officer.page).goes_down()
    officer.go_on()
    officer.page.get_by_label("Chỗ cụ thể").fill("Trục đường chính của thôn")
    officer.go_on()
    officer.at_step(3)
    expect(officer.page.get_by_text(OFFLINE)).to_be_visible()
    expect(officer.saved).to_have_text(KEPT)
    expect(officer.unsent).to_contain_text("1")
    look(officer.page, "dang-ky-mat-mang")
    line(officer.page).comes_back()
    officer.is_saved()
    expect(officer.page.get_by_text(OFFLINE)).to_have_count(0)
    officer.page.reload()
    expect(officer.page.locator("#place_detail")).to_have_value("Trục đường chính của thôn")


def test_pressed_while_the_line_is_down_it_is_sent_once_when_it_is_back(
    officer: Drafting, title: str, line: Callable[[Page], Line], look: Callable[[Page, str], None]
) -> None:
    officer.begin(title)
    officer.is_saved()
    line(officer.page).goes_down()
    officer.fill_the_rest()
    officer.send()
    officer.send()
    expect(officer.page.get_by_text("Hồ sơ đang chờ mạng.")).to_be_visible()
    look(officer.page, "dang-ky-cho-mang")
    line(officer.page).comes_back()
    expect(officer.page.get_by_role("status").filter(has_text="Đã gửi lúc")).to_be_visible()
    expect(officer.unsent).to_be_hidden()
    expect(officer.registered(title)).to_have_count(1)


def test_a_tab_closed_while_the_line_is_down_is_opened_again_with_all_that_was_typed(
    officer: Drafting, title: str, line: Callable[[Page], Line]
) -> None:
    officer.begin(title)
    officer.is_saved()
    line(officer.page).goes_down()
    officer.go_on()
    officer.page.get_by_label("Chỗ cụ thể").fill("Bên suối")
    expect(officer.saved).to_have_text(KEPT)
    again = Drafting(officer.page.context.new_page(), officer.home)
    address = officer.page.url
    officer.page.close()
    again.page.goto(address)
    expect(again.page.locator("#place_detail")).to_have_value("Bên suối")
    expect(again.page.get_by_label("Tên công trình, mô hình")).to_have_value(title)
    line(again.page).comes_back()
    again.is_saved()


def test_what_was_begun_without_a_line_goes_by_itself_from_any_page_later(
    officer: Drafting, title: str, line: Callable[[Page], Line]
) -> None:
    officer.page.goto(f"{officer.home}/dang-ky/moi?loai=phu_nu.ba_sach")
    line(officer.page).goes_down()
    officer.page.get_by_label("Tên công trình, mô hình").fill(title)
    officer.page.get_by_label("Mô hình", exact=True).check()
    officer.page.get_by_label("Duy trì", exact=True).check()
    expect(officer.saved).to_have_text(KEPT)
    elsewhere = officer.page.context.new_page()
    officer.page.close()
    line(elsewhere).comes_back()
    elsewhere.goto(f"{officer.home}/viec")
    expect(elsewhere.locator("header [data-unsent]")).to_be_visible()
    expect(elsewhere.locator("header [data-unsent]")).to_be_hidden()
    expect(Drafting(elsewhere, officer.home).registered(title)).to_have_count(1)


def test_unsent_drafts_are_listed_on_a_page_that_opens_without_a_line(
    officer: Drafting, title: str, line: Callable[[Page], Line], look: Callable[[Page, str], None]
) -> None:
    officer.begin(title)
    officer.is_saved()
    line(officer.page).goes_down()
    officer.page.get_by_label("Tên công trình, mô hình").fill(f"{title}, sửa")
    expect(officer.saved).to_have_text(KEPT)
    officer.unsent.click()
    expect(officer.page.get_by_role("heading", name="Chưa gửi")).to_be_visible()
    expect(officer.page.get_by_role("status").filter(has_text="Đang mất mạng")).to_be_visible()
    look(officer.page, "chua-gui")
    officer.page.get_by_role("link", name=f"{title}, sửa").click()
    expect(officer.page.get_by_label("Tên công trình, mô hình")).to_have_value(f"{title}, sửa")
    line(officer.page).comes_back()
    officer.is_saved()


def test_a_list_is_never_shown_from_the_device(
    officer: Drafting, title: str, line: Callable[[Page], Line]
) -> None:
    officer.begin(title)
    officer.is_saved()
    officer.registered(title)
    line(officer.page).goes_down()
    officer.page.goto(f"{officer.home}/dang-ky?nam=2018")
    expect(officer.page.get_by_role("heading", level=1)).to_have_text("Chưa gửi")
    expect(officer.page.get_by_text(title)).to_have_count(0)


def test_on_a_slow_line_typing_goes_on_and_sending_twice_sends_once(
    officer: Drafting, title: str, line: Callable[[Page], Line]
) -> None:
    officer.begin(title)
    officer.is_saved()
    officer.fill_the_rest()
    line(officer.page).is_slow(officer.page, latency_ms=LATENCY_MS)
    officer.send()
    officer.page.get_by_role("button", name="Đang gửi").click()
    expect(officer.page.get_by_role("status").filter(has_text="Đã gửi lúc")).to_be_visible()
    expect(officer.registered(title)).to_have_count(1)


def test_eight_seconds_without_an_answer_count_as_no_line(
    officer: Drafting, title: str, program: Program, address: str
) -> None:
    officer.begin(title)
    officer.is_saved()
    with program.silent():
        officer.page.get_by_label("Tên công trình, mô hình").fill(f"{title}, dài hơn")
        expect(officer.page.get_by_text(OFFLINE)).to_be_visible(timeout=20_000)
        expect(officer.saved).to_have_text(KEPT)
    expect(officer.page.get_by_text(OFFLINE)).to_have_count(0, timeout=20_000)
    officer.is_saved()


def test_a_session_that_ends_while_typing_loses_nothing(
    officer: Drafting, title: str, sign_in: Callable[[Page, str], None], commune: str
) -> None:
    officer.begin(title)
    officer.is_saved()
    officer.page.context.clear_cookies(name="chungsuc_session")
    officer.page.get_by_label("Tên công trình, mô hình").fill(f"{title}, sau phiên")
    expect(officer.page.get_by_text("Phiên làm việc đã hết.")).to_be_visible()
    officer.page.get_by_role("link", name="Đăng nhập lại").click()
    expect(officer.page.get_by_text("01 bản nháp chưa gửi")).to_be_visible()
    sign_in_here(officer.page, f"pn.{commune}")
    expect(officer.page.get_by_label("Tên công trình, mô hình")).to_have_value(
        f"{title}, sau phiên"
    )
    officer.is_saved()


def test_signing_out_with_unsent_drafts_says_so_and_keeps_them_for_the_same_person(
    officer: Drafting,
    title: str,
    line: Callable[[Page], Line],
    sign_in: Callable[[Page, str], None],
) -> None:
    page = officer.page
    page.goto(f"{officer.home}/dang-ky/moi?loai=phu_nu.ba_sach")
    page.get_by_label("Tên công trình, mô hình").fill(title)  # too little to be stored
    expect(officer.unsent).to_be_visible()
    page.goto(f"{officer.home}/them")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Đăng xuất").last.click()
    page.wait_for_url("**/dang-nhap")
    expect(page.get_by_text("01 bản nháp chưa gửi")).to_be_visible()
    assert "Còn 1 bản nháp chưa gửi" in asked[0]
    sign_in(page, "nd.bangphuc")
    expect(page.locator("header [data-unsent]")).to_be_hidden()
    page.goto("/v/nong-dan-bang-phuc/chua-gui")
    expect(page.get_by_text(title)).to_have_count(0)


def sign_in_here(page: Page, username: str) -> None:
    """Sign in where one is, so as to come back to what one was doing."""
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill("ChungSuc-2017")
    page.get_by_role("button", name="Đăng nhập").click()
