"""Calendars: always there, inherited part by part, set below only earlier, extended from above."""

from datetime import date

import pytest

from .main_job import on
from .places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG

LATER = {
    "opens": "2017-01-01", "due": "2017-07-14", "closes": "2017-07-31", "locks": "2018-01-31",
    "source": "KH 01/KH-MTTQ của tỉnh: «trước ngày 15/7»",
}  # fmt: skip
OF_PROVINCE = f"/tenants/{BAC_KAN}/calendar/2017"
OF_COMMUNE = f"/tenants/{LUONG_BANG}/calendar/2017"


@pytest.fixture
def province(api):
    return api.make_user(BAC_KAN, "mttq", "approver")


@pytest.fixture
def officer(api):
    return api.make_user(LUONG_BANG, "phu_nu", "officer")


def test_there_is_a_calendar_before_anyone_has_set_one(officer):
    read = officer.get(OF_COMMUNE)
    assert (read.status_code, read.headers["ETag"]) == (200, '"0"')
    assert read.json["registration"]["due"] == "2017-02-14"
    assert read.json["registration"]["inherited_from"] == "vn"
    assert set(read.json) >= {"registration", "2017", "2017-H1", "2017-Q2", "2017-06"}


def test_what_a_province_sets_binds_its_communes(province, officer):
    done = province.put(OF_PROVINCE, {"registration": LATER})
    assert (done.status_code, done.headers["ETag"]) == (200, '"1"')
    assert done.json["registration"] == {**LATER, "inherited_from": None}
    below = officer.get(OF_COMMUNE)
    assert below.json["registration"] == {**LATER, "inherited_from": BAC_KAN}
    assert below.json["2017-H1"]["inherited_from"] == "vn"
    assert below.headers["ETag"] == '"0"'


def test_a_part_left_out_is_inherited_again(province):
    province.put(OF_PROVINCE, {"registration": LATER})
    done = province.put(OF_PROVINCE, {}, version=1)
    assert done.json["registration"]["inherited_from"] == "vn"
    assert done.headers["ETag"] == '"2"'


def test_a_commune_may_set_earlier_dates_but_no_later_ones(api):
    front = api.make_user(LUONG_BANG, "mttq", "approver")
    refused = front.put(OF_COMMUNE, {"registration": LATER})
    assert refused.status_code == 422
    assert ("registration.due", "later_than_parent") in [
        (problem["field"], problem["reason"]) for problem in refused.json["problems"]
    ]
    earlier = {**LATER, "due": "2017-02-10", "closes": "2017-03-01", "locks": "2018-01-01"}
    assert front.put(OF_COMMUNE, {"registration": earlier}).status_code == 200


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({"2016-H1": LATER}, "2016-H1", "unknown_calendar_part"),
        ({"2017-W25": LATER}, "2017-W25", "unknown_calendar_part"),
        ({"registration": {**LATER, "color": 1}}, "registration.color", "unknown_field"),
        ({"registration": {**LATER, "due": "mai"}}, "registration.due", "not_a_date"),
        (
            {"registration": {k: v for k, v in LATER.items() if k != "locks"}},
            "registration.locks",
            "required",
        ),
        ({"registration": 5}, "registration", "not_an_object"),
        ({"registration": None}, "registration", "not_an_object"),
        (
            {"registration": {**LATER, "closes": "2017-01-02"}},
            "registration.closes",
            "dates_out_of_order",
        ),
    ],
)
def test_what_is_no_calendar_is_refused_part_by_part(province, body, field, reason):
    refused = province.put(OF_PROVINCE, body)
    assert refused.status_code == 422
    assert (field, reason) in [(p["field"], p["reason"]) for p in refused.json["problems"]]


def test_refusals_come_in_their_order(api, province, officer):
    province.put(OF_PROVINCE, {"registration": LATER})
    bad = {"registration": 5}
    assert api.nobody.put(OF_PROVINCE, bad).status_code == 401
    assert province.put(f"/tenants/{HA_GIANG}/calendar/2017", bad).status_code == 404
    assert officer.put(OF_COMMUNE, bad).status_code == 403
    assert province.put(OF_PROVINCE, bad).status_code == 428
    assert province.put(OF_PROVINCE, {"registration": LATER}).status_code == 428
    assert province.put(OF_PROVINCE, bad, version=7).status_code == 412
    assert province.put(OF_PROVINCE, bad, version=1).status_code == 422


