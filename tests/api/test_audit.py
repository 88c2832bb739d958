"""The trail: entries of the scope, newest first, and no hint of others."""

import pytest

from .places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA

DRAFT = {
    "tenant": LUONG_BANG, "organization": "phu_nu", "year": 2017, "kind": "mo_hinh",
    "movement_type": "phu_nu.ba_sach", "title": "Đường hoa Nà Cà",
}  # fmt: skip


@pytest.fixture
def officer(api):
    return api.make_user(LUONG_BANG, "phu_nu", "officer")


@pytest.fixture
def draft(officer):
    made = officer.post("/registrations", DRAFT)
    assert made.status_code == 201, made.json
    return made.json["id"]


def test_what_one_did_is_read_newest_first(officer, draft):
    entries = officer.get("/audit").json
    assert [entry["action"] for entry in entries][:2] == ["registration.create", "token.create"]
    assert entries[0]["target"] == draft
    assert entries[0]["user"] == officer.id
    assert entries[0]["on"] == "2017-02-01"
    assert entries[0]["changes"]


def test_other_organizations_and_neighbours_see_nothing_of_it(api, draft):
    for tenant, organization in ((LUONG_BANG, "nong_dan"), (NGHIA_TA, "phu_nu")):
        other = api.make_user(tenant, organization, "approver")
        assert other.get("/audit", target=draft).json == []


def test_the_front_sees_no_drafts(api, draft):
    front = api.make_user(CHO_DON, "mttq", "approver")
    assert front.get("/audit", target=draft).json == []


def test_an_admin_sees_that_something_was_done_but_not_what(api, draft):
    admin = api.make_user(LUONG_BANG, "phu_nu", "viewer", username="v")
    assert admin.get("/audit", target=draft).json[0]["changes"]
    only = api.make_user(CHO_DON, "phu_nu", "admin")
    (entry,) = only.get("/audit", target=draft).json
    assert entry["action"] == "registration.create"
    assert not {"changes", "reason", "details"} & set(entry)


def test_a_tenant_narrows_the_trail_to_all_it_sees(api, officer, draft):
    above = api.make_user(BAC_KAN, "phu_nu", "viewer")
    assert above.get("/audit", tenant=LUONG_BANG, target=draft).json
    assert above.get("/audit", tenant=NGHIA_TA, target=draft).json == []
    assert above.get("/audit", tenant=HA_GIANG).status_code == 404


def test_the_trail_is_read_page_by_page(officer, draft):
    first = officer.get("/audit", page_size=1)
    second = officer.get("/audit", page_size=1, page=2)
    assert '"total": 3' in first.headers["X-Pagination"]
    assert first.json[0]["id"] != second.json[0]["id"]


def test_strangers_and_unknown_questions_are_refused(api, officer):
    assert api.nobody.get("/audit").status_code == 401
    assert officer.get("/audit", color="red").status_code == 422
