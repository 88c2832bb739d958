"""What one reads where there is nothing to see, or nothing to be done: calm, clear, sound."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from playwright.sync_api import expect
from pymongo import MongoClient

from .preparing import submit_item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from .faults import Faults
    from .program import Program

ADMIN = "/v/mttq-bac-kan-quan-tri/quan-tri"


def hat(page: Page) -> str:
    """Return the address of the role that signing in has led to."""
    return "/".join(page.url.split("/")[:5])


def invited(page: Page, sign_in: Callable[[Page, str], None]) -> str:
    """Return the link of somebody whom the administrator of the province has just invited."""
    sign_in(page, "qt.backan")
    page.goto(f"{ADMIN}/nguoi-dung/moi")
    page.get_by_label("Họ và tên").fill("Bàn Thị Mới")
    page.get_by_label("Tên đăng nhập").fill(f"pn.moi.{uuid4().hex[:8]}")
    page.get_by_label("Đơn vị").select_option(label="Xã Trung Hòa")
    page.get_by_label("Tổ chức").select_option(label="Hội Phụ nữ")
    page.get_by_role("button", name="Thêm người dùng").click()
    return page.get_by_role("textbox", name="Đường dẫn").input_value()


def test_an_invitation_is_sound_before_and_after_it_was_used(
    page: Page,
    new_page: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    link = invited(page, sign_in)
    guest = new_page()
    guest.goto(link)
    look(guest, "loi-moi")
    guest.get_by_label("Mật khẩu mới", exact=True).fill("ngắn")
    guest.get_by_label("Nhập lại mật khẩu mới", exact=True).fill("ngắn")
    guest.get_by_role("main").get_by_role("button").last.click()
    expect(guest.locator("[aria-invalid=true]")).to_have_count(1)
    look(guest, "loi-moi-loi")
    for field in ("Mật khẩu mới", "Nhập lại mật khẩu mới"):
        guest.get_by_label(field, exact=True).fill("một mật khẩu dài")
    guest.get_by_role("main").get_by_role("button").last.click()
    guest.wait_for_url("**/dang-nhap")
    look(guest, "loi-moi-xong")

    guest.goto(link)
    expect(guest.get_by_role("main")).to_contain_text("đã dùng hoặc đã hết hạn")
    look(guest, "loi-moi-het-han")


def test_what_does_not_exist_is_said_to_anybody_and_in_every_role(
    page: Page,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
    commune: str,
) -> None:
    page.goto("/khong-co-trang-nay")
    expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy")
    look(page, "khong-tim-thay")
    sign_in(page, f"pn.{commune}")
    page.goto(f"{hat(page)}/dang-ky/khong-co")
    expect(page.get_by_role("main")).to_contain_text("hoặc trang thuộc địa bàn khác")
    look(page, "khong-tim-thay-vai")


def test_what_one_may_not_do_is_said_with_a_way_back(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "qt.backan")
    page.goto(f"{ADMIN}/nguoi-dung?q=qt.backan")
    own = page.locator("main tbody th a").first.get_attribute("href")
    answer = page.goto(f"{own}/khoa")
    assert answer is not None
    assert answer.status == 403
    look(page, "tu-choi")


@contextmanager
def spoiled(program: Program, registration: str) -> Iterator[None]:
    """Let what is kept of an item be nothing the program understands, meanwhile."""
    with MongoClient[dict[str, Any]](program.uri) as client:
        items = client[program.database].get_collection("registrations")
        known = items.find_one({"_id": registration})
        assert known is not None
        items.database.command("collMod", "registrations", validationLevel="off")
        items.update_one({"_id": registration}, {"$set": {"stage": "khong_ai_biet"}})
        try:
            yield
        finally:
            items.replace_one({"_id": registration}, known)
            items.database.command("collMod", "registrations", validationLevel="strict")


def test_what_fails_on_our_side_is_said_with_a_number(
    page: Page,
    program: Program,
    faults: Faults,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
    commune: str,
) -> None:
    made = submit_item(page, f"pn.{commune}", "Đường hoa thôn Nà Cà")
    sign_in(page, f"pn.{commune}")
    address = f"{hat(page)}/dang-ky/{made['id']}"
    faults.expected[address] = 500
    with spoiled(program, made["id"]):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Có lỗi phía hệ thống")
        look(page, "loi-he-thong")
    del faults.expected[address]
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đường hoa thôn Nà Cà")
