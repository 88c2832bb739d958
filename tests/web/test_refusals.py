"""What one reads when something fails while a page is being made."""

from __future__ import annotations

import re

import pytest
from pymongo.errors import AutoReconnect

from core.web import shell
from tests.api.places import LUONG_BANG


@pytest.mark.parametrize(("failure", "status"), [(AutoReconnect("gone"), 503), (OSError(), 500)])
def test_a_failure_in_the_frame_of_a_page_is_said_in_a_page(web, monkeypatch, failure, status):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")

    def failing(*_):
        raise failure

    monkeypatch.setattr(shell, "waiting", failing)
    page = officer.get("/dang-ky")

    assert page.status == status
    assert page.soup.find("h1")
    assert ("Retry-After" in page.answer.headers) is (status == 503)


def test_only_who_has_sent_a_form_is_told_that_what_was_typed_is_still_there(web):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    kept = "những gì đã nhập vẫn còn"
    assert kept not in officer.get("/loi-moi/csi_khong-co").main
    assert kept in officer.post("/loi-moi/csi_khong-co", {"new_password": "x"}).main


def too_large(web):
    web.app.config["MAX_CONTENT_LENGTH"] = 1000
    return {"data": {"title": "đường hoa " * 1000}}


@pytest.mark.parametrize(
    ("method", "path", "status", "message"),
    [
        ("GET", "/khong-co-trang-nay", 404, "Không có địa chỉ này."),
        ("DELETE", "/dang-ky", 405, "Địa chỉ này không nhận phương thức đó."),
        ("POST", "/dang-ky/moi", 413, "Nội dung gửi lên quá lớn."),
    ],
)
def test_a_script_that_asks_for_json_is_refused_in_json_and_a_person_in_a_page(
    web, method, path, status, message
):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    sent = too_large(web) if status == 413 else {}
    token = {"X-CSRFToken": officer.form_token()}

    script = officer.open(method, path, headers=token | {"Accept": "application/json"}, **sent)
    assert script.answer.json == {"code": status, "reason": f"http_{status}", "message": message}
    assert script.status == status

    for accepted in ("text/html,application/xhtml+xml,*/*;q=0.8", "*/*", ""):
        page = officer.open(method, path, headers=token | {"Accept": accepted}, **sent)
        assert (page.status, page.answer.mimetype) == (status, "text/html")
        assert page.soup.find("h1")


def test_a_script_is_told_the_number_of_what_failed_unexpectedly(web, monkeypatch, caplog):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")

    def failing(*_):
        raise OSError

    monkeypatch.setattr(shell, "waiting", failing)
    told = officer.get("/dang-ky", headers={"Accept": "application/json"}).answer
    assert (told.status_code, told.json["code"], told.json["reason"]) == (500, 500, "unexpected")
    (number,) = re.findall(r"[0-9A-F]{4}-[0-9A-F]{2}", told.json["message"])
    assert number in caplog.text
