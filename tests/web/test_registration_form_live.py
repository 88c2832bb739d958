"""The parts of the form that scripts ask for while one types, and what they are told."""

import pytest

from tests.api.places import LUONG_BANG
from tests.web.form_filling import NEW, THREE_CLEANS, begun, id_of, press, ready, typed_in


@pytest.fixture
def officer(web):
    return web.visitor(LUONG_BANG, "phu_nu", "officer")


def test_an_amount_is_read_back_while_typing(officer):
    page = begun(officer)
    sent = typed_in(page) | {"o": "funding-0-text", "funding-0-text": "1,5 tỷ"}

    part = officer.post("/dang-ky/doc-lai", sent)

    assert "1.500.000.000 đồng" in part.text


def test_a_field_is_checked_on_leaving_it(officer):
    page = begun(officer)

    unclear = officer.post(
        "/dang-ky/kiem-tra", typed_in(page) | {"o": "scale-0-text", "scale-0-text": "1,500 m"}
    )
    too_long = officer.post(
        "/dang-ky/kiem-tra", typed_in(page) | {"o": "title", "title": "x" * 301}
    )

    assert "Chưa hiểu quy mô “1,500 m”. Hãy gõ như: 700 m hoặc 1,5 km" in unclear.text
    assert "Dài quá 300 ký tự" in too_long.text


def test_places_are_found_without_marks_within_the_unit(web, officer):
    caller = web.api.sign_in(officer.username)
    for name in ("Bản Chang", "Bản Vèn", "Thôn Nà Cà"):
        caller.post(f"/tenants/{LUONG_BANG}/areas", {"name": name})
    query = f"tenant={LUONG_BANG}&type={THREE_CLEANS}"

    found = officer.get(f"/dang-ky/dia-diem?q=ban+ch&{query}")

    assert [row["data-value"] for row in found.soup.select("[role=option]")] == ["Bản Chang"]
    assert [mark.text for mark in found.soup.select("mark")] == ["Bản", "Ch"]
    assert "Nà Cà" in officer.get(f"/dang-ky/dia-diem?q=na+ca&{query}").text


def as_script(visitor, path, form):
    sent = {"csrf_token": visitor.form_token(), **form}
    address = path if path.startswith("/v/") else f"/v/{visitor.hat}{path}"
    return visitor.client.post(address, data=sent, headers={"Accept": "application/json"})


def test_a_script_saves_what_is_understood_and_is_told_what_is_not(web, officer):
    page = officer.get(NEW)
    form = typed_in(page) | {"title": "Đường hoa", "kind": "mo_hinh", "stage": "duy_tri"}

    made = as_script(officer, NEW, form | {"funding-0-text": "12 tri"})

    assert made.status_code == 200, made.text
    told = made.json
    assert [problem["field"] for problem in told["problems"]] == ["funding-0-text"]
    assert set(told) >= {"id", "version", "saved_at", "address", "key", "verdict_html", "csrf"}
    assert "đủ chỉ tiêu" in told["verdict_html"]

    form |= {"version": told["version"], "id": told["id"], "note": "thêm"}
    saved = as_script(officer, told["address"], form)

    assert saved.status_code == 200
    assert saved.json["version"].startswith("2;")


def test_a_script_is_told_when_nothing_can_be_saved_yet(officer):
    page = officer.get(NEW)

    answer = as_script(officer, NEW, typed_in(page))

    assert answer.status_code == 422
    assert answer.json["reason"] == "incomplete"
    assert {problem["field"] for problem in answer.json["problems"]} == {"kind", "title"}


def test_a_script_with_a_stale_form_is_sent_to_the_page_that_joins_them(web, officer):
    page = begun(officer)
    colleague = web.visitor(LUONG_BANG, "phu_nu", "approver")
    press(colleague.get(f"/dang-ky/{id_of(page)}/buoc/1"), colleague, title="Của bà Hằng")

    answer = as_script(officer, page.address, typed_in(page) | {"note": "của tôi"})

    assert answer.status_code == 412
    assert answer.json["reason"] == "stale"
    assert id_of(page) in answer.json["address"]


def test_a_script_submits_and_is_told_where_the_item_is(officer):
    page = ready(officer)

    answer = as_script(officer, page.address, typed_in(page) | {"gui": "1"})

    assert answer.json["submitted"] is True
    assert answer.json["address"].endswith(id_of(page))


def test_a_script_whose_session_is_over_is_told_so_with_a_status(web, officer):
    page = begun(officer)
    nobody = web.nobody()
    nobody.hat = officer.hat

    answer = as_script(nobody, page.address, typed_in(page))

    assert answer.status_code == 401
    assert answer.json["reason"] == "session"
