"""Kiểm tra as a commune's board writes it: team, items, corrected figures, minutes; then read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from core.demonstration.accounts import PASSWORD
from tests.evidence_files import PDF, photo

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    Look = Callable[[Page, str], None]
    SignIn = Callable[[Page, str], None]

HOME = "/v/mttq-vu-muon"
WAIT = 30_000
"""Milliseconds for a photo to be shrunk, sent and looked through on a busy machine."""


@pytest.fixture
def titles(page: Page, commune: str) -> list[str]:
    """What the commune's items of 2017 with a result of the year are called."""
    api = page.context.request
    body = {"username": f"mt.{commune}", "password": PASSWORD}
    token = api.post("/api/v1/tokens", data=body).json()["token"]
    signed = {"Authorization": f"Bearer {token}"}
    items: list[dict[str, Any]] = api.get(
        "/api/v1/registrations?year=2017&page_size=200", headers=signed
    ).json()
    found = [
        item["title"]
        for item in items
        if item["status"] in {"submitted", "agreed"}
        and api.get(f"/api/v1/registrations/{item['id']}/results/2017-H1", headers=signed).ok
    ]
    assert found
    return found


def filled_in(page: Page, title: str) -> None:
    """Fill in the form of a new check up to its item, which is found and added."""
    page.goto(f"{HOME}/kiem-tra/moi?nam=2017")
    page.get_by_label("Họ tên người thứ 1").fill("Hoàng Văn Đoàn")
    page.get_by_label("Họ tên người thứ 2").fill("Lý Thị Ghi")
    page.get_by_label("Tổ chức 2").select_option(label="Hội Phụ nữ")
    page.get_by_label("Từ ngày").fill("3/7/2017")
    page.get_by_label("Đến ngày").fill("4/7/2017")
    page.get_by_label("Nội dung biên bản").fill("Đoàn đã xem tại thôn, có đại diện hộ dân.")
    page.get_by_label("Tìm hồ sơ để thêm").fill(title)
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_label(re.compile(re.escape(title))).first.check()
    page.get_by_role("button", name="Thêm hồ sơ đã chọn").click()
    expect(page.get_by_role("main")).to_contain_text(f"1. {title}")


def test_a_check_is_written_concluded_and_read(
    page: Page, sign_in: SignIn, look: Look, commune: str, titles: list[str]
) -> None:
    sign_in(page, f"mt.{commune}")
    page.get_by_role("link", name="Kiểm tra", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kiểm tra năm")
    look(page, "kiem-tra-danh-sach")
    filled_in(page, titles[0])
    page.get_by_role("button", name="Kết luận kiểm tra").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Chọn kết luận cho hồ sơ này.")
    look(page, "kiem-tra-con-thieu")
    summary.get_by_role("link").first.click()
    chosen = page.get_by_label("Kết luận", exact=True)
    expect(chosen).to_be_focused()
    expect(page.get_by_label("Vì sao phải chỉnh")).to_be_hidden()
    chosen.select_option(label="Phải chỉnh số liệu")
    expect(page.get_by_label("Vì sao phải chỉnh")).to_be_visible()
    page.get_by_label("Nhận xét tại chỗ").fill("Đếm lại còn ba hộ")
    page.get_by_label(re.compile("^Hộ tham gia|^Số hộ")).first.fill("3")
    page.get_by_label("Vì sao phải chỉnh").fill("Năm hộ đã chuyển đi")
    look(page, "kiem-tra-soan")
    page.get_by_role("button", name="Kết luận kiểm tra").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã kết luận kiểm tra 1 hồ sơ.")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Phải chỉnh vì: Năm hộ đã chuyển đi")
    look(page, "kiem-tra-ket-luan")
    page.get_by_role("link", name=titles[0]).click()
    expect(main).to_contain_text("Đếm lại còn ba hộ")
    look(page, "kiem-tra-tren-ho-so")
    item = page.url.rpartition("/")[2]
    page.goto(f"{HOME}/kiem-tra?nam=2017&ho-so={item}")
    expect(main).to_contain_text("Chỉ những cuộc kiểm tra đã xem hồ sơ")
    look(page, "kiem-tra-cua-ho-so")


