"""The form sent twice, gone back to, changed by two: nothing typed is lost, nothing made twice."""

import re
from datetime import date

import pytest

from tests.api.places import LUONG_BANG
from tests.web.form_filling import NEW, begun, id_of, press, ready, stored, typed_in


@pytest.fixture
def officer(web):
    return web.visitor(LUONG_BANG, "phu_nu", "officer")


def test_a_form_sent_twice_makes_one_item(web, officer):
    page = officer.get(NEW)
    sent = typed_in(page) | {"title": "Đường hoa", "kind": "mo_hinh", "den": "2"}

    first, second = officer.post(NEW, sent), officer.post(NEW, sent)

    assert id_of(first) == id_of(second)
    assert stored(web, first, officer)["version"] == 1


def test_what_was_typed_after_the_first_sending_is_a_change_of_what_that_made(web, officer):
    page = officer.get(NEW)
    sent = typed_in(page) | {"title": "Đường hoa", "kind": "mo_hinh", "den": "2"}
    officer.post(NEW, sent)

    second = officer.post(NEW, sent | {"title": "Đường hoa Nà Cà"})

    assert stored(web, second, officer)["title"] == "Đường hoa Nà Cà"


def test_the_way_back_to_a_form_that_was_sent_leads_to_its_item(officer):
    page = officer.get(NEW)
    made = press(page, officer, title="Đường hoa", kind="mo_hinh")

    back = officer.get(page.address)

    assert id_of(back) == id_of(made)
    assert typed_in(back)["title"] == "Đường hoa"


def test_sending_an_item_once_more_says_when_it_was_sent(web, officer):
    page = ready(officer)
    sent = press(page, officer, "gui=1")

    again = press(page, officer, "gui=1")

    assert again.address == sent.address
    assert re.search(r"Hồ sơ này đã được gửi lúc \d\d:\d\d ngày .*, không gửi thêm", again.text)
    assert stored(web, again, officer)["version"] == stored(web, sent, officer)["version"]


def test_two_who_change_different_fields_lose_nothing(web, officer):
    page = begun(officer)
    colleague = web.visitor(LUONG_BANG, "phu_nu", "approver")
    theirs = colleague.get(f"/dang-ky/{id_of(page)}/buoc/1")
    press(theirs, colleague, title="Đường hoa thôn Nà Cà")

    page = press(page, officer, place_detail="Trục thôn")

    assert page.status == 200
    assert "Hai phần đã được ghép lại" in page.text
    item = stored(web, page, officer)
    assert item["title"] == "Đường hoa thôn Nà Cà"
    assert item["places"] == [{"detail": "Trục thôn"}]


def test_two_who_change_the_same_field_choose_field_by_field(web, officer):
    page = begun(officer)
    colleague = web.visitor(LUONG_BANG, "phu_nu", "approver", name="Bà Nông Thị Hằng")
    press(colleague.get(f"/dang-ky/{id_of(page)}/buoc/1"), colleague, title="Của bà Hằng", note="H")

    page = press(page, officer, title="Của tôi", note="T", place_detail="Trục thôn")

    assert page.status == 412
    assert "Bà Nông Thị Hằng vừa sửa lúc" in page.main
    assert "Của tôi" in page.main
    assert "Của bà Hằng" in page.main
    form = page.soup.select_one("#conflict-form")
    sent = page.form(form["action"]) | {"keep.title": "cua-ho", "keep.note": "ca-hai"}
    page = officer.post(form["action"], sent)

    assert page.status == 200
    item = stored(web, page, officer)
    assert item["title"] == "Của bà Hằng"
    assert item["note"] == "H\nT"
    assert item["places"] == [{"detail": "Trục thôn"}]


def test_the_stale_form_of_an_earlier_step_does_not_undo_a_later_one(web, officer):
    second = begun(officer)
    press(second, officer, starts_on="3/2017", ends_on="11/2017")

    page = press(second, officer, "den=1", place_detail="Trục thôn")

    item = stored(web, page, officer)
    assert item["starts_on"] == "2017-03-01"
    assert item["places"] == [{"detail": "Trục thôn"}]


