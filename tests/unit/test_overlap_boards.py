"""Whose Front is the lowest that can settle an overlap: of both items' unit, or above both."""

from datetime import UTC, datetime

import pytest

from core.domain.access import Assignment, Role
from core.domain.overlap_cases import OverlapCase, may_settle

COMMUNE, BESIDE, DISTRICT = "vn/p06/d064/c02062/", "vn/p06/d064/c02071/", "vn/p06/d064/"
ELSEWHERE, PROVINCE, OTHER_PROVINCE = "vn/p06/d060/c01840/", "vn/p06/", "vn/p02/d030/c00900/"
MOVED = "vn/p06/d065/c02062/"


def a_case(*paths):
    return OverlapCase(
        id="a-b", tenant="c02062", path=COMMUNE, year=2017, registrations=("a", "b"),
        organizations=("phu_nu", "phu_nu"), paths=paths, score=80, summary_score=None,
        reasons=(), found_at=datetime(2017, 3, 1, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "board"),
    [
        (COMMUNE, COMMUNE, COMMUNE),
        (COMMUNE, BESIDE, DISTRICT),
        (COMMUNE, DISTRICT, DISTRICT),
        (DISTRICT, DISTRICT, DISTRICT),
        (COMMUNE, ELSEWHERE, PROVINCE),
        (DISTRICT, PROVINCE, PROVINCE),
        (COMMUNE, OTHER_PROVINCE, "vn/"),
    ],
)
def test_it_is_the_nearest_unit_that_has_both_items(one, other, board):
    assert a_case(one, other).board == a_case(other, one).board == board


def test_a_commune_that_was_moved_to_another_district_settles_its_own():
    assert a_case(COMMUNE, MOVED).board == COMMUNE


@pytest.mark.parametrize("other", [COMMUNE, BESIDE, DISTRICT, ELSEWHERE, PROVINCE, OTHER_PROVINCE])
def test_its_front_may_settle_and_none_below(other):
    case = a_case(COMMUNE, other)
    assert may_settle(front_of(case.board), case)
    below = [p for p in (COMMUNE, DISTRICT, PROVINCE) if len(p) > len(case.board)]
    assert not any(may_settle(front_of(path), case) for path in below)


def front_of(path):
    tenant = path.rstrip("/").rpartition("/")[2]
    return Assignment(
        id="1", tenant=tenant, organization="mttq", role=Role.OFFICER, path=path,
        paths=(path,), sight=(path,),
    )  # fmt: skip
