"""Inspections in lists, and on the page of a registration they looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.inspecting import begun, concluded, row
from tests.api.main_job import FARMERS, on, submitted
from tests.api.places import BAC_KAN, LUONG_BANG, NGHIA_TA
from tests.web.test_inspections_pages import FEBRUARY, board, caller, item, officer, today

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.api.main_job import Json
    from tests.web.conftest import Page, Visitor, Web

__all__ = ["board", "caller", "item", "officer", "today"]


def numbers(page: Page) -> list[str]:
    """Return the numbers of the minutes in a list, as it shows them."""
    rows = page.soup.select("table .fw-normal")
    return [each.get_text(strip=True).removeprefix("Biên bản số ") for each in rows]


def test_the_list_tells_how_many_items_came_out_how(
    board: Visitor, caller: Caller, item: Json
) -> None:
    concluded(caller, row(item))
    page = board.get("/kiem-tra?nam=2017")
    assert "1 hồ sơ" in page.main
    assert "1 đúng" in page.main


def test_a_registration_shows_its_newest_findings_and_leads_to_all(
    web: Web, board: Visitor, caller: Caller, item: Json
) -> None:
    for number in range(1, 7):
        findings = f"Lần xem thứ {number}"
        minutes = {"number": f"0{number}/BB-KT", "text": "Đã xem"}
        concluded(caller, row(item, "seen", period=None, findings=findings), minutes=minutes)
    begun(caller, minutes={"number": "99/BB-KT"})
    page = board.get(f"/dang-ky/{item['id']}")
    said = [each.get_text() for each in page.soup.select(".case-list .said")]
    assert said == [f"Lần xem thứ {number}" for number in (6, 5, 4, 3, 2)]
    link = page.soup.find("a", string="Xem mọi cuộc kiểm tra đã xem hồ sơ này")["href"]
    women = web.visitor(LUONG_BANG, "phu_nu", "officer")
    for visitor in (board, women):
        every = visitor.get(link.removeprefix(f"/v/{board.hat}"))
        assert numbers(every) == [f"0{number}/BB-KT" for number in (6, 5, 4, 3, 2, 1)]
        assert "Chỉ những cuộc kiểm tra đã xem hồ sơ Đường hoa Nà Cà" in every.main
        concluded_only = every.soup.find("a", string="Đã kết luận")["href"]
        assert f"ho-so={item['id']}" in concluded_only
    drafts = board.get(f"/kiem-tra?nam=2017&tt=nhap&ho-so={item['id']}")
    assert "Không có cuộc kiểm tra nào đã xem hồ sơ này" in drafts.main
    wider = drafts.soup.find("a", string="Xem mọi cuộc kiểm tra")["href"]
    whole = board.get(wider.removeprefix(f"/v/{board.hat}"))
    assert numbers(whole) == ["99/BB-KT"]


def test_a_registration_that_was_looked_at_a_few_times_leads_nowhere_else(
    board: Visitor, caller: Caller, item: Json
) -> None:
    for _ in range(5):
        concluded(caller, row(item, "seen", period=None, findings="Đã xem"))
    page = board.get(f"/dang-ky/{item['id']}")
    assert len(page.soup.select(".case-list .said")) == 5
    assert "Xem mọi cuộc kiểm tra" not in page.main


def test_the_list_is_not_narrowed_to_an_item_out_of_sight(web: Web, board: Visitor) -> None:
    farmer = web.api.make_user(NGHIA_TA, "nong_dan")
    theirs = submitted(on(web.api, farmer, FEBRUARY), FARMERS, tenant=NGHIA_TA)
    assert board.get(f"/kiem-tra?ho-so={theirs['id']}").status == 200
    women = web.visitor(LUONG_BANG, "phu_nu", "officer")
    for unseen in (theirs["id"], "0" * 32, "%00", "x" * 5000):
        assert women.get(f"/kiem-tra?ho-so={unseen}").status == 404


def test_the_footer_tells_who_concluded_only_to_who_sees_the_whole(
    web: Web, board: Visitor, caller: Caller, item: Json
) -> None:
    made = concluded(caller, row(item))
    path = f"/kiem-tra/{made['id']}"
    name = caller.get("/me").json["name"]
    footer = board.get(path).soup.select_one("main footer").get_text()
    assert footer == f"Kết luận ngày 5/7/2017, người ghi: {name}"
    women = web.visitor(LUONG_BANG, "phu_nu", "officer").get(path)
    assert women.soup.select_one("main footer").get_text() == "Kết luận ngày 5/7/2017"
    draft = begun(caller, row(item))
    province = web.visitor(BAC_KAN, "mttq", "viewer").get(f"/kiem-tra/{draft['id']}")
    assert (province.status, province.soup.select_one("main footer")) == (200, None)