def test_one_more_of_the_team_is_written_in_place(
    page: Page, sign_in: SignIn, commune: str
) -> None:
    sign_in(page, f"mt.{commune}")
    page.goto(f"{HOME}/kiem-tra/moi?nam=2017")
    page.get_by_label("Họ tên người thứ 3").fill("Ma Thị Ba")
    expect(page.get_by_label("Họ tên người thứ 4")).to_have_count(0)
    page.get_by_role("button", name="Thêm người").click()
    expect(page.get_by_label("Họ tên người thứ 4")).to_be_focused()
    page.get_by_label("Họ tên người thứ 4").fill("Bế Văn Tư")
    page.get_by_role("button", name="Lưu bản nháp").last.click()
    expect(page.get_by_label("Họ tên người thứ 2")).to_have_value("Bế Văn Tư")


def test_a_file_of_a_check_is_taken_away_once_that_is_confirmed(
    page: Page, sign_in: SignIn, look: Look, commune: str, titles: list[str]
) -> None:
    sign_in(page, f"mt.{commune}")
    filled_in(page, titles[0])
    file = {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Chọn ảnh hoặc tệp có sẵn").set_input_files(file)
    page.get_by_role("button", name="Thêm minh chứng").click()
    main = page.get_by_role("main")
    away = page.get_by_role("link", name="Gỡ bien-ban.pdf")
    expect(away).to_be_visible()
    look(page, "kiem-tra-co-tep")
    away.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gỡ minh chứng “bien-ban.pdf”?")
    look(page, "kiem-tra-go-tep")
    page.get_by_role("button", name="Gỡ minh chứng").click()
    expect(main).to_contain_text("Chưa có ảnh hoặc tệp nào")
    expect(main).to_contain_text(f"1. {titles[0]}")


@pytest.mark.phone
def test_a_photo_of_a_check_survives_a_broken_line(
    page: Page, sign_in: SignIn, look: Look, commune: str, titles: list[str]
) -> None:
    sign_in(page, f"mt.{commune}")
    filled_in(page, titles[0])
    findings = page.get_by_label("Nhận xét tại chỗ")
    findings.fill("Đường hoa dài 300 m")
    sent: list[str] = []

    def sometimes(route: Route) -> None:
        sent.append(route.request.url)
        route.abort() if len(sent) == 2 else route.continue_()

    page.route("**/minh-chung/*/phan/*", sometimes)
    file = {
        "name": "Tại thôn.jpg",
        "mimeType": "image/jpeg",
        "buffer": photo(2_000, 1_500, noise=True),
    }
    page.get_by_label("Chụp ảnh").set_input_files(file)
    page.get_by_role("button", name="Thêm minh chứng").click()
    expect(page.locator(".ev-sent")).to_contain_text("có mạng sẽ gửi tiếp", timeout=WAIT)
    expect(page.locator("section.evidence li.ev")).to_have_count(1, timeout=WAIT)
    assert len(sent) == len({*sent}) + 1
    expect(findings).to_have_value("Đường hoa dài 300 m")  # nothing typed is lost meanwhile
    look(page, "kiem-tra-anh")


def test_without_scripts_a_check_is_written_as_well(
    no_js_page: Page, sign_in: SignIn, commune: str, titles: list[str]
) -> None:
    page = no_js_page
    sign_in(page, f"mt.{commune}")
    filled_in(page, titles[-1])
    page.get_by_label("Kết luận", exact=True).select_option(label="Không có trên thực tế")
    page.get_by_label("Nhận xét tại chỗ").fill("Không thấy tại thôn")
    page.get_by_role("button", name="Kết luận kiểm tra").click()
    expect(page.get_by_role("main")).to_contain_text("Không thấy tại thôn")
    page.get_by_label("Lý do mở lại").fill("Ghi nhầm thôn")
    page.get_by_role("button", name="Mở lại để sửa").click()
    expect(page.get_by_role("main")).to_contain_text("Được mở lại vì: Ghi nhầm thôn")
