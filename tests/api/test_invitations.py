"""Setting one's own password: by an invitation, once; with the present one, ending all else."""

import pytest

from .places import CHO_DON, LUONG_BANG

NEW = "mật khẩu mới tinh"


@pytest.fixture
def officer(api):
    return api.make_user(LUONG_BANG, "phu_nu", "officer")


@pytest.fixture
def invitation(api):
    admin = api.make_user(CHO_DON, "mttq", "admin")
    assignment = {"tenant": LUONG_BANG, "organization": "phu_nu", "role": "officer"}
    body = {"username": "hoa", "name": "Bế Thị Hoa", "assignments": [assignment]}
    return admin.post("/users", body).json["invitation"]["token"]


def test_an_invitation_lets_one_in_once(api, invitation):
    body = {"invitation": invitation, "password": NEW}
    done = api.nobody.post("/invitations", body, key="")
    assert (done.status_code, done.json) == (201, {"username": "hoa"})
    assert api.sign_in("hoa", NEW).username == "hoa"
    again = api.nobody.post("/invitations", body, key="")
    assert (again.status_code, again.json["reason"]) == (404, "invitation_not_found")


def test_a_poor_password_is_refused_and_the_invitation_stays(api, invitation):
    refused = api.nobody.post("/invitations", {"invitation": invitation, "password": "ngắn"})
    assert refused.json["problems"][0]["reason"] == "password_too_short"
    good = api.nobody.post("/invitations", {"invitation": invitation, "password": NEW})
    assert good.status_code == 201


def test_an_invitation_nobody_gave_is_not_found_whatever_else_is_wrong(api):
    body = {"invitation": "csi_không-có", "color": 1}
    assert api.nobody.post("/invitations", body).status_code == 404
    assert api.nobody.post("/invitations", {"password": NEW}).status_code == 422


def test_a_new_password_ends_every_sign_in(api, officer):
    other = api.sign_in(officer.username)
    done = officer.put("/me/password", {"current": "mật khẩu để thử", "new": NEW})
    assert (done.status_code, done.data) == (204, b"")
    assert officer.get("/me").status_code == 401
    assert other.get("/me").status_code == 401
    assert api.sign_in(officer.username, NEW).id == officer.id


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({"current": "sai", "new": NEW}, "current", "wrong_password"),
        ({"current": "mật khẩu để thử", "new": "ngắn"}, "new", "password_too_short"),
        ({"current": "mật khẩu để thử"}, "new", "required"),
    ],
)
def test_a_password_that_cannot_be_set_is_refused(officer, body, field, reason):
    refused = officer.put("/me/password", body)
    assert refused.status_code == 422
    assert [(p["field"], p["reason"]) for p in refused.json["problems"]] == [(field, reason)]
    assert officer.get("/me").status_code == 200


def test_strangers_set_no_password(api):
    assert api.nobody.put("/me/password", {"current": "x", "new": NEW}).status_code == 401
