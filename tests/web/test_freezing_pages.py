"""Reports signed off on their pages: frozen with reasons, drifting, amended, looked up again."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.places import CHO_DON, LUONG_BANG
from tests.api.reminding import compared
from tests.web.conftest import fields_of
from tests.web.test_reports_pages import ITEM, front, today, union, written

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.web.conftest import Page, Visitor, Web

__all__ = ["front", "today", "union"]


@pytest.fixture
def item(web: Web, union: Visitor) -> str:
    """A model with a result of the half year; its id."""
    caller = web.on(date(2017, 2, 1)).api.sign_in(union.username)
    made = caller.post("/registrations", ITEM | {"submit": True}).json
    counted(web, union, made["id"], 20)
    return str(made["id"])


def counted(
    web: Web, union: Visitor, item: str, households: int, version: int | None = None
) -> None:
    caller: Caller = web.api.sign_in(union.username)
    body = {"progress": 50, "state": "in_progress", "households": households}
    answer = caller.put(f"/registrations/{item}/results/2017-H1", body, version=version)
    assert answer.status_code == 200, answer.json


def pressed(visitor: Visitor, page: Page, button: str, **typed: str) -> Page:
    """Press the button of a step of the receiving board (``viec``)."""
    (form,) = (
        each
        for each in page.soup.select('form[action$="/quyet-dinh"]')
        if fields_of(each).get("viec", "tiep-nhan") == button
    )
    changes = {name.replace("__", "."): text for name, text in typed.items()}
    return visitor.post(form["action"], fields_of(form) | changes)


def frozen(union: Visitor, front: Visitor) -> Page:
    sent = written(union)
    page = pressed(front, front.get(local(sent)), "tiep-nhan")
    return pressed(front, page, "chot")


def local(page: Page) -> str:
    """Return the address of a report, without the hat of who looked at it."""
    return local_of(page.address)


def local_of(address: str) -> str:
    found = re.search(r"/bao-cao/.+$", address.removesuffix("/quyet-dinh"))
    assert found, address
    return found[0]


def test_a_board_freezes_a_report_and_its_figures_stand_still(
    web: Web, union: Visitor, front: Visitor, item: str
) -> None:
    page = frozen(union, front)
    assert "Đã chốt số liệu." in page.text
    assert "Số đã chốt không thay đổi nữa" in page.main
    assert "SHA-256" in page.main
    assert "Từ lần ký gần nhất đến nay không có gì thay đổi." in page.main
    counted(web, union, item, 35, version=1)
    again = front.get(local(page))
    row = again.soup.select_one("table.rp tfoot").text
    assert "20" in row
    assert "35" not in row
    drift = again.soup.select_one("#thay-doi").text
    assert "Ba sạch Nà Cà" in drift
    assert "20 → 35" in drift


def test_what_changed_after_the_freeze_is_a_task_that_leads_to_the_comparison(
    web: Web, union: Visitor, front: Visitor, item: str
) -> None:
    page = frozen(union, front)
    counted(web, union, item, 35, version=1)
    compared(web.api)
    title = "Xem số liệu thay đổi sau khi chốt: báo cáo 6 tháng đầu năm 2017 của Hội Phụ nữ"
    home = front.get("/viec")
    (row,) = (li for li in home.soup.select("li") if title in " ".join(li.text.split()))
    assert "1 hồ sơ khác với bản đã chốt; xem, rồi ký đính chính nếu đúng" in row.text
    assert "Khác bản đã chốt" in row.text
    address = row.a["href"]
    assert address.endswith("#thay-doi")
    assert "20 → 35" in front.get(local_of(address)).soup.select_one("#thay-doi").text
    assert title not in union.get("/viec").main
    pressed(front, front.get(local(page)), "dinh-chinh", reason="Xã đếm lại số hộ")
    assert title not in front.get("/viec").main


def test_an_amendment_needs_a_reason_and_tells_what_it_changed(
    web: Web, union: Visitor, front: Visitor, item: str
) -> None:
    page = frozen(union, front)
    counted(web, union, item, 35, version=1)
    page = front.get(local(page))
    assert "1 hồ sơ thay đổi có kết quả chưa được Mặt trận xác nhận." in page.main
    assert "Chờ xác nhận" in page.soup.select_one("#thay-doi").text
    refused = pressed(front, page, "dinh-chinh", reason=" ")
    assert refused.status == 422
    signed = pressed(front, refused, "dinh-chinh", reason="Xã đếm lại số hộ")
    assert "Đã ký báo cáo đính chính." in signed.text
    first, second = (link["href"] for link in signed.soup.select('.hist a[href*="/ban-chot/"]'))
    old, new = union.get(local_of(first)), union.get(local_of(second))
    assert "Đã có bản đính chính số 1" in old.main
    assert "Xã đếm lại số hộ" in new.main
    assert "20 → 35" in new.main
    totals = new.soup.select_one("section[aria-labelledby=tong] tbody").stripped_strings
    assert [*totals] == ["Hộ tham gia", "20", "35"]
    assert old.soup.select_one("section[aria-labelledby=tong]") is None
    assert union.get(f"{local_of(second)}x").status == 404


def test_who_corrects_what_is_signed_is_told_before(
    web: Web, union: Visitor, front: Visitor, item: str
) -> None:
    result = f"/dang-ky/{item}/ket-qua/2017-H1"
    assert "báo cáo đã chốt" not in union.get(result).main
    page = frozen(union, front)
    assert "Số liệu kỳ này đã nằm trong báo cáo đã chốt" in union.get(result).main
    whose = "Hội Phụ nữ xã Lương Bằng: báo cáo 6 tháng đầu năm 2017, "
    changing = [f"/dang-ky/{item}/buoc/2", f"/dang-ky/{item}/rut"]
    for told in (result, *changing):
        assert f"{whose}bản chốt" in union.get(told).main
    counted(web, union, item, 35, version=1)
    pressed(front, front.get(local(page)), "dinh-chinh", reason="Xã đếm lại số hộ")
    for told in (result, *changing):
        assert f"{whose}bản đính chính số 1" in union.get(told).main


def test_bodies_that_have_not_reported_are_recorded_with_a_reason_and_what_was_typed_stays(
    web: Web, union: Visitor, front: Visitor
) -> None:
    district = web.visitor(CHO_DON, "mttq", "approver")
    sent = written(web.visitor(LUONG_BANG, "mttq", "approver"))
    page = pressed(district, district.get(local(sent)), "tiep-nhan")
    field = page.soup.select_one('[name^="missing."]')["name"]
    assert "Còn 1 nơi chưa gửi báo cáo" in page.main
    refused = pressed(district, page, "chot")
    assert refused.status == 409
    assert "ghi rõ lý do thiếu" in refused.main
    long = pressed(district, refused, "chot", **{field: "x" * 2001})
    assert long.status == 422
    assert long.soup.select_one(f'[name="{field}"]')["value"] == "x" * 2001
    assert long.soup.select_one(".field.bad") is not None
    done = pressed(district, long, "chot", **{field: "Chi hội trưởng nghỉ thai sản"})
    assert "Đã chốt số liệu." in done.text
    edition = district.get(local_of(done.soup.select_one('a[href*="/ban-chot/"]')["href"]))
    assert "Chi hội trưởng nghỉ thai sản" in edition.main


def test_remarks_stand_at_their_parts_when_a_report_comes_back(
    union: Visitor, front: Visitor
) -> None:
    sent = written(union)
    page = front.get(local(sent))
    pressed(front, page, "tra-lai", remarks__ket_qua="Ghi rõ số hộ được giúp.")
    back = union.get(local(sent))
    assert "Ghi rõ số hộ được giúp." in back.soup.select_one("#remark-ket_qua").text


def test_a_viewer_reads_what_was_signed_and_is_offered_no_step(
    web: Web, union: Visitor, front: Visitor, item: str
) -> None:
    page = frozen(union, front)
    counted(web, union, item, 35, version=1)
    viewer = web.visitor(LUONG_BANG, "mttq", "viewer")
    seen = viewer.get(local(page))
    assert "20 → 35" in seen.main
    assert not seen.soup.select('form[action$="/quyet-dinh"]')


def test_an_admin_reads_the_signed_figures_but_not_single_items(
    web: Web, union: Visitor, front: Visitor, item: str
) -> None:
    page = frozen(union, front)
    counted(web, union, item, 35, version=1)
    admin = web.visitor(LUONG_BANG, "mttq", "admin")
    seen = admin.get(local(page))
    assert "Số đã chốt không thay đổi nữa" in seen.main
    assert "Ba sạch Nà Cà" not in seen.main
    assert admin.get(f"{local(page)}/ban-chot/0").status == 404
