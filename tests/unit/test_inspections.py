"""What an inspection may say, what it needs to be concluded, and who sees how much of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.access import Assignment, Role, Scope
from core.domain.errors import ConflictError
from core.domain.inspection_faults import Inspected, faults_of
from core.domain.inspection_rules import (
    InspectionAction,
    changes_between,
    may_conclude,
    missing_for_conclusion,
    problems_of,
    refuse_action,
    seen_by,
)
from core.domain.inspections import (
    Duty,
    InspectedItem,
    Inspection,
    InspectionStatus,
    Minutes,
    Outcome,
    TeamMember,
)
from core.domain.periods import Period
from core.domain.results import Result, ResultStatus, State
from core.domain.stated import Stated, says_the_same, stated_of
from tests.fakes.registrations import a_registration

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TODAY = date(2017, 7, 5)
DISTRICT, COMMUNE, BESIDE = "vn/p06/d064/", "vn/p06/d064/c02062/", "vn/p06/d064/c02071/"
HALF = Period.parse("2017-H1")
ORGANIZATIONS = frozenset({"mttq", "phu_nu", "nong_dan"})
LEADER = TeamMember(name="Hoàng Văn Đoàn", organization="mttq", duty=Duty.LEADER)


def looked_at(**changes: object) -> InspectedItem:
    given = {
        "registration": "r1", "organization": "phu_nu", "path": COMMUNE, "period": HALF,
        "result_version": 1, "outcome": Outcome.AS_REPORTED,
    }  # fmt: skip
    return InspectedItem(**given | changes)  # type: ignore[arg-type]


def inspection(**changes: object) -> Inspection:
    given = {
        "id": "k1", "tenant": "d064", "path": DISTRICT, "year": 2017, "created_at": NOW,
        "created_by": "u1", "updated_at": NOW, "team": (LEADER,), "items": (looked_at(),),
        "first_day": date(2017, 7, 3), "last_day": date(2017, 7, 4),
        "minutes": Minutes(number="05", text="Đã xem"),
    }  # fmt: skip
    return Inspection(**given | changes)  # type: ignore[arg-type]


def held(path: str, organization: str = "mttq", role: Role = Role.OFFICER) -> Assignment:
    return Assignment(
        id="a1", tenant=path.split("/")[-2], organization=organization, role=role, path=path,
        paths=(path,), sight=(path,),
    )  # fmt: skip


def scope(*assignments: Assignment) -> Scope:
    return Scope(user="u2", assignments=assignments)


paths = st.sampled_from(["vn/", "vn/p06/", DISTRICT, COMMUNE, BESIDE, "vn/p02/"])
organizations = st.sampled_from(sorted(ORGANIZATIONS))
items = st.lists(
    st.builds(
        looked_at,
        registration=st.uuids().map(str),
        organization=organizations,
        path=st.sampled_from([COMMUNE, BESIDE]),
        findings=st.just("Điều tìm thấy"),
    ),
    max_size=5,
)


@given(
    at=paths, organization=organizations, role=st.sampled_from(Role), items=items,
    status=st.sampled_from(InspectionStatus),
)  # fmt: skip
def test_nobody_is_shown_an_item_that_is_not_theirs(at, organization, role, items, status):
    whole = inspection(items=tuple(items), status=status)
    seat = held(at, organization, role)
    seen = seen_by(scope(seat), whole)
    if role is Role.ADMIN:
        assert seen is None
        return
    if organization == "mttq" and DISTRICT.startswith(at):
        assert seen == whole
        return
    mine = [
        each
        for each in items
        if each.path.startswith(at) and organization in {"mttq", each.organization}
    ]
    if not mine or status is InspectionStatus.DRAFT:
        assert seen is None
        return
    assert seen is not None
    assert [*seen.items] == mine
    assert {member.name for member in seen.team} == {""}
    assert (seen.minutes.text, seen.whole) == ("", False)


@given(items=items, name=st.text(min_size=3), text=st.text(min_size=3))
def test_the_trail_holds_no_name_no_finding_and_no_minutes(items, name, text):
    secret = f"kín {name} {text}"
    told = inspection(
        items=tuple(replace(each, findings=secret, reason=secret) for each in items),
        team=(replace(LEADER, name=secret),),
        minutes=Minutes(text=secret),
    )
    assert secret not in str(changes_between(None, told))
    assert secret not in str(changes_between(told, inspection(items=())))


def test_a_whole_inspection_lacks_nothing():
    assert [*problems_of(inspection(), ORGANIZATIONS)] == []
    assert [*missing_for_conclusion(inspection(), TODAY)] == []


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"team": ()}, ("team", "one_leader")),
        ({"team": (LEADER, LEADER)}, ("team", "one_leader")),
        ({"items": ()}, ("items", "nothing_looked_at")),
        ({"minutes": Minutes(number="05")}, ("minutes.text", "required")),
        ({"first_day": None}, ("first_day", "required")),
        ({"last_day": date(2017, 7, 6)}, ("last_day", "not_yet_over")),
        ({"items": (looked_at(outcome=None),)}, ("items.0.outcome", "outcome_missing")),
        ({"items": (looked_at(period=None),)}, ("items.0.period", "result_needed")),
        (
            {"items": (looked_at(outcome=Outcome.NOT_FOUND),)},
            ("items.0.findings", "required"),
        ),
    ],
)
def test_each_thing_that_is_lacking_is_named(changes, lacking):
    found = [*missing_for_conclusion(inspection(**changes), TODAY)]
    assert [(each.field, each.code) for each in found] == [lacking]


def test_steps_lead_on_from_where_they_may():
    refuse_action(InspectionStatus.DRAFT, InspectionAction.CONCLUDE)
    refuse_action(InspectionStatus.CONCLUDED, InspectionAction.REOPEN)
    with pytest.raises(ConflictError, match="wrong_state"):
        refuse_action(InspectionStatus.CONCLUDED, InspectionAction.CONCLUDE)
    with pytest.raises(ConflictError, match="wrong_state"):
        refuse_action(InspectionStatus.DRAFT, InspectionAction.REOPEN)


@pytest.mark.parametrize(
    ("seat", "has_approver", "may"),
    [
        (held(DISTRICT, role=Role.APPROVER), True, True),
        (held(DISTRICT), False, True),
        (held(DISTRICT), True, False),
        (held("vn/p06/", role=Role.APPROVER), True, True),
        (held("vn/p06/"), False, False),
        (held(COMMUNE, role=Role.APPROVER), True, False),
        (held(DISTRICT, "phu_nu", Role.APPROVER), True, False),
        (held(DISTRICT, role=Role.VIEWER), False, False),
    ],
)
def test_who_concludes(seat, has_approver, may):
    assert may_conclude(seat, path=DISTRICT, has_approver=has_approver) is may


results = st.builds(
    Result,
    period=st.just(HALF),
    state=st.sampled_from(State),
    progress=st.integers(0, 100),
    households=st.integers(0, 10**6),
    measures=st.dictionaries(
        st.sampled_from(["so_ho", "phu_nu.dai"]),
        st.decimals(0, 10**6, places=3, allow_nan=False),
    ),
)


@given(result=results)
def test_what_is_stated_of_a_result_says_the_same(result):
    assert says_the_same(stated_of(result), result)


@given(result=results, more=st.integers(1, 9))
def test_a_result_that_differs_from_what_was_concluded_is_found(result, more):
    confirmed = replace(result, status=ResultStatus.CONFIRMED, version=2)
    item = looked_at(
        outcome=Outcome.CORRECTED, corrected=stated_of(confirmed), result_version=2, reason="Đếm"
    )
    told = inspection(items=(item,), status=InspectionStatus.CONCLUDED)

    def faults(stored: Result) -> list[str]:
        there = {"r1": a_registration(id="r1", results=(stored,))}
        return [code for code, _ in faults_of(Inspected(inspection=told, registrations=there))]

    assert faults(confirmed) == []
    tampered = replace(confirmed, households=confirmed.households + more)
    assert faults(tampered) == ["result_differs"]
    assert faults(replace(tampered, version=3)) == []
    assert faults(replace(confirmed, version=1)) == ["result_differs"]
    assert [*faults_of(Inspected(inspection=told, registrations={}))] == [("of_nothing", "r1")]


def test_money_that_was_not_stated_is_another_statement():
    result = Result(period=HALF, state=State.COMPLETED, progress=100)
    other = Stated(state=State.COMPLETED, progress=100, households=1)
    assert not says_the_same(other, result)
