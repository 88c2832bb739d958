"""Overlaps on their own pages: listed, side by side with consequences, settled and settled anew."""

from __future__ import annotations

from datetime import date

import pytest

from tests.api.main_job import YOUTH, seen, step, submitted
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA, PAC_NAM
from tests.web.overlaps.settling import LIST, WHY, conclude, looked


def cells(page, label):
    row = next(r for r in page.soup.select(".pair tbody tr") if label in r.th.get_text())
    return row.th.get_text(" ", strip=True), [c.get_text(" ", strip=True) for c in row.select("td")]


def effect(page, counts):
    found = page.soup.select_one(f'[data-effect="{counts}"]')
    return " ".join(found.get_text(" ").split())


def test_where_nothing_is_done_twice_the_list_says_so(front, road):
    page = front.get(LIST)

    assert "Chưa phát hiện chồng chéo nào." in page.main
    assert page.soup.select_one(".nav-main a[aria-current]").get_text(strip=True) == "Chồng chéo"


def test_the_list_names_both_and_what_they_have_in_common(front, case):
    page = front.get(LIST)

    (row,) = page.soup.select("table.overlaps tbody tr")
    told = " ".join(row.get_text(" ").split())
    assert "Đường hoa Nà Cà Hội Phụ nữ" in told
    assert "Tuyến đường hoa thanh niên Nà Cà Đoàn Thanh niên" in told
    assert "Cùng thôn, cùng thời gian, cùng dạng việc, cùng nội dung, cùng loại, tên giống" in told
    assert "Chờ làm rõ" in told
    assert row.select_one("a.btn")["href"].endswith(case)


def test_the_tab_counts_what_waits_for_the_commune_and_not_for_those_above(web, front, case):
    tab = front.get("/viec").soup.select_one(f'.nav-main a[href$="{LIST}"]')
    assert tab.select_one(".n").text == "1"
    assert "Chồng chéo 1" in front.get("/them").main

    above = web.visitor(CHO_DON, "mttq", "officer").get(LIST)
    assert above.soup.select_one(f'.nav-main a[href$="{LIST}"] .n') is None
    assert "Xã Lương Bằng" in above.main

    settled = conclude(front, case, **{"ket-luan": "distinct", "ly-do": WHY})
    assert settled.soup.select_one(f'.nav-main a[href$="{LIST}"] .n') is None


def test_what_is_alike_is_marked_in_words_beside_both(front, case):
    page = front.get(case)

    assert "Hai đăng ký này có phải một việc?" in page.main
    assert cells(page, "Địa điểm") == ("Địa điểm Cùng thôn", ["Thôn Nà Cà", "Thôn Nà Cà"])
    assert cells(page, "Thời gian")[0] == "Thời gian Trùng hẳn"
    assert cells(page, "Hình thức") == ("Hình thức", ["Duy trì", "Xây dựng mới"])
    assert cells(page, "Số hộ")[1] == ["42 hộ", "–"]


def test_the_consequences_are_told_before_anything_is_concluded(front, case, road, same_road):
    page = front.get(case)

    ours = effect(page, road["id"])
    assert "Chỉ tiêu Hội Phụ nữ" in ours
    assert "Vẫn đạt 01/01" in ours
    assert "Chỉ tiêu Đoàn Thanh niên" in ours
    assert "Bây giờ có 1, sau đó có 0, cần 1" in ours
    assert "Sẽ thiếu 01" in ours
    assert "Số đăng ký của xã Lương Bằng" in ours
    assert "2 còn 1" in ours
    assert "2, không đổi" in effect(page, "")
    theirs = effect(page, same_road["id"])
    assert theirs.index("Sẽ thiếu 01") < theirs.index("Chỉ tiêu Đoàn Thanh niên")


def test_both_do_it_together_and_it_counts_once(front, women, case, road, same_road):
    page = conclude(front, case, **{"ket-luan": "joint", "chu-tri": road["id"], "ly-do": WHY})

    assert page.address.endswith(f"{LIST}?nam=2017")
    assert "Đã ghi kết luận: hai bên cùng làm một việc." in page.main
    assert "Không còn cặp nào chờ làm rõ." in page.main
    assert "Cùng làm 1" in page.main
    assert seen(women, road)["partners"] == ["doan_thanh_nien"]
    listed = front.get(f"{LIST}?tt=cung-lam").main
    assert "Cùng làm một việc" in listed


