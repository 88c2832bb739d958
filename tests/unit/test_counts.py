"""Reading a count: which figures stand at the end of a month, and what quotas see of it."""

from collections import Counter

import pytest

from core.domain.contributions import ALL
from core.domain.counts import (
    Count,
    Cut,
    cells_of,
    figures_by_cell,
    holdings,
    mentions,
    planned_by_source,
    province_of,
    registered_by_day,
    same,
)
from core.domain.movements import Kind, Stage
from core.domain.quotas import Trait
from core.domain.results import Basis

CELL = "phu_nu.ba_sach|mo_hinh|duy_tri|3|bao_ve_moi_truong|1"
OTHER = "phu_nu.ba_sach|cong_trinh|xay_dung_moi|1||0"
CONTENT = {
    (CELL, "year", "registered"): 2,
    (CELL, "year", "planned_funding"): 500,
    (CELL, "with", "nong_dan"): 1,
    (CELL, "at", "6", "reported", "n", "in_progress"): 2,
    (CELL, "at", "12", "reported", "n", "in_progress"): -1,
    (CELL, "at", "12", "reported", "n", "completed"): 1,
    (CELL, "at", "12", "confirmed", "n", "completed"): 1,
    (CELL, "at", "6", "reported", "sum", "so_ho"): 40,
    (CELL, "at", "12", "reported", "sum", "so_ho"): 5,
    (CELL, "at", "6", "reported", "max", "ty_le", "90"): 1,
    (CELL, "at", "12", "reported", "max", "ty_le", "90"): -1,
    (CELL, "at", "12", "reported", "max", "ty_le", "95"): 1,
    (OTHER, "year", "registered"): 1,
    (ALL, "day", "2017-06-21"): 2,
    (ALL, "day", "2017-07-10"): 1,
    (ALL, "day", "2017-07-11"): 0,
    (ALL, "source", "hoi_vien"): 500,
    (ALL, "source", "quy"): 0,
}


def a_count(content=CONTENT):
    return Count(
        year=2017, organization="phu_nu", tenant="c02050", path="vn/p06/d064/c02050/",
        whole_province=False, cells=cells_of(Counter(content)),
    )  # fmt: skip


def figures(**cut):
    return figures_by_cell(a_count(), Cut(**cut))[CELL]


def test_the_years_figures_stand_in_every_month():
    for month in (1, 6, 12):
        assert (figures(month=month).registered, figures(month=month).planned_funding) == (2, 500)


@pytest.mark.parametrize(
    ("month", "in_progress", "completed", "households"),
    [(5, 0, 0, 0), (6, 2, 0, 40), (11, 2, 0, 40), (12, 1, 1, 45)],
)
def test_what_was_reached_stands_until_a_later_result(month, in_progress, completed, households):
    at = figures(month=month)
    assert (at.in_progress, at.completed, at.sums["so_ho"]) == (in_progress, completed, households)


def test_in_the_period_only_what_changed_since_is_told():
    since = figures(month=12, since=6)
    assert (since.in_progress, since.completed, since.sums["so_ho"]) == (-1, 1, 5)


def test_confirmed_figures_are_told_apart():
    assert figures(month=12, basis=Basis.CONFIRMED).completed == 1
    assert figures(month=12, basis=Basis.CONFIRMED).sums == {}


def test_of_a_maximum_the_latest_value_of_each_item_counts():
    assert +figures(month=6).values == {("ty_le", 90): 1}
    assert +figures(month=12).values == {("ty_le", 95): 1}


def test_partners_are_told_by_themselves():
    assert list(mentions(a_count())) == [(CELL, "nong_dan", 1)]
    assert figures(month=12).as_partner == 0
    assert list(mentions(a_count({(CELL, "with", "nong_dan"): 0}))) == []


def test_quotas_see_how_many_of_each_trait_stand_and_how_many_are_realized():
    kept = Trait(
        organization="phu_nu", movement_type="phu_nu.ba_sach", kind=Kind.MODEL,
        stage=Stage.MAINTAINED, content=3, themes=frozenset({"bao_ve_moi_truong"}), built=True,
    )  # fmt: skip
    new = Trait(
        organization="phu_nu", movement_type="phu_nu.ba_sach", kind=Kind.WORK, stage=Stage.NEW,
        content=1,
    )  # fmt: skip
    assert holdings(a_count()) == {kept: 2, new: 1}
    assert holdings(a_count(), realized=True) == {kept: 1}


@pytest.mark.parametrize(
    ("path", "province"),
    [("vn/", None), ("vn/p06/", "vn/p06/"), ("vn/p06/d064/c02050/", "vn/p06/"),
     ("vn/p82-25/c02050-25/", "vn/p82-25/")],
)  # fmt: skip
def test_every_path_but_the_countrys_lies_in_a_province(path, province):
    assert province_of(path) == province


def test_zeros_make_no_difference():
    assert same({("a",): 0, ("b",): 1}, {("b",): 1, ("c",): 0})
    assert not same({("b",): 1}, {("b",): 2})
    assert not same({("b",): 1}, {})


def test_what_is_counted_over_all_cells_belongs_to_no_cell():
    assert figures_by_cell(a_count(), Cut(month=12)).keys() == {CELL, OTHER}
    assert a_count().content == CONTENT


def test_days_and_sources_without_anything_are_left_out():
    assert registered_by_day(a_count()) == {"2017-06-21": 2, "2017-07-10": 1}
    assert planned_by_source(a_count()) == {"hoi_vien": 500}
    assert registered_by_day(a_count({})) == planned_by_source(a_count({})) == {}
