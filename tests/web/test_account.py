"""One's own page, and the invitation one begins with; without any script."""

import pytest

from core.domain.access import OPERATOR, Role
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.people import Grant
from core.services.people import add_user

from ..api.conftest import PASSWORD
from ..api.places import LUONG_BANG
from .knocking import NEW, knock, signed_in


@pytest.fixture
def officer(web):
    """Somebody who has not come to the pages yet."""
    return web.api.make_user(LUONG_BANG, "phu_nu", "officer", username="pn.luongbang")


def test_a_new_password_ends_every_other_session_and_one_goes_on_here(web, officer):
    here, there = web.sign_in(officer.username), web.sign_in(officer.username)
    sent = {"current_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}
    page = here.post("/tai-khoan/mat-khau", sent)
    assert "Đã đổi mật khẩu." in page.main
    assert (signed_in(here), signed_in(there)) == (True, False)
    assert knock(web.nobody()).status == 422
    assert signed_in(web.sign_in(officer.username, NEW))


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"current_password": "sai"}, "current_password", "Mật khẩu hiện tại không đúng"),
        ({"new_password_again": "khác"}, "new_password_again", "Hai lần nhập chưa giống nhau"),
        ({"new_password": "ngắn", "new_password_again": "ngắn"}, "new_password", "8"),
    ],
)
def test_what_is_wrong_with_a_password_is_said_at_its_field(web, sent, field, said):
    visitor = web.visitor(LUONG_BANG)
    whole = {"current_password": PASSWORD, "new_password": NEW, "new_password_again": NEW} | sent
    page = visitor.post("/tai-khoan/mat-khau", whole)
    assert page.status == 422
    assert said in page.soup.select_one(f"#{field}-error").text
    assert not [one for one in page.soup.select("[type=password]") if one.get("value")]


def test_other_sessions_are_counted_and_ended(web, officer):
    here = web.sign_in(officer.username)
    there = web.sign_in(officer.username)
    assert "còn 2 lần đăng nhập khác" in here.get("/tai-khoan").main  # the API's token, too
    assert "Đã đăng xuất ở mọi nơi khác." in here.post("/tai-khoan/phien").main
    assert (signed_in(here), signed_in(there)) == (True, False)
    assert officer.get("/me").status_code == 401


def test_an_invitation_sets_the_password_and_serves_once(web):
    platform = web.api.platform
    grant = Grant(tenant=LUONG_BANG, organization="phu_nu", role=Role.OFFICER)
    invited = platform.store.write(
        OPERATOR,
        lambda work: add_user(
            work=work, username="moi", name="Bế Thị Hoa", grant=grant,
            organizations={*KNOWN_ORGANIZATIONS}, moment=platform.moment(),
        ),
    )  # fmt: skip
    visitor, path = web.nobody(), f"/loi-moi/{invited.token}"
    assert "Bế Thị Hoa" in visitor.get(path).main
    typo = visitor.post(path, {"new_password": NEW, "new_password_again": "khác"})
    assert (typo.status, "chưa giống nhau" in typo.main) == (422, True)
    weak = visitor.post(path, {"new_password": "moi", "new_password_again": "moi"})
    assert weak.status == 422
    done = visitor.post(path, {"new_password": NEW, "new_password_again": NEW})
    assert done.address == "/dang-nhap"
    assert "Đăng nhập bằng tên moi." in done.main
    assert knock(visitor, "moi", NEW).address.endswith("/viec")
    used = web.nobody().get(path)
    assert (used.status, "đã dùng hoặc đã hết hạn" in used.main) == (404, True)


def test_a_made_up_invitation_does_not_exist(web):
    assert web.nobody().get("/loi-moi/csi_khong-co").status == 404
    assert web.nobody().get("/loi-moi/" + "x" * 5000).status == 404


def test_ones_own_page_shows_what_one_is_and_asks_who_is_not_signed_in(web):
    visitor = web.visitor(LUONG_BANG, username="pn.luongbang")
    page = visitor.get("/tai-khoan")
    assert "pn.luongbang" in page.main
    assert "Hội Phụ nữ xã Lương Bằng" in page.main
    for path in ("/tai-khoan", "/tai-khoan/xac-thuc"):
        assert web.nobody().get(path).address == f"/dang-nhap?tiep={path}"
