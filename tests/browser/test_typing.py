"""Typing: what is saved, read back and offered meanwhile, by steps, by keys, in two windows."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from .drafting import Drafting

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.phone


@pytest.fixture
def officer(device: Page, sign_in: Callable[[Page, str], None], commune: str) -> Drafting:
    sign_in(device, f"pn.{commune}")
    return Drafting.of(device)


@pytest.fixture
def title() -> str:
    return f"Đường hoa {uuid4().hex[:8]}"


def test_what_is_typed_is_saved_by_itself(officer: Drafting, title: str) -> None:
    officer.begin(title)
    officer.is_saved()
    officer.go_on()
    officer.at_step(2)
    expect(officer.page.get_by_role("heading", level=1)).to_be_focused()
    expect(officer.page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(officer.page).to_have_url(re.compile(r"/dang-ky/[^/]+/buoc/2$"))
    expect(officer.registered(title)).to_have_count(1)


def test_the_back_button_leads_through_the_steps_and_keeps_what_was_typed(
    officer: Drafting, title: str
) -> None:
    officer.begin(title)
    officer.go_on()
    officer.at_step(2)
    officer.page.get_by_label("Chỗ cụ thể").fill("Sân nhà văn hóa")
    officer.go_on()
    officer.at_step(3)
    officer.page.go_back()
    officer.at_step(2)
    expect(officer.page.get_by_label("Chỗ cụ thể")).to_have_value("Sân nhà văn hóa")
    officer.page.go_back()
    officer.at_step(1)
    expect(officer.page.get_by_label("Tên công trình, mô hình")).to_have_value(title)
    officer.page.go_forward()
    officer.at_step(2)


def test_an_amount_is_read_back_while_it_is_typed_and_a_row_is_added_in_place(
    officer: Drafting, title: str
) -> None:
    officer.begin(title)
    officer.go_on()
    officer.at_step(2)
    officer.go_on()
    officer.at_step(3)
    sources = officer.page.get_by_role("group", name="Kinh phí dự kiến")
    sources.get_by_role("combobox").select_option("Hội viên, đoàn viên")
    sources.get_by_label("Số tiền").fill("12 triệu")
    expect(sources.get_by_text("12.000.000 đồng").first).to_be_visible()
    sources.get_by_role("button", name="Thêm nguồn").click()
    expect(sources.get_by_role("combobox").nth(1)).to_be_focused()
    sources.get_by_role("combobox").nth(1).select_option("Xã hội hóa")
    sources.get_by_label("Số tiền").nth(1).fill("30tr")
    expect(sources.get_by_text("30.000.000 đồng")).to_be_visible()
    expect(sources.locator("#funding-total")).to_have_text(re.compile(r"Cộng 2 nguồn\s*42.000.000"))
    officer.is_saved()


def test_a_place_is_found_without_marks_and_chosen_by_keys_alone(
    officer: Drafting, title: str
) -> None:
    officer.begin(title)
    officer.go_on()
    officer.at_step(2)
    place = officer.page.get_by_role("combobox", name="Địa điểm")
    place.focus()
    officer.page.keyboard.press("ArrowDown")
    first = officer.page.get_by_role("option").first
    name = first.inner_text()
    expect(first).to_have_attribute("aria-selected", "true")
    officer.page.keyboard.press("Escape")
    expect(officer.page.get_by_role("listbox")).to_be_hidden()
    officer.page.keyboard.type(without_marks(name))
    officer.page.keyboard.press("ArrowDown")
    officer.page.keyboard.press("Enter")
    chosen = officer.page.get_by_role("list", name="Đã chọn")
    expect(chosen.get_by_role("listitem")).to_have_text([name])
    chosen.get_by_role("button", name=f"Bỏ {name}").press("Enter")
    expect(place).to_be_focused()
    expect(chosen).to_be_hidden()
    place.fill("Bản chưa ai ghi tên")
    officer.page.get_by_label("Chỗ cụ thể").click()
    expect(chosen.get_by_role("listitem")).to_have_text(["Bản chưa ai ghi tên"])
    expect(officer.unsent).to_be_visible()
    officer.is_saved()
    officer.page.reload()
    expect(chosen.get_by_role("listitem")).to_have_text(["Bản chưa ai ghi tên"])


def test_two_tabs_that_edit_different_fields_are_joined(officer: Drafting, title: str) -> None:
    officer.begin(title)
    officer.go_on()
    officer.at_step(2)
    officer.is_saved()
    other = Drafting(officer.page.context.new_page(), officer.home)
    other.page.goto(officer.page.url)
    other.type_and_save("Chỗ cụ thể (không bắt buộc)", "Đầu làng")
    officer.page.get_by_label("Từ", exact=True).fill("3/2018")
    expect(officer.page.locator("#place_detail")).to_have_value("Đầu làng")
    expect(officer.page.locator("#starts_on")).not_to_have_value("")


def test_two_tabs_that_edit_the_same_field_are_asked_whose_it_shall_be(
    officer: Drafting, title: str
) -> None:
    officer.begin(title)
    officer.go_on()
    officer.at_step(2)
    officer.is_saved()
    other = Drafting(officer.page.context.new_page(), officer.home)
    other.page.goto(officer.page.url)
    other.type_and_save("Chỗ cụ thể (không bắt buộc)", "Đầu làng")
    officer.page.get_by_label("Chỗ cụ thể").fill("Cuối làng")
    heading = officer.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Hồ sơ này vừa được sửa ở cửa sổ khác")
    officer.page.get_by_label(re.compile("Giữ")).first.check()
    officer.page.get_by_role("button", name="Lưu lựa chọn").click()
    expect(officer.page.locator("#place_detail")).to_have_value("Cuối làng")
    expect(officer.unsent).to_be_hidden()


def without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
