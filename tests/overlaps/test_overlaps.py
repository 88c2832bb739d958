"""What is found to overlap, and what is not."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.overlaps import MOST, THRESHOLD, Likeness, overlap, overlaps, sketch

from .registers import pairs, precision_and_recall

HERE, ELSEWHERE = "c02062", "c02065"


def entry(number=1, **changes):
    given = {
        "id": f"item-{number}",
        "organization": "phu_nu",
        "kind": "mo_hinh",
        "content": 3,
        "title": "Đường hoa Nà Cà",
        "areas": ["Thôn Nà Cà"],
        "starts_on": date(2017, 3, 1),
        "ends_on": date(2017, 11, 30),
        "funding": 0,
        "scale": [(700, "m")],
        "households": 42,
    }
    given |= changes
    given["areas"] = [each if isinstance(each, tuple) else (HERE, each) for each in given["areas"]]
    return sketch(**given)


def what(found):
    return {reason.what for reason in found.reasons}


def test_one_work_registered_by_two_is_found_and_said_why():
    theirs = entry(
        2, organization="doan_thanh_nien", title="Tuyến đường hoa thanh niên", scale=[(0.65, "km")]
    )
    found = overlap(entry(), theirs)
    assert found.score >= THRESHOLD
    assert found.registrations == ("item-1", "item-2")
    assert {Likeness.AREA, Likeness.CONTENT, Likeness.DATES, Likeness.TITLE} <= what(found)


def test_one_organization_that_registers_a_work_twice_is_found():
    assert overlap(entry(), entry(2, title="Mô hình đường hoa thôn Nà Cà"))


def test_the_same_model_in_another_area_is_another_work():
    assert overlap(entry(), entry(2, areas=["Thôn Bản Vèn"])) is None


def test_what_is_over_before_the_other_begins_is_another_work():
    later = entry(2, starts_on=date(2017, 12, 1), ends_on=date(2017, 12, 31))
    assert overlap(entry(), later) is None


def test_of_many_with_all_points_the_most_alike_come_first():
    """An item has few places among what is shown: there what is the same must not lack."""
    names = ("mười giờ", "hướng dương", "thạch thảo", "cẩm tú cầu", "trạng nguyên", "phượng vĩ")
    funded = {"funding": 12_000_000}
    ours = [
        entry(f"{9 - at}", title=f"Đường hoa {each}", **funded) for at, each in enumerate(names)
    ]
    theirs = [
        entry(f"0{at}", title=f"Tuyến đường hoa {each} thanh niên", **funded)
        for at, each in enumerate(names)
    ]
    found = sorted(overlaps([*ours, *theirs]), key=lambda each: each.likelier_first)

    assert [each.score for each in found].count(MOST) > len(names)
    assert {each.registrations for each in found[: len(names)]} == {
        tuple(sorted((one.id, other.id))) for one, other in zip(ours, theirs, strict=True)
    }


def test_an_area_is_known_by_any_of_its_usual_names():
    assert overlap(entry(areas=["TDP Phú Thạnh"]), entry(2, areas=["Tổ dân phố Phú Thạnh"]))
    assert overlap(entry(areas=["Phiêng An II"]), entry(2, areas=["Thôn Phiêng An 2"]))


def test_metres_and_kilometres_are_compared():
    far = overlap(entry(scale=[(700, "m")]), entry(2, scale=[(7, "km")]))
    near = overlap(entry(scale=[(700, "m")]), entry(2, scale=[(0.7, "km")]))
    assert Likeness.SCALE in what(near)
    assert Likeness.SCALE not in what(far)


def test_a_draft_that_says_little_is_compared_by_what_it_says():
    bare = {"areas": [], "content": None, "starts_on": None, "ends_on": None, "scale": []}
    assert overlap(entry(**bare), entry(2))
    assert overlap(entry(**bare, title="Nuôi ong", households=None), entry(2)) is None


amounts = st.integers(min_value=0, max_value=10**13)
days = st.none() | st.dates(date(2016, 1, 1), date(2018, 12, 31))


@st.composite
def entries(draw):
    begins = draw(days)
    ends = draw(st.none() | st.integers(0, 400)) if begins else None
    return entry(
        draw(st.integers(1, 3)),
        title=draw(st.text(max_size=40)),
        areas=draw(st.lists(st.sampled_from(["Thôn 1", "Thôn 2", "Bản Cậu", ""]), max_size=3)),
        content=draw(st.none() | st.integers(1, 5)),
        kind=draw(st.sampled_from(["mo_hinh", "cong_trinh"])),
        starts_on=begins,
        ends_on=None if ends is None else begins + timedelta(days=ends),
        funding=draw(amounts),
        scale=draw(st.lists(st.tuples(amounts, st.sampled_from(["m", "km", "m²", "hộ"])))),
        households=draw(st.none() | amounts),
    )


def test_a_hamlet_of_the_same_name_in_another_commune_is_another_place():
    both = {"title": "Thắp sáng đường quê"}
    one = entry(areas=[(HERE, "Thôn Nà Bưa"), (ELSEWHERE, "Thôn Bản Vèn")], **both)
    other = entry(2, areas=[(HERE, "Thôn Khuổi Tấy"), (ELSEWHERE, "Thôn Nà Bưa")], **both)
    assert overlap(one, other) is None


def test_only_what_is_named_in_the_unit_looked_at_is_compared():
    named = [(HERE, "Thôn Nà Bưa"), (ELSEWHERE, "Thôn Bản Vèn")]
    assert overlap(entry(areas=named), entry(2, areas=[(ELSEWHERE, "Thôn Bản Vèn")]))
    there = entry(2, areas=[(HERE, "Thôn Khuổi Tấy"), (ELSEWHERE, "Thôn Bản Vèn")], within=HERE)
    assert overlap(entry(areas=named, within=HERE), there) is None


def test_alleys_of_different_numbers_are_different_works():
    lights = {"areas": ["TDP Tân Bình"], "title": "Ánh sáng an ninh ngõ 12"}
    again = overlap(entry(**lights), entry(2, **lights))
    assert again
    others = entry(2, areas=["TDP Tân Bình"], title="Ánh sáng an ninh ngõ 16")
    assert overlap(entry(**lights), others) is None


def test_abbreviations_are_read_as_what_they_stand_for():
    short = entry(title="Sửa NVH", areas=["Nà Tu"], scale=[])
    assert overlap(short, entry(2, title="Tu sửa nhà văn hoá thôn Nà Tu", areas=["Nà Tu"]))


@given(entries(), entries())
def test_it_does_not_matter_which_of_both_comes_first(one, other):
    assert overlap(one, other) == overlap(other, one)


@given(entries(), entries())
def test_what_is_found_says_why_and_how_much(one, other):
    found = overlap(one, other)
    if found is not None:
        assert THRESHOLD <= found.score <= MOST
        assert found.reasons
        assert found.registrations == tuple(sorted((one.id, other.id)))


@given(entries())
def test_nothing_overlaps_with_itself(one):
    assert overlap(one, one) is None


@given(st.lists(entries(), max_size=4, unique_by=lambda each: each.id))
def test_the_order_of_a_register_changes_nothing(register):
    expected = {found.registrations: found for found in overlaps(register)}
    for order in permutations(register):
        assert {found.registrations: found for found in overlaps(order)} == expected


@pytest.mark.parametrize(
    ("name", "least_precision", "least_recall"),
    [
        ("registers.csv", 0.80, 0.92),
        ("registers_blind.csv", 0.77, 0.85),
        ("registers_unseen.csv", 0.92, 0.72),
    ],
)
def test_what_is_one_work_is_found_as_the_documentation_says(name, least_precision, least_recall):
    precision, recall = precision_and_recall(pairs(name))
    assert precision >= least_precision
    assert recall >= least_recall
