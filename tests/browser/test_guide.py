"""The pictures of docs/huong-dan, taken while doing what it tells; `make guide` keeps them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from ..waiting import until
from .drafting import KEPT, OFFLINE, Drafting
from .preparing import submit_item

if TYPE_CHECKING:
    from collections.abc import Callable

    from .line import Line

    Picture = Callable[[Page, str], None]
    SignIn = Callable[[Page, str], None]

pytestmark = pytest.mark.guide
GUIDE = Path(__file__).parents[2] / "docs" / "huong-dan"
HOME = "/v/phu-nu-bang-lang"


@pytest.mark.phone
def test_pictures_for_officers(
    device: Page, picture: Picture, sign_in: SignIn, line: Callable[[Page], Line], commune: str
) -> None:
    device.goto("/dang-nhap")
    picture(device, "can-bo-1-dang-nhap")
    sign_in(device, f"pn.{commune}")
    expect(device.get_by_role("heading", level=1)).to_have_text("Việc của đơn vị")
    picture(device, "can-bo-2-viec")
    drafting = Drafting(device, HOME)
    drafting.begin("Đường hoa Nà Cà")
    drafting.is_saved()
    drafting.go_on()
    drafting.at_step(2)
    drafting.go_on()
    drafting.at_step(3)
    device.get_by_label("Quy mô 1", exact=True).fill("khoảng 700 m")
    device.locator("#funding-0-source").select_option("hoi_vien")
    device.locator("#funding-0-text").fill("12 triệu")
    expect(device.locator("#funding-0-text-echo")).to_contain_text("12.000.000 đồng")
    device.get_by_role("button", name="Thêm nguồn").scroll_into_view_if_needed()
    picture(device, "can-bo-3-dang-ky")
    line(device).goes_down()
    device.get_by_label("Số hộ tham gia").fill("42")
    expect(device.get_by_text(OFFLINE)).to_be_visible()
    expect(drafting.saved).to_have_text(KEPT)
    device.get_by_text(OFFLINE).scroll_into_view_if_needed()
    picture(device, "can-bo-4-mat-mang")
    line(device).comes_back()
    drafting.is_saved()
    device.goto(f"{HOME}/ket-qua?ky=2017")
    expect(device.get_by_role("heading", level=1)).to_be_visible()
    picture(device, "can-bo-5-ket-qua")


@pytest.mark.phone
def test_a_picture_of_evidence(page: Page, picture: Picture, sign_in: SignIn) -> None:
    sign_in(page, "pn.luongbang")
    page.goto("/v/phu-nu-luong-bang/dang-ky?nam=2017")
    page.get_by_role("link", name=re.compile("^Đường hoa")).first.click()
    heading = page.get_by_role("heading", name="Minh chứng", exact=True)
    heading.evaluate("each => each.scrollIntoView({block: 'start'})")
    photos = page.locator("section.evidence img")
    expect(photos).to_have_count(3)
    photos.last.scroll_into_view_if_needed()
    heading.evaluate("each => each.scrollIntoView({block: 'start'})")
    drawn = "all => all.every(each => each.complete && each.naturalWidth)"
    until(lambda: bool(photos.evaluate_all(drawn)), 10)
    picture(page, "can-bo-6-minh-chung")


def test_pictures_for_the_boards(
    page: Page, new_page: Callable[..., Page], picture: Picture, sign_in: SignIn, commune: str
) -> None:
    sign_in(page, "mt.luongbang.ct")
    page.goto("/v/mttq-luong-bang-duyet/hiep-thuong?nam=2018")
    page.get_by_role("checkbox", disabled=False).first.check()
    picture(page, "ban-thuong-truc-1-hiep-thuong")
    page = new_page()
    sign_in(page, "mt.backan.ct")
    page.goto("/v/mttq-bac-kan-duyet/tong-quan?ky=2017")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bắc Kạn")
    picture(page, "ban-thuong-truc-2-tong-quan")
    page.get_by_role("link", name=re.compile("Công trình, mô hình đăng ký")).click()
    picture(page, "ban-thuong-truc-3-danh-muc")
    page.goto("/v/mttq-bac-kan-duyet/bao-cao?ky=2017-H1")
    picture(page, "ban-thuong-truc-4-bao-cao")
    page = new_page()
    sign_in(page, "mt.trunguong.ct")
    page.goto("/v/mttq-viet-nam-duyet/bao-cao?ky=2017-H1&tinh-trang=da-nhan")
    page.get_by_role("link", name="Mặt trận tỉnh Bắc Kạn", exact=True).click()
    page.locator("#thay-doi").scroll_into_view_if_needed()
    picture(page, "ban-thuong-truc-6-chot-so-lieu")
    page = new_page()
    submit_item(page, f"pn.{commune}", "Đường hoa Nà Cà")
    submit_item(page, f"tn.{commune}", "Tuyến đường hoa thanh niên")
    sign_in(page, f"mt.{commune}")
    page.goto("/v/mttq-bang-lang/chong-cheo?nam=2018")
    pair = page.get_by_role("link", name="Làm rõ “Đường hoa Nà Cà”")
    until(lambda: page.reload() and pair.count())
    pair.click()
    page.get_by_role("radio", name="Hai bên cùng làm một việc").check()
    picture(page, "ban-thuong-truc-5-chong-cheo")


def test_pictures_for_administrators_and_authors(
    page: Page, new_page: Callable[..., Page], picture: Picture, sign_in: SignIn, commune: str
) -> None:
    sign_in(page, "qt.backan")
    page.goto("/v/mttq-bac-kan-quan-tri/quan-tri/suc-khoe")
    picture(page, "quan-tri-1-suc-khoe")
    page.goto("/v/mttq-bac-kan-quan-tri/quan-tri/nguoi-dung")
    picture(page, "quan-tri-2-nguoi-dung")
    page.goto("/v/mttq-bac-kan-quan-tri/quan-tri/phan-mo-rong")
    picture(page, "phan-mo-rong-2-quan-tri")
    page = new_page()
    sign_in(page, f"pn.{commune}")
    drafting = Drafting(page, HOME)
    drafting.begin("Chi hội ba sạch")
    drafting.is_saved()
    for number in (2, 3, 4):
        drafting.go_on()
        drafting.at_step(number)
    picture(page, "phan-mo-rong-1-bieu-mau")


def test_every_picture_of_the_guide_is_one_that_is_taken_here() -> None:
    shown = {
        name
        for page in GUIDE.glob("*.md")
        for name in re.findall(r"hinh/([a-z0-9-]+)\.png", page.read_text(encoding="utf-8"))
    }
    taken = set(re.findall(r'picture\(\w+, "([a-z0-9-]+)"\)', Path(__file__).read_text("utf-8")))
    kept = {picture.stem for picture in (GUIDE / "hinh").glob("*.png")}

    assert shown == taken == kept
