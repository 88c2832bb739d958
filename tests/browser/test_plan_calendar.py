"""The plan and the calendar in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

FRONT = "/v/mttq-hoa-muc"
PROVINCE = "/v/mttq-bac-kan-duyet"


def test_an_officer_reads_what_the_plan_says_and_what_counts(
    page: Page,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
    commune: str,
) -> None:
    sign_in(page, f"pn.{commune}")
    page.goto("/v/phu-nu-hoa-muc/ke-hoach?nam=2018")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kế hoạch, chỉ tiêu năm 2018")
    page.get_by_text("Thế nào thì được tính?").first.click()
    expect(page.get_by_text("Một trong các việc sau là đủ:")).to_be_visible()
    look(page, "ke-hoach")
    page.get_by_role("link", name="Năm 2017").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kế hoạch, chỉ tiêu năm 2017")


def test_the_province_goes_from_a_number_to_a_commune_s_items(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.backan.ct")
    page.goto("/v/mttq-bac-kan-duyet/ke-hoach?nam=2017")
    look(page, "ke-hoach-tinh")
    page.get_by_role("link", name="đơn vị còn thiếu").first.click()
    expect(page.get_by_role("heading", name="Các đơn vị còn thiếu")).to_be_visible()
    look(page, "ke-hoach-chi-tieu")
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_commune_s_front_reads_its_calendar_and_whom_to_ask(
    page: Page,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
    commune: str,
) -> None:
    sign_in(page, f"mt.{commune}")
    page.goto(f"{FRONT}/lich?nam=2017")
    expect(page.get_by_role("main")).to_contain_text("Theo tỉnh Bắc Kạn")
    page.locator("#ky-khac").click()
    expect(page.get_by_role("main")).to_contain_text("Báo cáo quý III năm 2017")
    look(page, "lich")


def test_a_day_that_is_not_understood_leads_back_to_its_field(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.backan.ct")
    page.goto("/v/mttq-bac-kan-duyet/lich/dat?nam=2019&phan=registration")
    page.get_by_label("Hạn nộp").fill("cuối tháng Hai")
    page.get_by_role("button", name="Đặt lịch").click()
    expect(page.get_by_label("Hạn nộp")).to_have_value("cuối tháng Hai")
    look(page, "lich-dat")
    page.get_by_role("link", name="Chưa hiểu ngày này. Hãy gõ như: 14/7/2017").click()
    expect(page.get_by_label("Hạn nộp")).to_be_focused()


@pytest.mark.phone
def test_a_congress_is_named_bound_and_settled_on_a_phone(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.backan.ct")
    page.goto(f"{PROVINCE}/lich?nam=2020")
    page.get_by_role("link", name="Thêm sự kiện").click()
    page.get_by_label("Ngày diễn ra").fill("mai")
    look(page, "lich-su-kien")
    page.get_by_role("button", name="Ghi sự kiện").click()
    page.get_by_role("link", name="Chưa hiểu ngày này. Hãy gõ như: 14/7/2017").click()
    expect(page.get_by_label("Ngày diễn ra")).to_be_focused()
    page.get_by_label("Ngày diễn ra").fill("")
    page.get_by_label("Tên sự kiện").fill("Đại hội đại biểu tỉnh lần thứ XII")
    page.get_by_role("button", name="Ghi sự kiện").click()
    expect(page.get_by_role("main")).to_contain_text("Chưa ấn định")

    page.get_by_role("link", name="Đặt ngày Đăng ký công trình, mô hình").click()
    page.get_by_label("Hoặc hạn nộp là trước ngày diễn ra").select_option(
        label="Đại hội đại biểu tỉnh lần thứ XII"
    )
    look(page, "lich-dat-su-kien")
    page.get_by_role("button", name="Đặt lịch").click()
    expect(page.get_by_role("main")).to_contain_text(
        "Trước ngày diễn ra Đại hội đại biểu tỉnh lần thứ XII (chưa ấn định)"
    )
    page.get_by_role("link", name="Ghi ngày Đại hội đại biểu tỉnh lần thứ XII").click()
    page.get_by_label("Ngày diễn ra").fill("10/3/2020")
    page.get_by_role("button", name="Ghi sự kiện").click()
    expect(page.get_by_role("main")).to_contain_text("9/3/2020")
    look(page, "lich-su-kien-da-ghi")


def test_without_a_script_a_congress_is_named_and_given_up(
    no_js_page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    page = no_js_page
    sign_in(page, "mt.backan.ct")
    page.goto(f"{PROVINCE}/lich/su-kien?nam=2021")
    page.get_by_label("Tên sự kiện").fill("Hội nghị tổng kết")
    page.get_by_role("button", name="Ghi sự kiện").click()
    page.get_by_role("link", name="Ghi ngày Hội nghị tổng kết").click()
    page.get_by_role("button", name="Bỏ sự kiện này").click()
    expect(page.get_by_role("main")).to_contain_text("Chưa có sự kiện nào trong năm")
