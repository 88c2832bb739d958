"""The tree for everyone; attributes, plugins and settings for those who run a tenant."""

from datetime import date

import pytest

from core.domain.access import OPERATOR

from .places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA

NTM = {"name": "xa_nong_thon_moi", "value": True, "from": "2016-01-01", "source": "QĐ 12/QĐ-UBND"}


@pytest.fixture
def admin(api):
    return api.make_user(CHO_DON, "mttq", "admin")


@pytest.fixture
def officer(api):
    return api.make_user(LUONG_BANG, "phu_nu", "officer")


def test_a_tenant_is_found_without_diacritics_and_with_its_type(officer):
    (first, *_) = officer.get("/tenants", q="xa luong bang").json
    assert first == {
        "id": LUONG_BANG, "code": "02062", "level": "commune", "name": "Lương Bằng",
        "full_name": "Xã Lương Bằng", "type": "Xã", "path": f"vn/{BAC_KAN}/{CHO_DON}/{LUONG_BANG}/",
        "parent": CHO_DON, "valid_from": None, "valid_to": "2025-06-30",
    }  # fmt: skip


def test_the_children_of_a_district_are_its_communes_of_that_day(officer):
    then = officer.get("/tenants", parent=CHO_DON)
    assert len(then.json) == 20
    assert {row["level"] for row in then.json} == {"commune"}
    assert officer.get("/tenants", parent=CHO_DON, as_of="2025-07-01").json == []


def test_the_tree_of_another_day_can_be_asked_for(officer):
    after = officer.get("/tenants", level="province", as_of="2025-07-01")
    assert '"total": 34' in after.headers["X-Pagination"]
    assert '"total": 63' in officer.get("/tenants", level="province").headers["X-Pagination"]


def test_the_whole_tree_can_be_walked_to_its_end(officer):
    last = officer.get("/tenants", page_size=200, after="row-10600")
    assert len(last.json) == 195  # 1 + 63 + 696 + 10 035 tenants on that day
    assert "X-Next" not in last.headers
    first = officer.get("/tenants", page_size=200)
    assert first.json[0]["id"] == "vn"
    assert first.headers["X-Next"] == "row-200"


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({"q": "x"}, 422, "q"),
        ({"level": "xa"}, 422, "level"),
        ({"as_of": "hôm nay"}, 422, "as_of"),
        ({"after": "x"}, 422, "after"),
        ({"color": "red"}, 422, "color"),
    ],
)
def test_a_query_that_means_nothing_is_refused(officer, query, status, field):
    refused = officer.get("/tenants", **query)
    assert refused.status_code == status
    assert [problem["field"] for problem in refused.json["problems"]] == [field]


def test_an_unknown_parent_is_not_found(officer):
    assert officer.get("/tenants", parent="c99999").status_code == 404


def test_a_tenant_shows_its_history_to_everyone(officer):
    far = officer.get(f"/tenants/{HA_GIANG}")
    assert far.status_code == 200
    assert far.json["names"] == [{"value": "Hà Giang", "from": None, "to": "2025-06-30"}]
    assert far.json["successors"][0]["effective"] == "2025-07-01"


def test_what_a_tenant_states_is_shown_to_those_who_see_it_only(api, admin, officer):
    admin.patch(f"/tenants/{NGHIA_TA}", {"attributes": [NTM]}, version=1)
    seen = admin.get(f"/tenants/{NGHIA_TA}")
    assert seen.json["attributes"] == [{**NTM, "to": None}]
    assert seen.headers["ETag"] == '"2"'
    unseen = officer.get(f"/tenants/{NGHIA_TA}")
    assert not {"attributes", "plugins", "settings", "version"} & set(unseen.json)
    assert "ETag" not in unseen.headers


