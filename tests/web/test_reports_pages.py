"""Reports: written by a body, read and accepted by the Front it reports to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.web.conftest import Page, Visitor, Web

JULY = date(2017, 7, 5)
H1 = "/bao-cao/lap/2017-H1"
ITEM: dict[str, Any] = {
    "tenant": LUONG_BANG, "organization": "phu_nu", "year": 2017,
    "movement_type": "phu_nu.ba_sach", "kind": "mo_hinh", "stage": "duy_tri", "content": 3,
    "title": "Ba sạch Nà Cà", "places": [{"area": "Nà Cà"}],
    "starts_on": "2017-01-01", "ends_on": "2017-11-30", "answers": {"so_ho": 42},
}  # fmt: skip


@pytest.fixture
def today() -> date:
    """While the report of the first half is due."""
    return JULY


@pytest.fixture
def union(web: Web) -> Visitor:
    return web.visitor(LUONG_BANG, "phu_nu", "officer")


@pytest.fixture
def front(web: Web) -> Visitor:
    return web.visitor(LUONG_BANG, "mttq", "approver")


def written(visitor: Visitor, text: str = "Trồng 700 m đường hoa.", press: str = "gui") -> Page:
    page = visitor.get(H1)
    form = page.form("/bao-cao/lap")
    return visitor.post(H1, {**form, "parts.ket_qua": text, "viec": press})


def again(visitor: Visitor, page: Page, press: str = "luu", **changes: Any) -> Page:
    """Send the form of a report that is being written, with *changes*."""
    form = page.form("/bao-cao/") | {name.replace("__", "."): v for name, v in changes.items()}
    return visitor.post(page.address, form | {"viec": press})


def test_an_officer_sees_the_period_that_is_due_and_begins_the_report(union: Visitor) -> None:
    page = union.get("/bao-cao")

    assert "Báo cáo của đơn vị" in page.main
    assert "Hạn báo cáo: hết ngày 10/7/2017" in page.main
    assert f"/v/{union.hat}{H1}" in page.links()


def test_the_figures_fill_themselves_and_lead_to_their_items(web: Web, union: Visitor) -> None:
    caller = web.on(date(2017, 2, 1)).api.sign_in(union.username)
    made = caller.post("/registrations", ITEM | {"submit": True})
    assert made.json["status"] == "submitted", made.json
    page = union.get(H1)

    assert "3 sạch" in page.main
    assert "Đạt 1/1" in page.main
    figure = page.soup.select_one('a.fig[href*="tinh-trang=dang-ky"]')
    assert figure.text == "1"
    items = union.get(figure["href"])
    assert "Ba sạch Nà Cà" in items.main


def test_a_report_is_kept_as_a_draft_and_then_sent(union: Visitor) -> None:
    kept = written(union, "Trồng 700 m đường hoa.", press="luu")
    assert "Đã lưu nháp lúc" in kept.text
    assert "Trồng 700 m đường hoa." in kept.main

    sent = again(union, kept, press="gui", parts__kien_nghi="Hỗ trợ cây giống")
    assert "Đã gửi báo cáo đến Mặt trận xã Lương Bằng." in sent.text
    assert "Nộp đúng hạn" in sent.main
    assert "Hỗ trợ cây giống" in sent.main
    assert not sent.soup.select("main textarea[name^=parts]")


def test_sent_twice_is_sent_once(union: Visitor) -> None:
    form = union.get(H1).form("/bao-cao/lap") | {"parts.ket_qua": "Đã làm.", "viec": "gui"}
    first, second = union.post(H1, form), union.post(H1, form)

    assert first.address == second.address
    assert "không gửi thêm lần nữa" in second.text
    assert second.main.count("Gửi báo cáo ·") == 1


def test_a_report_sent_from_the_page_the_back_button_shows_is_not_sent_again(
    union: Visitor,
) -> None:
    kept = written(union, "Đã làm.", press="luu")
    again(union, kept, press="gui")
    back = kept.form("/bao-cao/") | {"viec": "gui", "key": "another-key"}
    page = union.post(kept.address, back)

    assert page.status == 200
    assert "Báo cáo này đã được gửi lúc" in page.text


def test_two_tabs_keep_both_texts_and_ask_which_to_keep(web: Web, union: Visitor) -> None:
    kept = written(union, "Bản đầu", press="luu")
    colleague = web.visitor(LUONG_BANG, "phu_nu", "officer")
    other = colleague.get(kept.address)
    again(colleague, other, parts__ket_qua="Bản của chị Hằng")

    clash = again(union, kept, parts__ket_qua="Bản của tôi")
    assert clash.status == 409
    assert "Người khác vừa sửa báo cáo này." in clash.main
    assert "Bản của tôi" in clash.main
    assert "Bản của chị Hằng" in clash.main

    both = again(union, clash, chon__ket_qua="both")
    assert "Bản của tôi" in both.main
    assert "Bản của chị Hằng" in both.main


def test_what_is_typed_while_another_sends_the_report_stays_to_be_copied(
    web: Web, union: Visitor
) -> None:
    kept = written(union, "Bản đầu", press="luu")
    colleague = web.visitor(LUONG_BANG, "phu_nu", "officer")
    again(colleague, colleague.get(kept.address), press="gui")

    page = again(union, kept, parts__ket_qua="Chữ tôi vừa gõ")
    assert page.status == 409
    assert "Báo cáo đã được gửi trong lúc bạn đang sửa" in page.main
    assert "Chữ tôi vừa gõ" in page.main


def test_a_text_that_is_too_long_is_refused_at_its_field_and_kept(union: Visitor) -> None:
    page = written(union, "dài " * 3000)

    assert page.status == 422
    assert page.soup.select_one("title").text.strip().startswith("Lỗi:")
    assert page.soup.select_one('.errsum a[href="#parts-ket_qua"]')
    assert "dài dài" in page.main


def test_a_late_report_is_marked_and_one_after_closing_stays_a_draft(
    web: Web, union: Visitor
) -> None:
    kept = written(union, press="luu")
    closed = web.on(date(2017, 8, 15)).sign_in(union.username)
    refused = again(closed, closed.get(kept.address), press="gui", parts__ket_qua="Viết thêm")
    assert "Đã lưu nháp, chưa gửi được." in refused.text
    assert "Viết thêm" in refused.main

    late = web.on(date(2017, 7, 13)).sign_in(union.username)
    sent = again(late, late.get(kept.address), press="gui")
    assert "Nộp muộn 3 ngày" in sent.main


def test_the_front_returns_a_report_with_remarks_and_the_union_corrects_it(
    union: Visitor, front: Visitor
) -> None:
    address = written(union).address.rsplit("/", 1)[1]
    page = front.get(f"/bao-cao/{address}")
    form = page.form("/quyet-dinh") | {"viec": "tra-lai"}

    empty = front.post(f"/bao-cao/{address}/quyet-dinh", form | {"reason": " "})
    assert empty.status == 422
    assert "bad" in empty.soup.select_one(".field:has(#reason)")["class"]
    done = front.post(f"/bao-cao/{address}/quyet-dinh", form | {"reason": "Ghi rõ số hộ."})
    assert "Đã trả lại báo cáo" in done.text

    assert "Ghi rõ số hộ." in union.get("/bao-cao").main
    back = union.get(f"/bao-cao/{address}")
    assert "Mặt trận xã Lương Bằng trả lại để bổ sung" in back.main
    assert "Đã gửi báo cáo" in again(union, back, press="gui", parts__ket_qua="42 hộ").text


def test_the_front_accepts_a_report_once(union: Visitor, front: Visitor) -> None:
    address = written(union).address.rsplit("/", 1)[1]
    form = front.get(f"/bao-cao/{address}").form("/quyet-dinh")
    done = [front.post(f"/bao-cao/{address}/quyet-dinh", form) for _ in range(2)]

    assert "Đã tiếp nhận báo cáo." in done[0].text
    assert done[1].status == 200
    assert done[1].main.count("Tiếp nhận báo cáo ·") == 1


def test_the_front_sees_who_has_and_who_has_not_reported_and_accepts_several_at_once(
    web: Web, union: Visitor, front: Visitor
) -> None:
    youth = web.visitor(LUONG_BANG, "doan_thanh_nien", "officer")
    web.visitor(LUONG_BANG, "nong_dan", "officer")
    written(union)
    written(youth)
    page = front.get("/bao-cao?ky=2017-H1")
    assert "Hội Nông dân xã Lương Bằng" in page.main
    assert len(page.soup.select("input[name=muc]")) == 2

    form = page.form("/tiep-nhan")
    form["muc"] = [box["value"] for box in page.soup.select("input[name=muc]")]
    done = front.post("/bao-cao/tiep-nhan?ky=2017-H1", form)
    assert "Đã tiếp nhận 2 báo cáo." in done.text
    assert "Hội Phụ nữ" not in front.get("/bao-cao?ky=2017-H1&tinh-trang=chua-nop").main
    assert "Hội Nông dân" in front.get("/bao-cao?ky=2017-H1&tinh-trang=chua-nop").main


def test_of_several_reports_the_one_that_changed_meanwhile_is_named_and_stays_ticked(
    web: Web, union: Visitor, front: Visitor
) -> None:
    youth = web.visitor(LUONG_BANG, "doan_thanh_nien", "officer")
    address = written(union).address.rsplit("/", 1)[1]
    written(youth)
    page = front.get("/bao-cao")
    form = page.form("/tiep-nhan")
    form["muc"] = [box["value"] for box in page.soup.select("input[name=muc]")]
    other = web.visitor(LUONG_BANG, "mttq", "approver")
    decision = other.get(f"/bao-cao/{address}").form("/quyet-dinh")
    other.post(
        f"/bao-cao/{address}/quyet-dinh", decision | {"viec": "tra-lai", "reason": "Bổ sung."}
    )

    done = front.post("/bao-cao/tiep-nhan", form)
    assert done.status == 409
    assert "Chưa tiếp nhận được 1 báo cáo" in done.main
    assert "Đã tiếp nhận 1 báo cáo." in done.text


def test_nobody_accepts_a_report_they_entered_themselves(web: Web) -> None:
    name = "hai-vai"
    union = web.visitor(LUONG_BANG, "phu_nu", "approver", username=name)
    written(union)
    web.api.make_user(LUONG_BANG, "mttq", "approver", username=name)
    front = web.sign_in(name)
    front.hat = "mttq-luong-bang-duyet"
    page = front.get("/bao-cao")

    assert "Bạn đã lập báo cáo này, nên người khác tiếp nhận." in page.main
    assert page.soup.select_one("input[name=muc]").has_attr("disabled")


def test_once_the_period_is_locked_nothing_can_be_accepted_and_it_says_why(
    web: Web, union: Visitor, front: Visitor
) -> None:
    address = written(union).address.rsplit("/", 1)[1]
    later = web.on(date(2017, 12, 1)).sign_in(front.username)
    page = later.get("/bao-cao?ky=2017-H1")

    assert "Đã khóa sổ từ sau ngày 28/9/2017" in page.main
    assert page.soup.select_one("input[name=muc]").has_attr("disabled")
    item = later.get(f"/bao-cao/{address}")
    assert "Đã khóa sổ từ sau ngày 28/9/2017" in item.main
    assert not item.soup.select("form[action*=quyet-dinh]")


def test_the_province_looks_into_a_district_and_back(web: Web) -> None:
    web.visitor(LUONG_BANG, "phu_nu", "officer")
    province = web.visitor(BAC_KAN, "mttq", "approver")
    page = province.get("/bao-cao?ky=2017-H1")
    assert "Mặt trận huyện Chợ Đồn" in page.main
    assert "Hội Phụ nữ xã Lương Bằng" not in page.main

    below = province.get(f"/bao-cao?ky=2017-H1&dia-ban={CHO_DON}")
    assert "Mặt trận xã Lương Bằng" in below.main
    assert "Tỉnh Bắc Kạn" in below.main
    every = province.get("/bao-cao?ky=2017-H1&pham-vi=toan-bo&tinh-trang=chua-nop&trang=2")
    assert "Trang 2 trên" in every.main


def test_another_province_s_reports_do_not_exist(web: Web, union: Visitor) -> None:
    address = written(union).address.rsplit("/", 1)[1]
    stranger = web.visitor(HA_GIANG, "mttq", "approver")
    neighbour = web.visitor(NGHIA_TA, "phu_nu", "approver")

    assert stranger.get(f"/bao-cao/{address}").status == 404
    assert stranger.get(f"/bao-cao?dia-ban={LUONG_BANG}").status == 404
    assert neighbour.get(f"/bao-cao/{address}").status == 404
    assert neighbour.get(f"{H1}?dia-ban={LUONG_BANG}").status == 404
    assert "Lương Bằng" not in neighbour.get("/bao-cao").main


def test_a_period_nobody_knows_is_no_page_and_a_future_one_cannot_be_begun(
    union: Visitor,
) -> None:
    assert union.get("/bao-cao/lap/2017-W25").status == 404
    page = union.get("/bao-cao/lap/2018-H1")
    assert not page.soup.select("main textarea")
    assert union.get("/bao-cao?ky=linh-tinh").status == 200


def test_hostile_text_is_shown_as_it_was_typed(union: Visitor) -> None:
    page = written(union, "<script>alert(1)</script> & \"'{{7*7}}")

    assert "<script>alert(1)</script> & \"'{{7*7}}" in page.main
