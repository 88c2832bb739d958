"""When the session is over while a form is open, nothing typed is lost, and nobody else gets it."""

import pytest

from core.domain.access import OPERATOR

from ..api.conftest import PASSWORD
from ..api.places import LUONG_BANG

TYPED = {"title": 'Đường hoa <b>"Nà Cà"</b>\r\ndòng hai', "month": ["3", "11"], "note": ""}
ADDRESS = "/tai-khoan/phien?buoc=2&ten=%C4%91%C6%B0%E1%BB%9Dng"
OURS = {"Sec-Fetch-Site": "same-origin"}
"""What a browser says of a form that one of our own pages has sent."""


@pytest.fixture
def visitor(web):
    return web.visitor(LUONG_BANG, username="pn.luongbang")


def end_sessions(web):
    store = web.api.platform.store
    for user in store.database["tokens"].distinct("user"):
        store.write(OPERATOR, lambda work, user=user: work.tokens.revoke_all(user))


def late(web, visitor, **typed):
    """Send a form from a page that was opened before the session ended."""
    token = visitor.form_token()
    end_sessions(web)
    return visitor.open("POST", ADDRESS, data={"csrf_token": token, **TYPED, **typed})


def sign_in_on(visitor, page, username="pn.luongbang", password=PASSWORD):
    form = page.form("dang-nhap") | {"username": username, "password": password}
    return visitor.open("POST", "/dang-nhap", data=form)


def carried_form(page):
    found = next(f for f in page.soup.select("main form") if f["action"].startswith("/tai-khoan"))
    fields = [(one["name"], one["value"]) for one in found.select("input[type=hidden]")]
    return found["action"], [each for each in fields if each[0] != "csrf_token"]


def test_what_was_typed_waits_until_one_has_signed_in_again(web, visitor):
    page = late(web, visitor)
    assert page.status == 401
    assert "Phiên làm việc đã hết." in page.main
    assert "Chữ đã nhập vẫn còn." in page.main
    assert page.soup.select_one("#username")["value"] == "pn.luongbang"
    again = sign_in_on(visitor, page)
    assert again.status == 200
    assert "Phiên làm việc đã hết. Chữ đã nhập vẫn còn." in again.main
    address, fields = carried_form(again)
    assert address == ADDRESS
    assert fields == [
        ("title", TYPED["title"]), ("month", "3"), ("month", "11"), ("note", ""),
    ]  # fmt: skip


def test_one_button_sends_it_to_where_it_was_going(web, visitor):
    again = sign_in_on(visitor, late(web, visitor))
    done = visitor.open("POST", ADDRESS, data=again.form("/tai-khoan"))
    assert "Đã đăng xuất ở mọi nơi khác." in done.main


def test_a_wrong_password_in_between_loses_nothing(web, visitor):
    page = sign_in_on(visitor, late(web, visitor), password="sai mật khẩu")
    assert page.status == 422
    assert carried_form(sign_in_on(visitor, page))[0] == ADDRESS


def test_somebody_else_at_the_same_machine_gets_nothing_of_it(web, visitor):
    web.api.make_user(LUONG_BANG, "mttq", "officer", username="mt.luongbang")
    page = late(web, visitor)
    assert "Đường hoa" not in page.answer.text
    other = sign_in_on(visitor, page, username="mt.luongbang")
    assert other.address.endswith("/viec")
    assert "Đường hoa" not in other.answer.text


def test_what_was_tampered_with_is_dropped(web, visitor):
    page = late(web, visitor)
    field = page.soup.select_one('[name="mang_theo"]')
    field["value"] = field["value"][:200] + "AAAA" + field["value"][204:]
    assert sign_in_on(visitor, page).address.endswith("/viec")


def test_passwords_and_codes_are_never_carried(web, visitor):
    sent = {"new_password": "bí mật", "current_password": "bí mật", "one_time_code": "123456"}
    _, fields = carried_form(sign_in_on(visitor, late(web, visitor, **sent)))
    assert not {name for name, _ in fields} & {*sent, "csrf_token"}


