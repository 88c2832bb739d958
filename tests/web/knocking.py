"""What the tests of signing in do at the pages."""

from ..api.conftest import PASSWORD

COOKIE = "chungsuc_session"
NEW = "một mật khẩu khác hẳn"


def knock(visitor, username="pn.luongbang", password=PASSWORD, **more):
    return visitor.post("/dang-nhap", {"username": username, "password": password} | more)


def signed_in(visitor):
    return visitor.get("/phien").answer.json["signed_in"]


def secret(visitor):
    cookie = visitor.client.get_cookie(COOKIE)
    return cookie.value if cookie else ""
