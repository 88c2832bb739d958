"""The pages of events: named, bound to a window, settled later, moved, given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.places import BAC_KAN, LUONG_BANG

if TYPE_CHECKING:
    from tests.web.conftest import Visitor, Web

PAGE = "/lich?nam=2017"
EVENT = "/lich/su-kien?nam=2017"
PART = "/lich/dat?nam=2017&phan=registration"
NAME = "Đại hội đại biểu các dân tộc thiểu số"
CODE = "dai_hoi_dai_bieu_cac_dan_toc_thieu_s"
CHANGE = f"{EVENT}&ma={CODE}"


@pytest.fixture
def province(web: Web) -> Visitor:
    return web.visitor(BAC_KAN, "mttq", "approver")


@pytest.fixture
def commune(web: Web) -> Visitor:
    return web.visitor(LUONG_BANG, "mttq", "approver")


def name_it(visitor: Visitor, address: str = EVENT, **typed: str) -> Any:
    form = visitor.get(address).form("/lich/su-kien")
    return visitor.post(address, form | typed)


def bind(visitor: Visitor, **typed: str) -> Any:
    form = visitor.get(PART).form("/lich/dat")
    return visitor.post(PART, form | {"due": "", "due_before": CODE, "closes": "30/6/2017"} | typed)


@pytest.fixture
def bound(province: Visitor) -> Any:
    name_it(province, name=NAME, source="42/KH-BCĐ")
    return bind(province)


def test_a_congress_is_named_before_it_has_a_day(province: Visitor) -> None:
    assert "Chưa có sự kiện nào trong năm" in province.get(PAGE).main
    done = name_it(province, name=f" {NAME} ", source="42/KH-BCĐ")
    assert f"Đã ghi “{NAME}”, ngày diễn ra chưa ấn định." in done.text
    assert "Chưa ấn định" in done.main
    assert "42/KH-BCĐ" in done.main


def test_a_window_ends_before_it_and_every_page_says_so(
    web: Web, bound: Any, commune: Visitor
) -> None:
    assert "Đã đặt lịch" in bound.text
    below = commune.get(PAGE).main
    assert f"Trước ngày diễn ra {NAME} (chưa ấn định)" in below
    assert "chậm nhất 30/6/2017" in below
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    said = f"30/6/2017 (chậm nhất; trước ngày diễn ra {NAME} (chưa ấn định))"
    assert said in officer.get("/ke-hoach?nam=2017").main
    assert f"Hạn là trước ngày diễn ra {NAME} (chưa ấn định)" in officer.get("/viec").main
    assert said in commune.get("/hiep-thuong?nam=2017").main


def test_settling_its_day_makes_the_day_before_the_last(
    bound: Any, province: Visitor, commune: Visitor
) -> None:
    done = name_it(province, CHANGE, day="10/3/2017")
    assert f"Đã ghi “{NAME}” diễn ra ngày 10/3/2017." in done.text
    assert "9/3/2017" in commune.get(PAGE).main
    assert f"trước ngày diễn ra {NAME} (10/3/2017)" in commune.get(PAGE).main


def test_a_commune_writes_down_its_own_day_and_gives_it_up_again(
    bound: Any, province: Visitor, commune: Visitor
) -> None:
    page = commune.get(CHANGE)
    assert f"Ngày của đơn vị: {NAME}" in page.main
    name_it(commune, CHANGE, day="20/3/2017")
    assert "19/3/2017" in commune.get(PAGE).main
    assert "20/3/2017" not in province.get(PAGE).main
    form = commune.get(CHANGE).form("/lich/su-kien")
    done = commune.post(CHANGE, form | {"viec": "bo", "name": "gõ dở"})
    assert f"Đã bỏ “{NAME}” của đơn vị." in done.text
    assert "19/3/2017" not in done.main


def test_what_was_typed_wrong_stays_and_leads_to_its_field(province: Visitor) -> None:
    page = name_it(province, name="", day="mai", source="x")
    assert page.status == 422
    assert page.soup.select_one('.errsum a[href="#day"]')
    assert page.soup.select_one("#day")["value"] == "mai"
    page = name_it(province, name=" ", day="10/3/2020")
    assert {link["href"] for link in page.soup.select(".errsum a")} == {"#name", "#day"}
    assert "Ngày diễn ra phải trong năm 2017 hoặc năm 2018." in page.main


def test_an_event_that_a_window_ends_at_is_not_given_up(bound: Any, province: Visitor) -> None:
    form = province.get(CHANGE).form("/lich/su-kien")
    page = province.post(CHANGE, form | {"viec": "bo"})
    assert page.status == 422
    assert f"Còn lịch đặt hạn trước “{NAME}”" in page.main
    assert NAME in province.get(PAGE).main


def test_a_date_typed_instead_unbinds_the_window(bound: Any, province: Visitor) -> None:
    form = province.get(PART).form("/lich/dat")
    assert (form["due"], form["due_before"]) == ("", CODE)
    province.post(PART, form | {"due": "14/2/2017", "due_before": ""})
    assert "14/2/2017" in province.get(PAGE).main
    assert f"Trước ngày diễn ra {NAME}" not in province.get(PAGE).main


def test_what_is_inherited_at_an_event_is_set_anew_at_it(bound: Any, commune: Visitor) -> None:
    form = commune.get(PART).form("/lich/dat")
    assert (form["due"], form["due_before"], form["closes"]) == ("", CODE, "30/6/2017")


def test_a_congress_that_leaves_a_window_no_day_is_refused_at_its_day(
    bound: Any, province: Visitor
) -> None:
    page = name_it(province, CHANGE, day="1/1/2017")
    assert page.status == 422
    assert page.soup.select_one('.errsum a[href="#day"]')
    assert "Ngày diễn ra phải sau ngày mở (1/1/2017)." in page.main


def test_two_who_move_the_same_congress_do_not_overwrite_each_other(
    web: Web, bound: Any, province: Visitor
) -> None:
    form = province.get(CHANGE).form("/lich/su-kien")
    name_it(web.visitor(BAC_KAN, "mttq", "approver"), CHANGE, day="10/3/2017")
    page = province.post(CHANGE, form | {"day": "12/3/2017"})
    assert page.status == 409
    assert "Người khác vừa đổi lịch này." in page.main
    assert page.soup.select_one("#day")["value"] == "12/3/2017"


def test_an_officer_reads_the_events_and_names_none(web: Web, bound: Any) -> None:
    officer = web.visitor(LUONG_BANG, "mttq", "officer")
    page = officer.get(PAGE)
    assert NAME in page.main
    assert not [href for href in page.links() if "/lich/su-kien" in href]
    assert officer.get(EVENT).status == 404
    assert officer.post(EVENT, {"name": "x"}).status == 404
    assert web.visitor(LUONG_BANG, "mttq", "approver").get(f"{EVENT}&ma=la").status == 404
