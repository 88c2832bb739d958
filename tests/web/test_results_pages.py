"""Entering results: typed as people type them, stored once, with nothing typed lost."""

from __future__ import annotations

from datetime import date

import pytest

from tests.api.main_job import done, entered, submitted
from tests.api.places import LUONG_BANG
from tests.web.january import ENTER, JANUARY, LIST, address, caller, flowers, officer, stored

__all__ = ["caller", "flowers", "officer"]


def test_figures_are_typed_as_people_type_them(officer, caller, flowers):
    page = officer.get(address(flowers))
    assert "Kế hoạch: 700 m" in page.main
    assert "Kế hoạch: 12.000.000 đồng" in page.main

    page = officer.post(
        address(flowers),
        page.form("ket-qua")
        | {
            "state": "in_progress",
            "progress": "60%",
            "households": "38 hộ",
            "measures.chieu_dai": "0,42 km",
            "funding.hoi_vien": "khoảng 2,5 triệu",
            "narrative": "Đã trồng xong trục chính.",
        },
    )

    assert "Đã gửi kết quả của “Đường hoa Nà Cà”." in page.main
    result = stored(caller, flowers)
    assert (result["state"], result["progress"], result["households"]) == ("in_progress", 60, 38)
    assert result["measures"] == {"chieu_dai": 420, "so_ho": 38}
    assert result["funding"] == [{"source": "hoi_vien", "amount": 2_500_000, "about": "khoảng"}]
    shown = page.form("ket-qua")
    assert shown["measures.chieu_dai"] == "420"
    assert shown["funding.hoi_vien"] == "khoảng 2.500.000"


def test_what_is_not_understood_is_asked_again_and_nothing_typed_is_lost(officer, flowers):
    typed = {
        "state": "in_progress",
        "progress": "gần xong",
        "measures.chieu_dai": "3 cây vàng",
        "funding.hoi_vien": "nhiều",
        "narrative": "Vẫn còn đây",
    }

    page = officer.post(address(flowers), typed)

    assert page.status == 422
    assert page.soup.title.text.startswith("Lỗi:")
    assert "Còn 3 chỗ cần sửa" in page.main
    assert "Chưa hiểu tiến độ “gần xong”" in page.main
    assert "“3 cây vàng” không đổi được ra m" in page.main
    assert {name: page.form("ket-qua").get(name) for name in typed} == typed
    links = [link["href"] for link in page.soup.select(".errsum a")]
    assert all(page.soup.find(id=link[1:]) for link in links)


def test_a_result_says_at_least_how_far_the_item_is(officer, flowers):
    page = officer.post(address(flowers), {"households": "12"})

    assert page.status == 422
    assert "Chọn tình trạng thực hiện" in page.main
    assert "Nhập tiến độ" in page.main


def test_what_is_finished_is_done_by_a_hundred_per_cent(officer, caller, flowers):
    officer.post(address(flowers), {"state": "maintained", "households": "40"})

    assert stored(caller, flowers)["progress"] == 100


def test_what_looks_odd_is_said_and_stops_nothing(officer, caller, flowers):
    typed = {"state": "completed", "progress": "80", "measures.chieu_dai": "15 km"}

    page = officer.post(address(flowers), typed)

    assert "Nên xem lại" in page.main
    assert "Chiều dài: 15.000 m, hơn gấp đôi kế hoạch 700 m." in page.main
    assert "Ghi là hoàn thành, nhưng tiến độ mới 80%." in page.main
    assert stored(caller, flowers)["measures"] == {"chieu_dai": 15_000}


def test_the_earlier_periods_figures_stand_beside_and_may_not_shrink(web, officer, caller, flowers):
    entered(caller, flowers, JANUARY, progress=60, households=30)
    march = web.on(date(2017, 3, 1)).sign_in(officer.username)

    page = march.get(address(flowers, "2017-02"))
    assert "tháng 1 năm 2017: 30 hộ" in page.main
    page = march.post(
        address(flowers, "2017-02"),
        {"state": "in_progress", "progress": "50", "households": "20"},
    )

    assert "Số hộ tham gia: 20 hộ, ít hơn 30 hộ của tháng 1 năm 2017" in page.main


def test_sent_twice_is_stored_once(officer, caller, flowers):
    typed = {"state": "in_progress", "progress": "10"}
    officer.post(address(flowers), typed)

    page = officer.post(address(flowers), typed)

    assert page.status == 200
    assert stored(caller, flowers)["version"] == 1


def test_two_who_edit_at_once_choose_field_by_field(web, officer, caller, flowers):
    entered(caller, flowers, JANUARY, progress=10, households=20)
    page = officer.get(address(flowers))
    opened = page.form("ket-qua")
    entered(caller, flowers, JANUARY, version=1, progress=15, households=25)

    page = officer.post(address(flowers), opened | {"households": "30", "narrative": "Của tôi"})

    assert page.status == 412
    assert "Những gì bạn nhập vẫn còn." in page.main
    kept = page.form("ket-qua")
    assert kept["progress"] == "15"  # only the other changed it
    assert (kept["households"], kept["narrative"]) == ("30", "Của tôi")
    assert "Lấy số của Nông Thị Hoa: 25" in page.main
    officer.post(address(flowers), kept | {"chon.households": "cua-ho"})

    result = stored(caller, flowers)
    assert (result["progress"], result["households"]) == (15, 25)
    assert (result["narrative"], result["version"]) == ("Của tôi", 3)


