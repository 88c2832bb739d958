"""Overlaps across units and organizations: who is told of one, who settles it, where it goes."""

from __future__ import annotations

import pytest

from core.domain.access import OPERATOR
from tests.api.main_job import WHOLE, YOUTH, drafted, refused, seen, submitted
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA, PAC_NAM
from tests.api.test_overlaps import (
    BOTH_LED,
    case,
    found,
    front,
    road,
    same_road,
    settled,
    women,
    youth,
)

__all__ = ["case", "front", "road", "same_road", "women", "youth"]


def test_only_the_front_settles(women, youth, case):
    body = {"verdict": "distinct", "reason": BOTH_LED}
    path = f"/overlaps/{case['id']}/resolution"
    for officer in (women, youth):
        assert officer.get(f"/overlaps/{case['id']}").status_code == 200
        refused(officer.post(path, body, version=case["version"]), 403, "forbidden_for_role")


def test_the_front_above_sees_and_settles_too(api, case):
    above = api.make_user(CHO_DON, "mttq")
    assert [each["id"] for each in found(api, above, tenant=CHO_DON)] == [case["id"]]
    assert settled(above, case, "distinct")["status"] == "distinct"


@pytest.mark.parametrize(
    ("tenant", "organization"),
    [(NGHIA_TA, "mttq"), (PAC_NAM, "mttq"), (CHO_DON, "phu_nu"), (LUONG_BANG, "nong_dan")],
)
def test_to_others_it_does_not_exist(api, case, tenant, organization):
    stranger = api.make_user(tenant, organization, "approver")
    assert found(api, stranger) == []
    assert stranger.get(f"/overlaps/{case['id']}").status_code == 404
    body = {"verdict": "distinct", "reason": BOTH_LED}
    path = f"/overlaps/{case['id']}/resolution"
    assert stranger.post(path, body, version=case["version"]).status_code == 404


