"""The second step of signing in, and one's own second factor; without any script."""

from datetime import UTC, datetime

import pyotp
import pytest

from core.domain.access import OPERATOR

from ..api.conftest import PASSWORD
from ..api.places import CHO_DON, LUONG_BANG
from ..fakes.phones import with_phone
from .knocking import knock, secret, signed_in


@pytest.fixture
def officer(web):
    """Somebody who has not come to the pages yet."""
    return web.api.make_user(LUONG_BANG, "phu_nu", "officer", username="pn.luongbang")


def phone_of(web, someone):
    platform = web.api.platform
    user = platform.store.read(OPERATOR).users.get(someone.id)
    return with_phone(platform.store, platform.factor_secrets, user, now=datetime.now(UTC))


@pytest.fixture
def phone(web, officer):
    """The officer's phone, whose codes are asked for from now on."""
    return phone_of(web, officer)


def demand(web, tenant=CHO_DON):
    admin = web.api.make_user(tenant, "mttq", "admin")
    stated = {"settings": {"second_factor": "required"}}
    assert admin.patch(f"/tenants/{tenant}", stated, version=1).status_code == 200


def test_with_a_second_factor_the_code_of_the_phone_is_asked_for(web, officer, phone):
    visitor = web.nobody()
    page = knock(visitor, tiep="/tai-khoan")
    assert page.address == "/xac-thuc?tiep=/tai-khoan"
    assert not signed_in(visitor)
    assert page.soup.select_one("#one_time_code")["autocomplete"] == "one-time-code"
    hallway = secret(visitor)
    wrong = visitor.post("/xac-thuc", page.form() | {"one_time_code": "000000"})
    assert (wrong.status, "Mã chưa đúng" in wrong.main) == (422, True)
    right = visitor.post(
        "/xac-thuc", wrong.form() | {"one_time_code": phone.code(datetime.now(UTC))}
    )
    assert right.address == "/tai-khoan"
    assert signed_in(visitor)
    assert secret(visitor) != hallway


def test_a_recovery_code_does_as_well(web, officer, phone):
    visitor = web.nobody()
    knock(visitor)
    visitor.post("/xac-thuc", {"one_time_code": phone.codes[0].upper()})
    assert signed_in(visitor)
    assert "Còn 9 mã dự phòng." in visitor.get("/tai-khoan").main


def test_between_password_and_code_no_page_opens(web, officer, phone):
    visitor = web.nobody()
    knock(visitor)
    assert visitor.get("/tai-khoan").address.startswith("/dang-nhap")
    assert visitor.get("/v/phu-nu-luong-bang/viec").address.startswith("/dang-nhap")


def test_who_comes_without_a_password_is_sent_to_give_it_first(web, officer, phone):
    for path in ("/xac-thuc", "/xac-thuc/thiet-lap"):
        visitor = web.nobody()
        assert visitor.get(path + "?tiep=/tai-khoan").address == "/dang-nhap?tiep=/tai-khoan"
        page = visitor.post(path, {"one_time_code": phone.code(datetime.now(UTC))})
        assert (page.status, signed_in(visitor)) == (401, False)


def test_where_a_tenant_demands_it_it_is_set_up_before_anything_else(web, officer):
    demand(web)
    visitor = web.nobody()
    page = knock(visitor, tiep="/tai-khoan")
    assert page.address == "/xac-thuc/thiet-lap?tiep=/tai-khoan"
    assert not signed_in(visitor)
    seed = page.soup.select_one(".key").text.replace(" ", "")
    again = visitor.post("/xac-thuc/thiet-lap", page.form() | {"one_time_code": "000000"})
    assert again.status == 422
    assert again.soup.select_one(".key").text.replace(" ", "") == seed
    code = pyotp.TOTP(seed).at(datetime.now(UTC))
    done = visitor.post("/xac-thuc/thiet-lap", again.form() | {"one_time_code": code})
    assert len(done.soup.select(".codes li")) == 10
    assert "/tai-khoan" in done.links()
    assert "nên không tắt được" in visitor.get("/tai-khoan").main


