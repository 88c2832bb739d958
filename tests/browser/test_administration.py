"""Administration in a browser, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ADMIN = "/v/mttq-bac-kan-quan-tri/quan-tri"
LOOKS = {
    "quan-tri-suc-khoe": "/suc-khoe",
    "quan-tri-phan-mo-rong": "/phan-mo-rong",
    "quan-tri-tat": "/phan-mo-rong/phu_nu",
    "quan-tri-don-vi": "/don-vi",
    "quan-tri-mot-don-vi": "/don-vi/c02062",
    "quan-tri-chi-tieu": "/chi-tieu",
    "quan-tri-nguoi-dung": "/nguoi-dung",
    "quan-tri-them-nguoi": "/nguoi-dung/moi",
    "quan-tri-nhap": "/nguoi-dung/nhap-tu-bang",
    "quan-tri-nhat-ky": "/nhat-ky",
}


@pytest.mark.parametrize(("name", "path"), LOOKS.items())
def test_every_page_of_administration_is_sound_at_every_width(
    page: Page,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
    name: str,
    path: str,
) -> None:
    sign_in(page, "qt.backan")
    page.goto(ADMIN + path)
    look(page, name)


def test_a_person_is_invited_chooses_a_password_and_is_disabled_at_once(
    page: Page,
    new_page: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    username = f"pn.moi.{uuid4().hex[:8]}"
    sign_in(page, "qt.backan")
    page.goto(f"{ADMIN}/nguoi-dung/moi")
    page.get_by_label("Họ và tên").fill("Bàn Thị Mới")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Đơn vị").select_option(label="Xã Cổ Linh")
    page.get_by_label("Tổ chức").select_option(label="Hội Phụ nữ")
    page.get_by_role("button", name="Thêm người dùng").click()
    link = page.get_by_role("textbox", name="Đường dẫn").input_value()
    look(page, "quan-tri-loi-moi")

    guest = new_page()
    guest.goto(link)
    guest.locator("[name=new_password]").fill("một mật khẩu dài")
    guest.locator("[name=new_password_again]").fill("một mật khẩu dài")
    guest.get_by_role("button").last.click()
    guest.wait_for_url("**/dang-nhap")
    guest.get_by_label("Tên đăng nhập").fill(username)
    guest.get_by_label("Mật khẩu", exact=True).fill("một mật khẩu dài")
    guest.get_by_role("button", name="Đăng nhập").click()
    expect(guest.get_by_role("main")).to_be_visible()
    guest.wait_for_url("**/v/phu-nu-co-linh/**")

    page.goto(f"{ADMIN}/nguoi-dung?q={username}")
    page.get_by_role("link", name="Bàn Thị Mới").click()
    look(page, "quan-tri-mot-nguoi")
    page.get_by_role("link", name="Khóa tài khoản").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Khóa tài khoản của Bàn Thị Mới?")
    look(page, "quan-tri-khoa")
    page.get_by_role("button", name="Khóa tài khoản").click()
    expect(page.get_by_role("status")).to_contain_text("Đã khóa tài khoản.")
    guest.goto("/v/phu-nu-co-linh/bao-cao")
    expect(guest.get_by_label("Mật khẩu", exact=True)).to_be_visible()


def test_the_figures_are_counted_again_and_agree(
    page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "qt.backan")
    page.goto(f"{ADMIN}/suc-khoe")
    page.get_by_role("button", name="Đếm lại và đối chiếu").click()
    expect(page.get_by_role("main")).to_contain_text("số tổng hợp khớp")


def test_an_administrator_reads_english(page: Page, sign_in: Callable[[Page, str], None]) -> None:
    sign_in(page, "qt.backan")
    page.goto(f"{ADMIN}/nhat-ky")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_table_of_people_is_tried_before_anything_is_stored(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "qt.backan")
    page.goto(f"{ADMIN}/nguoi-dung/nhap-tu-bang")
    page.get_by_label("Hoặc dán bảng vào đây").fill(
        "username,name,tenant,organization,role\nnd.thu,Thử,c02062,nong_dan,trưởng\n"
    )
    page.get_by_role("button", name="Thử").click()
    expect(page.get_by_role("alert")).to_contain_text("Dòng 2, cột role")
    look(page, "quan-tri-nhap-loi")
