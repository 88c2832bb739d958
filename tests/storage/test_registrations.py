"""The contract of the registrations of a scope, met by MongoDB's and by the fake alike."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo.errors import WriteError

from core.domain.access import OPERATOR, Role, Scope
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.periods import Period, periods_of
from core.domain.registration_search import Page, Reached, RegistrationFilter
from core.domain.registrations import InKind, Money, Partner, Place, Quantity, Status
from core.domain.results import Basis, Result, ResultStatus, State
from core.domain.views import view_of
from core.storage.database import declare, open_client, open_database
from core.storage.migrations.provinces import tell_provinces
from core.storage.registration_readings import TEXT, readings
from core.storage.registrations import DECLARATIONS, MongoRegistrations

from ..fakes.registrations import (
    NOW,
    PATHS,
    InMemoryRegistrations,
    a_draft,
    a_registration,
    an_assignment,
    has_reached,
)

ALL = RegistrationFilter()
PAGE = Page(limit=50)
WHOLE = a_registration(
    number=7,
    themes=frozenset({"bao_ve_moi_truong", "nong_thon_moi"}),
    places=(Place(area="Thôn Nà Cà", detail="trục thôn"), Place(tenant="c02062")),
    starts_on=date(2017, 3, 1), ends_on=date(2017, 11, 30),
    scale=(Quantity(amount=700, unit="m", about="khoảng"), Quantity(amount=1.5, unit="ha")),
    funding=(Money(source="hoi_vien", amount=12_000_000),),
    in_kind=(InKind(kind="ngay_cong", amount=120, unit="công"),),
    households=42,
    partners=(Partner(organization="nong_dan", declined=True), Partner(name="Trường TH")),
    person_in_charge="Nông Thị Hoa", phone="0912 345 678",
    continues="cũ", answers={"so_ho": 42, "ghi_chu": "3 sạch"}, note="ghi chú",
    late=True, built=True, form_version=2, version=5, submitted_at=NOW,
    touched_by=frozenset({"hoa", "lan"}), entered_from_above=True,
    recognised_on=date(2017, 12, 20), return_reason="thiếu địa điểm", demonstration=True,
    results=(
        Result(
            period=Period.parse("2017-H1"), state=State.COMPLETED, progress=100, households=40,
            measures={"phu_nu.ty_le_ho_dat": Decimal("97.5"), "so_ho": Decimal(40)},
            funding=(Money(source="khac", amount=5, about="trên"),), narrative="xong",
            status=ResultStatus.CONFIRMED, version=3, entered_by="hoa", entered_at=NOW,
            confirmed_by="lan",
        ),
    ),
)  # fmt: skip


@pytest.fixture
def database(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        database = open_database(client, database_name)
        declare(database, DECLARATIONS)
        yield database


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def registrations_of(request):
    if request.param == "fake":
        return partial(InMemoryRegistrations, kept={})
    return partial(MongoRegistrations, request.getfixturevalue("database"))


@pytest.fixture
def registrations(registrations_of):
    return registrations_of(OPERATOR)


def a_scope(*assignments):
    return Scope(user="someone", assignments=assignments)


def titles(found):
    return [each.title for each in found]


def test_a_registration_is_kept_whole(registrations):
    registrations.add(WHOLE)
    assert registrations.get(WHOLE.id) == WHOLE
    assert list(registrations.each()) == [WHOLE]


def test_one_that_says_little_is_kept_whole_too(registrations):
    draft = a_draft(stage=None, content=None, places=())
    registrations.add(draft)
    assert registrations.get(draft.id) == draft


def test_what_is_out_of_sight_does_not_exist(registrations_of):
    registrations_of(OPERATOR).add(a_registration("c02062", 1))
    elsewhere = registrations_of(a_scope(an_assignment("c02050")))
    with pytest.raises(NotFoundError):
        elsewhere.get("c02062-1")
    assert elsewhere.search(ALL, PAGE) == []
    assert elsewhere.count(ALL, up_to=10) == 0
    assert list(elsewhere.each()) == []


def test_nothing_is_written_out_of_sight(registrations_of):
    inside, outside = a_registration("c02050", 1), a_registration("c02062", 1)
    registrations_of(OPERATOR).add(outside)
    registrations_of(OPERATOR).add(inside)
    here = registrations_of(a_scope(an_assignment("c02050")))
    with pytest.raises(NotFoundError):
        here.add(a_registration("c02062", 2))
    with pytest.raises(NotFoundError):
        here.replace(outside.revised(title="khác"), before=outside)
    with pytest.raises(NotFoundError):
        here.replace(inside.revised(path=outside.path, tenant="c02062"), before=inside)
    with pytest.raises(StaleVersionError):
        here.remove(outside)
    assert registrations_of(OPERATOR).get(outside.id) == outside


def test_of_two_who_change_the_same_version_the_second_is_refused(registrations):
    before = a_registration(number=1)
    registrations.add(before)
    registrations.replace(before.revised(title="một"), before=before)
    with pytest.raises(StaleVersionError):
        registrations.replace(before.revised(title="hai"), before=before)
    with pytest.raises(StaleVersionError):
        registrations.remove(before)
    assert registrations.get(before.id).title == "một"


def test_one_that_was_removed_is_gone(registrations):
    draft = a_draft()
    registrations.add(draft)
    registrations.remove(draft)
    with pytest.raises(NotFoundError):
        registrations.get(draft.id)
    with pytest.raises(StaleVersionError):
        registrations.replace(draft.revised(), before=draft)


def test_a_model_is_continued_once_in_a_year_that_holds(registrations):
    first = a_registration(number=1, continues="2016")
    registrations.add(first)
    assert registrations.continued_by("2016") == first
    with pytest.raises(ConflictError, match="already_continued"):
        registrations.add(a_registration(number=2, continues="2016"))
    registrations.replace(first.revised(status=Status.WITHDRAWN), before=first)
    assert registrations.continued_by("2016") is None
    registrations.add(a_registration(number=3, continues="2016"))


def test_any_number_may_continue_nothing(registrations):
    registrations.add(a_registration(number=1))
    registrations.add(a_registration(number=2))
    assert registrations.count(ALL, up_to=10) == 2


def test_a_number_is_given_once_in_a_register(registrations):
    registrations.add(a_registration(number=1))
    registrations.add(a_registration("c02062", 1))
    registrations.add(a_registration(number=1, id="other", organization="nong_dan"))
    with pytest.raises(ConflictError, match="already_exists"):
        registrations.add(a_registration(number=1, id="again"))
    second = a_registration(number=2)
    registrations.add(second)
    with pytest.raises(ConflictError, match="already_exists"):
        registrations.replace(second.revised(number="PN-01/2017"), before=second)


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


def test_all_of_a_year_or_all_are_walked(registrations):
    registrations.add(a_registration(number=1))
    registrations.add(a_registration(number=2, year=2018))
    assert [each.year for each in registrations.each(year=2018)] == [2018]
    assert sorted(each.year for each in registrations.each()) == [2017, 2018]


@pytest.mark.mongo
@pytest.mark.parametrize("broken", [{"path": "vn/p06"}, {"year": 17}, {"version": 0}])
def test_the_database_refuses_what_is_no_registration(database, broken):
    with pytest.raises(WriteError):
        MongoRegistrations(database, OPERATOR).add(replace(a_registration(), **broken))


ROWS = [
    a_registration(
        tenant, id=f"{tenant}-{organization}-{status}-{named}", organization=organization,
        status=status, submitted_on=None if status is Status.DRAFT else date(2017, 2, 1),
        partners=(Partner(organization="nong_dan", declined=named == "declined"),)
        if named != "alone" else (),
    )
    for tenant, organization, status, named in product(
        PATHS, ("phu_nu", "nong_dan", "mttq"),
        (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.WITHDRAWN),
        ("alone", "named", "declined"),
    )
]  # fmt: skip
assignments = st.builds(
    lambda tenant, organization, role, also: an_assignment(
        tenant, organization, role,
        paths=(PATHS[tenant], *also[:1]), sight=(PATHS[tenant], *also),
    ),
    st.sampled_from(sorted(PATHS)), st.sampled_from(["phu_nu", "nong_dan", "mttq", "khuyen_hoc"]),
    st.sampled_from(Role), st.lists(st.sampled_from(sorted(PATHS.values())), max_size=2),
)  # fmt: skip
scopes = st.lists(assignments, max_size=3).map(lambda held: a_scope(*held))


@pytest.mark.mongo
@settings(
    max_examples=60, deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(scope=scopes)
def test_the_database_shows_exactly_what_the_rules_of_sight_show(database, scope):
    everything = MongoRegistrations(database, OPERATOR)
    if not everything.count(ALL, up_to=1):
        for row in ROWS:
            everything.add(row)
    shown = {each.id for each in MongoRegistrations(database, scope).each()}
    assert shown == {row.id for row in ROWS if view_of(scope, row) is not None}


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
