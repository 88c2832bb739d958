"""The registration form as a browser without scripts has it: typed, saved, checked, sent."""

import pytest

from tests.api.places import LUONG_BANG
from tests.web.form_filling import (
    NEW,
    Moved,
    begun,
    id_of,
    press,
    ready,
    shown_step,
    stored,
    typed_in,
)


@pytest.fixture
def officer(web):
    return web.visitor(LUONG_BANG, "phu_nu", "officer")


def test_an_officer_registers_a_model_that_closes_a_gap(web, officer):
    page = ready(officer)
    assert "Gửi hồ sơ này là đủ chỉ tiêu" in page.main
    assert "Với hồ sơ này: 01/01" in page.main

    page = press(page, officer, "gui=1")

    assert page.address.endswith(id_of(page))
    assert "Đã gửi lúc" in page.text
    assert "Chỉ tiêu đã đủ: 01/01" in page.text
    item = stored(web, page, officer)
    assert (item["status"], item["number"]) == ("submitted", "PN-01/2017")
    assert item["places"] == [{"area": "Thôn Nà Cà"}]
    assert (item["starts_on"], item["ends_on"]) == ("2017-03-01", "2017-11-30")
    assert item["households"] == item["answers"]["so_ho"] == 42


def test_each_step_has_its_own_address_and_keeps_what_was_typed(web, officer):
    page = begun(officer)
    assert page.address.endswith("/buoc/2")
    assert shown_step(page) == "step-2"
    assert "Đường hoa Nà Cà: ở đâu, khi nào?" in page.main

    page = press(page, officer, "den=1", place_detail="Trục thôn")

    assert shown_step(page) == "step-1"
    assert typed_in(page)["title"] == "Đường hoa Nà Cà"
    assert stored(web, page, officer)["places"] == [{"detail": "Trục thôn"}]


def test_a_step_may_be_left_incomplete_and_what_lacks_is_said_before_sending(officer):
    page = begun(officer)
    for _ in range(3):
        page = press(page, officer)
    assert "Cần nhập" in page.main

    page = press(page, officer, "gui=1")

    assert page.status == 422
    summary = page.soup.select_one(".errsum")
    assert "Còn 4 chỗ cần sửa" in summary.text
    assert page.soup.title.text.startswith("Lỗi:")
    addresses = [link["href"] for link in summary.select("a")]
    assert any(address.endswith("/buoc/2#places") for address in addresses)
    assert any(address.endswith("/buoc/3#answers.so_ho") for address in addresses)


def test_what_is_typed_is_read_back_exactly(web, officer):
    page = press(begun(officer), officer)
    page = press(
        page, officer, scale_="", **{
            "scale-0-text": "khoảng 700 m", "scale-1-text": "1.200 cây",
            "funding-0-source": "hoi_vien", "funding-0-text": "12 triệu",
            "funding-1-source": "xa_hoi_hoa", "funding-1-text": "khoảng 30tr",
            "in_kind-0-kind": "ngay_cong", "in_kind-0-text": "120",
        },
    )  # fmt: skip
    page = press(page, officer, "den=3")

    assert "khoảng 700 mét" in page.main
    assert "12.000.000 đồng" in page.main
    assert "khoảng 30.000.000 đồng" in page.main
    assert "Cộng 2 nguồn 42.000.000 đồng" in page.main
    item = stored(web, page, officer)
    assert item["scale"] == [
        {"amount": 700, "unit": "m", "about": "khoảng"}, {"amount": 1200, "unit": "cây"},
    ]  # fmt: skip
    assert item["funding"][1] == {"source": "xa_hoi_hoa", "amount": 30_000_000, "about": "khoảng"}
    assert item["in_kind"] == [{"kind": "ngay_cong", "amount": 120, "unit": "công"}]


