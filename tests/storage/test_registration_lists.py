"""The lists of a scope's registrations: what is asked for, in order, page by page."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.access import OPERATOR, Scope
from core.domain.periods import Period, periods_of
from core.domain.registration_search import Page, Reached, RegistrationFilter
from core.domain.registrations import Money, Place
from core.domain.results import Basis, Result, ResultStatus, State
from core.storage import registration_choice
from core.storage.migrations.provinces import tell_provinces
from core.storage.registration_readings import TEXT, readings
from core.storage.registrations import MongoRegistrations

from ..fakes.registrations import (
    PATHS,
    a_draft,
    a_registration,
    an_assignment,
    has_reached,
)

ALL = RegistrationFilter()
PAGE = Page(limit=50)


def a_scope(*assignments):
    return Scope(user="someone", assignments=assignments)


def titles(found):
    return [each.title for each in found]


def test_a_list_is_newest_first_and_pages_neither_repeat_nor_skip(registrations):
    for number in range(1, 8):
        registrations.add(a_registration(number=number, at=number // 2))
    whole = [each.id for each in registrations.search(ALL, PAGE)]
    by_hand = sorted(registrations.each(), key=lambda r: (r.created_at, r.id), reverse=True)
    assert whole == [each.id for each in by_hand]
    assert [r.id for r in registrations.search(ALL, Page(limit=3, skip=3))] == whole[3:6]
    walked, after = [], None
    while page := registrations.search(ALL, Page(limit=2, after=after)):
        walked += [each.id for each in page]
        after = (page[-1].created_at, page[-1].id)
    assert walked == whole


def test_a_list_is_read_from_its_oldest_on_just_as_well(registrations):
    for number in range(1, 8):
        registrations.add(a_registration(number=number, at=number // 2))
    newest_first = [each.id for each in registrations.search(ALL, PAGE)]
    walked, after = [], None
    while page := registrations.search(ALL, Page(limit=2, after=after, oldest_first=True)):
        walked += [each.id for each in page]
        after = (page[-1].created_at, page[-1].id)
    assert walked == newest_first[::-1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"organization": "nong_dan"}, ["Ao cá"]),
        ({"year": 2018}, ["Ao cá"]),
        ({"late": True}, ["Ao cá"]),
        ({"status": "draft"}, ["Đường hoa Nà Cà"]),
        ({"counted": True}, ["Ao cá"]),
        ({"kind": "mo_hinh", "content": 3}, ["Ao cá", "Đường hoa Nà Cà"]),
        ({"stage": "nhan_rong"}, []),
        ({"movement_type": "phu_nu.ba_sach"}, ["Ao cá", "Đường hoa Nà Cà"]),
        ({"prefixes": ("vn/p06/d060/", "vn/p02/")}, ["Ao cá"]),
        ({"at": (PATHS["d064"], PATHS["c02050"])}, ["Đường hoa Nà Cà"]),
        ({"at": ("vn/p06/",)}, []),
        ({"words": ("duong", "ho")}, ["Đường hoa Nà Cà"]),
        ({"words": ("na", "ca")}, ["Đường hoa Nà Cà"]),
        ({"words": ("hoa", "du")}, ["Đường hoa Nà Cà"]),
        ({"words": ("nd", "07")}, ["Ao cá"]),
        ({"words": ("pac",)}, ["Ao cá"]),
        ({"words": ("o",)}, []),
        ({"words": ("(",)}, []),
    ],
)
def test_a_list_shows_what_is_asked_for(registrations, asked, found):
    registrations.add(a_draft(at=1))
    registrations.add(
        a_registration(
            "c01840", at=2, title="Ao cá", organization="nong_dan", year=2018, late=True,
            places=(Place(area="Pác Nặm"),),
        ).revised(number="ND-07/2018")
    )  # fmt: skip
    wanted = RegistrationFilter(**asked)
    assert titles(registrations.search(wanted, PAGE)) == found
    assert registrations.count(wanted, up_to=10) == len(found)


def a_result(period, state="in_progress", **changes):
    given = {"period": Period.parse(period), "state": State(state), "progress": 50}
    return Result(**given | changes)


SPENT = (Money(source="hoi_vien", amount=2_000_000), Money(source="khac", amount=0))
REACHED = {
    "không có": (),
    "đang làm": (a_result("2017-H1"), a_result("2017", "completed", households=9)),
    "xong": (
        a_result("2017-03"), a_result("2017-Q2", "in_progress", households=3),
        a_result("2017-H1", "completed", funding=SPENT, status=ResultStatus.CONFIRMED),
    ),
    "bị trả": (
        a_result("2017-Q1", "maintained", households=5),
        a_result("2017-H1", "completed", funding=SPENT, status=ResultStatus.RETURNED),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"month": 6}, {"đang làm", "xong", "bị trả"}),
        ({"month": 2}, set()),
        ({"month": 3}, {"xong", "bị trả"}),
        ({"month": 6, "state": State.COMPLETED}, {"xong"}),
        ({"state": State.COMPLETED}, {"đang làm", "xong"}),
        ({"month": 6, "state": State.IN_PROGRESS}, {"đang làm"}),
        ({"month": 6, "state": State.MAINTAINED}, {"bị trả"}),
        ({"month": 6, "spent": True}, {"xong"}),
        ({"month": 6, "households": True}, {"bị trả"}),
        ({"month": 12, "households": True}, {"đang làm", "bị trả"}),
        ({"month": 12, "households": True, "spent": True}, set()),
        ({"month": 6, "basis": Basis.CONFIRMED}, {"xong"}),
        ({"month": 5, "basis": Basis.CONFIRMED}, set()),
    ],
)
def test_a_list_shows_those_whose_latest_result_says_what_is_asked(registrations, asked, found):
    for number, (title, results) in enumerate(REACHED.items(), start=1):
        registrations.add(a_registration(number=number, title=title, results=results))
    wanted = RegistrationFilter(counted=True, reached=Reached(**asked))
    assert set(titles(registrations.search(wanted, PAGE))) == found
    assert registrations.count(wanted, up_to=10) == len(found)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"funded": True}, {"hội viên", "hai nguồn"}),
        ({"source": "hoi_vien"}, {"hội viên", "hai nguồn"}),
        ({"source": "khac"}, {"hai nguồn"}),
        ({"submitted_from": date(2017, 2, 2)}, {"hai nguồn"}),
        ({"submitted_to": date(2017, 2, 1)}, {"hội viên", "không đồng"}),
        ({"submitted_from": date(2017, 2, 1), "submitted_to": date(2017, 2, 1)},
         {"hội viên", "không đồng"}),
    ],
)  # fmt: skip
def test_a_list_shows_what_money_is_planned_for_and_what_was_sent_when(registrations, asked, found):
    both = (Money(source="khac", amount=7), *SPENT[:1])
    for row in (
        a_registration(number=1, title="hội viên", funding=SPENT),
        a_registration(number=2, title="hai nguồn", funding=both, submitted_on=date(2017, 2, 2)),
        a_registration(number=3, title="không đồng", funding=SPENT[1:]),
        a_draft(title="bản nháp"),
    ):
        registrations.add(row)
    assert set(titles(registrations.search(RegistrationFilter(**asked), PAGE))) == found


def test_counting_stops_where_it_was_told(registrations):
    for number in range(1, 5):
        registrations.add(a_registration(number=number))
    assert registrations.count(ALL, up_to=3) == 3


results_told = st.lists(
    st.builds(
        Result,
        period=st.sampled_from(periods_of(2017)), state=st.sampled_from(State),
        progress=st.just(50), status=st.sampled_from(ResultStatus),
        households=st.sampled_from([0, 3]), funding=st.sampled_from([(), SPENT, SPENT[1:]]),
    ),
    max_size=5, unique_by=lambda one: one.period,
).map(tuple)  # fmt: skip
wanted_results = st.builds(
    Reached,
    month=st.integers(1, 12), basis=st.sampled_from(Basis),
    state=st.none() | st.sampled_from(State), spent=st.booleans(), households=st.booleans(),
)  # fmt: skip


@pytest.mark.mongo
@settings(
    max_examples=60, deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(told=st.lists(results_told, max_size=6), asked=st.lists(wanted_results, min_size=1))
def test_the_database_finds_exactly_what_the_latest_results_say(database, told, asked):
    database["registrations"].delete_many({})
    rows = [a_registration(number=n, results=each) for n, each in enumerate(told, start=1)]
    everything = MongoRegistrations(database, OPERATOR)
    for row in rows:
        everything.add(row)
    for reached in asked:
        found = everything.search(RegistrationFilter(reached=reached), PAGE)
        assert {each.id for each in found} == {r.id for r in rows if has_reached(r, reached)}


@pytest.mark.mongo
@pytest.mark.parametrize("tenant", ["c02050", "p06"])
@pytest.mark.parametrize("organization", ["phu_nu", "mttq"])
def test_every_reading_of_a_list_is_served_by_an_index(database, tenant, organization):
    scope = a_scope(an_assignment(tenant, organization))
    read = [*readings(scope, RegistrationFilter(year=2017))]
    assert len(read) > 1
    for one in read:
        assert_indexed(database, {"$and": [*one.conditions, {"year": 2017}]})


@pytest.mark.mongo
def test_what_continues_an_item_is_found_by_an_index(database):
    MongoRegistrations(database, OPERATOR).add(a_registration(number=1))
    assert_indexed(database, {"continues": {"$eq": "x", **TEXT}, "holds": True})


def assert_indexed(database, sought):
    plan = database["registrations"].find(sought).explain()["queryPlanner"]["winningPlan"]
    assert "COLLSCAN" not in str(plan)
    assert "'continues'" not in str(sought) or "continues_1" in str(plan)


@pytest.mark.mongo
def test_what_was_stored_without_a_province_is_listed_all_the_same(database):
    """A program before this one may still be writing beside it."""
    scope = a_scope(an_assignment("p06", "mttq"))
    stored = MongoRegistrations(database, OPERATOR)
    for number in (1, 2, 3):
        stored.add(a_registration(number=number, at=number))
    database["registrations"].update_one({"_id": "c02050-2"}, {"$unset": {"province": 1}})
    seen = MongoRegistrations(database, scope)
    assert [row.id for row in seen.search(ALL, PAGE)] == ["c02050-3", "c02050-2", "c02050-1"]
    assert [row.id for row in seen.search(ALL, Page(limit=1, skip=1))] == ["c02050-2"]
    assert seen.count(ALL, up_to=10) == 3
    tell_provinces(database)
    assert database["registrations"].count_documents({"province": "vn/p06/"}) == 3


@pytest.mark.mongo
def test_the_oldest_late_ones_are_found_without_passing_those_in_time(database, monkeypatch):
    monkeypatch.setattr(registration_choice, "FEW", 1)
    stored = MongoRegistrations(database, OPERATOR)
    for number in range(1, 41):
        stored.add(a_registration(number=number, at=number, late=number > 37))
    seen = MongoRegistrations(database, a_scope(an_assignment("p06", "mttq")))
    asked = RegistrationFilter(year=2017, late=True)

    database.command("profile", 2)
    found = seen.search(asked, Page(limit=2, oldest_first=True))
    database.command("profile", 0)

    assert [row.id for row in found] == ["c02050-38", "c02050-39"]
    passed = database["system.profile"].find({"op": "query", "ns": str(seen._collection.full_name)})
    assert max(row["docsExamined"] for row in passed) <= 3
