"""The consultation of a commune: everything registered, the gaps beside it, agree or return."""

from __future__ import annotations

from datetime import date

import pytest

from tests.api.main_job import (
    FRONT_MODEL,
    POVERTY,
    SECURITY,
    WHOLE,
    YOUTH,
    done,
    drafted,
    seen,
    submitted,
)
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA, PAC_NAM

BOARD = "/hiep-thuong"
AGREE, RETURN, UNDO = f"{BOARD}/thong-nhat", f"{BOARD}/tra-lai", f"{BOARD}/hoan-tac"


@pytest.fixture
def officer(web):
    return web.api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(web):
    return web.visitor(LUONG_BANG, "mttq", "approver")


@pytest.fixture
def flowers(officer):
    return submitted(officer)


def test_all_of_the_commune_stands_under_the_five_contents(web, front, flowers):
    veteran = web.api.make_user(LUONG_BANG, "cuu_chien_binh")
    submitted(veteran, POVERTY, title="Nuôi trâu vỗ béo")

    page = front.get(BOARD)

    rows = rows_of(page)
    first, third = rows.index("1. Phát triển"), rows.index("3. Môi trường")
    assert first < rows.index("Nuôi trâu vỗ béo") < third < rows.index("Đường hoa Nà Cà")
    assert "Đã đăng ký 2 của 2 tổ chức" in page.main


def test_a_content_without_items_is_the_gap_in_the_plans_words(front, flowers):
    page = front.get(BOARD)

    gaps = [row.get_text(" ", strip=True) for row in page.soup.select("tr.gap")]
    assert "Nội dung bỏ sót 4 trong 05 nội dung" in page.main
    assert any("Bỏ sót." in gap and "tổ chức thành viên đăng ký" in gap for gap in gaps)
    assert any("Hội Cựu chiến binh còn thiếu 01 mô hình bảo vệ an ninh" in gap for gap in gaps)


def test_a_shortage_stands_where_the_missing_item_would(web, front):
    youth = web.api.make_user(LUONG_BANG, "doan_thanh_nien")
    submitted(youth, YOUTH | {"stage": "duy_tri"}, title="Cây xanh cổng chào")

    rows = rows_of(front.get(BOARD))

    short = rows.index("Còn thiếu. Đoàn Thanh niên còn thiếu 01")
    assert rows.index("Cây xanh cổng chào") < short < rows.index("4. Pháp luật")


def test_by_organization_the_gap_stays_with_the_organization(front, flowers):
    page = front.get(f"{BOARD}?xep=to-chuc")

    rows = rows_of(page)
    veterans = rows.index("Hội Cựu chiến binh · chưa có đăng ký")
    assert veterans < rows.index("01 mô hình bảo vệ an ninh") < rows.index("Hội Phụ nữ · 1 đăng ký")
    assert "Chưa có: 1. Phát triển kinh tế, giảm nghèo" in rows


def test_the_quotas_count_what_is_still_to_be_agreed(front, flowers):
    aside = front.get(BOARD).soup.select_one(".quotas").get_text(" ", strip=True)

    assert "Hội Phụ nữ Đạt 01/01" in aside
    assert "Hội Cựu chiến binh Còn thiếu 02" in aside


def test_a_returned_item_that_would_settle_a_quota_is_named(web, front, flowers):
    chair = web.api.make_user(LUONG_BANG, "mttq", "approver")
    done(chair, flowers, "return", reason="Ghi rõ chiều dài.")

    page = front.get(BOARD)

    assert "Gửi lại “Đường hoa Nà Cà” là đủ chỉ tiêu." in page.main
    assert "Đã trả lại: “Ghi rõ chiều dài.”" in page.main


def test_several_are_agreed_at_once_and_undone(web, front, officer, flowers):
    other = submitted(officer, title="Chi hội 3 sạch")
    front.get(BOARD)

    page = front.post(AGREE, {"muc": [pick(flowers), pick(other)]})

    assert page.address.endswith(BOARD)
    assert "Đã thống nhất 2 đăng ký." in page.main
    assert {seen(officer, one)["status"] for one in (flowers, other)} == {"agreed"}

    again = front.post(UNDO, page.form("hoan-tac"))

    assert "Đã hoàn tác: 2 đăng ký chờ thống nhất lại." in again.main
    assert {seen(officer, one)["status"] for one in (flowers, other)} == {"submitted"}


