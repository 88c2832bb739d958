"""The calendar pages: whose dates hold, setting one's own, giving others more time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG

if TYPE_CHECKING:
    from tests.web.conftest import Visitor, Web

PART = "/lich/dat?nam=2017&phan=registration"
EXTEND = "/lich/gia-han?nam=2017"
GRANT: dict[str, Any] = {
    "dia-ban": CHO_DON,
    "phan": "registration",
    "to-chuc": "tat-ca",
    "until": "10/3/2017",
    "reason": "Bão lũ tháng Hai",
}


@pytest.fixture
def province(web: Web) -> Visitor:
    return web.visitor(BAC_KAN, "mttq", "approver")


@pytest.fixture
def commune(web: Web) -> Visitor:
    return web.visitor(LUONG_BANG, "mttq", "approver")


def set_to(visitor: Visitor, **days: str) -> Any:
    form = visitor.get(PART).form("/lich/dat")
    return visitor.post(PART, form | days)


def test_every_date_says_where_it_comes_from(province: Visitor, commune: Visitor) -> None:
    assert "Lịch chung của chương trình" in commune.get("/lich?nam=2017").main
    done = set_to(province, due="10/2/2017", source="15/KH-MTTQ, mục III")
    assert "Đã đặt lịch" in done.text
    assert "Đơn vị tự đặt" in done.main

    below = commune.get("/lich?nam=2017")
    assert "Theo tỉnh Bắc Kạn" in below.main
    assert "10/2/2017" in below.main
    assert "15/KH-MTTQ, mục III" in below.main


def test_a_commune_sets_earlier_dates_only_and_what_it_typed_stays(commune: Visitor) -> None:
    refused = set_to(commune, due="1/3/2017")
    assert refused.status == 422
    assert refused.soup.select_one('.errsum a[href="#due"]')
    assert refused.soup.select_one("#due")["value"] == "1/3/2017"

    assert "Đã đặt lịch" in set_to(commune, due="10/2/2017").text


def test_a_day_nobody_understands_is_asked_for_again(province: Visitor) -> None:
    refused = set_to(province, closes="cuối tháng")

    assert refused.status == 422
    assert "Chưa hiểu ngày này. Hãy gõ như: 14/7/2017" in refused.main
    assert refused.soup.select_one("#closes")["value"] == "cuối tháng"


def test_own_dates_can_be_given_up_for_the_inherited_ones(commune: Visitor) -> None:
    set_to(commune, due="10/2/2017")
    form = commune.get(PART).form("/lich/dat")
    page = commune.post(PART, form | {"viec": "ke-thua"})

    assert "Đã bỏ lịch riêng" in page.text
    assert "Đơn vị tự đặt" not in page.main


def test_two_who_set_the_same_calendar_do_not_overwrite_each_other(
    web: Web, province: Visitor
) -> None:
    form = province.get(PART).form("/lich/dat")
    set_to(web.visitor(BAC_KAN, "mttq", "approver"), due="10/2/2017")
    page = province.post(PART, form | {"due": "12/2/2017"})

    assert page.status == 409
    assert "Người khác vừa đổi lịch này." in page.main
    assert page.soup.select_one("#due")["value"] == "12/2/2017"


def test_more_time_is_confirmed_with_its_consequences_and_then_given_once(
    web: Web, province: Visitor
) -> None:
    confirm = province.post(EXTEND, GRANT)
    assert "Gia hạn cho huyện Chợ Đồn?" in confirm.main
    assert "Bão lũ tháng Hai" in confirm.main
    assert "Chưa có gia hạn nào" in province.get("/lich?nam=2017").main

    form = confirm.form("/lich/gia-han") | {"viec": "gia-han"}
    done = [province.post(EXTEND, form) for _ in range(2)]
    assert "Đã gia hạn cho huyện Chợ Đồn đến hết ngày 10/3/2017." in done[0].text
    assert done[1].main.count("Bão lũ tháng Hai") == 1
    below = web.visitor(LUONG_BANG, "mttq", "officer").get("/lich?nam=2017")
    assert "đã gia hạn đến 10/3/2017" in below.main
    assert "Nông Thị Hoa" in below.main


def test_more_time_needs_a_reason_and_a_later_day(province: Visitor) -> None:
    page = province.post(EXTEND, GRANT | {"reason": " ", "until": "1/2/2017"})

    assert page.status == 422
    fields = {link["href"] for link in page.soup.select(".errsum a")}
    assert fields == {"#reason", "#until"}
    assert page.soup.select_one("#until")["value"] == "1/2/2017"


def test_a_report_s_extension_says_how_many_still_owe_it(web: Web, province: Visitor) -> None:
    wanted = GRANT | {"phan": "2017-H1", "until": "20/8/2017"}

    assert "báo cáo chưa nộp sẽ có thêm thời gian" in province.post(EXTEND, wanted).main


def test_a_commune_cannot_give_itself_time_and_learns_whom_to_ask(commune: Visitor) -> None:
    page = commune.get("/lich?nam=2017")

    assert "đề nghị Mặt trận huyện Chợ Đồn gia hạn" in page.main
    assert commune.get(EXTEND).status == 404
    assert commune.post(EXTEND, GRANT | {"dia-ban": LUONG_BANG}).status == 404


def test_an_officer_reads_the_calendar_and_sets_nothing(web: Web) -> None:
    officer = web.visitor(LUONG_BANG, "mttq", "officer")
    page = officer.get("/lich?nam=2017")

    assert "Lịch đang áp dụng" in page.main
    assert not [href for href in page.links() if "/lich/dat" in href]
    assert officer.get(PART).status == 404
    assert officer.post(PART, {"due": "1/2/2017"}).status == 404


def test_another_province_s_units_cannot_be_given_time(web: Web) -> None:
    stranger = web.visitor(HA_GIANG, "mttq", "approver")

    assert stranger.post(EXTEND, GRANT).status == 404
    assert stranger.get("/lich/dat?nam=2017&phan=2017-W25").status == 404


def test_whom_to_give_more_time_is_chosen_and_never_guessed(province: Visitor) -> None:
    form = province.get(EXTEND).form("/lich/gia-han")
    assert form["dia-ban"] == ""
    page = province.post(EXTEND, form | GRANT | {"dia-ban": "", "until": "mai"})
    assert page.status == 422
    assert [link["href"] for link in page.soup.select(".errsum a")] == ["#dia-ban", "#until"]
    assert page.soup.select_one("#dia-ban-error").text.strip() == "Chọn đơn vị được gia hạn."
    assert page.soup.select_one("#reason").text.strip() == "Bão lũ tháng Hai"

    named = province.get(f"{EXTEND}&dia-ban={LUONG_BANG}")
    assert named.form("/lich/gia-han")["dia-ban"] == LUONG_BANG
