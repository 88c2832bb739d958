"""Users as their admins keep them: delegated, one step down at a time, nothing upwards."""

from io import BytesIO

import pytest

from .places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA, PAC_NAM

OFFICER_THERE = {"tenant": LUONG_BANG, "organization": "phu_nu", "role": "officer"}
NEW = {"username": "be.thi.hoa", "name": "Bế Thị Hoa", "assignments": [OFFICER_THERE]}
HEADER = "username,name,tenant,organization,role"


@pytest.fixture
def admin(api):
    return api.make_user(CHO_DON, "mttq", "admin")


@pytest.fixture
def officer(api):
    return api.make_user(LUONG_BANG, "phu_nu", "officer")


def test_a_new_user_gets_an_invitation_that_is_shown_once(admin):
    made = admin.post("/users", NEW, key="k")
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert made.headers["Cache-Control"] == "no-store"
    assert made.json["invitation"]["token"].startswith("csi_")
    again = admin.post("/users", NEW, key="k")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json == made.json | {"invitation": None}


def test_no_secret_is_kept_anywhere_in_the_database(api, admin):
    secret = admin.post("/users", NEW).json["invitation"]["token"]
    database = api.platform.store.database
    for name in database.list_collection_names():
        assert secret not in str(list(database[name].find())), name


def test_users_are_listed_newest_first_and_found_by_folded_name(admin, officer):
    admin.post("/users", NEW)
    rows = admin.get("/users").json
    assert [row["username"] for row in rows] == ["be.thi.hoa", officer.username, admin.username]
    assert [row["username"] for row in admin.get("/users", q="be thi").json] == ["be.thi.hoa"]


def test_the_list_is_walked_with_a_cursor(admin, officer):
    first = admin.get("/users", page_size=1)
    assert '"total": 2' in first.headers["X-Pagination"]
    second = admin.get("/users", page_size=1, after=first.headers["X-Next"])
    assert [row["id"] for row in first.json + second.json] == [officer.id, admin.id]
    assert "X-Next" not in second.headers


def test_only_admins_read_the_list_but_everyone_reads_themselves(admin, officer):
    assert officer.get("/users").status_code == 403
    assert officer.get(f"/users/{officer.id}").json["username"] == officer.username
    assert officer.get(f"/users/{admin.id}").status_code == 404
    assert admin.get(f"/users/{officer.id}").headers["ETag"] == '"1"'


def test_a_user_is_renamed_and_disabled_at_once(api, admin, officer):
    path = f"/users/{officer.id}"
    named = admin.patch(path, {"name": "Nông Thị Huệ"}, version=1)
    assert (named.json["name"], named.headers["ETag"]) == ("Nông Thị Huệ", '"2"')
    assert admin.patch(path, {"disabled": True}, version=2).json["disabled"] is True
    assert officer.get("/me").status_code == 401
    assert admin.patch(path, {"disabled": False}, version=3).json["disabled"] is False
    assert api.sign_in(officer.username).id == officer.id


def test_a_forgotten_password_is_replaced_by_an_invitation(api, admin, officer):
    done = admin.patch(f"/users/{officer.id}", {"reset": True}, version=1)
    token = done.json["invitation"]["token"]
    assert officer.get("/me").status_code == 401
    new = {"invitation": token, "password": "mật khẩu mới"}
    assert api.nobody.post("/invitations", new).status_code == 201
    assert api.sign_in(officer.username, "mật khẩu mới").id == officer.id


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({}, "", "nothing_to_change"),
        ({"reset": False}, "reset", "nothing_to_change"),
        ({"reset": True, "name": "A"}, "reset", "reset_alone"),
        ({"name": ""}, "name", "required"),
        ({"disabled": 1}, "disabled", "not_yes_no"),
        ({"username": "x"}, "username", "unknown_field"),
    ],
)
def test_a_change_that_is_none_is_refused(admin, officer, body, field, reason):
    refused = admin.patch(f"/users/{officer.id}", body, version=1)
    assert refused.status_code == 422
    assert (field, reason) in [(p["field"], p["reason"]) for p in refused.json["problems"]]


def test_an_assignment_is_added_and_ended(admin, officer):
    path = f"/users/{officer.id}/assignments"
    added = admin.post(path, {"tenant": NGHIA_TA, "organization": "phu_nu", "role": "viewer"})
    assert (added.status_code, added.headers["ETag"]) == (201, '"2"')
    new = added.json["assignments"][-1]
    assert (new["tenant"], new["from"], new["to"]) == (NGHIA_TA, None, None)
    ended = admin.delete(f"{path}/{new['id']}", version=2)
    assert (ended.status_code, ended.headers["ETag"]) == (200, '"3"')
    assert ended.json["assignments"][-1]["to"] == "2017-01-31"
    again = admin.delete(f"{path}/{new['id']}", version=3)
    assert (again.status_code, again.json["reason"]) == (409, "assignment_ended")


