"""Signing in with a password, the session's cookie, signing out; without any script."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from core.web.local_paths import local_path

from ..api.conftest import PASSWORD
from ..api.places import LUONG_BANG
from .knocking import COOKIE, knock, secret, signed_in


@pytest.fixture
def officer(web):
    """Somebody who has not come to the pages yet."""
    return web.api.make_user(LUONG_BANG, "phu_nu", "officer", username="pn.luongbang")


def test_the_right_password_lets_in_and_leads_on_to_where_one_wanted(web, officer):
    visitor = web.nobody()
    page = visitor.get("/tai-khoan?x=ườ")
    assert page.address.startswith("/dang-nhap?tiep=/tai-khoan")
    form = page.form("dang-nhap") | {"username": officer.username, "password": PASSWORD}
    assert visitor.post("/dang-nhap", form).address == "/tai-khoan?x=%C6%B0%E1%BB%9D"
    assert signed_in(visitor)


def test_a_wrong_password_and_an_unknown_name_are_refused_alike_and_the_name_stays(web, officer):
    visitor = web.nobody()
    wrong = knock(visitor, password="sai mật khẩu")
    unknown = knock(visitor, username="khong.co")
    assert (wrong.status, unknown.status) == (422, 422)
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in wrong.main
    assert wrong.main == unknown.main
    assert wrong.soup.select_one("#username")["value"] == officer.username
    assert not wrong.soup.select_one("#password").get("value")
    assert wrong.soup.title.text.startswith("Lỗi:")


def test_after_too_many_failures_one_is_told_how_many_minutes_to_wait(web, officer):
    visitor = web.nobody()
    for _ in range(10):
        knock(visitor, password="sai mật khẩu")
    page = knock(visitor)
    assert page.status == 429
    assert "Thử quá nhiều lần. Đợi 15 phút rồi thử lại." in page.main


def test_browsers_are_told_what_the_fields_are_for(web):
    page = web.nobody().get("/dang-nhap")
    hints = {field["id"]: field["autocomplete"] for field in page.soup.select("[autocomplete]")}
    assert hints == {"username": "username", "password": "current-password"}


def test_the_session_is_a_cookie_that_scripts_and_other_sites_cannot_use(web, officer):
    visitor = web.nobody()
    answer = visitor.post(
        "/dang-nhap", {"username": officer.username, "password": PASSWORD}, follow=False
    ).answer
    given = [h for h in answer.headers.getlist("Set-Cookie") if h.startswith(COOKIE)]
    assert len(given) == 1
    assert "HttpOnly" in given[0]
    assert "SameSite=Lax" in given[0]
    assert "Path=/" in given[0]
    assert "Domain" not in given[0]
    assert answer.headers["Cache-Control"] == "no-store"


def test_over_https_the_cookie_is_bound_to_the_host(web, officer):
    client = web.app.test_client()
    page = client.get("/dang-nhap", base_url="https://localhost")
    token = re.search(r'name="csrf-token" content="([^"]+)"', page.text)[1]
    answer = client.post(
        "/dang-nhap",
        data={"username": officer.username, "password": PASSWORD, "csrf_token": token},
        base_url="https://localhost", headers={"Referer": "https://localhost/dang-nhap"},
    )  # fmt: skip
    given = [h for h in answer.headers.getlist("Set-Cookie") if h.startswith(f"__Host-{COOKIE}=")]
    assert len(given) == 1
    assert given[0].endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")
    forms = page.headers["Set-Cookie"]
    assert forms.startswith("__Host-chungsuc_form=")
    assert "; Secure; HttpOnly; Path=/; SameSite=Lax" in forms


def test_a_session_set_by_somebody_else_is_not_taken_over(web, officer):
    visitor, attacker = web.nobody(), web.sign_in(officer.username)
    visitor.client.set_cookie(COOKIE, secret(attacker))
    visitor.client.delete_cookie(COOKIE)
    visitor.client.set_cookie(COOKIE, "csw_" + "x" * 43)
    knock(visitor)
    assert secret(visitor) not in {"csw_" + "x" * 43, secret(attacker)}


def test_signing_in_again_ends_the_session_this_browser_had(web, officer):
    visitor = web.sign_in(officer.username)
    former = secret(visitor)
    token = visitor.form_token()
    form = {"username": officer.username, "password": PASSWORD, "csrf_token": token}
    visitor.client.post("/dang-nhap", data=form)
    assert secret(visitor) != former
    visitor.client.set_cookie(COOKIE, former)
    assert not signed_in(visitor)


def test_signing_out_ends_it_for_good_and_needs_a_form_of_our_own(web, officer):
    visitor = web.sign_in(officer.username)
    kept = secret(visitor)
    assert visitor.client.post("/dang-xuat").status_code == 400
    assert signed_in(visitor)
    assert visitor.get("/dang-xuat").status == 405
    assert visitor.post("/dang-xuat").address == "/dang-nhap"
    visitor.client.set_cookie(COOKIE, kept)
    assert not signed_in(visitor)


def test_form_tokens_are_new_after_signing_in(web, officer):
    visitor = web.nobody()
    before = visitor.form_token()
    knock(visitor)
    answer = visitor.open("POST", "/dang-xuat", data={"csrf_token": before}, follow=False)
    assert answer.status == 400
    assert signed_in(visitor)


def test_who_is_signed_in_already_is_not_asked_again(web, officer):
    visitor = web.sign_in(officer.username)
    assert visitor.get("/dang-nhap?tiep=/tai-khoan").address == "/tai-khoan"


@pytest.mark.parametrize(
    "address",
    [
        "https://ke-gian.vn", "//ke-gian.vn", "/\\ke-gian.vn", "\\/ke-gian.vn", "/\t/ke-gian.vn",
        "\n//x", "javascript:alert(1)", "tai-khoan", "", None, "/" + "x" * 3000, "/\u2028/x",
        "///ke-gian.vn", "http:/ke-gian.vn", "/a\r\nSet-Cookie: x=1",
    ],
)  # fmt: skip
def test_only_a_path_of_our_own_is_gone_on_to(address):
    assert local_path(address) == ""


@pytest.mark.parametrize("address", ["/", "/v/pn/viec?nam=2017&q=a", "/v/pn/%C4%91", "/?x=//y"])
def test_a_path_of_our_own_is_taken_as_it_is(address):
    assert local_path(address) == address


def test_scripts_learn_who_is_signed_in_until_when_and_the_form_token(web, officer):
    visitor = web.nobody()
    nobody = visitor.get("/phien").answer
    assert nobody.headers["Cache-Control"] == "no-store"
    assert {**nobody.json, "csrf": ""} == {
        "signed_in": False, "user": None, "ends_at": None, "csrf": "",
    }  # fmt: skip
    knock(visitor)
    state = visitor.get("/phien").answer.json
    assert state["user"] == {"id": officer.id, "name": "Nông Thị Hoa"}
    left = datetime.fromisoformat(state["ends_at"]) - datetime.now(UTC)
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
    sent = visitor.client.post("/dang-xuat", headers={"X-CSRFToken": state["csrf"]})
    assert sent.status_code == 303
