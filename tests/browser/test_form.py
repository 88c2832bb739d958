"""The registration form: from an empty phone to an item that closes a gap, scripts or none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.phone
HOME = "/v/phu-nu-yen-thuong"
NEW = f"{HOME}/dang-ky/moi?loai=phu_nu.ba_sach"
IN_ANOTHER_WINDOW = "Hồ sơ này vừa được sửa ở cửa sổ khác"
UNCLEAR = "Chưa hiểu số tiền “2 triệu rưởi rưỡi”. Hãy gõ như: 2,5 triệu hoặc 2.500.000"


@pytest.fixture
def phone(page: Page, sign_in: Callable[[Page, str], None], commune: str) -> Page:
    sign_in(page, f"pn.{commune}")
    return page


@pytest.fixture
def plain_phone(no_js_page: Page, sign_in: Callable[[Page, str], None], commune: str) -> Page:
    sign_in(no_js_page, f"pn.{commune}")
    return no_js_page


def name_it(page: Page, title: str, stage: str = "Duy trì") -> None:
    page.get_by_label("Tên công trình, mô hình").fill(title)
    page.get_by_label("Mô hình", exact=True).check()
    page.get_by_label(stage, exact=True).check()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Tiếp tục", exact=True).click()


def at_step(page: Page, number: int) -> None:
    expect(page.locator(f"#step-{number}")).to_be_visible()


def test_without_scripts_a_model_is_registered_that_closes_the_gap(plain_phone: Page) -> None:
    page = plain_phone
    page.goto(f"{HOME}/dang-ky/moi")
    page.get_by_role("link", name="Xây dựng gia đình hạnh phúc").click()
    page.get_by_label("Tên công trình, mô hình").fill("Câu lạc bộ gia đình hạnh phúc")
    page.get_by_label("Duy trì", exact=True).check()
    page.get_by_label("2. Văn hóa", exact=False).check()
    go_on(page)
    expect(page.get_by_text("Gửi hồ sơ này là đủ chỉ tiêu")).to_be_visible()
    page.get_by_label("Thôn khác").fill("Thôn Thử Nghiệm")
    page.get_by_label("Từ", exact=True).fill("3/2018")
    page.get_by_label("Đến", exact=True).fill("tháng 11")
    go_on(page)
    expect(page).to_have_url(re.compile("/buoc/3$"))
    page.get_by_label("Quy mô 1", exact=True).fill("khoảng 40 hộ")
    page.get_by_label("Số gia đình tham gia").fill("42")
    page.get_by_role("button", name="Thêm quy mô").click()
    expect(page.get_by_label("Quy mô 3", exact=True)).to_be_visible()
    expect(page.get_by_label("Quy mô 1", exact=True)).to_have_value("khoảng 40 hộ")
    page.locator("#funding-0-source").select_option("hoi_vien")
    page.locator("#funding-0-text").fill("12 triệu")
    go_on(page)
    go_on(page)
    expect(page.get_by_text("Tháng 3 đến tháng 11/2018")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="12.000.000 đồng")).to_be_visible()
    page.get_by_role("button", name="Gửi Mặt trận xã").click()
    expect(page.get_by_role("status").filter(has_text="Đã gửi lúc")).to_contain_text(
        "Chỉ tiêu đã đủ: 01/01"
    )


def test_the_steps_are_readable_on_every_screen(
    phone: Page, look: Callable[[Page, str], None]
) -> None:
    page = phone
    page.goto(f"{HOME}/dang-ky/moi")
    look(page, "dang-ky-chon-loai")
    page.goto(NEW)
    look(page, "dang-ky-buoc-1")
    name_it(page, "Đường hoa đẹp")
    go_on(page)
    at_step(page, 2)
    look(page, "dang-ky-buoc-2")
    go_on(page)
    page.get_by_label("Quy mô 1", exact=True).fill("khoảng 700 m")
    page.locator("#funding-0-source").select_option("hoi_vien")
    page.locator("#funding-0-text").fill("12 triệu")
    page.get_by_role("button", name="Thêm nguồn").click()
    page.locator("#funding-1-source").select_option("nhan_dan")
    page.locator("#funding-1-text").fill("2 triệu rưởi rưỡi")
    page.locator("#funding-1-text").blur()
    expect(page.get_by_text(UNCLEAR)).to_be_visible()
    expect(page.get_by_text("khoảng 700 mét")).to_be_visible()
    look(page, "dang-ky-buoc-3")
    go_on(page)
    at_step(page, 4)
    look(page, "dang-ky-buoc-4")


def test_what_is_not_understood_is_said_on_top_and_at_its_field(
    phone: Page, look: Callable[[Page, str], None]
) -> None:
    page = phone
    page.goto(NEW)
    name_it(page, "Đường hoa chưa rõ")
    for _ in range(2):
        go_on(page)
    page.locator("#funding-0-source").select_option("hoi_vien")
    page.locator("#funding-0-text").fill("2 triệu rưởi rưỡi")
    for _ in range(2):
        go_on(page)
    page.get_by_role("button", name="Gửi Mặt trận xã").click()
    expect(page.get_by_role("alert")).to_contain_text(UNCLEAR)
    at_step(page, 3)
    expect(page.locator("#funding-0-text")).to_have_value("2 triệu rưởi rưỡi")
    look(page, "dang-ky-con-loi")


def test_an_amount_is_read_back_and_the_verdict_follows_while_typing(phone: Page) -> None:
    page = phone
    page.goto(NEW)
    verdict = page.locator("#verdict")
    expect(verdict).to_contain_text("Chọn hình thức để biết")
    name_it(page, "Đường hoa sống", stage="Xây dựng mới")
    expect(verdict).to_contain_text("không được tính cho chỉ tiêu")
    page.get_by_label("Nhân rộng", exact=True).check()
    expect(verdict).not_to_contain_text("không được tính cho chỉ tiêu")
    for _ in range(2):
        go_on(page)
    at_step(page, 3)
    page.locator("#funding-0-source").select_option("hoi_vien")
    page.locator("#funding-0-text").press_sequentially("1,5 tỷ")
    expect(page.locator("#funding-0-text-echo")).to_contain_text("1.500.000.000 đồng")
    expect(page.locator("#funding-total")).to_contain_text("1.500.000.000 đồng")


def test_without_scripts_the_back_button_loses_nothing(plain_phone: Page) -> None:
    page = plain_phone
    page.goto(NEW)
    name_it(page, "Đường hoa quay lại")
    go_on(page)
    page.get_by_label("Chỗ cụ thể").fill("Trục thôn")
    go_on(page)
    at_step(page, 3)
    page.go_back()
    at_step(page, 2)
    expect(page.get_by_label("Chỗ cụ thể")).to_have_value("Trục thôn")
    page.go_back()
    expect(page.get_by_label("Tên công trình, mô hình")).to_have_value("Đường hoa quay lại")
    go_on(page)
    expect(page.get_by_label("Chỗ cụ thể")).to_have_value("Trục thôn")


def test_without_scripts_two_tabs_end_in_a_choice_field_by_field(
    plain_phone: Page,
) -> None:
    page = plain_phone
    page.goto(NEW)
    name_it(page, "Đường hoa hai cửa sổ")
    go_on(page)
    first = page.url.replace("/buoc/2", "/buoc/1")
    page.goto(first)
    other = page.context.new_page()
    other.goto(first)
    other.get_by_label("Tên công trình, mô hình").fill("Tên ở cửa sổ kia")
    go_on(other)
    page.get_by_label("Tên công trình, mô hình").fill("Tên ở cửa sổ này")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(IN_ANOTHER_WINDOW)
    expect(page.get_by_label("Giữ của tôi")).to_be_checked()
    page.get_by_label("Tên ở cửa sổ kia").check()
    page.get_by_role("button", name="Lưu lựa chọn").click()
    expect(page.get_by_label("Tên công trình, mô hình")).to_have_value("Tên ở cửa sổ kia")


def test_with_scripts_two_tabs_end_in_a_choice_as_well(
    phone: Page, look: Callable[[Page, str], None]
) -> None:
    page = phone
    page.goto(NEW)
    name_it(page, "Đường hoa hai thẻ")
    expect(page.locator("[data-saved]")).to_contain_text("Đã lưu nháp")
    expect(page).to_have_url(re.compile("/buoc/1$"))
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Tên công trình, mô hình").fill("Tên ở thẻ kia")
    expect(other.locator("input[name=version]")).to_have_value(re.compile("^2;"))
    page.get_by_label("Tên công trình, mô hình").fill("Tên ở thẻ này")
    expect(page.get_by_role("heading", level=1)).to_have_text(IN_ANOTHER_WINDOW)
    look(page, "dang-ky-hai-nguoi-sua")
    page.get_by_role("button", name="Lưu lựa chọn").click()
    expect(page.get_by_label("Tên công trình, mô hình")).to_have_value("Tên ở thẻ này")


def test_last_years_model_goes_on_in_one_step(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "pn.trunghoa")
    page.goto("/v/phu-nu-trung-hoa/dang-ky/moi")
    page.get_by_role("button", name="Tiếp tục duy trì").first.click()
    expect(page).to_have_url(re.compile("/xem-lai$"))
    expect(page.get_by_role("button", name="Gửi Mặt trận xã")).to_be_visible()
    look(page, "dang-ky-xem-lai")
