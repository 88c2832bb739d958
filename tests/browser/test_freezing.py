"""A report signed off in a browser: frozen with reasons, drifting, amended, its editions read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Look = Callable[[Page, str], None]
    SignIn = Callable[[Page, str], None]

DISTRICT = "/v/mttq-cho-don-duyet"
COUNTRY = "/v/mttq-viet-nam-duyet"
PROVINCE = "/v/mttq-bac-kan-duyet"
HALF = "/bao-cao?ky=2017-H1"


def test_a_frozen_report_shows_its_seal_its_drift_and_its_editions(
    page: Page, sign_in: SignIn, look: Look
) -> None:
    sign_in(page, "mt.chodon.ct")
    page.goto(f"{DISTRICT}{HALF}")
    page.get_by_role("link", name="Mặt trận xã Lương Bằng", exact=True).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Số đã chốt không thay đổi nữa")
    page.get_by_text("Mã niêm phong số liệu").click()
    expect(main).to_contain_text(re.compile("SHA-256 [0-9a-f]{4} [0-9a-f]{4}"))
    look(page, "bao-cao-da-chot")
    page.get_by_role("link", name="Bản đính chính số 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bản đính chính số 1")
    expect(main).to_contain_text("số hộ tăng so với báo cáo đã gửi")
    expect(main).to_contain_text("Hộ tham gia")
    look(page, "bao-cao-dinh-chinh")
    signed = page.get_by_role("row", name="Cộng").get_by_role("link").first
    number = signed.inner_text()
    signed.click()
    expect(main).to_contain_text("Như khi ký")
    expect(page.locator("tfoot td")).to_have_text(number)
    look(page, "bao-cao-ho-so-da-ky")
    page.get_by_role("link", name="Bản đính chính số 1").click()
    page.get_by_role("link", name="Báo cáo 6 tháng đầu năm 2017").click()
    page.get_by_role("link", name="Bản chốt", exact=True).click()
    expect(main).to_contain_text("Đã có bản đính chính số 1")


def test_the_country_s_board_amends_the_province_s_report_after_a_late_correction(
    page: Page, sign_in: SignIn, look: Look
) -> None:
    sign_in(page, "mt.trunguong.ct")
    page.goto(f"{COUNTRY}{HALF}&tinh-trang=da-nhan")
    page.get_by_role("link", name="Mặt trận tỉnh Bắc Kạn", exact=True).click()
    drift = page.locator("#thay-doi")
    expect(drift).to_contain_text("Hộ tham gia")
    look(page, "bao-cao-thay-doi")
    page.get_by_label("Lý do đính chính").fill("Xã Lương Bằng đếm lại số hộ")
    page.get_by_role("button", name="Ký đính chính").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ký báo cáo đính chính.")
    expect(drift).to_contain_text("Từ lần ký gần nhất đến nay không có gì thay đổi.")


def test_a_report_is_frozen_with_a_reason_for_each_that_is_missing(
    page: Page, sign_in: SignIn, look: Look
) -> None:
    sign_in(page, "mt.backan.ct")
    page.goto(f"{PROVINCE}{HALF}&tinh-trang=da-nhan")
    fronts = page.get_by_role("link", name=re.compile("^Mặt trận huyện"))
    fronts.first.click()
    expect(page.get_by_role("button", name="Chốt số liệu")).to_be_visible()
    page.get_by_label(re.compile("^Lý do thiếu: ")).first.fill("Chi hội trưởng nghỉ thai sản")
    page.get_by_label("Lý do chung").fill("Đã nhắc hai lần, chưa gửi")
    look(page, "bao-cao-chot")
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã chốt số liệu.")
    expect(page.get_by_role("main")).to_contain_text(
        "Từ lần ký gần nhất đến nay không có gì thay đổi."
    )
