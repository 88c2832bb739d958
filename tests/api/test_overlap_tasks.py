"""The Front of a district or province is told of the overlaps only it can settle."""

from __future__ import annotations

import pytest

from tests.api.main_job import YOUTH, submitted
from tests.api.owing import owed, the
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, PAC_NAM
from tests.api.test_overlaps import case, found, front, road, same_road, settled, women, youth

__all__ = ["case", "front", "road", "same_road", "women", "youth"]

KIND = "settle_overlaps"


@pytest.fixture
def district(api):
    return api.make_user(CHO_DON, "mttq")


@pytest.fixture
def across(api, women, road, district):
    """Two items that look like one work: a commune's, and its district's in that commune."""
    body = YOUTH | {
        "tenant": CHO_DON,
        "places": [{"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}],
        "title": "Đường hoa thanh niên Nà Cà",
    }
    submitted(api.make_user(CHO_DON, "doan_thanh_nien"), body)
    (only,) = found(api, district)
    return only


def test_an_overlap_with_an_item_of_the_district_is_a_task_of_its_front_alone(
    api, across, district, front, women
):
    task = the(district, KIND)
    assert task["title"] == "Kết luận 1 cặp chồng chéo năm 2017"
    assert "Mặt trận cấp dưới không kết luận được" in task["hint"]
    assert (task["due"], task["act"], task["year"]) == ("2017-03-31", KIND, 2017)
    assert (task["details"]["count"], task["details"]["overlap"]) == (1, across["id"])
    others = [
        front,
        women,
        api.make_user(CHO_DON, "doan_thanh_nien", "approver"),
        api.make_user(CHO_DON, "mttq", "viewer"),
        api.make_user(CHO_DON, "mttq", "admin"),
        api.make_user(BAC_KAN, "mttq"),
        api.make_user(PAC_NAM, "mttq"),
        api.make_user(HA_GIANG, "mttq"),
    ]
    assert [owed(other, KIND) for other in others] == [[]] * len(others)


def test_the_task_goes_when_the_district_has_settled(across, district):
    settled(district, across, "distinct")
    assert owed(district, KIND) == []


def test_what_a_commune_settles_itself_is_no_task_above_it(case, district, front):
    assert owed(district, KIND) == []
    assert owed(front, KIND) == []


def test_with_an_item_of_the_province_it_is_the_provinces_to_settle(api, across, district):
    """Two of three pairs: the commune's own and the district's item, each with the province's."""
    province = api.make_user(BAC_KAN, "mttq")
    assert owed(province, KIND) == []
    places = [{"tenant": LUONG_BANG, "area": "Thôn Nà Cà"}]
    body = YOUTH | {"tenant": BAC_KAN, "places": places, "title": "Đường hoa thanh niên Nà Cà"}
    submitted(api.make_user(BAC_KAN, "doan_thanh_nien"), body)
    found(api, province)
    assert the(province, KIND)["details"]["count"] == 2
    assert the(district, KIND)["details"]["count"] == 1