def test_agreeing_twice_is_harmless(front, officer, flowers):
    front.post(AGREE, {"muc": pick(flowers)})

    page = front.post(AGREE, {"muc": pick(flowers)})

    assert page.status == 200
    assert "Đã thống nhất 1 đăng ký." in page.main
    assert seen(officer, flowers)["version"] == flowers["version"] + 1


def test_what_fails_is_listed_still_ticked_and_the_rest_is_done(front, officer, flowers):
    other = submitted(officer, title="Chi hội 3 sạch")
    changed = officer.put(
        f"/registrations/{other['id']}", WHOLE | {"title": "Chi hội mới"}, version=1
    )
    assert changed.status_code == 200, changed.json

    page = front.post(AGREE, {"muc": [pick(flowers), pick(other)]})

    assert page.status == 409
    assert "Đã thống nhất 1 đăng ký." in page.main
    assert ticked(page) == [other["id"]]
    assert "Mục này vừa được sửa." in page.soup.select_one(f"#loi-{other['id']}").text
    assert seen(officer, other)["status"] == "submitted"


def test_nothing_ticked_is_said_in_words(front, flowers):
    page = front.post(AGREE)

    assert page.status == 422
    assert "Chọn ít nhất một đăng ký, rồi bấm lại." in page.main


def test_returning_asks_for_a_reason_and_keeps_the_choice(front, officer, flowers):
    other = submitted(officer, title="Chi hội 3 sạch")

    asked = front.post(RETURN, {"muc": [pick(flowers), pick(other)]})
    assert "Trả lại 2 đăng ký?" in asked.main
    silent = front.post(RETURN, asked.form("tra-lai") | {"ly-do": "  "})
    assert silent.status == 422
    assert "Ghi lý do" in silent.main
    page = front.post(RETURN, silent.form("tra-lai") | {"ly-do": "Ghi rõ số hộ."})

    assert "Đã trả lại 2 đăng ký để bổ sung." in page.main
    assert seen(officer, flowers)["return_reason"] == "Ghi rõ số hộ."


def test_one_is_returned_by_its_name(front, flowers):
    page = front.post(RETURN, {"muc": pick(flowers)})

    assert page.soup.select_one("h1").text == "Trả lại “Đường hoa Nà Cà”?"


def test_ones_own_item_cannot_be_ticked_and_the_page_says_why(web, flowers):
    both = web.visitor(LUONG_BANG, "mttq", "approver")
    mine = web.api.sign_in(both.username)
    own = submitted(mine, FRONT_MODEL, title="Khu dân cư kiểu mẫu")

    page = both.get(BOARD)

    row = page.soup.select_one(f"#muc-{own['id']}")
    assert row.select_one("input").has_attr("disabled")
    assert "Bạn đã đăng ký mục này với vai Mặt trận, nên người khác thống nhất." in row.text
    refused = both.post(AGREE, {"muc": pick(own)})
    assert refused.status == 409
    assert "Không ai được xác nhận việc do chính mình đăng ký" in refused.main


def test_everything_waiting_is_ticked_without_a_script(front, officer, flowers):
    submitted(officer, title="Chi hội 3 sạch")
    all_of_them = next(link for link in front.get(BOARD).links() if "chon=tat-ca" in link)

    assert len(ticked(front.get(all_of_them))) == 2


def test_filters_stand_in_the_address_and_can_be_dropped(web, front, flowers):
    veteran = web.api.make_user(LUONG_BANG, "cuu_chien_binh")
    submitted(veteran, SECURITY, title="Tổ tự quản")

    page = front.get(f"{BOARD}?to-chuc=phu_nu&tinh-trang=submitted")

    assert "Đường hoa Nà Cà" in page.main
    assert "Tổ tự quản" not in page.main
    assert not page.soup.select("tr.gap")
    assert f"/v/{front.hat}{BOARD}?tinh-trang=submitted" in page.links()