def test_what_was_concluded_is_told_and_can_be_concluded_anew(front, women, case, road, same_road):
    conclude(front, case, **{"ket-luan": "joint", "chu-tri": road["id"], "ly-do": WHY})

    page = front.get(case)

    assert "Đã kết luận Hai bên cùng làm một việc Tính cho A · Hội Phụ nữ" in page.main
    assert f"“{WHY}”" in page.main
    assert "ngày 1/2/2017" in page.main
    assert "Có thể xem xét lại đến khi khóa sổ." in page.main
    assert "1 thành 2" in effect(page, "")
    assert "1, không đổi" in effect(page, same_road["id"])
    assert page.form(case)["ket-luan"] == "joint"

    again = conclude(front, case, **{"ket-luan": "distinct", "ly-do": WHY})
    assert "Đã ghi kết luận: hai việc khác nhau." in again.main
    assert seen(women, road)["partners"] == []


def test_of_one_side_registered_twice_the_other_counts(front, women, case, road, same_road):
    conclude(front, case, **{"ket-luan": "duplicate", "giu": same_road["id"], "ly-do": WHY})

    assert seen(women, road)["same_as"] == same_road["id"]


def test_a_conclusion_needs_a_choice_and_a_reason_and_keeps_what_was_typed(front, case):
    page = conclude(front, case, **{"ket-luan": "", "ly-do": " "})
    assert page.status == 422
    assert "Còn 2 chỗ cần sửa Chọn một kết luận Ghi lý do" in page.main

    page = conclude(front, case, **{"ket-luan": "duplicate", "ly-do": ""})
    assert page.status == 422
    assert page.form(case)["ket-luan"] == "duplicate"

    page = conclude(front, case, **{"ket-luan": "joint", "chu-tri": "somebody", "ly-do": WHY})
    assert (page.status, page.form(case)["ly-do"]) == (422, WHY)
    assert "Chọn một trong hai hồ sơ" in page.main


def test_whoever_was_slower_keeps_what_was_typed(web, front, case):
    form = front.get(case).form(case) | {"ly-do": WHY}
    colleague = web.visitor(LUONG_BANG, "mttq", "officer")
    conclude(colleague, case, **{"ket-luan": "distinct", "ly-do": "Hai việc."})

    page = front.post(case, form)

    assert page.status == 409
    assert "Người khác vừa kết luận hoặc sửa một trong hai hồ sơ này" in page.main
    assert page.form(case)["ly-do"] == WHY


def test_pressing_twice_is_harmless(front, case):
    form = front.get(case).form(case) | {"ket-luan": "distinct", "ly-do": WHY}
    front.post(case, form)

    assert "Đã ghi kết luận: hai việc khác nhau." in front.post(case, form).main


def test_in_a_locked_year_it_can_only_be_read(web, front, case):
    later = web.on(date(2018, 2, 5)).sign_in(front.username)

    page = later.get(case)

    assert "Không kết luận được nữa Sổ đã khóa" in page.main
    assert page.soup.select_one("form[data-conclusion]") is None


def test_what_no_longer_stands_cannot_be_merged(web, front, women, case, road):
    assert step(women, road, "withdraw", reason="Không làm nữa").status_code == 200

    page = front.get(case)

    assert "Một đăng ký không còn được tính" in page.main
    assert [box["value"] for box in page.soup.select("[name=ket-luan]")] == ["distinct"]
    refused = front.post(case, page.form(case) | {"ket-luan": "joint", "ly-do": WHY})
    assert "Không làm được việc này" in refused.main


def test_one_organization_that_registers_a_work_twice_is_not_asked_to_work_with_itself(
    web, front, women, road
):
    submitted(women, title="Mô hình đường hoa thôn Nà Cà")
    page = front.get(looked(web))

    assert [box["value"] for box in page.soup.select("[name=ket-luan]")] == [
        "duplicate", "distinct",
    ]  # fmt: skip
    assert "Một việc đăng ký hai lần" in page.main