def test_a_stale_version_names_the_parts_that_differ(province):
    province.put(OF_PROVINCE, {"registration": LATER})
    stale = province.put(OF_PROVINCE, {"2017-H1": LATER}, version=9)
    assert stale.status_code == 412
    assert stale.json["details"]["fields"] == ["2017-H1", "registration"]


def test_a_year_without_calendars_is_refused(officer):
    refused = officer.get(f"/tenants/{LUONG_BANG}/calendar/1950")
    assert refused.json["problems"][0]["reason"] == "year_out_of_range"


def test_an_organization_gets_more_time_from_above(province, officer):
    body = {"part": "registration", "organization": "phu_nu", "until": "2017-04-15",
            "reason": "Mưa lũ"}  # fmt: skip
    made = province.post(f"{OF_COMMUNE}/extensions", body)
    assert made.status_code == 201, made.json
    assert made.json["granted_by"] == BAC_KAN
    assert officer.get(OF_COMMUNE).json["registration"]["due"] == "2017-02-14"
    theirs = officer.get(OF_COMMUNE, organization="phu_nu").json["registration"]
    assert theirs["due"] == "2017-04-15"
    assert [each["id"] for each in theirs["extensions"]] == [made.json["id"]]


def test_more_time_for_all_shows_in_the_calendar(province, officer):
    body = {"part": "2017-H1", "until": "2017-08-15", "reason": "Mưa lũ"}
    province.post(f"{OF_COMMUNE}/extensions", body)
    part = officer.get(OF_COMMUNE).json["2017-H1"]
    assert (part["due"], part["extensions"][0]["reason"]) == ("2017-08-15", "Mưa lũ")


def test_nobody_extends_for_themselves(api):
    own = api.make_user(LUONG_BANG, "mttq", "approver")
    body = {"part": "registration", "until": "2017-04-15", "reason": "Mưa lũ"}
    assert own.post(f"{OF_COMMUNE}/extensions", body).status_code == 403


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"part": "quy_1"}, "part", "unknown_calendar_part"),
        ({"until": "2017-02-14"}, "until", "not_after_due"),
        ({"organization": "hoi_la"}, "organization", "unknown_organization"),
        ({"reason": ""}, "reason", "required"),
    ],
)
def test_an_extension_that_cannot_be_is_refused(province, change, field, reason):
    body = {"part": "registration", "until": "2017-04-15", "reason": "Mưa lũ"} | change
    refused = province.post(f"{OF_COMMUNE}/extensions", body)
    assert [(p["field"], p["reason"]) for p in refused.json["problems"]] == [(field, reason)]


def test_nobody_is_given_more_time_till_a_day_that_has_passed(api, province):
    body = {"part": "registration", "until": "2017-08-09", "reason": "Mưa lũ"}
    august = on(api, province, date(2017, 8, 10))
    refused = august.post(f"{OF_COMMUNE}/extensions", body)
    assert [(p["field"], p["reason"]) for p in refused.json["problems"]] == [
        ("until", "already_past")
    ]
    assert "hôm nay là 10/8/2017" in refused.json["problems"][0]["message"]
    assert (
        august.post(f"{OF_COMMUNE}/extensions", body | {"until": "2017-08-10"}).status_code == 201
    )


def test_an_extension_needs_a_key_once_it_is_permitted(api, province, officer):
    path = f"/tenants/{CHO_DON}/calendar/2017/extensions"
    body = {"part": "registration", "until": "2017-04-15", "reason": "Mưa lũ"}
    assert officer.post(path, body, key="").status_code == 404
    assert officer.post(f"{OF_COMMUNE}/extensions", body, key="").status_code == 403
    assert province.post(path, body, key="").status_code == 428
