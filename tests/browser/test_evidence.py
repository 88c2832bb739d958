"""Minh chứng on a telephone: made small, and whole after a broken line or a closed page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from ..evidence_files import HOSTILE, photo
from .preparing import submit_item

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, Route

    Look = Callable[[Page, str], None]
    SignIn = Callable[[Page, str], None]

HAT = "/v/phu-nu-thuan-mang"
WAIT = 30_000
"""Milliseconds for a photo to be shrunk, sent and looked through on a busy machine."""

LARGE = photo(2_000, 1_500, noise=True)
PIECES = "**/minh-chung/*/phan/*"


@pytest.fixture
def item(page: Page, sign_in: SignIn, commune: str) -> dict[str, Any]:
    made = submit_item(page, f"pn.{commune}", f"Tuyến hoa {uuid4().hex[:10]}")
    sign_in(page, f"pn.{commune}")
    page.goto(f"{HAT}/dang-ky/{made['id']}")
    return made


def chosen(page: Page, content: bytes, name: str = "Đầu thôn.jpg", *, label: str = "Chọn") -> None:
    file = {"name": name, "mimeType": "image/jpeg", "buffer": content}
    page.get_by_label(re.compile(label)).set_input_files(file)


def send(page: Page) -> None:
    page.get_by_role("button", name="Thêm minh chứng").click()


def files(page: Page) -> Locator:
    return page.locator("section.evidence li.ev")


def said(page: Page) -> Locator:
    return page.locator("[data-evidence-said]")


@pytest.mark.phone
def test_a_photo_of_the_camera_is_shrunk_sent_and_shown(
    page: Page, item: dict[str, Any], look: Look
) -> None:
    expect(page.get_by_label("Chụp ảnh")).to_have_attribute("capture", "environment")
    page.get_by_label(re.compile("Chú thích")).fill("Đoạn đầu thôn sau khi trồng")
    content = photo(4_000, 3_000)
    chosen(page, content, label="Chụp ảnh")
    with page.expect_response(re.compile("/minh-chung/khai$")) as declared:
        send(page)
    sent = declared.value.request.post_data or ""
    size = re.search(r"size=(\d+)", sent)
    assert size is not None
    assert int(size[1]) < len(content)
    expect(files(page)).to_have_count(1, timeout=WAIT)
    expect(files(page)).to_contain_text("Đoạn đầu thôn sau khi trồng")
    expect(said(page)).to_contain_text("Đã thêm minh chứng")
    shown = files(page).locator("img")
    assert shown.evaluate("img => img.complete && img.naturalWidth") == 320
    expect(page.get_by_label(re.compile("Chú thích"))).to_have_value("")
    look(page, "minh-chung")


@pytest.mark.usefixtures("item")
def test_a_broken_line_costs_a_piece_and_no_more(page: Page) -> None:
    sent: list[str] = []

    def sometimes(route: Route) -> None:
        sent.append(route.request.url)
        route.abort() if len(sent) in {2, 5} else route.continue_()

    page.route(PIECES, sometimes)
    chosen(page, LARGE)
    send(page)
    expect(page.locator(".ev-sent")).to_contain_text("có mạng sẽ gửi tiếp", timeout=WAIT)
    expect(files(page)).to_have_count(1, timeout=WAIT)
    assert len({*sent}) > 4
    assert len(sent) == len({*sent}) + 2


@pytest.mark.usefixtures("item")
def test_a_photo_is_sent_on_when_the_page_is_opened_again(page: Page) -> None:
    page.route(re.compile(r"/phan/[1-9]"), lambda route: route.abort())
    chosen(page, LARGE)
    send(page)
    expect(page.locator(".ev-sent")).to_contain_text("có mạng sẽ gửi tiếp", timeout=WAIT)
    page.unroute_all()
    again: list[str] = []
    page.on("request", lambda each: again.append(each.url) if "/phan/" in each.url else None)
    page.reload()
    expect(files(page)).to_have_count(1, timeout=WAIT)
    assert again
    assert not any(url.endswith("/phan/0") for url in again)  # that one had arrived


def test_a_photo_left_behind_is_sent_from_whatever_page_is_opened_next(
    page: Page, item: dict[str, Any]
) -> None:
    page.route(PIECES, lambda route: route.abort())
    chosen(page, LARGE)
    send(page)
    expect(page.locator(".ev-sent")).to_contain_text("có mạng sẽ gửi tiếp", timeout=WAIT)
    page.unroute_all()
    page.goto(f"{HAT}/viec")
    notice = page.get_by_text("Đã gửi 1 minh chứng còn chờ trên máy này.")
    expect(notice).to_be_visible(timeout=WAIT)
    page.goto(f"{HAT}/dang-ky/{item['id']}")
    expect(files(page)).to_have_count(1)


@pytest.mark.usefixtures("item")
def test_a_file_that_is_not_taken_is_told_in_words_and_can_be_put_aside(
    page: Page, look: Look
) -> None:
    chosen(page, HOSTILE["a page called .jpg"][0])
    send(page)
    expect(page.locator(".ev-sent")).to_contain_text("Chỉ nhận ảnh JPEG", timeout=WAIT)
    expect(said(page)).to_contain_text("Không nhận “Đầu thôn.jpg”")
    look(page, "minh-chung-khong-nhan")
    page.get_by_role("button", name="Đóng").click()
    expect(page.locator(".ev-sent")).to_have_count(0)
    expect(files(page)).to_have_count(0)


def test_a_photo_its_record_does_not_take_now_stays_on_the_device(
    page: Page, item: dict[str, Any], look: Look
) -> None:
    why = {"reason": "locked", "message": "Kỳ này đã khóa."}
    page.route("**/khai", lambda route: route.fulfill(status=409, json=why))
    chosen(page, LARGE)
    send(page)
    expect(page.locator(".ev-sent")).to_contain_text("Kỳ này đã khóa.", timeout=WAIT)
    page.reload()
    expect(page.locator(".ev-sent")).to_contain_text("Tệp vẫn được giữ trên máy này.")
    look(page, "minh-chung-con-giu")
    page.unroute_all()
    page.get_by_role("button", name="Gửi lại").click()
    expect(files(page)).to_have_count(1, timeout=WAIT)
    page.goto(f"{HAT}/dang-ky/{item['id']}")
    expect(page.locator(".ev-sent")).to_have_count(0)


@pytest.mark.usefixtures("item")
def test_a_photo_whose_upload_expired_is_begun_again(page: Page) -> None:
    answered: list[str] = []

    def gone_once(route: Route) -> None:
        answered.append(route.request.url)
        route.fulfill(status=404, json={}) if len(answered) == 2 else route.continue_()

    page.route(PIECES, gone_once)
    chosen(page, LARGE)
    send(page)
    expect(files(page)).to_have_count(1, timeout=WAIT)


@pytest.mark.usefixtures("item")
def test_nothing_chosen_is_said_and_the_way_to_choose_is_where_one_stands(page: Page) -> None:
    page.get_by_role("button", name="Thêm minh chứng").focus()
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("Hãy chụp hoặc chọn ảnh")
    expect(page.get_by_label("Chụp ảnh")).to_be_focused()


def test_without_scripts_the_form_sends_a_file_and_taking_away_is_asked(
    page: Page, no_js_page: Page, item: dict[str, Any], sign_in: SignIn, commune: str, look: Look
) -> None:
    plain = no_js_page
    sign_in(plain, f"pn.{commune}")
    plain.goto(f"{HAT}/dang-ky/{item['id']}")
    chosen(plain, photo())
    send(plain)
    expect(plain.get_by_text("Đã thêm minh chứng “Đầu thôn.jpg”")).to_be_visible()
    expect(files(plain)).to_have_count(1)
    plain.get_by_role("link", name="Gỡ Đầu thôn.jpg").click()
    page.goto(plain.url)
    look(page, "minh-chung-go")
    plain.get_by_role("button", name="Gỡ minh chứng").click()
    expect(files(plain)).to_have_count(0)
