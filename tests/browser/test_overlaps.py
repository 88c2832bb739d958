"""Chồng chéo as the commune's board settles it: side by side, consequences first, by keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from ..waiting import until
from .drafting import Drafting
from .preparing import submit_item

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Look = Callable[[Page, str], None]
    SignIn = Callable[[Page, str], None]

HOME = "/v/phu-nu-quan-ha"
PATIENCE = 20.0
"""Seconds the worker may take to find a pair on a busy machine."""
WHY = "Đã trao đổi tại cuộc hiệp thương: cùng một tuyến đường, Hội Phụ nữ chủ trì."


@pytest.fixture
def name() -> str:
    """What only the items of this test are called, so that it meets no other's overlaps."""
    return f"Đường hoa {uuid4().hex[:10]}"


@pytest.fixture
def case(page: Page, sign_in: SignIn, commune: str, name: str) -> Page:
    """The page of an overlap that the program has found, opened from the list."""
    submit_item(page, f"pn.{commune}", name)
    submit_item(page, f"tn.{commune}", f"Tuyến {name} thanh niên")
    sign_in(page, f"mt.{commune}")
    found(page, name)
    return page


def found(page: Page, name: str) -> None:
    """Open the list until the pair is in it, which takes the worker a moment; then open that."""
    more = page.get_by_role("link", name="Thêm", exact=True)
    if more.is_visible():
        more.click()
    page.get_by_role("link", name=re.compile("^Chồng chéo")).first.click()
    link = page.get_by_role("link", name=f"Làm rõ {both(name)}")

    def is_there() -> bool:
        page.reload()
        return bool(link.count())

    until(is_there, PATIENCE)
    link.click()


def both(name: str) -> str:
    return f"“{name}” và “Tuyến {name} thanh niên”"


def test_an_overlap_is_settled_side_by_side(case: Page, look: Look, name: str) -> None:
    expect(case.get_by_role("heading", level=1)).to_have_text("Hai đăng ký này có phải một việc?")
    expect(case.get_by_role("heading", name=re.compile("^Nếu "))).to_have_count(3)
    look(case, "chong-cheo-chua-chon")
    case.get_by_role("radio", name="Hai bên cùng làm một việc").check()
    expect(case.get_by_role("heading", name=re.compile("^Nếu "))).to_have_count(1)
    expect(
        case.get_by_text("Nếu kết luận “hai bên cùng làm”, A · Hội Phụ nữ chủ trì")
    ).to_be_visible()
    look(case, "chong-cheo")

    case.get_by_label("Đơn vị chủ trì", exact=True).select_option(label="B · Đoàn Thanh niên")
    expect(case.get_by_text("“hai bên cùng làm”, B · Đoàn Thanh niên chủ trì")).to_be_visible()
    case.get_by_role("radio", name="Hai việc khác nhau").check()
    expect(case.get_by_text("Nếu kết luận “hai việc khác nhau”")).to_be_visible()
    expect(case.get_by_label("Đơn vị chủ trì", exact=True)).to_be_hidden()
    case.get_by_role("radio", name="Một bên đăng ký trùng").check()
    expect(case.get_by_text("Nếu kết luận “đăng ký trùng”, giữ A · Hội Phụ nữ")).to_be_visible()

    case.get_by_role("button", name="Ghi kết luận").click()
    expect(case.get_by_role("alert")).to_contain_text("Ghi lý do")
    look(case, "chong-cheo-loi")
    case.get_by_role("radio", name="Hai bên cùng làm một việc").check()
    case.get_by_label("Lý do").fill(WHY)
    case.get_by_role("button", name="Ghi kết luận").click()

    expect(case.get_by_role("status").first).to_contain_text("hai bên cùng làm một việc.")
    case.get_by_role("link", name=re.compile("^Cùng làm")).click()
    case.get_by_role("link", name=f"Xem {both(name)}").click()
    expect(case.get_by_role("heading", name="Đã kết luận")).to_be_visible()
    look(case, "chong-cheo-da-ket-luan")
    case.get_by_role("link", name=f"Tuyến {name} thanh niên").click()
    expect(case.get_by_text(f"Đăng ký “{name}” được tính thay cho đăng ký này")).to_be_visible()
    look(case, "chong-cheo-ho-so-gop")


def test_the_list_and_the_consultation_name_the_pair(case: Page, look: Look, name: str) -> None:
    case.get_by_role("link", name="Chồng chéo, danh sách").click()
    expect(case.get_by_role("heading", level=1)).to_have_text("Chồng chéo năm 2018")
    look(case, "chong-cheo-danh-sach")
    case.get_by_role("link", name="Hiệp thương", exact=True).first.click()
    expect(case.locator("aside").get_by_text(name, exact=True).first).to_be_visible()
    look(case, "chong-cheo-hiep-thuong")


@pytest.mark.phone
def test_on_a_phone_one_comes_to_it_by_more(case: Page, name: str) -> None:
    case.get_by_role("radio", name="Hai việc khác nhau").check()
    case.get_by_label("Lý do").fill(WHY)
    case.get_by_role("button", name="Ghi kết luận").click()

    expect(case.get_by_role("status").first).to_contain_text("hai việc khác nhau.")


def test_without_scripts_it_is_settled_as_well(
    no_js_page: Page, sign_in: SignIn, commune: str, name: str
) -> None:
    submit_item(no_js_page, f"pn.{commune}", name)
    submit_item(no_js_page, f"tn.{commune}", f"Tuyến {name} thanh niên")
    sign_in(no_js_page, f"mt.{commune}")
    found(no_js_page, name)
    expect(no_js_page.get_by_role("heading", name=re.compile("^Nếu "))).to_have_count(3)
    no_js_page.get_by_role("radio", name="Một bên đăng ký trùng").check()
    no_js_page.get_by_label("Lý do").fill(WHY)
    no_js_page.get_by_role("button", name="Ghi kết luận").click()

    expect(no_js_page.get_by_text("Đã ghi kết luận: một bên đăng ký trùng.")).to_be_visible()


def test_while_registering_one_is_told_of_the_other(
    page: Page, sign_in: SignIn, commune: str, look: Look, name: str
) -> None:
    submit_item(page, f"tn.{commune}", f"Tuyến {name} thanh niên")
    sign_in(page, f"pn.{commune}")
    drafting = Drafting(page, HOME)
    drafting.begin(name)
    drafting.is_saved()
    drafting.go_on()
    drafting.at_step(2)
    place = page.get_by_role("combobox")
    place.fill("Thôn Nà Cà")
    place.press("Tab")

    hint = page.locator(".overlap-hint").filter(has_text=name)
    expect(hint).to_contain_text("Có thể trùng với Đoàn Thanh niên xã")
    expect(hint).to_contain_text("cũng ở thôn Nà Cà")
    look(page, "chong-cheo-goi-y")
    hint.get_by_role("link", name="Hai bên cùng làm").click()
    expect(page.get_by_role("checkbox", name="Đoàn Thanh niên")).to_be_checked()
    expect(hint).to_contain_text("đã được ghi là đơn vị phối hợp")
