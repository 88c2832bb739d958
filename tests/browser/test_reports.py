"""Reports in a browser: given time, written, sent, returned, accepted, one and many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

PROVINCE = "/v/mttq-bac-kan-duyet"
FRONT = "/v/mttq-nam-mau"
VETERANS = "/v/cuu-chien-binh-nam-mau"
WRITTEN = "Đã vận động 30 hộ tham gia tổ tự quản.\nKhông có vụ việc phức tạp."


def test_the_province_sees_who_has_reported_and_goes_down_to_a_commune(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.backan.ct")
    page.goto(f"{PROVINCE}/bao-cao?ky=2017")
    expect(page.get_by_role("heading", name="Gửi về Mặt trận tỉnh Bắc Kạn")).to_be_visible()
    look(page, "bao-cao-tinh")
    page.get_by_role("link", name="Huyện Ba Bể", exact=True).click()
    expect(page.get_by_role("heading", name="Gửi về Mặt trận huyện Ba Bể")).to_be_visible()
    page.locator(".stat").get_by_role("link", name="Chưa nộp").click()
    expect(page.get_by_label("Lọc theo")).to_have_value("chua-nop")
    page.get_by_role("link", name="Toàn địa bàn").click()
    expect(page.get_by_role("table")).to_contain_text("Quá hạn 26 ngày")


def test_a_report_s_figures_lead_to_their_items(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.backan.ct")
    page.goto(f"{PROVINCE}/bao-cao?ky=2017&tinh-trang=da-nhan")
    page.get_by_role("link", name="Mặt trận huyện Ba Bể").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Báo cáo năm 2017")
    look(page, "bao-cao")
    figure = page.get_by_role("link", name=re.compile("^Hội Phụ nữ, Đăng ký: "))
    number = figure.inner_text()
    figure.click()
    expect(page).to_have_url(re.compile("to-chuc=phu_nu"))
    expect(page.get_by_role("main")).to_contain_text(number)


def test_with_more_time_a_late_body_writes_sends_corrects_and_is_accepted(
    new_page: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    province = new_page()
    sign_in(province, "mt.backan.ct")
    given_time(province)

    writer = new_page()
    sign_in(writer, "ccb.nammau")
    writer.goto(f"{VETERANS}/bao-cao?ky=2017")
    writer.get_by_role("link", name=re.compile("Lập báo cáo|Viết tiếp")).click()
    writer.get_by_label("Kết quả nổi bật").fill(WRITTEN)
    look(writer, "bao-cao-viet")
    writer.get_by_role("button", name="Lưu nháp").click()
    expect(writer.get_by_role("status")).to_contain_text("Đã lưu nháp lúc")
    expect(writer.get_by_label("Kết quả nổi bật")).to_have_value(WRITTEN)
    writer.get_by_role("button", name="Gửi Mặt trận xã Nam Mẫu").click()
    expect(writer.get_by_role("status")).to_contain_text("Đã gửi báo cáo")
    address = writer.url.rsplit("/", 1)[1]

    front = new_page()
    sign_in(front, "mt.nammau")
    front.goto(f"{FRONT}/bao-cao/{address}")
    front.get_by_text("Trả lại…").click()
    front.get_by_label("Cần bổ sung gì?").fill("Ghi rõ số hộ từng thôn.")
    front.get_by_role("button", name="Trả lại báo cáo").click()
    expect(front.get_by_role("status")).to_contain_text("Đã trả lại báo cáo")

    writer.goto(f"{VETERANS}/bao-cao?ky=2017")
    expect(writer.get_by_role("main")).to_contain_text("Ghi rõ số hộ từng thôn.")
    writer.get_by_role("link", name="Viết tiếp").click()
    writer.get_by_label("Kết quả nổi bật").fill(f"{WRITTEN}\nBản Cám: 12 hộ.")
    writer.get_by_role("button", name="Gửi Mặt trận xã Nam Mẫu").click()
    expect(writer.get_by_role("main")).to_contain_text("Bản Cám: 12 hộ.")

    front.goto(f"{FRONT}/bao-cao/{address}")
    front.get_by_role("button", name="Tiếp nhận báo cáo").click()
    expect(front.get_by_role("status")).to_contain_text("Đã tiếp nhận báo cáo.")


def given_time(page: Page) -> None:
    """Extend the year's report for the commune, reading what follows before it is done."""
    page.goto(f"{PROVINCE}/lich/gia-han?nam=2017")
    page.get_by_label("Đơn vị được gia hạn").select_option(label="Xã Nam Mẫu")
    page.get_by_label("Cho việc gì").select_option(label="Báo cáo năm 2017")
    page.get_by_label("Hạn mới: hết ngày").fill("20/2/2018")
    page.get_by_label("Lý do").fill("Xã bị chia cắt do mưa lũ")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gia hạn cho xã Nam Mẫu?")
    page.get_by_role("button", name="Gia hạn", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã gia hạn cho xã Nam Mẫu")


def test_several_reports_are_accepted_at_once(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.nammau")
    page.goto(f"{FRONT}/bao-cao?ky=2017")
    page.get_by_label("Chọn báo cáo của Hội Phụ nữ xã Nam Mẫu").check()
    page.get_by_label("Chọn báo cáo của Hội Nông dân xã Nam Mẫu").check()
    look(page, "bao-cao-xa")
    page.get_by_role("button", name="Tiếp nhận 2 báo cáo").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã tiếp nhận 2 báo cáo.")


@pytest.mark.phone
def test_on_a_phone_without_scripts_an_officer_finds_what_is_owed(
    no_js_page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(no_js_page, "pn.nammau")
    no_js_page.goto("/v/phu-nu-nam-mau/bao-cao")
    expect(no_js_page.get_by_role("heading", name="Báo cáo của đơn vị")).to_be_visible()
    no_js_page.get_by_label("Chọn kỳ").select_option("2017-H1")
    no_js_page.get_by_role("button", name="Xem").click()
    expect(no_js_page).to_have_url(re.compile("ky=2017-H1"))