def test_a_returned_item_opens_at_the_remark_on_every_step(web, officer):
    page = press(ready(officer), officer, "gui=1")
    front = web.api.make_user(LUONG_BANG, "mttq", "approver")
    body = {"action": "return", "reason": "Ghi rõ chiều dài tuyến và số hộ tham gia."}
    version = stored(web, page, officer)["version"]
    front.post(f"/registrations/{id_of(page)}/transitions", body, version=version)

    for number in (1, 2, 3, 4):
        step = officer.get(f"/dang-ky/{id_of(page)}/buoc/{number}")
        assert "Mặt trận xã góp ý" in step.main
        assert "“Ghi rõ chiều dài tuyến và số hộ tham gia.”" in step.main
        assert f"/dang-ky/{id_of(page)}/buoc/3#scale-0-text" in " ".join(step.links())

    sent = press(officer.get(f"/dang-ky/{id_of(page)}/xem-lai"), officer, "gui=1")
    assert stored(web, sent, officer)["status"] == "submitted"


def test_last_years_model_is_kept_up_in_one_step(web, officer):
    page = press(ready(officer), officer, "gui=1")
    later = web.on(date(2018, 2, 1)).sign_in(officer.username)
    assert "Đường hoa Nà Cà" in later.get("/dang-ky/moi").main

    check = later.post(f"/dang-ky/tiep-tuc/{id_of(page)}")

    assert check.address.endswith("/xem-lai")
    item = stored(web, check, officer)
    assert (item["year"], item["stage"], item["continues"]) == (2018, "duy_tri", id_of(page))
    assert (item["starts_on"], item["ends_on"]) == ("2018-03-01", "2018-11-30")
    assert item["answers"] == {"so_ho": 42}
    again = later.post(f"/dang-ky/tiep-tuc/{id_of(page)}")
    assert id_of(again) == id_of(check)
    sent = press(check, later, "gui=1")
    assert stored(web, sent, officer)["status"] == "submitted"


def test_nothing_new_is_begun_once_the_year_is_closed_and_it_says_whom_to_ask(web):
    officer = web.on(date(2017, 9, 1)).visitor(LUONG_BANG, "phu_nu", "officer")

    for path in ("/dang-ky/moi", NEW):
        page = officer.get(path)
        assert page.status == 409
        assert "Đã hết thời gian đăng ký năm 2017" in page.main
        assert "huyện Chợ Đồn" in page.main


def test_an_item_that_a_program_entered_goes_through_the_form_unchanged(web, officer):
    caller = web.api.sign_in(officer.username)
    body = {
        "tenant": LUONG_BANG, "organization": "phu_nu", "year": 2017, "title": "Từ chương trình",
        "movement_type": "phu_nu.ba_sach", "kind": "mo_hinh", "stage": "duy_tri", "content": 3,
        "places": [
            {"area": "Thôn Nà Cà", "detail": "đầu thôn"}, {"detail": "cuối xã"},
            {"area": "Bản Vèn", "detail": "nhà họp"},
        ],
        "starts_on": "2017-03-02", "ends_on": "2017-11-29",
        "scale": [{"amount": 1.234, "unit": "5 sào"}, {"amount": 7, "unit": "m", "about": "ước"}],
        "funding": [{"source": "quy", "amount": 500, "about": "trên"}],
        "in_kind": [{"kind": "khac", "amount": 2, "unit": "nghìn viên"}],
        "households": 41, "partners": [{"name": "Trường; lớp"}, "nong_dan"],
        "person_in_charge": "Bà Hằng", "phone": "0123", "answers": {"so_ho": 42}, "note": "a\n\nb",
    }  # fmt: skip
    made = caller.post("/registrations", body).json
    page = officer.get(f"/dang-ky/{made['id']}/buoc/1")

    for _ in range(4):
        page = press(page, officer)

    assert page.address.endswith("/xem-lai")
    assert stored(web, page, officer)["version"] == 1
    page = press(press(page, officer, "den=2"), officer, place_detail="giữa thôn")
    after = stored(web, page, officer)
    assert after["places"][0] == {"area": "Thôn Nà Cà", "detail": "giữa thôn"}
    assert after["places"][1:] == [{"detail": "cuối xã"}, {"area": "Bản Vèn", "detail": "nhà họp"}]
    assert after["scale"] == body["scale"]


def test_what_was_sent_can_still_be_corrected_but_not_emptied(web, officer):
    sent = press(ready(officer), officer, "gui=1")
    page = officer.get(f"/dang-ky/{id_of(sent)}/xem-lai")

    after = press(page, officer, "gui=1", title="Đường hoa thôn Nà Cà")

    assert after.address == sent.address
    assert "Đã lưu lúc" in after.text
    assert stored(web, after, officer)["title"] == "Đường hoa thôn Nà Cà"
    emptied = press(officer.get(f"/dang-ky/{id_of(sent)}/buoc/2"), officer, starts_on="")
    assert emptied.status == 422
    assert stored(web, after, officer)["starts_on"] == "2017-03-01"
