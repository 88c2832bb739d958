"""The list of registrations and one registration's page, as people use them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import APIRequestContext, Page, expect

from core.demonstration.accounts import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

HOSTILE = "<img src=x onerror=alert(1)> “Đường” & hoa <b>Phúc Lộc</b>"
UNION, FRONT = "/v/phu-nu-phuc-loc", "/v/mttq-phuc-loc"


@dataclass(frozen=True, slots=True)
class Entering:
    """The commune's officer of the Women's Union, entering through the API."""

    request: APIRequestContext
    token: str
    tenant: str

    def submitted(self, title: str, **more: Any) -> str:
        """Register an item at once and return its id."""
        body = {
            "tenant": self.tenant, "organization": "phu_nu", "year": 2018, "submit": True,
            "movement_type": "phu_nu.ba_sach", "kind": "mo_hinh", "stage": "xay_dung_moi",
            "content": 3, "title": title, "places": [{"area": "Thôn Nà Cà"}],
            "starts_on": "2018-03-01", "ends_on": "2018-11-30", "answers": {"so_ho": 42},
            "scale": [{"amount": 700, "unit": "m", "about": "khoảng"}],
            "funding": [{"source": "hoi_vien", "amount": 12_000_000}],
        } | more  # fmt: skip
        made = self.request.post(
            "/api/v1/registrations",
            data=body,
            headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": uuid4().hex},
        )
        assert made.status == 201, made.text()
        told: dict[str, Any] = made.json()
        assert told["status"] == "submitted", told
        return str(told["id"])


@pytest.fixture
def entering(page: Page, commune: str) -> Entering:
    request = page.request
    sent = {"username": f"pn.{commune}", "password": PASSWORD}
    token = request.post("/api/v1/tokens", data=sent).json()["token"]
    me = request.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json()
    return Entering(request, token, me["assignments"][0]["tenant"])


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("row").filter(has_text=title)


def test_the_list_is_narrowed_and_widened_again(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None],
    entering: Entering, commune: str,
) -> None:  # fmt: skip
    entering.submitted("Đường hoa để lọc")
    sign_in(page, f"pn.{commune}")
    page.goto(f"{UNION}/dang-ky")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký năm 2018")
    expect(row(page, "Đường hoa để lọc")).to_contain_text("khoảng 700 m")
    look(page, "dang-ky-danh-sach")

    page.get_by_text("Lọc danh sách").click()
    page.get_by_label("Hình thức").select_option("Duy trì")
    page.get_by_role("button", name="Xem kết quả").click()
    expect(row(page, "Đường hoa để lọc")).to_have_count(0)
    page.get_by_role("link", name="Bỏ bộ lọc Duy trì").click()
    expect(row(page, "Đường hoa để lọc")).to_have_count(1)
    page.get_by_role("searchbox", name="Từ cần tìm").fill("duong hoa de loc")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 đăng ký", exact=True)).to_be_visible()


@pytest.mark.phone
def test_on_a_phone_filters_are_folded_and_rows_are_cards(
    page: Page, sign_in: Callable[[Page, str], None], entering: Entering, commune: str
) -> None:
    entering.submitted("Đường hoa trên điện thoại")
    sign_in(page, f"pn.{commune}")
    page.goto(f"{UNION}/dang-ky")
    chosen = page.get_by_label("Nội dung")
    expect(chosen).to_be_hidden()
    page.get_by_text("Lọc danh sách").tap()
    chosen.select_option("3")
    page.get_by_role("button", name="Xem kết quả").tap()
    expect(page.get_by_role("columnheader").first).not_to_be_in_viewport()
    row(page, "Đường hoa trên điện thoại").get_by_role("link").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đường hoa trên điện thoại")


def test_a_list_is_gone_through_by_keyboard_alone(
    page: Page, sign_in: Callable[[Page, str], None], entering: Entering, commune: str
) -> None:
    entering.submitted("Đường hoa bằng bàn phím")
    sign_in(page, f"pn.{commune}")
    page.goto(f"{UNION}/dang-ky?nam=2018&q=ban phim")
    link = page.get_by_role("link", name="Đường hoa bằng bàn phím")
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đường hoa bằng bàn phím")


def test_the_front_agrees_and_takes_it_back(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None],
    entering: Entering, commune: str,
) -> None:  # fmt: skip
    item = entering.submitted("Đường hoa chờ thống nhất")
    sign_in(page, f"mt.{commune}")
    page.goto(f"{FRONT}/dang-ky/{item}")
    look(page, "ho-so-cho-thong-nhat")
    page.get_by_role("button", name="Thống nhất", exact=True).click()
    told = page.get_by_role("status").filter(has_text="Đã thống nhất “Đường hoa chờ thống nhất”")
    expect(told).to_be_visible()
    look(page, "ho-so-da-thong-nhat")
    told.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã mở lại “Đường hoa chờ thống nhất”")).to_be_visible()


def test_a_reason_is_asked_for_where_the_act_needs_one(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None],
    entering: Entering, commune: str,
) -> None:  # fmt: skip
    item = entering.submitted("Đường hoa để trả lại")
    sign_in(page, f"mt.{commune}")
    page.goto(f"{FRONT}/dang-ky/{item}")
    page.get_by_role("link", name="Trả lại…").click()
    page.get_by_role("button", name="Trả lại", exact=True).click()
    expect(page.get_by_role("link", name="Ghi lý do")).to_be_visible()
    look(page, "tra-lai-thieu-ly-do")
    page.get_by_role("link", name="Ghi lý do").click()
    expect(page.get_by_label("Cần bổ sung gì")).to_be_focused()
    page.keyboard.type("Ghi rõ số hộ tham gia.")
    page.get_by_role("button", name="Trả lại", exact=True).click()
    expect(page.get_by_role("alert").or_(page.locator(".note.err"))).to_contain_text(
        "Ghi rõ số hộ tham gia."
    )
    look(page, "ho-so-tra-lai")


def test_withdrawing_asks_first_and_can_be_left(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None],
    entering: Entering, commune: str,
) -> None:  # fmt: skip
    item = entering.submitted("Đường hoa sẽ giữ lại", stage="duy_tri")
    sign_in(page, f"pn.{commune}")
    page.goto(f"{UNION}/dang-ky/{item}")
    page.get_by_role("link", name="Rút hồ sơ…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rút hồ sơ “Đường hoa sẽ giữ lại”?")
    look(page, "rut-ho-so")
    page.get_by_role("link", name="Giữ lại", exact=True).click()
    expect(page).to_have_url(re.compile(rf"{UNION}/dang-ky/{item}$"))


def test_results_come_first_once_there_are_any(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None],
    commune: str,
) -> None:  # fmt: skip
    sign_in(page, f"mt.{commune}")
    page.goto(f"{FRONT}/dang-ky?nam=2017&tinh-trang=agreed")
    page.locator("table.regs tbody th a").first.click()
    expect(page.locator("main h2").first).to_have_text("Kết quả thực hiện")
    look(page, "ho-so-ket-qua")


def test_hostile_text_stays_text(
    page: Page, sign_in: Callable[[Page, str], None], entering: Entering, commune: str
) -> None:
    item = entering.submitted(
        HOSTILE, note=HOSTILE, places=[{"area": "<i>Nà Cà</i>", "detail": HOSTILE}],
        partners=[{"name": HOSTILE}],
    )  # fmt: skip
    sign_in(page, f"mt.{commune}")
    for address in (f"dang-ky/{item}", f"dang-ky/{item}/tra-lai", "dang-ky?nam=2018"):
        page.goto(f"{FRONT}/{address}")
        expect(page.get_by_text(HOSTILE).first).to_be_visible()
        expect(page.locator("main img")).to_have_count(0)


def test_without_scripts_everything_is_done_as_well(
    no_js_page: Page, sign_in: Callable[[Page, str], None], entering: Entering, commune: str
) -> None:
    item = entering.submitted("Đường hoa không cần mã")
    page = no_js_page
    sign_in(page, f"mt.{commune}")
    page.goto(f"{FRONT}/dang-ky")
    page.get_by_role("link", name="Đường hoa không cần mã").click()
    page.get_by_role("button", name="Thống nhất", exact=True).click()
    expect(page.get_by_text("Đã thống nhất “Đường hoa không cần mã”")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"{FRONT}/dang-ky/{item}$"))


def test_what_is_printed_is_the_list_alone(
    page: Page, sign_in: Callable[[Page, str], None], entering: Entering, commune: str
) -> None:
    entering.submitted("Đường hoa để in")
    sign_in(page, f"pn.{commune}")
    page.goto(f"{UNION}/dang-ky")
    expect(page.get_by_role("button", name="In danh sách")).to_be_visible()
    page.emulate_media(media="print")
    expect(row(page, "Đường hoa để in")).to_be_visible()
    for gone in (page.locator("header .top"), page.locator("form.rsearch"), page.locator(".btns")):
        expect(gone.first).to_be_hidden()


def test_the_province_reaches_an_item_from_its_list_in_one_step(
    page: Page, sign_in: Callable[[Page, str], None], look: Callable[[Page, str], None]
) -> None:
    sign_in(page, "mt.backan")
    page.goto("/v/mttq-bac-kan/dang-ky?nam=2017&tinh-trang=dang-ky")
    look(page, "dang-ky-tinh")
    page.locator("table.regs tbody th a").first.click()
    expect(page.get_by_role("heading", name="Lịch sử")).to_be_visible()
