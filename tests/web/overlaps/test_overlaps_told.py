"""Overlaps wherever one of both is shown: its page, the consultation, the form, the trail."""

from __future__ import annotations

from tests.api.main_job import YOUTH, submitted
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG
from tests.web.form_filling import begun, press, typed_in
from tests.web.overlaps.settling import WHY, conclude


def test_each_items_page_tells_of_the_other(web, front, case, road, same_road):
    page = front.get(f"/dang-ky/{road['id']}")

    assert "Chồng chéo Tuyến đường hoa thanh niên Nà Cà (Đoàn Thanh niên)" in page.main
    assert "Chờ làm rõ Làm rõ" in page.main
    assert any(link.endswith(case) for link in page.links())


def test_the_one_that_was_merged_leads_to_the_one_that_counts(web, front, case, road, same_road):
    conclude(front, case, **{"ket-luan": "joint", "chu-tri": road["id"], "ly-do": WHY})

    page = front.get(f"/dang-ky/{same_road['id']}")

    assert "Đăng ký “Đường hoa Nà Cà” được tính thay cho đăng ký này" in page.main
    assert "Làm chung với Hội Phụ nữ" in page.main
    assert "Đã rút" not in page.main
    assert "Mặt trận xã kết luận về chồng chéo" in page.main
    assert f"“{WHY}”" in page.main
    assert any(link.endswith(road["id"]) for link in page.links())
    assert "Làm chung với Hội Phụ nữ" in front.get("/dang-ky?nam=2017").main
    assert "Làm chung với Hội Phụ nữ" in front.get("/hiep-thuong?tinh-trang=withdrawn").main
    youth = web.visitor(LUONG_BANG, "doan_thanh_nien", "officer")
    assert "Làm chung với Hội Phụ nữ" in youth.get(f"/dang-ky/{same_road['id']}").main


def test_what_was_registered_twice_says_where_it_counts(front, case, road, same_road):
    conclude(front, case, **{"ket-luan": "duplicate", "chu-tri": road["id"], "ly-do": WHY})

    page = front.get(f"/dang-ky/{same_road['id']}")

    assert "Trùng, tính ở Hội Phụ nữ" in page.main
    assert "Làm chung" not in page.main
    assert "Trùng, tính ở Hội Phụ nữ" in front.get("/dang-ky?nam=2017").main
    assert "Trùng, tính ở Hội Phụ nữ" in front.get(case).main


def test_the_consultation_names_the_pairs_that_are_still_open(front, case, road):
    page = front.get("/hiep-thuong")

    aside = page.soup.select_one("aside").get_text(" ", strip=True)
    assert "Chồng chéo 1 cặp Đường hoa Nà Cà" in aside
    row = page.soup.select_one(f"#muc-{road['id']}").get_text(" ", strip=True)
    assert "Có thể trùng với “Tuyến đường hoa thanh niên Nà Cà” (Đoàn Thanh niên)" in row

    conclude(front, case, **{"ket-luan": "distinct", "ly-do": WHY})
    assert "Có thể trùng" not in front.get("/hiep-thuong").main


def test_the_form_hints_at_what_others_do_there_and_never_blocks(web, same_road):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    page = begun(officer)
    typed = {"places_new": "Thôn Nà Cà", "starts_on": "3/2017", "ends_on": "11/2017"}

    live = officer.post("/dang-ky/chong-cheo", typed_in(page) | typed)

    assert "Có thể trùng với Đoàn Thanh niên xã" in live.text
    assert "“Tuyến đường hoa thanh niên Nà Cà” cũng ở thôn Nà Cà" in live.text
    assert "Vẫn gửi được. Mặt trận xã sẽ làm rõ khi hiệp thương." in live.text
    link = live.soup.select_one(f'a[href$="{same_road["id"]}"]')["href"]
    assert "Tuyến đường hoa thanh niên" in officer.get(link).main

    page = press(page, officer, **typed)
    page = press(page, officer, answers__so_ho="42")
    page = press(page, officer)
    assert "Có thể trùng với Đoàn Thanh niên xã" in page.soup.select_one("#step-5").get_text()
    assert "Đã gửi lúc" in press(page, officer, "gui=1").main


def test_the_form_hints_at_what_the_district_does_there(web):
    youth = web.api.make_user(CHO_DON, "doan_thanh_nien")
    places = [{"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}]
    body = {"tenant": CHO_DON, "places": places, "title": "Đường hoa thanh niên Nà Cà"}
    above = submitted(youth, YOUTH | body)
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")

    live = officer.post(
        "/dang-ky/chong-cheo", typed_in(begun(officer)) | {"places_new": "Thôn Nà Cà"}
    )

    assert "Có thể trùng với Đoàn Thanh niên huyện Chợ Đồn" in live.text
    assert "Mặt trận huyện sẽ làm rõ" in live.text
    assert "Hai bên cùng làm" not in live.text
    link = live.soup.select_one(f'a[href$="{above["id"]}"]')["href"]
    assert "Đường hoa thanh niên Nà Cà" in officer.get(link).main


def test_who_is_named_as_a_partner_already_is_not_offered_again(web, same_road):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    form = typed_in(begun(officer)) | {"places_new": "Thôn Nà Cà"}

    assert "Hai bên cùng làm" in officer.post("/dang-ky/chong-cheo", form).text
    named = officer.post("/dang-ky/chong-cheo", form | {"partners": "doan_thanh_nien"})
    assert "đã được ghi là đơn vị phối hợp" in named.text
    assert "Hai bên cùng làm" not in named.text


def test_one_is_told_of_ones_own_that_is_there_already(web, road):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    form = typed_in(begun(officer, title="Đường hoa thôn Nà Cà")) | {"places_new": "Thôn Nà Cà"}

    told = officer.post("/dang-ky/chong-cheo", form).text

    assert "Có thể đã đăng ký rồi" in told
    assert "Nếu là một việc, chỉ cần một hồ sơ." in told


def test_something_else_elsewhere_is_no_hint(web, same_road):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    form = typed_in(begun(officer)) | {"places_new": "Bản Vèn"}

    assert officer.post("/dang-ky/chong-cheo", form).text.strip() == ""


def test_the_audit_trail_names_what_was_settled(web, front, case):
    conclude(front, case, **{"ket-luan": "joint", "chu-tri": "", "ly-do": WHY})
    admin = web.visitor(BAC_KAN, "mttq", "admin")

    page = admin.get("/quan-tri/nhat-ky?viec=overlap.settle")

    assert "Kết luận về chồng chéo" in page.main
