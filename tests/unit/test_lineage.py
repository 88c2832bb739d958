"""What was copied from what: no order of steps makes a circle, and a tree tells each item once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.lineage import (
    MOST_ABOVE,
    Copied,
    circles,
    descent,
    faults_in,
    problem_with_origin,
    problem_with_stage,
)
from core.domain.models import Model
from core.domain.movements import Kind, Stage
from core.domain.registrations import Registration, Status

NEEDS = "copied_from_needs_stage"
NOW = datetime(2018, 1, 10, tzinfo=UTC)
NAMES = "abcdef"
STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=30)


def model(name: str, *, year: int = 2018, copied_from: str | None = None, **more: object) -> Model:
    told = {
        "tenant": "c02062", "path": "vn/p06/d064/c02062/", "organization": "phu_nu",
        "movement_type": "phu_nu.ba_sach", "kind": Kind.MODEL, "title": name, "content": 3,
        "stage": Stage.EXPANDED, "status": Status.SUBMITTED,
        "created_at": NOW + timedelta(minutes=ord(name[0])),
    }  # fmt: skip
    return Model(id=name, year=year, copied_from=copied_from, **{**told, **more})  # type: ignore[arg-type]


def item(name: str, *, year: int = 2018) -> Registration:
    return Registration(
        id=name, tenant="c02062", path="vn/p06/d064/c02062/", organization="phu_nu", year=year,
        movement_type="phu_nu.ba_sach", kind=Kind.MODEL, title=name, stage=Stage.EXPANDED,
        created_at=NOW, created_by="u", updated_at=NOW,
    )  # fmt: skip


def above(name: str, origins: dict[str, str]) -> frozenset[str]:
    """Return all that *name* goes back to, as the storage does."""
    found: set[str] = set()
    while (origin := origins.get(name)) and origin not in found:
        found.add(origin)
        name = origin
    return frozenset(found)


@given(STEPS)
def test_no_sequence_of_origins_makes_a_circle(steps):
    origins: dict[str, str] = {}
    for name, origin in steps:
        problem = problem_with_origin(item(name), model(origin), above=above(origin, origins))
        if problem is None:
            origins[name] = origin
        else:
            assert problem.code == "copied_from_circle"
            assert circles(origins | {name: origin})
        assert circles(origins) == []


@given(STEPS)
def test_a_circle_is_found_wherever_there_is_one(steps):
    origins = dict(steps)
    assert circles(origins) == sorted(name for name in origins if name in above(name, origins))


@given(STEPS)
def test_a_tree_tells_each_item_below_once_and_at_its_depth(steps):
    origins = {name: origin for name, origin in steps if origin < name}
    rows = [model(name, copied_from=origin) for name, origin in origins.items()]

    def below(ids):
        return [row for row in rows if row.copied_from in ids]

    found, whole = descent("a", below=below, at_most=100)
    assert whole
    expected = {name for name in origins if "a" in above(name, origins)}
    assert sorted(each.model.id for each in found) == sorted(expected)
    depths = {each.model.id: each.depth for each in found} | {"a": 0}
    assert all(depths[e.model.id] == depths[str(e.model.copied_from)] + 1 for e in found)


def test_a_tree_has_an_end_and_says_so():
    rows = [model(name, copied_from="a") for name in "bcdef"]
    found, whole = descent("a", below=lambda ids: rows if "a" in ids else [], at_most=3)
    assert (len(found), whole) == (3, False)


def test_the_own_next_year_comes_before_copies_and_a_copy_is_told_as_one():
    next_year = model("z", year=2018, continues="a", stage=Stage.MAINTAINED)
    both = model("y", copied_from="a", continues="a")
    rows = [model("b", copied_from="a"), both, next_year]
    found, _ = descent("a", below=lambda ids: rows if "a" in ids else [], at_most=9)
    assert [(each.model.id, each.copied) for each in found] == [
        ("z", False),
        ("b", True),
        ("y", True),
    ]


def test_the_own_year_before_is_no_origin_and_that_is_said_as_such():
    again = replace(item("a"), continues="b")
    own = problem_with_origin(again, model("b", year=2017), above=frozenset())
    came_of_it = problem_with_origin(again, model("c"), above=frozenset("b"))
    for problem in (own, came_of_it):
        assert (problem.field, problem.code) == ("copied_from", "copied_from_year_before")
    assert problem_with_origin(again, model("c"), above=frozenset("d")) is None


def test_an_origin_that_goes_back_to_too_many_is_none():
    far = frozenset(map(str, range(MOST_ABOVE)))
    assert problem_with_origin(item("a"), model("b"), above=far) is None
    problem = problem_with_origin(item("a"), model("b"), above=far | {"one more"})
    assert (problem.code, problem.params) == ("copied_from_too_long", {"most": MOST_ABOVE})


def test_without_its_stage_an_item_names_no_origin():
    stages = {Stage.EXPANDED: None, Stage.MAINTAINED: NEEDS, Stage.PILOT: NEEDS, None: NEEDS}
    for stage, code in stages.items():
        found = problem_with_stage(replace(item("a"), stage=stage, copied_from="b"))
        assert (found.code if found else None) == code
    assert problem_with_stage(replace(item("a"), stage=None)) is None


def test_an_origin_of_a_later_year_or_withdrawn_is_none():
    later = problem_with_origin(item("a", year=2017), model("b"), above=frozenset())
    assert later is not None
    assert later.code == "copied_from_later_year"
    gone = problem_with_origin(item("a"), model("b", status=Status.WITHDRAWN), above=frozenset())
    assert gone is not None
    assert gone.code == "copied_from_is_none"


def test_what_a_damaged_database_says_of_origins_is_found():
    copied = {
        "a": Copied(origin="b", year=2018),
        "b": Copied(origin="a", year=2018),
        "c": Copied(origin="gone", year=2018),
        "d": Copied(origin="a", year=2017),
    }
    found = list(faults_in(copied, {"a": 2018, "b": 2018}))
    assert found == [
        ("origin_lost", "c"),
        ("origin_later", "d"),
        ("origin_circle", "a"),
        ("origin_circle", "b"),
    ]