def test_turning_it_on_shows_a_drawing_a_key_and_once_the_recovery_codes(web):
    visitor = web.visitor(LUONG_BANG)
    page = visitor.get("/tai-khoan/xac-thuc")
    assert page.soup.select_one("svg.qr")["role"] == "img"
    seed = page.soup.select_one(".key").text.replace(" ", "")
    code = pyotp.TOTP(seed).at(datetime.now(UTC))
    form = page.form("xac-thuc") | {"one_time_code": code, "current_password": PASSWORD}
    done = visitor.post("/tai-khoan/xac-thuc", form)
    codes = [each.text for each in done.soup.select(".codes li")]
    assert len(codes) == 10
    assert done.answer.headers["Cache-Control"] == "no-store"
    account = visitor.get("/tai-khoan")
    assert "Đang bật" in account.main
    assert not [each for each in codes if each in account.text]
    assert visitor.get("/tai-khoan/xac-thuc").address == "/tai-khoan"


def test_turning_it_on_takes_the_password_and_says_at_its_field_when_it_is_wrong(web):
    visitor = web.visitor(LUONG_BANG)
    page = visitor.get("/tai-khoan/xac-thuc")
    seed = page.soup.select_one(".key").text.replace(" ", "")
    code = {"one_time_code": pyotp.TOTP(seed).at(datetime.now(UTC))}
    for wrong in ({}, {"current_password": "sai"}):
        page = visitor.post("/tai-khoan/xac-thuc", page.form("xac-thuc") | code | wrong)
        assert page.status == 422
        assert (
            "Mật khẩu hiện tại không đúng" in page.soup.select_one("#current_password-error").text
        )
        assert page.soup.select_one(".key").text.replace(" ", "") == seed
    assert "Chưa bật" in visitor.get("/tai-khoan").main

    right = {"current_password": PASSWORD}
    typo = visitor.post(
        "/tai-khoan/xac-thuc", page.form("xac-thuc") | right | {"one_time_code": "000000"}
    )
    assert (typo.status, bool(typo.soup.select("#one_time_code-error"))) == (422, True)
    assert not typo.soup.select_one("#current_password").get("value")
    done = visitor.post("/tai-khoan/xac-thuc", typo.form("xac-thuc") | right | code)
    assert len(done.soup.select(".codes li")) == 10


def test_what_is_demanded_later_is_set_up_before_anything_else_and_nothing_typed_is_lost(
    web, officer
):
    here, there = web.sign_in(officer.username), web.sign_in(officer.username)
    form = {"csrf_token": here.form_token(), "title": "Đường hoa Nà Cà"}
    demand(web)
    for path in ("/viec", "/tai-khoan", "/tai-khoan/xac-thuc"):
        assert here.get(path).address.startswith("/dang-nhap?tiep=")
    late = here.open("POST", "/tai-khoan/phien", data=form)
    assert "Chữ đã nhập vẫn còn." in late.main

    again = late.form("dang-nhap") | {"username": officer.username, "password": PASSWORD}
    setup = here.open("POST", "/dang-nhap", data=again)
    assert "Đơn vị của bạn yêu cầu xác thực hai bước" in setup.main
    seed = setup.soup.select_one(".key").text.replace(" ", "")
    code = {"one_time_code": pyotp.TOTP(seed).at(datetime.now(UTC))}
    done = here.open("POST", "/xac-thuc/thiet-lap", data=setup.form("thiet-lap") | code)
    assert "Đường hoa Nà Cà" in str(done.soup.select("main form"))
    assert (signed_in(here), signed_in(there)) == (True, False)
    assert officer.get("/me").status_code == 401  # signed in to the API without it


def test_turning_it_off_and_new_recovery_codes_take_a_code(web, officer):
    visitor = web.sign_in(officer.username)
    phone = phone_of(web, officer)
    refused = visitor.post("/tai-khoan/xac-thuc/tat", {"off_one_time_code": "000000"})
    assert refused.status == 422
    assert refused.soup.select_one("#off_one_time_code")["aria-invalid"] == "true"
    renewed = visitor.post("/tai-khoan/xac-thuc/ma-du-phong", {"new_one_time_code": phone.codes[0]})
    fresh = [each.text for each in renewed.soup.select(".codes li")]
    assert len(fresh) == 10
    assert phone.codes[1] not in {code.replace("-", "") for code in fresh}
    visitor.post("/tai-khoan/xac-thuc/tat", {"off_one_time_code": fresh[0]})
    assert "Chưa bật" in visitor.get("/tai-khoan").main


def test_no_password_and_no_code_reaches_the_log(web, officer, phone, caplog):
    visitor = web.nobody()
    with caplog.at_level("INFO"):
        knock(visitor, password="sai mật khẩu bí mật")
        knock(visitor)
        visitor.post("/xac-thuc", {"one_time_code": phone.codes[0]})
    for hidden in ("sai mật khẩu bí mật", PASSWORD, phone.codes[0], secret(visitor)):
        assert hidden not in caplog.text
