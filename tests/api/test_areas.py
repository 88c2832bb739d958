"""Residential areas: named by whoever works there, once however they are spelled."""

import pytest

from .places import CHO_DON, LUONG_BANG, NGHIA_TA

AREAS = f"/tenants/{LUONG_BANG}/areas"


@pytest.fixture
def officer(api):
    return api.make_user(LUONG_BANG, "phu_nu", "officer")


def test_an_area_is_named_and_listed_by_name(officer):
    made = officer.post(AREAS, {"name": "  Thôn  Nà Cà "})
    officer.post(AREAS, {"name": "Bản Chang"})
    assert made.status_code == 201
    assert (made.json["name"], made.json["tenant"]) == ("Thôn Nà Cà", LUONG_BANG)
    assert [row["name"] for row in officer.get(AREAS).json] == ["Bản Chang", "Thôn Nà Cà"]


def test_equal_names_are_one_area(officer):
    made = officer.post(AREAS, {"name": "Thôn Nà Cà"})
    again = officer.post(AREAS, {"name": "thôn nà cà"})
    assert again.json == made.json
    assert len(officer.get(AREAS).json) == 1


def test_the_same_key_makes_it_once(officer):
    first = officer.post(AREAS, {"name": "Nà Đao"}, key="k1")
    again = officer.post(AREAS, {"name": "Nà Đao"}, key="k1")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json == first.json
    other = officer.post(AREAS, {"name": "Nà Lùng"}, key="k1")
    assert (other.status_code, other.json["reason"]) == (422, "idempotency_key_reused")


def test_a_list_comes_page_by_page(officer):
    for name in ("A", "B", "C"):
        officer.post(AREAS, {"name": f"Thôn {name}"})
    second = officer.get(AREAS, page=2, page_size=2)
    assert [row["name"] for row in second.json] == ["Thôn C"]
    assert '"total": 3' in second.headers["X-Pagination"]


def test_refusals_come_in_their_order(api, officer):
    viewer = api.make_user(LUONG_BANG, "phu_nu", "viewer")
    elsewhere = f"/tenants/{NGHIA_TA}/areas"
    assert api.nobody.post(AREAS, {}).status_code == 401
    assert officer.post(elsewhere, {"name": "Nà Cà"}, key="").status_code == 404
    assert officer.get(elsewhere).status_code == 404
    assert viewer.post(AREAS, {"name": "Nà Cà"}, key="").status_code == 403
    assert officer.post(AREAS, {}, key="").status_code == 428
    assert officer.post(AREAS, {"name": ""}).json["problems"][0]["reason"] == "required"


def test_a_district_has_no_areas_of_its_own(api):
    front = api.make_user(CHO_DON, "mttq", "officer")
    refused = front.post(f"/tenants/{CHO_DON}/areas", {"name": "Nà Cà"})
    assert refused.json["problems"][0]["reason"] == "area_below_commune_only"
