"""The plan and the calendar in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

FRONT = "/v/mttq-hoa-muc"


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
    expect(page.get_by_role("main")).to_contain_text("Theo Tỉnh Bắc Kạn")
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