def test_the_same_assignment_is_not_given_twice(admin, officer):
    refused = admin.post(f"/users/{officer.id}/assignments", OFFICER_THERE)
    assert (refused.status_code, refused.json["reason"]) == (409, "assignment_exists")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"tenant": PAC_NAM}, 404),
        ({"tenant": "c99999"}, 404),
        ({"tenant": CHO_DON, "organization": "mttq", "role": "admin"}, 403),
        ({"role": "king"}, 422),
        ({"organization": "hoi_la"}, 422),
        ({"from": "2017-05-01", "to": "2017-04-01"}, 422),
    ],
)
def test_nobody_grants_beyond_what_they_administer(admin, change, status):
    body = NEW | {"assignments": [OFFICER_THERE | change]}
    assert admin.post("/users", body).status_code == status
    assert admin.post("/users", body | {"color": 1}).status_code == status


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"username": "Hoa!"}, "username", "not_a_username"),
        ({"name": " "}, "name", "required"),
        ({"assignments": []}, "assignments", "required"),
        ({"assignments": [OFFICER_THERE, OFFICER_THERE]}, "assignments.1", "assignment_repeated"),
        ({"password": "x"}, "password", "unknown_field"),
    ],
)
def test_what_is_wrong_with_a_new_user_is_named(admin, change, field, reason):
    refused = admin.post("/users", NEW | change)
    assert refused.status_code == 422
    assert [(p["field"], p["reason"]) for p in refused.json["problems"]] == [(field, reason)]


def test_a_username_is_taken_once(admin, officer):
    refused = admin.post("/users", NEW | {"username": officer.username})
    assert (refused.status_code, refused.json["reason"]) == (409, "username_taken")


def test_refusals_come_in_their_order(api, admin, officer):
    path = f"/users/{officer.id}"
    assert api.nobody.post("/users", {}).status_code == 401
    assert officer.post("/users", {}, key="").status_code == 403
    assert admin.post("/users", {}, key="").status_code == 428
    assert admin.post("/users", NEW, key="").status_code == 428
    elsewhere = api.make_user(PAC_NAM, "mttq", "admin")
    assert elsewhere.patch(path, {}).status_code == 404
    assert elsewhere.delete(f"{path}/assignments/x").status_code == 404
    colleague = api.make_user(LUONG_BANG, "phu_nu", "viewer")
    assert colleague.patch(path, {}).status_code == 403
    assert admin.patch(path, {}).status_code == 428
    assert admin.patch(path, {}, version=5).status_code == 412
    assert admin.patch(path, {}, version=1).status_code == 422
    assert admin.delete(f"{path}/assignments/x", version=1).status_code == 404
    assert admin.post(f"{path}/assignments", {}, key="").status_code == 428


def test_a_table_is_tried_first_and_changes_nothing(admin):
    table = f"{HEADER}\nhoa,Bế Thị Hoa,{LUONG_BANG},phu_nu,officer\nlan,,c99,phu_nu,officer"
    tried = admin.post("/users/import", {"csv": table}, key="")
    assert (tried.status_code, tried.json["dry_run"], tried.json["users"]) == (200, True, [])
    found = [(problem["field"], problem["reason"]) for problem in tried.json["problems"]]
    assert found == [("rows.3.name", "required"), ("rows.3.tenant", "unknown_tenant")]
    refused = admin.post("/users/import", {"csv": table, "dry_run": False})
    assert refused.status_code == 422
    assert len(admin.get("/users").json) == 1


def test_a_sound_table_makes_everyone_with_an_invitation(admin):
    table = f"{HEADER}\nhoa,Bế Thị Hoa,{LUONG_BANG},phu_nu,officer"
    (planned,) = admin.post("/users/import", {"csv": table}, key="").json["users"]
    assert planned["assignments"][0]["tenant"] == LUONG_BANG
    body = {"csv": table, "dry_run": False}
    assert admin.post("/users/import", body, key="").status_code == 428
    made = admin.post("/users/import", body, key="k")
    assert (made.status_code, made.json["problems"]) == (201, [])
    assert made.json["users"][0]["invitation"]["token"].startswith("csi_")
    again = admin.post("/users/import", body, key="k")
    assert again.json["users"][0]["invitation"] is None


def test_a_table_may_be_sent_as_it_is(admin):
    table = f"\ufeff{HEADER}\nhoa,Bế Thị Hoa,{LUONG_BANG},phu_nu,officer".encode()
    sent = {
        "input_stream": BytesIO(table),
        "content_length": len(table),
        "content_type": "text/csv",
    }
    tried = admin.call("POST", "/users/import", **sent)
    assert (tried.status_code, len(tried.json["users"])) == (200, 1)
    sent["input_stream"] = BytesIO(table)
    made = admin.call("POST", "/users/import?dry_run=false", key="k", **sent)
    assert made.status_code == 201, made.json


def test_only_admins_import(officer):
    assert officer.post("/users/import", {"csv": HEADER}, key="").status_code == 403
    assert officer.post("/users/import", {}, key="").status_code == 403


def test_another_type_of_body_is_not_read(admin):
    wrong = {"data": "a=b", "content_type": "text/plain"}
    assert admin.call("POST", "/users/import", **wrong).status_code == 415
    assert admin.call("POST", "/users", **wrong).status_code == 415


def test_the_province_sees_what_its_district_admin_did(api, admin):
    admin.post("/users", NEW)
    province = api.make_user(BAC_KAN, "mttq", "viewer")
    entries = province.get("/audit", action="user.create", user=admin.id).json
    assert [entry["tenant"] for entry in entries] == [LUONG_BANG]