def test_after_one_comes_the_next(officer, caller, flowers):
    other = submitted(caller, title="Chi hội 3 sạch")

    page = officer.post(address(flowers), {"state": "stopped", "progress": "5", "sau": "1"})
    assert page.address.endswith(address(other))
    page = officer.post(address(other), {"state": "stopped", "progress": "5", "sau": "1"})

    assert page.address.endswith(LIST)


def test_after_the_last_day_on_time_it_is_marked_late(web, officer, caller, flowers):
    late = web.on(date(2017, 2, 13)).sign_in(officer.username)

    page = late.get(address(flowers))
    assert "Quá hạn 3 ngày (hạn 10/2/2017)" in page.main
    page = late.post(address(flowers), {"state": "in_progress", "progress": "10"})

    assert "Nhập muộn 3 ngày" in page.main


def test_more_time_given_afterwards_does_not_rewrite_how_late_a_result_was(
    web, officer, caller, flowers
):
    late = web.on(date(2017, 2, 13)).sign_in(officer.username)
    late.post(address(flowers), {"state": "in_progress", "progress": "10"})
    district = web.visitor("d064", "mttq", "approver")
    more = {
        "dia-ban": LUONG_BANG, "phan": JANUARY, "to-chuc": "tat-ca", "until": "15/2/2017",
        "reason": "Mưa lũ", "viec": "gia-han",
    }  # fmt: skip
    confirm = district.post("/lich/gia-han?nam=2017", more | {"viec": ""})
    district.post("/lich/gia-han?nam=2017", confirm.form("/lich/gia-han") | more)
    page = late.get(address(flowers))
    assert "15/2/2017" in page.main
    assert "Nhập muộn 3 ngày" in page.main


def test_once_closed_the_page_says_who_can_extend(web, officer, flowers):
    closed = web.on(date(2017, 4, 1)).sign_in(officer.username)

    page = closed.get(address(flowers))

    assert "Chưa nhập được kết quả" in page.main
    assert "Chợ Đồn" in page.soup.select_one(".note").text
    assert not page.soup.select("form.result-form")
    page = closed.post(address(flowers), {"state": "in_progress", "progress": "10"})
    assert page.status == 409
    assert page.form("ket-qua")["progress"] == "10"


def test_many_are_entered_one_under_the_other(officer, caller, flowers):
    other = submitted(caller, title="Chi hội 3 sạch")
    third = submitted(caller, title="Ngõ tự quản")
    page = officer.get(LIST)
    form = page.form("ket-qua/nhap")
    assert set(form["ho-so"]) == {flowers["id"], other["id"], third["id"]}

    page = officer.post(
        ENTER,
        form
        | {
            f"{flowers['id']}.state": "in_progress",
            f"{flowers['id']}.progress": "30",
            f"{flowers['id']}.funding.hoi_vien": "3 triệu",
            f"{other['id']}.state": "in_progress",
            f"{other['id']}.progress": "ba mươi",
        },
    )

    assert page.status == 422
    assert "Đã gửi 1 kết quả." in page.main
    assert "Chi hội 3 sạch: Chưa hiểu tiến độ “ba mươi”" in page.main
    again = page.form("ket-qua/nhap")
    assert again[f"{other['id']}.progress"] == "ba mươi"
    assert stored(caller, flowers)["funding"] == [{"source": "hoi_vien", "amount": 3_000_000}]
    assert third["title"] in page.main


def test_the_whole_table_sent_twice_is_harmless(officer, caller, flowers):
    form = officer.get(LIST).form("ket-qua/nhap")
    form |= {f"{flowers['id']}.state": "stopped", f"{flowers['id']}.progress": "5"}
    officer.post(ENTER, form)

    page = officer.post(ENTER, form)

    assert page.status == 200
    assert stored(caller, flowers)["version"] == 1


@pytest.mark.parametrize("period", ["2018", "2017-W5", "x", "2017-13"])
def test_what_is_no_period_of_the_items_year_is_not_found(officer, flowers, period):
    assert officer.get(address(flowers, period)).status == 404


def test_hostile_text_is_shown_as_text(officer, flowers):
    hostile = '"><script>alert(1)</script>'

    page = officer.post(
        address(flowers), {"state": hostile, "progress": hostile, "narrative": hostile}
    )

    assert page.status == 422
    assert not page.soup.select("main script")
    assert page.form("ket-qua")["narrative"] == hostile


def test_a_withdrawn_item_takes_no_result(officer, caller, flowers):
    done(caller, flowers, "withdraw", reason="Trùng")

    page = officer.get(address(flowers))

    assert "Hồ sơ đã rút, không nhập kết quả." in page.main