def test_two_of_the_district_in_one_commune_are_one_case(api):
    above = api.make_user(CHO_DON, "mttq")
    youth = api.make_user(CHO_DON, "doan_thanh_nien")
    body = YOUTH | {
        "tenant": CHO_DON,
        "places": [{"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}],
        "title": "Đường hoa thanh niên Nà Cà",
    }
    both = [submitted(youth, body)["id"], submitted(youth, body)["id"]]
    (only,) = found(api, above)
    assert only["registrations"] == sorted(both)
    assert api.platform.store.read(OPERATOR).jobs.numbers() == {"waiting": 0, "dead": 0}


def the_districts(api, **changes):
    """Return what the district's Youth Union does in a hamlet of the commune."""
    youth = api.make_user(CHO_DON, "doan_thanh_nien")
    place = {"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}
    given = {"tenant": CHO_DON, "places": [place], "title": "Đường hoa thanh niên Nà Cà"}
    return youth, submitted(youth, YOUTH | given | changes)


def test_who_registers_is_told_of_what_the_district_does_there(api, women):
    _, theirs = the_districts(api, funding=[{"source": "hoi_vien", "amount": 12_000_000}])
    money = {"funding": [{"source": "hoi_vien", "amount": 12_000_000}]}
    for hint in (drafted(women, WHOLE | money), submitted(women, WHOLE | money)):
        (told,) = hint["overlaps"]
        assert (told["registration"], told["organization"]) == (theirs["id"], "doan_thanh_nien")
        kinds = {reason["what"] for reason in told["reasons"]}
        assert {"area", "title"} <= kinds
        assert not kinds & {"funding", "dates"}  # in summary only


def test_a_district_that_registers_is_told_of_what_its_own_do_there(api):
    communes = api.make_user(LUONG_BANG, "doan_thanh_nien")
    road = submitted(communes, YOUTH, title="Đường hoa thanh niên Nà Cà")
    submitted(api.make_user(NGHIA_TA, "doan_thanh_nien"), YOUTH, tenant=NGHIA_TA)
    _, above = the_districts(api)
    assert [each["registration"] for each in above["overlaps"]] == [road["id"]]


def test_a_case_goes_along_when_both_items_are_moved(api, case, road, same_road):
    above = api.make_user(CHO_DON, "mttq")
    settled(above, case, "distinct")
    for item in (road, same_road):
        path = f"/registrations/{item['id']}/transitions"
        body = {"action": "transfer", "reason": "Nhầm xã", "tenant": NGHIA_TA}
        version = seen(above, item)["version"]
        assert above.post(path, body, version=version).status_code == 200
    there = api.make_user(NGHIA_TA, "mttq")
    assert [each["status"] for each in found(api, there)] == ["distinct"]


def test_a_communes_front_settles_nothing_about_an_item_of_the_district(api, front, women, road):
    district = api.make_user(CHO_DON, "doan_thanh_nien")
    money = {"funding": [{"source": "hoi_vien", "amount": 12_000_000}]}
    place = [{"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}]
    title = "Đường hoa thanh niên Nà Cà"
    submitted(district, YOUTH | money | {"tenant": CHO_DON, "places": place, "title": title})
    women.put(f"/registrations/{road['id']}", WHOLE | money, version=road["version"])
    (only,) = found(api, front)
    hidden = {"funding", "households", "dates", "scale"}
    assert not hidden & {reason["what"] for reason in only["reasons"]}
    body = {"verdict": "duplicate", "reason": BOTH_LED}
    path = f"/overlaps/{only['id']}/resolution"
    refused(front.post(path, body, version=only["version"]), 403, "forbidden_for_role")
    above = api.make_user(CHO_DON, "mttq")
    assert settled(above, only, "duplicate")["status"] == "duplicate"


def test_another_organization_cannot_measure_what_one_keeps_to_itself(api, women, youth):
    submitted(women, funding=[{"source": "hoi_vien", "amount": 12_000_000}], title="Vườn cây")
    mine = submitted(youth, YOUTH, title="Hàng rào")
    shown = []
    for amount in (12_000_000, 90_000_000):
        body = YOUTH | {
            "title": "Hàng rào", "funding": [{"source": "hoi_vien", "amount": amount}],
        }  # fmt: skip
        version = seen(youth, mine)["version"]
        youth.put(f"/registrations/{mine['id']}", body, version=version)
        shown.append(found(api, youth))
    assert shown[0] == shown[1]


def test_hamlets_of_one_name_in_two_communes_are_two_places(api):
    above = api.make_user(CHO_DON, "mttq")
    bodies = {"phu_nu": WHOLE, "doan_thanh_nien": YOUTH}
    ways = ((LUONG_BANG, NGHIA_TA), (NGHIA_TA, LUONG_BANG))
    for (organization, body), (named, other) in zip(bodies.items(), ways, strict=True):
        places = [{"tenant": named, "area": "Nà Bưa"}, {"tenant": other, "area": "Bản Vèn"}]
        district = api.make_user(CHO_DON, organization)
        made = submitted(district, body | {"tenant": CHO_DON, "places": places})
        assert made["overlaps"] == []
    assert found(api, above) == []


def test_an_item_of_the_district_in_the_commune_is_compared_as_well(api, front, women, road):
    district = api.make_user(CHO_DON, "doan_thanh_nien")
    body = YOUTH | {
        "tenant": CHO_DON,
        "places": [{"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}],
        "title": "Đường hoa thanh niên Nà Cà",
    }
    theirs = submitted(district, body)
    (only,) = found(api, front, tenant=LUONG_BANG)
    assert only["registrations"] == sorted([road["id"], theirs["id"]])


def test_what_is_open_is_listed_by_points_page_by_page(api, front, women, case):
    more = {"title": "Đường hoa Nà Cà, đoạn cuối"}
    submitted(women, **more)
    shown = found(api, front, status="open")
    points = [each["score"] for each in shown]
    assert len(points) > 1
    assert points == sorted(points, reverse=True)
    first = front.get("/overlaps", status="open", page_size=1)
    second = front.get("/overlaps", status="open", page_size=1, after=first.headers["X-Next"])
    assert [*first.json, *second.json] == shown[:2]
    refused(front.get("/overlaps", after=first.headers["X-Next"]), 422, "invalid")
