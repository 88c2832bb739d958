"""Local overrides of quotas: by a document, for a time, binding below."""

import pytest

from .places import BAC_KAN, HA_GIANG, LUONG_BANG

OVERRIDES = f"/tenants/{BAC_KAN}/quota-overrides"


@pytest.fixture
def province(api):
    return api.make_user(BAC_KAN, "mttq", "approver")


@pytest.fixture
def body(api):
    quota = next(iter(api.platform.catalogue.quotas))
    return {"quota": quota, "at_least": 2, "from": "2017-01-01", "document": "KH 12 của tỉnh"}


def test_an_override_is_recorded_and_seen_as_inherited_below(api, province, body):
    made = province.post(OVERRIDES, body)
    assert made.status_code == 201, made.json
    assert made.json == body | {
        "tenant": BAC_KAN, "to": None, "renewed_yearly": None, "inherited": False
    }  # fmt: skip
    officer = api.make_user(LUONG_BANG, "phu_nu", "officer")
    below = officer.get(f"/tenants/{LUONG_BANG}/quota-overrides").json
    assert below == [made.json | {"inherited": True}]


def test_refusals_come_in_their_order(api, province, body):
    officer = api.make_user(BAC_KAN, "phu_nu", "officer")
    assert api.nobody.post(OVERRIDES, {}).status_code == 401
    assert province.post(f"/tenants/{HA_GIANG}/quota-overrides", {}, key="").status_code == 404
    assert officer.post(OVERRIDES, {}, key="").status_code == 403
    assert province.post(OVERRIDES, {}, key="").status_code == 428
    assert province.post(OVERRIDES, body, key="").status_code == 428
    assert province.post(OVERRIDES, {}).status_code == 422


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"quota": "khong_co"}, "quota", "unknown_quota"),
        ({"at_least": None}, "at_least", "required"),
        ({"at_least": -1}, "at_least", "too_small"),
        ({"at_least": True}, "at_least", "not_whole_number"),
        ({"document": " "}, "document", "required"),
        ({"to": "2016-01-01"}, "to", "ends_before_start"),
        ({"from": None}, "from", "null_not_allowed"),
    ],
)
def test_what_is_wrong_is_named(province, body, change, field, reason):
    refused = province.post(OVERRIDES, body | change)
    assert refused.status_code == 422
    assert [(p["field"], p["reason"]) for p in refused.json["problems"]] == [(field, reason)]
