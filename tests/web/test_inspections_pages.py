"""Kiểm tra as the district's board writes it, without scripts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.inspecting import begun, concluded, correcting, result, row
from tests.api.main_job import FARMERS, agreed, entered, on, submitted
from tests.api.places import CHO_DON, LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.api.main_job import Json
    from tests.web.conftest import Page, Visitor, Web

FEBRUARY = date(2017, 2, 1)


@pytest.fixture
def today() -> date:
    return date(2017, 7, 5)


@pytest.fixture
def officer(web: Web) -> Caller:
    return web.api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def caller(web: Web) -> Caller:
    return web.api.make_user(CHO_DON, "mttq", "approver")


@pytest.fixture
def board(web: Web) -> Visitor:
    return web.visitor(CHO_DON, "mttq", "approver")


@pytest.fixture
def item(web: Web, officer: Caller) -> Json:
    front = web.api.make_user(LUONG_BANG, "mttq", "approver")
    made = agreed(on(web.api, officer, FEBRUARY), on(web.api, front, FEBRUARY))
    entered(officer, made, "2017-H1", households=20)
    return made


TEAM = {
    "doan.ten": ["Hoàng Văn Đoàn", "Lý Thị Ghi"],
    "doan.to-chuc": ["mttq", "phu_nu"],
    "doan.vai": ["truong_doan", "thu_ky"],
}
WHOLE: dict[str, Any] = TEAM | {
    "nam": "2017", "tu-ngay": "3/7/2017", "den-ngay": "4/7/2017", "so": "05/BB-KT",
    "bien-ban": "Đoàn đã kiểm tra tại thôn.",
}  # fmt: skip


def started(board: Visitor, **changes: Any) -> Page:
    form = board.get("/kiem-tra/moi?nam=2017").form("/kiem-tra/moi")
    return board.post("/kiem-tra/moi", form | WHOLE | changes)


def kept_form(page: Page) -> dict[str, Any]:
    return page.form(page.address.partition("#")[0])


def test_the_board_finds_its_way_to_the_checks_of_a_year(board: Visitor) -> None:
    home = board.get("/viec")
    assert "Kiểm tra" in [link.get_text(strip=True) for link in home.soup.select("nav.nav-main a")]
    page = board.get("/kiem-tra")
    assert "Kiểm tra năm 2017" in page.main
    assert "Lập cuộc kiểm tra" in page.main
    assert "Kiểm tra" in board.get("/them").main


def test_a_draft_is_kept_and_an_item_found_and_added(board: Visitor, item: Json) -> None:
    page = started(board)
    assert "Bản nháp" in page.main
    searched = board.post(page.address, kept_form(page) | {"viec": "tim", "tim": "duong hoa"})
    assert "Đường hoa Nà Cà" in searched.main
    assert searched.soup.select_one("[name='doan.ten']")["value"] == "Hoàng Văn Đoàn"
    added = board.post(page.address, kept_form(page) | {"viec": "luu", "them": item["id"]})
    assert "1. Đường hoa Nà Cà" in added.main
    assert "Đã báo cáo: 20 hộ" in added.main


def test_what_was_reported_is_seen_while_the_draft_is_written(board: Visitor, item: Json) -> None:
    page = started(board, them=item["id"])
    told = page.soup.select_one(".as-told")
    assert told["aria-label"] == "Đã báo cáo, 6 tháng đầu năm 2017"
    assert "20 hộ" in told.text
    assert not told.find_parent("details")


def test_the_figures_to_correct_are_opened_by_a_button_that_keeps_all_that_was_typed(
    web: Web, board: Visitor, officer: Caller, caller: Caller, item: Json
) -> None:
    entered(on(web.api, officer, date(2017, 4, 5)), item, "2017-Q1", households=7)
    page = started(board, them=item["id"])
    assert not page.soup.select_one("details.corrections[open]")
    typed = {
        f"{item['id']}.ket-luan": "corrected", f"{item['id']}.ky": "2017-Q1",
        f"{item['id']}.nhan-xet": "Đang xem", "so": "09/BB-KT", "viec": "xem",
    }  # fmt: skip
    shown = board.post(page.address, kept_form(page) | typed)
    assert shown.status == 200
    assert shown.soup.select_one("details.corrections[open]")
    assert "7 hộ" in shown.soup.select_one(".as-told").text
    assert shown.soup.find(id="so")["value"] == "09/BB-KT"
    assert shown.soup.find(id=f"{item['id']}.nhan-xet").text == "Đang xem"
    kept = caller.get(f"/inspections/{page.address.rpartition('/')[2].partition('#')[0]}").json
    assert kept["minutes"]["number"] == "05/BB-KT", "nothing is kept yet"


def test_there_is_always_a_row_for_one_more_of_the_team(board: Visitor) -> None:
    form = board.get("/kiem-tra/moi?nam=2017")
    assert len(form.soup.select(".team-rows > li")) == 4
    page = started(board)
    assert len(page.soup.select(".team-rows > li")) == 4
    third = {key: [*value, last] for (key, value), last in zip(
        TEAM.items(), ("Ma Thị Ba", "nong_dan", "thanh_vien"), strict=True,
    )}  # fmt: skip
    more = board.post(page.address, kept_form(page) | third | {"viec": "luu"})
    assert len(more.soup.select(".team-rows > li")) == 5
    assert more.soup.find(id="doan-2-ten")["value"] == "Ma Thị Ba"


def test_a_check_is_concluded_with_a_corrected_result(
    board: Visitor, caller: Caller, item: Json
) -> None:
    page = started(board, them=item["id"])
    figures = {
        f"{item['id']}.ket-luan": "corrected",
        f"{item['id']}.so-lieu.households": "12 hộ",
        f"{item['id']}.ly-do": "Đếm lại tại chỗ",
        f"{item['id']}.nhan-xet": "Tám hộ chưa làm",
    }
    done = board.post(page.address, kept_form(page) | figures | {"viec": "ket-luan"})
    assert "Đã kết luận kiểm tra 1 hồ sơ." in done.text
    assert "Phải chỉnh vì: Đếm lại tại chỗ" in done.main
    assert (result(caller, item)["households"], result(caller, item)["status"]) == (12, "confirmed")
    shown = board.get(f"/dang-ky/{item['id']}")
    assert "Phải chỉnh số liệu" in shown.main
    assert "Tám hộ chưa làm" in shown.main
    assert "sửa kết quả" in shown.main


def test_what_lacks_is_said_and_all_that_was_typed_is_kept(board: Visitor, item: Json) -> None:
    page = started(board, them=item["id"], **{"den-ngay": ""})
    refused = board.post(page.address, kept_form(page) | {"viec": "ket-luan"})
    assert refused.status == 422
    links = {link["href"] for link in refused.soup.select(".errsum a")}
    assert links == {"#den-ngay", f"#{item['id']}.ket-luan"}
    for link in links:
        assert refused.soup.find(id=link[1:]), link
    assert refused.soup.find(id="so")["value"] == "05/BB-KT"
    unclear = board.post(page.address, kept_form(page) | {"tu-ngay": "hôm qua", "viec": "luu"})
    assert unclear.status == 422
    assert unclear.soup.find(id="tu-ngay")["value"] == "hôm qua"
    corrected = kept_form(page) | {
        f"{item['id']}.ket-luan": "corrected", f"{item['id']}.so-lieu.households": "nhiều lắm",
    }  # fmt: skip
    figures = board.post(page.address, corrected | {"viec": "luu"})
    assert figures.status == 422
    assert figures.soup.find(id=f"{item['id']}.so-lieu.households")["value"] == "nhiều lắm"


def test_the_form_sent_twice_begins_one_check(board: Visitor, caller: Caller) -> None:
    form = board.get("/kiem-tra/moi?nam=2017").form("/kiem-tra/moi") | WHOLE
    first, second = (board.post("/kiem-tra/moi", form) for _ in range(2))
    assert first.address == second.address
    assert len(caller.get("/inspections").json or []) == 1


def test_who_saves_over_another_is_told_and_loses_nothing(board: Visitor, item: Json) -> None:
    page = started(board)
    form = kept_form(page)
    board.post(page.address, form | {"so": "06/BB-KT", "viec": "luu"})
    late = board.post(page.address, form | {"so": "07/BB-KT", "viec": "luu"})
    assert late.status == 409
    assert "Có người vừa lưu" in late.main
    assert late.soup.find(id="so")["value"] == "07/BB-KT"
    again = board.post(page.address, kept_form(late) | {"viec": "luu"})
    assert again.soup.find(id="so")["value"] == "07/BB-KT"


def test_a_result_that_changed_since_is_compared_again(
    board: Visitor, officer: Caller, item: Json
) -> None:
    page = started(board, them=item["id"])
    form = kept_form(page) | {f"{item['id']}.ket-luan": "as_reported", "viec": "luu"}
    saved = board.post(page.address, form)
    entered(officer, item, "2017-H1", version=1, households=25)
    refused = board.post(saved.address, kept_form(saved) | {"viec": "ket-luan"})
    assert refused.status == 409
    assert "Hãy đối chiếu lại" in refused.main
    fresh = board.get(page.address)
    assert "Đã báo cáo: 25 hộ" in fresh.main
    for shown in (refused, fresh):
        assert shown.soup.find(id=f"{item['id']}.doi-chieu")
        again = board.post(page.address, kept_form(shown) | {"viec": "ket-luan"})
        assert again.status == 409
    compared = {f"{item['id']}.doi-chieu": "1", "viec": "ket-luan"}
    done = board.post(page.address, kept_form(again) | compared)
    assert "Đã kết luận" in done.main


def test_a_row_is_struck_out(board: Visitor, item: Json) -> None:
    page = started(board, them=item["id"])
    without = board.post(page.address, kept_form(page) | {"bo": item["id"], "viec": "luu"})
    assert "0 hồ sơ" in without.main


def test_what_is_concluded_is_reopened_with_a_reason_and_a_draft_deleted(
    board: Visitor, caller: Caller, item: Json
) -> None:
    made = concluded(caller, row(item))
    path = f"/kiem-tra/{made['id']}"
    page = board.get(path)
    nothing = board.post(f"{path}/mo-lai", page.form("mo-lai"))
    assert "Hãy ghi lý do mở lại." in nothing.text
    again = board.post(f"{path}/mo-lai", page.form("mo-lai") | {"ly-do": "Ghi nhầm ngày"})
    assert "Được mở lại vì: Ghi nhầm ngày" in again.main
    draft = begun(caller)
    opened = board.get(f"/kiem-tra/{draft['id']}")
    gone = board.post(f"/kiem-tra/{draft['id']}/xoa", opened.form("/xoa"))
    assert "Đã xóa bản nháp" in gone.text
    assert board.get(f"/kiem-tra/{draft['id']}").status == 404


def test_an_organization_reads_what_was_found_of_its_own(
    web: Web, caller: Caller, item: Json
) -> None:
    farmer = web.api.make_user(LUONG_BANG, "nong_dan")
    theirs = submitted(on(web.api, farmer, FEBRUARY), FARMERS, title="Ruộng của hội bạn")
    other = {"registration": theirs["id"], "outcome": "seen", "findings": "Riêng hội bạn"}
    made = concluded(caller, correcting(item), other)
    women = web.visitor(LUONG_BANG, "phu_nu", "officer")
    page = women.get(f"/kiem-tra/{made['id']}")
    assert "Phải chỉnh số liệu" in page.main
    for hidden in ("Ruộng của hội bạn", "Riêng hội bạn", "Hoàng Văn Đoàn", "tại thôn"):
        assert hidden not in page.text
    assert "Phải chỉnh số liệu" in women.get(f"/dang-ky/{item['id']}").main
    assert women.get("/kiem-tra/moi").status == 404
    commune = web.visitor(LUONG_BANG, "mttq", "officer")
    assert "Ruộng của hội bạn" in commune.get(f"/kiem-tra/{made['id']}").main
    assert web.visitor(CHO_DON, "mttq", "admin").get("/kiem-tra").status == 404


def test_an_officer_writes_what_the_approver_concludes(web: Web, caller: Caller) -> None:
    made = begun(caller)
    page = web.visitor(CHO_DON, "mttq", "officer").get(f"/kiem-tra/{made['id']}")
    assert "Lưu bản nháp" in page.main
    assert not page.soup.select("button[value=ket-luan]")