def test_a_form_too_large_to_carry_says_so_by_not_promising(web, visitor):
    page = late(web, visitor, title="x" * 250_000)
    assert page.status == 401
    assert "Chữ đã nhập vẫn còn" not in page.main
    assert not page.soup.select_one('[name="mang_theo"]')


def test_a_page_that_was_only_read_is_opened_again_after_signing_in(web, visitor):
    end_sessions(web)
    page = visitor.get("/tai-khoan?a=1")
    assert page.address == "/dang-nhap?tiep=/tai-khoan?a%3D1"
    assert "Phiên làm việc đã hết." in page.main
    assert sign_in_on(visitor, page).address == "/tai-khoan?a=1"


@pytest.mark.parametrize(
    "headers",
    [{"Accept": "application/json"}, {"HX-Request": "true"}, {"Sec-Fetch-Dest": "empty"}],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_scripts_are_told_and_never_led_away_from_what_is_typed(web, visitor, headers, method):
    sent = {"X-CSRFToken": visitor.form_token()} | headers
    end_sessions(web)
    answer = visitor.open(method, "/tai-khoan", headers=sent, follow=False).answer
    if method == "POST":
        answer = visitor.open(method, "/tai-khoan/phien", headers=sent, follow=False).answer
    assert (answer.status_code, answer.json["reason"]) == (401, "session")
    assert answer.headers["HX-Trigger"] == "session-over"
    assert "HX-Redirect" not in answer.headers


def test_a_page_that_a_service_worker_passes_on_is_still_a_page(web, visitor):
    end_sessions(web)
    headers = {"Sec-Fetch-Dest": "empty", "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert visitor.get("/tai-khoan", headers=headers, follow=False).status == 303


def test_signing_out_in_a_tab_opened_long_ago_signs_out(web, visitor):
    token = visitor.form_token()
    end_sessions(web)
    sign_in_on(visitor, visitor.get("/dang-nhap"))
    page = visitor.open("POST", "/dang-xuat", data={"csrf_token": token}, headers=OURS)
    assert page.address == "/dang-nhap"
    assert not visitor.get("/phien").answer.json["signed_in"]


def test_a_form_opened_before_signing_in_anew_in_another_tab_asks_once(web, visitor):
    token = visitor.form_token()
    end_sessions(web)
    sign_in_on(visitor, visitor.get("/dang-nhap"))
    sent = {"csrf_token": token, **TYPED}
    page = visitor.open("POST", ADDRESS, data=sent, headers=OURS)
    assert page.status == 400
    assert carried_form(page)[0] == ADDRESS
    done = visitor.open("POST", ADDRESS, data=page.form("/tai-khoan"))
    assert "Đã đăng xuất ở mọi nơi khác." in done.main


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://ke-gian.vn"}, {"Origin": "null"}, {},
    ],
)  # fmt: skip
def test_what_another_site_sends_is_never_offered_with_a_button(web, visitor, headers):
    page = visitor.open("POST", ADDRESS, data={"title": "của kẻ gian"}, headers=headers)
    assert page.status == 400
    assert "của kẻ gian" not in page.answer.text
    assert not page.soup.select("main form")


def test_scripts_with_an_old_form_token_are_told_to_take_the_new_one(web, visitor):
    headers = {"Accept": "application/json", "X-CSRFToken": "cũ".encode().hex()}
    answer = visitor.open("POST", ADDRESS, headers=headers).answer
    assert (answer.status_code, answer.json["reason"]) == (400, "form_token")


def test_a_sign_in_page_open_for_days_takes_a_second_try(web, visitor):
    nobody = web.nobody()
    sent = {"username": "pn.luongbang", "password": PASSWORD, "tiep": "/tai-khoan"}
    page = nobody.open("POST", "/dang-nhap", data=sent, headers=OURS)
    assert page.status == 400
    assert page.soup.select_one("#username")["value"] == "pn.luongbang"
    assert sign_in_on(nobody, page).address == "/tai-khoan"