def test_what_is_not_understood_stays_as_typed_and_the_rest_is_saved(web, officer):
    page = press(begun(officer), officer)

    page = press(
        page, officer, answers__so_ho="bốn hai", **{
            "scale-0-text": "700 m",
            "funding-0-source": "nhan_dan", "funding-0-text": "2 triệu rưởi rưỡi",
        },
    )  # fmt: skip

    assert page.status == 422
    assert shown_step(page) == "step-3"
    assert "Còn 2 chỗ cần sửa" in page.main
    sentence = "Chưa hiểu số tiền “2 triệu rưởi rưỡi”. Hãy gõ như: 2,5 triệu hoặc 2.500.000"
    assert page.main.count(sentence) == 2
    form = typed_in(page)
    assert form["funding-0-text"] == "2 triệu rưởi rưỡi"
    assert form["answers.so_ho"] == "bốn hai"
    item = stored(web, Moved(page), officer)
    assert item["scale"] == [{"amount": 700, "unit": "m"}]
    assert item["funding"] == []


def test_a_name_is_all_that_the_first_save_needs_and_without_it_nothing_is_lost(officer):
    page = press(officer.get(NEW), officer, kind="mo_hinh", place_detail="Trục thôn")

    assert page.status == 422
    assert page.soup.select_one("#title")["aria-invalid"] == "true"
    assert typed_in(page)["place_detail"] == "Trục thôn"

    page = press(page, officer, title="Đường hoa")

    assert page.address.endswith("/buoc/2")
    assert typed_in(page)["place_detail"] == "Trục thôn"


def test_a_row_more_or_less_keeps_everything_typed(officer):
    page = press(begun(officer), officer)
    before = len(page.soup.select("#scale .rows > li"))

    page = press(page, officer, "them=scale", **{"scale-0-text": "chưa biết", "title": "Mới"})

    assert page.status == 200
    assert len(page.soup.select("#scale .rows > li")) == before + 1
    assert typed_in(page)["scale-0-text"] == "chưa biết"
    assert typed_in(page)["title"] == "Mới"

    page = press(page, officer, "bo=scale-0")

    assert "chưa biết" not in typed_in(page).values()
    assert typed_in(page)["title"] == "Mới"


def test_the_verdict_says_why_an_item_does_not_count(officer):
    page = begun(officer, stage="xay_dung_moi")

    assert "Hồ sơ này không được tính cho chỉ tiêu" in page.main
    assert "Hình thức là “xây dựng mới”, kế hoạch ghi “duy trì”." in page.main
    assert "duy trì ít nhất 01 mô" in page.main


def test_the_verdict_follows_the_form_as_it_stands_and_saves_nothing(web, officer):
    page = begun(officer)
    sent = typed_in(page) | {"stage": "xay_dung_moi"}

    part = officer.post("/dang-ky/chi-tieu", sent)

    assert "không được tính" in part.text
    assert stored(web, page, officer)["stage"] == "duy_tri"


HOSTILE = "<script>alert(1)</script>\"'&\u202e\x00\ufeff{{7*7}}"


def test_hostile_text_in_every_field_is_shown_as_text(officer):
    page = begun(officer)
    form = page.soup.select_one("#registration-form")
    keep = {"csrf_token", "key", "version", "id", "type", "tenant", "year", "step", "whole"}
    sent = {name: text if name in keep else HOSTILE for name, text in typed_in(page).items()}
    sent |= {f"answers.{name}": HOSTILE for name in ("so_ho", "khong_hoi")}
    sent |= {"places": [HOSTILE, "x" * 500], "partners": [HOSTILE], "themes": [HOSTILE],
             "kind": HOSTILE, "stage": HOSTILE, "content": HOSTILE, "continues": HOSTILE,
             "funding-0-source": HOSTILE, "in_kind-0-kind": HOSTILE, "den": HOSTILE}  # fmt: skip

    page = officer.post(form["action"], sent)

    assert page.status == 422
    assert page.soup.select("main script") == []
    assert "{{7*7}}" in typed_in(page)["title"]
    assert page.soup.select_one(".errsum") is not None


@pytest.mark.parametrize("field", ["version", "key", "id", "type", "tenant", "year", "step"])
def test_a_hostile_hidden_field_breaks_nothing(officer, field):
    page = begun(officer)

    answer = press(page, officer, **{field: HOSTILE})

    assert answer.status in {200, 412, 422}


def test_an_address_of_no_step_shows_the_first_and_an_unknown_item_is_not_there(officer):
    page = begun(officer)

    assert shown_step(officer.get(f"/dang-ky/{id_of(page)}/buoc/99")) == "step-1"
    assert officer.get("/dang-ky/khong-co/buoc/1").status == 404
