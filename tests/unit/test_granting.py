"""An admin grants at or below the own tenant, and no chain of grants leads any higher."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.access import Assignment, Role, Scope
from core.domain.granting import (
    exists_for,
    may_grant,
    may_manage,
    post_of,
    shown_to,
    weighing,
)

from ..fakes.people import FIRST, TODAY, TREE, a_grant, a_user, an_assignment, held_as

ADMIN, OFFICER, APPROVER, VIEWER = Role.ADMIN, Role.OFFICER, Role.APPROVER, Role.VIEWER
TENANTS = st.sampled_from(sorted(TREE))
ORGANIZATIONS = st.sampled_from(["mttq", "phu_nu", "nong_dan"])
GRANTS = st.builds(a_grant, TENANTS, ORGANIZATIONS, st.sampled_from(Role))
DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))
ADMINS = st.tuples(TENANTS, ORGANIZATIONS)


def post(grant, today=TODAY):
    return post_of(grant, TREE[grant.tenant], today=today)


def may(holder, grant, today=TODAY):
    return may_grant(an_assignment(*holder, today=today), post(grant, today))


@pytest.mark.parametrize("role", [OFFICER, APPROVER, VIEWER])
@given(tenant=TENANTS, organization=ORGANIZATIONS, grant=GRANTS)
def test_who_is_no_admin_grants_nothing(role, tenant, organization, grant):
    assert not may((tenant, organization, role), grant)


def test_an_admin_of_the_front_grants_every_organization_at_and_below_its_tenant():
    holder = ("d064", "mttq", ADMIN)
    for tenant in ("d064", "c02050", "c02071"):
        for organization in ("mttq", "phu_nu"):
            for role in (OFFICER, APPROVER, VIEWER):
                assert may(holder, a_grant(tenant, organization, role))


def test_an_admin_of_another_organization_grants_only_that_one():
    holder = ("p06", "phu_nu", ADMIN)
    assert may(holder, a_grant("c02050", "phu_nu", ADMIN))
    assert not may(holder, a_grant("c02050", "nong_dan", VIEWER))
    assert not may(holder, a_grant("c02050", "mttq", VIEWER))


def test_admin_at_the_own_tenant_comes_only_from_above():
    grant = a_grant("d064", "phu_nu", ADMIN)
    assert not may(("d064", "mttq", ADMIN), grant)
    assert not may(("d064", "phu_nu", ADMIN), grant)
    assert may(("p06", "mttq", ADMIN), grant)
    assert may(("vn", "mttq", ADMIN), grant)


def test_a_sibling_and_an_ancestor_are_out_of_reach():
    holder = ("d064", "mttq", ADMIN)
    for tenant in ("d060", "c01840", "p06", "vn", "p19"):
        assert not may(holder, a_grant(tenant, "phu_nu", VIEWER))


def test_a_commune_that_moved_is_administered_from_where_it_lies_now():
    grant = a_grant("c02071")
    assert may(("p06", "mttq", ADMIN), grant)
    assert not may(("p06", "mttq", ADMIN), grant, today=FIRST)
    assert not may(("d064", "mttq", ADMIN), grant, today=FIRST)
    assert may(("p19", "mttq", ADMIN), grant, today=FIRST)


def test_a_successor_administers_the_people_of_what_passed_into_it():
    for role in Role:
        assert may(("p19", "mttq", ADMIN), a_grant("p06", "mttq", role), today=FIRST)
        assert may(("c02050-25", "mttq", ADMIN), a_grant("c02050", "mttq", role), today=FIRST)
    assert not may(("c02050", "mttq", ADMIN), a_grant("c02050-25", "mttq", VIEWER), today=FIRST)


@given(holder=ADMINS, grant=GRANTS, today=DAYS)
def test_what_is_granted_never_sees_more_than_who_granted_it(holder, grant, today):
    if may((*holder, ADMIN), grant, today):
        mine = an_assignment(*holder, ADMIN, today=today)
        theirs = an_assignment(grant.tenant, grant.organization, grant.role, today=today)
        assert all(mine.sees(prefix) for prefix in theirs.sight)
        assert mine.of_front or theirs.organization == mine.organization


@given(holder=ADMINS, grant=GRANTS, today=DAYS)
def test_no_admin_is_made_by_an_equal(holder, grant, today):
    if grant.role is ADMIN and may((*holder, ADMIN), grant, today):
        back = a_grant(holder[0], holder[1], ADMIN)
        assert not may((grant.tenant, grant.organization, ADMIN), back, today)
        assert grant.tenant != holder[0]


@given(holder=ADMINS, steps=st.lists(GRANTS, max_size=6), today=DAYS)
def test_no_chain_of_admins_gets_a_grant_its_first_could_not_see(holder, steps, today):
    first = current = an_assignment(*holder, ADMIN, today=today)
    for grant in steps:
        if may_grant(current, post(grant, today)):
            assert first.sees(post(grant, today).path)
            assert first.of_front or grant.organization == first.organization
            if grant.role is ADMIN:
                current = an_assignment(grant.tenant, grant.organization, ADMIN, today=today)


def test_a_user_is_managed_only_by_who_could_have_granted_all_they_hold():
    district = an_assignment("d064", "mttq", ADMIN)
    here, above = a_grant("c02050", "phu_nu"), a_grant("p06", "mttq", VIEWER)
    assert may_manage(district, [post(here)])
    assert not may_manage(district, [post(here), post(above)])
    assert not may_manage(district, [])


def test_what_is_over_weighs_only_when_nothing_else_is_held():
    over = held_as("p06", valid_to=date(2016, 12, 31))
    still = held_as("c02050")
    assert weighing(a_user("hoa", over, still), today=TODAY) == (still,)
    assert weighing(a_user("hoa", over), today=TODAY) == (over,)


def test_an_assignment_to_come_weighs_already():
    later = held_as("p06", valid_from=date(2018, 1, 1))
    assert later in weighing(a_user("hoa", held_as(), later), today=TODAY)


def test_a_user_exists_for_who_sees_one_of_their_assignments_and_for_themselves():
    user = a_user("hoa", held_as("c02050", "phu_nu"))

    def scope(*held: Assignment):
        return Scope(user="u-other", assignments=held)

    assert exists_for(scope(an_assignment("p06", "mttq", ADMIN)), user)
    assert exists_for(scope(an_assignment("d064", "phu_nu", ADMIN)), user)
    assert not exists_for(scope(an_assignment("d064", "nong_dan", ADMIN)), user)
    assert not exists_for(scope(an_assignment("d060", "mttq", ADMIN)), user)
    assert not exists_for(scope(), user)
    assert exists_for(Scope(user=user.id), user)


def test_assignments_out_of_sight_are_not_shown():
    near, far = held_as("c02050", "phu_nu"), held_as("p19", "nong_dan")
    user = a_user("hoa", near, far)
    scope = Scope(user="u-admin", assignments=(an_assignment("d064", "mttq", ADMIN),))
    assert shown_to(scope, user).assignments == (near,)
    assert shown_to(Scope(user=user.id), user).assignments == (near, far)