def test_drafts_are_not_consulted_about(web, front):
    chair = web.api.sign_in(front.username)
    drafted(chair, FRONT_MODEL, title="Còn đang soạn")

    assert "Còn đang soạn" not in front.get(BOARD).main


def test_once_the_year_is_locked_nothing_can_be_ticked(web, front, flowers):
    later = web.on(date(2018, 2, 1)).sign_in(front.username)

    page = later.get(f"{BOARD}?nam=2017")

    assert "Đã khóa sổ ngày 31/1/2018" in page.main
    assert not page.soup.select("input[name=muc]:not([disabled])")


def test_who_looks_on_ticks_nothing(web, flowers):
    viewer = web.visitor(LUONG_BANG, "mttq", "viewer")

    page = viewer.get(BOARD)

    assert "Vai này chỉ xem" in page.main
    assert not page.soup.select("input[name=muc]")


def test_the_district_chooses_a_commune_and_finds_what_waits_there(web, flowers):
    district = web.visitor(CHO_DON, "mttq", "approver")

    own = district.get(BOARD)
    assert "Xã Lương Bằng 1 chờ thống nhất" in own.main
    there = district.get(f"{BOARD}?dia-ban={LUONG_BANG}")

    assert "Đường hoa Nà Cà" in there.main
    page = district.post(f"{AGREE}?dia-ban={LUONG_BANG}", {"muc": pick(flowers)})
    assert "Đã thống nhất 1 đăng ký." in page.main
    assert f"dia-ban={LUONG_BANG}" in page.address


def test_another_units_consultation_does_not_exist(web, front, officer, flowers):
    stranger = web.visitor(NGHIA_TA, "mttq", "approver")

    assert stranger.get(f"{BOARD}?dia-ban={LUONG_BANG}").status == 404
    page = stranger.post(AGREE, {"muc": pick(flowers)})
    assert page.status == 409
    assert "Đường hoa" not in page.main
    assert stranger.post(RETURN, {"muc": pick(flowers)}).status == 404
    assert seen(officer, flowers)["status"] == "submitted"
    assert web.visitor(PAC_NAM, "mttq").get(f"{BOARD}?dia-ban={LUONG_BANG}").status == 404
    assert web.visitor(BAC_KAN, "mttq").get(f"{BOARD}?dia-ban={LUONG_BANG}").status == 200


@pytest.mark.parametrize(("organization", "role"), [("phu_nu", "officer"), ("mttq", "admin")])
def test_only_the_front_consults(web, flowers, organization, role):
    other = web.visitor(LUONG_BANG, organization, role)

    assert other.get(BOARD).status == 404
    assert other.post(AGREE, {"muc": pick(flowers)}).status == 404


@pytest.mark.parametrize(
    "query", ["nam=20x7", "nam=9999", "noi-dung=99", "tinh-trang=xong", "xep="]
)
def test_nonsense_in_the_address_is_passed_over(front, flowers, query):
    assert front.get(f"{BOARD}?{query}").status == 200


@pytest.mark.parametrize("form", [AGREE, RETURN, UNDO])
def test_the_address_of_a_refused_form_loaded_again_leads_to_the_board(front, form):
    assert front.get(f"{form}?nam=2017").address.endswith(f"{BOARD}?nam=2017")


def test_hostile_picks_do_nothing(front, flowers):
    page = front.post(AGREE, {"muc": ["x", ":", f"{flowers['id']}:-1", "a:²", "<b>:1"]})

    assert page.status == 409
    assert page.soup.select_one(".errsum a")["href"] == "#muc-<b>"


def pick(item):
    return f"{item['id']}:{item['version']}"


def rows_of(page):
    """Return the list as one text, in its order."""
    return " ".join(page.soup.select_one("table.ht tbody").get_text(" ").split())


def ticked(page):
    return [box["value"].split(":")[0] for box in page.soup.select("input[name=muc][checked]")]
