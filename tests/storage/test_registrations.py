"""The contract of the registrations of a scope, met by MongoDB's and by the fake alike."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo.errors import WriteError

from core.domain.access import OPERATOR, Role, Scope
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.periods import Period
from core.domain.registration_search import Page, RegistrationFilter
from core.domain.registrations import InKind, Money, Partner, Place, Quantity, Status
from core.domain.results import Result, ResultStatus, State
from core.domain.views import view_of
from core.storage.registrations import MongoRegistrations

from ..fakes.registrations import (
    NOW,
    PATHS,
    a_draft,
    a_registration,
    an_assignment,
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