def test_an_attribute_is_stated_with_its_source_and_holds_from_its_day(api, admin):
    done = admin.patch(f"/tenants/{LUONG_BANG}", {"attributes": [NTM]}, version=1)
    assert done.status_code == 200, done.json
    assert done.headers["ETag"] == '"2"'
    tenants = api.platform.store.read(OPERATOR).tenants
    assert tenants.get(LUONG_BANG).attribute_on("xa_nong_thon_moi", date(2017, 1, 1)) is True
    assert tenants.get(LUONG_BANG).attribute_on("xa_nong_thon_moi", date(2015, 1, 1)) is None


def test_a_plugin_that_is_switched_off_is_off_below_as_well(admin, officer):
    off = {"plugins": [{"code": "phu_nu", "enabled": False, "from": "2017-01-01"}]}
    assert admin.patch(f"/tenants/{CHO_DON}", off, version=1).status_code == 200
    states = {row["name"]: row["state"] for row in officer.get("/plugins").json}
    assert states["phu_nu"] == "disabled"
    assert states["nong_dan"] == "active"


def test_a_tenant_may_allow_confirming_ones_own_and_take_it_back(admin):
    path = f"/tenants/{LUONG_BANG}"
    on = admin.patch(path, {"settings": {"self_confirmation": True}}, version=1)
    assert on.json["settings"] == {"self_confirmation": True}
    off = admin.patch(path, {"settings": {"self_confirmation": None}}, version=2)
    assert off.json["settings"] == {}


def test_the_trail_shows_what_was_stated(admin):
    admin.patch(f"/tenants/{LUONG_BANG}", {"attributes": [NTM]}, version=1)
    (entry,) = admin.get("/audit", action="tenant.change").json
    assert entry["target"] == LUONG_BANG
    assert entry["changes"][0]["field"] == "attributes.xa_nong_thon_moi"
    assert entry["assignment"] == admin.assignments[0]


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({}, "", "nothing_to_change"),
        ({"attributes": [{**NTM, "source": ""}]}, "attributes.0.source", "required"),
        ({"attributes": [{**NTM, "value": None}]}, "attributes.0.value", "null_not_allowed"),
        ({"attributes": [{**NTM, "value": 1.5}]}, "attributes.0.value", "not_a_value"),
        ({"attributes": [{**NTM, "value": 1}]}, "attributes.0.value", "not_yes_no"),
        ({"attributes": [{**NTM, "name": "Xã"}]}, "attributes.0.name", "not_an_attribute_name"),
        ({"settings": {"color": True}}, "settings.color", "unknown_field"),
        ({"name": "Tên mới"}, "name", "unknown_field"),
        (
            {"plugins": [{"code": "x", "enabled": True, "from": "2017-01-01"}]},
            "plugins.0.code",
            "unknown_plugin",
        ),
    ],
)
def test_what_cannot_be_stated_is_named_field_by_field(admin, body, field, reason):
    refused = admin.patch(f"/tenants/{LUONG_BANG}", body, version=1)
    assert refused.status_code == 422
    assert [(p["field"], p["reason"]) for p in refused.json["problems"]] == [(field, reason)]


def test_refusals_come_in_their_order(api, admin, officer):
    path, bad = f"/tenants/{LUONG_BANG}", {"color": 1}
    assert api.nobody.patch(path, bad).status_code == 401
    assert admin.patch(f"/tenants/{HA_GIANG}", bad).status_code == 404
    assert officer.patch(path, bad).status_code == 403
    assert admin.patch(path, bad).status_code == 428
    assert admin.patch(path, bad, version=9).status_code == 412
    assert admin.patch(path, bad, version=1).status_code == 422


def test_an_approver_states_nothing(api):
    approver = api.make_user(CHO_DON, "mttq", "approver")
    refused = approver.patch(f"/tenants/{LUONG_BANG}", {"attributes": [NTM]}, version=1)
    assert (refused.status_code, refused.json["reason"]) == (403, "forbidden_for_role")


def test_a_stale_version_names_what_differs(admin):
    path = f"/tenants/{LUONG_BANG}"
    admin.patch(path, {"settings": {"self_confirmation": True}}, version=1)
    stale = admin.patch(path, {"attributes": [NTM]}, version=1)
    assert (stale.status_code, stale.json["details"]["fields"]) == (412, ["attributes"])
