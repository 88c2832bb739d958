"""What plugins declare, as programs read it: organizations, types and their forms."""

import pytest

from .places import BAC_KAN, HA_GIANG, LUONG_BANG

OFF = {"plugins": [{"code": "phu_nu", "enabled": False, "from": "2017-01-01"}]}


@pytest.fixture
def officer(api):
    return api.make_user(LUONG_BANG, "phu_nu", "officer")


def test_the_ten_organizations_are_listed_installed_or_not(officer):
    rows = {row["code"]: row for row in officer.get("/organizations").json}
    assert len(rows) == 10
    assert rows["phu_nu"]["abbreviation"] == "PN"
    assert rows["phu_nu"]["active"] is True
    assert rows["khuyen_hoc"]["installed"] is False


def test_a_type_says_all_that_a_registration_under_it_may_be(officer):
    types = officer.get("/movement-types", organization="phu_nu").json
    (ba_sach,) = [row for row in types if row["code"] == "phu_nu.ba_sach"]
    assert {"mo_hinh"} <= set(ba_sach["kinds"])
    assert ba_sach["contents"]
    assert ba_sach["form"]["type"] == "object"
    assert ba_sach["form"]["additionalProperties"] is False
    assert ba_sach["source"]["document"]
    assert {measure["adds_up"] for measure in ba_sach["measures"]} <= {"sum", "max", "none"}


def test_types_of_one_organization_only_are_listed_when_asked(officer):
    types = officer.get("/movement-types", organization="nong_dan").json
    assert {row["organization"] for row in types} == {"nong_dan"}
    assert officer.get("/movement-types", organization="khuyen_hoc").json == []


def test_what_a_province_has_switched_off_is_not_offered_below(api, officer):
    admin = api.make_user(BAC_KAN, "mttq", "admin")
    admin.patch(f"/tenants/{BAC_KAN}", OFF, version=1)
    here = officer.get("/movement-types", tenant=LUONG_BANG).json
    assert "phu_nu" not in {row["organization"] for row in here}
    everywhere = officer.get("/movement-types").json
    assert "phu_nu" in {row["organization"] for row in everywhere}


def test_what_is_switched_off_elsewhere_stays_unknown(officer):
    assert officer.get("/movement-types", tenant=HA_GIANG).status_code == 404


@pytest.mark.parametrize("path", ["/organizations", "/movement-types"])
def test_unknown_questions_and_strangers_are_refused(api, officer, path):
    assert api.nobody.get(path).status_code == 401
    assert officer.get(path, color="red").json["problems"][0]["reason"] == "unknown_field"
    assert officer.post(path, {}).status_code == 405
