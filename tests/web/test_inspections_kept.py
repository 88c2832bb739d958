"""Kiểm tra on the page: nothing typed is lost, nothing is concluded that nobody compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.inspecting import concluded, correcting, done, result
from tests.api.main_job import FARMERS, entered, on, submitted
from tests.api.places import CHO_DON, LUONG_BANG
from tests.web.test_inspections_pages import (
    FEBRUARY,
    WHOLE,
    board,
    caller,
    item,
    kept_form,
    officer,
    started,
    today,
)

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.api.main_job import Json
    from tests.web.conftest import Visitor, Web

__all__ = ["board", "caller", "item", "officer", "today"]


def test_what_is_typed_while_another_concludes_is_not_lost(
    board: Visitor, caller: Caller, item: Json
) -> None:
    page = started(board, them=item["id"])
    form = kept_form(page) | {f"{item['id']}.ket-luan": "as_reported"}
    once = board.post(page.address, form | {"viec": "ket-luan"})
    assert "Đã kết luận" in once.main
    late = board.post(page.address, form | {"so": "99/BB-KT", "viec": "luu"})
    assert late.status == 409
    assert "đã được kết luận" in late.main
    assert late.soup.find(id="so")["value"] == "99/BB-KT"
    twice = board.post(page.address, form | {"viec": "ket-luan"})
    assert twice.status == 200
    assert not twice.soup.find(id="so")


def test_who_goes_back_and_types_on_is_told_what_is_kept(board: Visitor, caller: Caller) -> None:
    form = board.get("/kiem-tra/moi?nam=2017").form("/kiem-tra/moi") | WHOLE
    board.post("/kiem-tra/moi", form)
    back = board.post("/kiem-tra/moi", form | {"so": "08/BB-KT"})
    assert back.status == 409
    assert back.soup.find(id="so")["value"] == "08/BB-KT"
    address = back.soup.select_one("form[data-once]")["action"]
    path = address.removeprefix(f"/v/{board.hat}")
    again = board.post(path, back.form(address) | {"viec": "luu"})
    assert again.soup.find(id="so")["value"] == "08/BB-KT"
    assert len(caller.get("/inspections").json or []) == 1


def test_no_period_stays_no_period(board: Visitor, item: Json) -> None:
    page = started(board, them=item["id"])
    without = board.post(page.address, kept_form(page) | {f"{item['id']}.ky": "", "viec": "luu"})
    assert kept_form(without)[f"{item['id']}.ky"] == ""


@pytest.mark.parametrize("outcome", ["as_reported", "not_found", "seen"])
def test_typed_corrections_do_not_vanish_beside_another_outcome(
    board: Visitor, item: Json, outcome: str
) -> None:
    page = started(board, them=item["id"])
    typed = {
        f"{item['id']}.ket-luan": outcome, f"{item['id']}.so-lieu.households": "12",
        f"{item['id']}.nhan-xet": "Không có đường hoa", "viec": "ket-luan",
    }  # fmt: skip
    refused = board.post(page.address, kept_form(page) | typed)
    assert refused.status == 422
    assert "Hồ sơ “Đường hoa Nà Cà” có số liệu" in refused.soup.select_one(".errsum").get_text()
    assert refused.soup.select_one("details.corrections[open]")
    assert "#" + item["id"] + ".ket-luan" in {a["href"] for a in refused.soup.select(".errsum a")}
    assert refused.soup.find(id=f"{item['id']}.so-lieu.households")["value"] == "12"
    unclear = typed | {f"{item['id']}.so-lieu.households": "nhiều lắm"}
    assert board.post(refused.address, kept_form(refused) | unclear).status == 422


def test_a_reason_that_is_left_can_be_taken_out_where_no_result_was_compared(
    board: Visitor, item: Json
) -> None:
    page = started(board, them=item["id"])
    name = f"{item['id']}.ly-do"
    typed = {f"{item['id']}.ket-luan": "seen", f"{item['id']}.ky": "", name: "Đếm lại"}
    refused = board.post(page.address, kept_form(page) | typed | {"viec": "ket-luan"})
    assert refused.status == 422
    assert refused.soup.find(id=name)["value"] == "Đếm lại"
    done = board.post(page.address, kept_form(refused) | {name: "", "viec": "ket-luan"})
    assert "Đã kết luận" in done.main


def test_what_was_reported_is_shown_beside_an_earlier_correction(
    board: Visitor, caller: Caller, item: Json
) -> None:
    made = concluded(caller, correcting(item, households=12))
    done(caller, made, "reopen", reason="Đếm nhầm")
    page = board.get(f"/kiem-tra/{made['id']}")
    assert "Đã báo cáo: 20 hộ" in page.main
    assert page.soup.find(id=f"{item['id']}.so-lieu.households")["value"] == "12"
    chosen = kept_form(page) | {f"{item['id']}.ket-luan": "as_reported", "viec": "ket-luan"}
    assert "Đã kết luận" in board.post(page.address, chosen).main
    assert result(caller, item)["households"] == 20


def test_a_refused_conclusion_is_said_at_its_row(web: Web, item: Json, officer: Caller) -> None:
    both = web.api.make_user(LUONG_BANG, "nong_dan", username="hai-vai")
    theirs = submitted(on(web.api, both, FEBRUARY), FARMERS)
    entered(both, theirs, "2017-H1")
    board = web.visitor(CHO_DON, "mttq", "approver", username="hai-vai")
    page = started(board, them=theirs["id"])
    chosen = kept_form(page) | {f"{theirs['id']}.ket-luan": "as_reported", "viec": "ket-luan"}
    refused = board.post(page.address, chosen)
    assert refused.status == 403
    assert "Không ai được xác nhận" in refused.soup.find(id=f"{theirs['id']}.ho-so").get_text()


def test_items_that_moved_away_are_named_when_they_are_left_out(
    web: Web, board: Visitor, item: Json
) -> None:
    page = started(board, them=item["id"])
    gone = "0" * 32
    form = kept_form(page) | {"ho-so": [item["id"], gone], "viec": "luu"}
    kept = board.post(page.address, form)
    assert "1 hồ sơ không còn trong địa bàn của bạn" in kept.text
    assert gone in kept.text


def test_another_period_is_compared_by_its_own_version(
    board: Visitor, caller: Caller, officer: Caller, item: Json
) -> None:
    entered(officer, item, "2017-Q2", households=9)
    entered(officer, item, "2017-Q2", version=1, households=8)
    page = started(board, them=item["id"])
    picked = {f"{item['id']}.ky": "2017-H1", "viec": "luu"}
    first = board.post(page.address, kept_form(page) | picked)
    versions = [kept_form(first)[f"{item['id']}.ban"]]
    chosen = {f"{item['id']}.ky": "2017-Q2", "viec": "luu"}
    second = board.post(page.address, kept_form(first) | chosen)
    versions.append(kept_form(second)[f"{item['id']}.ban"])
    assert versions == ["1", "2"]
    assert "Đã báo cáo: 8 hộ" in second.main
    assert second.soup.find(id=f"{item['id']}.so-lieu.households")["value"] == "8"


@pytest.mark.parametrize("corrected_before", [False, True])
def test_figures_typed_for_a_period_chosen_with_the_same_press_are_of_that_period(
    board: Visitor, caller: Caller, officer: Caller, item: Json, *, corrected_before: bool
) -> None:
    entered(officer, item, "2017-Q2", households=9, progress=30)
    name = f"{item['id']}.so-lieu.households"
    page = started(board, them=item["id"])
    first = {f"{item['id']}.ky": "2017-H1", "viec": "luu"}
    page = board.post(page.address, kept_form(page) | first)
    if corrected_before:
        wrong = {f"{item['id']}.ket-luan": "corrected", name: "12", "viec": "luu"}
        page = board.post(page.address, kept_form(page) | wrong)
        assert page.soup.find(id=name)["value"] == "12"
    typed = {
        f"{item['id']}.ky": "2017-Q2", f"{item['id']}.ket-luan": "corrected", name: "7",
        f"{item['id']}.ly-do": "Đếm lại", "viec": "ket-luan",
    }  # fmt: skip
    assert "Đã kết luận" in board.post(page.address, kept_form(page) | typed).main
    quarter, half = result(caller, item, "2017-Q2"), result(caller, item)
    assert (quarter["households"], quarter["progress"]) == (7, 30)
    assert (half["households"], half["status"]) == (20, "reported")