def test_organizations_see_their_own_and_who_settles_them(web, case):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")

    assert "Tuyến đường hoa thanh niên" in officer.get(LIST).main
    page = officer.get(case)
    assert "Mặt trận xã Lương Bằng sẽ làm rõ khi hiệp thương" in page.main
    assert page.soup.select_one("form[data-conclusion]") is None
    form = {"ket-luan": "distinct", "ly-do": WHY, "version": "1"}
    assert officer.post(case, form).status == 404


@pytest.mark.parametrize(
    ("tenant", "organization", "role"),
    [
        (NGHIA_TA, "mttq", "approver"),
        (PAC_NAM, "mttq", "officer"),
        (CHO_DON, "phu_nu", "officer"),
        (LUONG_BANG, "nong_dan", "officer"),
        (LUONG_BANG, "mttq", "admin"),
    ],
)
def test_to_others_it_does_not_exist(web, case, tenant, organization, role):
    stranger = web.visitor(tenant, organization, role)

    assert "Đường hoa" not in stranger.get(LIST).main
    assert stranger.get(case).status == 404
    form = {"ket-luan": "distinct", "ly-do": WHY, "version": "1"}
    assert stranger.post(case, form).status == 404


def test_those_above_choose_a_unit_and_settle_too(web, case):
    province = web.visitor(BAC_KAN, "mttq", "officer")

    page = province.get(f"{LIST}?dia-ban={CHO_DON}")
    assert "Đường hoa Nà Cà" in page.main
    assert "Đường hoa Nà Cà" not in province.get(f"{LIST}?dia-ban={PAC_NAM}").main
    assert province.get(f"{LIST}?dia-ban={LUONG_BANG}&nam=2016").main.count("Chưa phát hiện") == 1
    done_ = conclude(province, case, **{"ket-luan": "distinct", "ly-do": WHY})
    assert "Đã ghi kết luận" in done_.main


def test_a_units_number_counts_what_lies_below_it(web, women, road):
    district = web.api.make_user(CHO_DON, "doan_thanh_nien")
    places = [{"tenant": NGHIA_TA}, {"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}]
    theirs = YOUTH | {"tenant": CHO_DON, "places": places, "title": "Đường hoa thanh niên Nà Cà"}
    above = submitted(district, theirs)
    case = looked(web)
    page = web.visitor(CHO_DON, "mttq", "approver").get(case)
    once = "Mỗi công trình, mô hình tính một lần"
    for kept in (road, above):
        assert f"Số đăng ký của huyện Chợ Đồn {once} 2 còn 1" in effect(page, kept["id"])
    assert f"Số đăng ký của xã Lương Bằng {once} 1 còn 0" in effect(page, above["id"])
    assert f"Số đăng ký của xã Lương Bằng {once} 1, không đổi" in effect(page, road["id"])
    listed = web.visitor(CHO_DON, "mttq", "approver").get(LIST)
    assert "Đoàn Thanh niên huyện Chợ Đồn · Thôn Nà Cà" in " ".join(listed.main.split())


def test_a_pair_only_the_district_can_settle_is_a_task_that_leads_to_it(web, women, road):
    district = web.api.make_user(CHO_DON, "doan_thanh_nien")
    places = [{"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}]
    theirs = YOUTH | {"tenant": CHO_DON, "places": places, "title": "Đường hoa thanh niên Nà Cà"}
    submitted(district, theirs)
    case = looked(web)
    board = web.visitor(CHO_DON, "mttq", "approver")
    (row,) = (li for li in board.get("/viec").soup.select("li") if "cặp chồng chéo" in li.text)
    assert "Kết luận 1 cặp chồng chéo năm 2017" in row.text
    assert row.a["href"].endswith(case)
    conclude(board, case, **{"ket-luan": "distinct", "ly-do": WHY})
    assert "cặp chồng chéo" not in board.get("/viec").main


def test_no_conclusion_is_chosen_beforehand(front, case):
    page = front.get(case)
    assert "ket-luan" not in page.form(case)
    refused = conclude(front, case, **{"ly-do": WHY})
    assert refused.status == 422
    assert [link["href"] for link in refused.soup.select(".errsum a")] == ["#ket-luan"]
