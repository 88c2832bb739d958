"""What pages say to the body whose report came in time and was returned."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.api.main_job import on
from tests.api.owing import JULY, moved, reported
from tests.api.places import LUONG_BANG
from tests.api.reminding import reminded

if TYPE_CHECKING:
    from tests.web.conftest import Web

SEPTEMBER = date(2017, 9, 14)


def test_a_report_that_came_in_time_is_never_called_overdue_or_late(web: Web) -> None:
    women = web.visitor(LUONG_BANG, "phu_nu")
    front = web.visitor(LUONG_BANG, "mttq", "approver")
    caller, board = web.api.sign_in(women.username), web.api.sign_in(front.username)
    report = reported(on(web.api, caller, JULY))
    moved(on(web.api, board, JULY), report, "return", reason="Thiếu phần III")

    then = web.on(SEPTEMBER)
    reminded(then.api)
    union = then.sign_in(women.username)
    for page in map(union.get, (f"/bao-cao/{report['id']}", "/bao-cao?ky=2017-H1")):
        assert "Gửi lại chậm nhất ngày 28/9/2017" in page.main
        assert "Báo cáo đã nộp đúng hạn; gửi lại vẫn được tính là đúng hạn." in page.main
        assert "uá hạn" not in page.main
        assert "ghi là muộn" not in page.main
    home = union.get("/viec")
    (row,) = [li for li in home.soup.select("li") if "Bổ sung báo cáo" in li.get_text()]
    assert "vẫn được tính là đúng hạn" in row.get_text()
    assert "vẫn được tính là đúng hạn" in union.get("/thong-bao").main

    listed = then.sign_in(front.username).get("/bao-cao?ky=2017-H1&pham-vi=gui-ve")
    assert "Đã nộp đúng hạn, chờ gửi lại" in listed.main


def test_after_the_lock_it_says_that_nothing_can_be_sent(web: Web) -> None:
    women = web.visitor(LUONG_BANG, "phu_nu")
    front = web.api.make_user(LUONG_BANG, "mttq", "approver")
    report = reported(on(web.api, web.api.sign_in(women.username), JULY))
    moved(on(web.api, front, JULY), report, "return", reason="Thiếu phần III")
    union = web.on(date(2017, 9, 29)).sign_in(women.username)
    assert "Đã khóa sổ từ sau ngày 28/9/2017" in union.get("/bao-cao?ky=2017-H1").main
    assert union.get(f"/bao-cao/{report['id']}").soup.select('button[value="gui"]') == []
