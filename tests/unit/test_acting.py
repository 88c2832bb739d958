"""A user acts under the assignments in force; a write under the only one that permits it."""

from datetime import date

import pytest

from core.domain.access import OPERATOR, Role, Scope
from core.domain.errors import ForbiddenError, InvalidError, NotFoundError
from core.services.acting import acting_id, choose, scope_of

from ..fakes.people import FIRST, TODAY, TREE, a_forest, a_user, an_assignment, held_as
from ..fakes.tenants import InMemoryTenants

COMMUNE = held_as("c02050", "phu_nu", Role.OFFICER)
DISTRICT = held_as("d064", "mttq", Role.ADMIN)
OVER = held_as("p06", "mttq", Role.VIEWER, valid_to=date(2016, 12, 31))


@pytest.fixture
def tenants():
    return InMemoryTenants(forest=a_forest())


def ids(scope):
    return [held.id for held in scope.assignments]


def test_without_a_choice_every_assignment_in_force_counts(tenants):
    scope = scope_of(a_user("hoa", COMMUNE, DISTRICT, OVER), tenants=tenants, today=TODAY)
    assert scope.user == "u-hoa"
    assert ids(scope) == [COMMUNE.id, DISTRICT.id]
    assert not scope.everything


def test_acting_as_one_leaves_only_that_one(tenants):
    user = a_user("hoa", COMMUNE, DISTRICT)
    scope = scope_of(user, tenants=tenants, today=TODAY, acting=COMMUNE.id)
    assert ids(scope) == [COMMUNE.id]


@pytest.mark.parametrize("acting", [OVER.id, "someone-else's", ""])
def test_an_assignment_that_is_not_mine_or_not_in_force_does_not_exist(tenants, acting):
    with pytest.raises(NotFoundError):
        scope_of(a_user("hoa", COMMUNE, OVER), tenants=tenants, today=TODAY, acting=acting)


def test_who_has_no_assignment_left_sees_nothing_but_may_sign_in(tenants):
    scope = scope_of(a_user("hoa", OVER), tenants=tenants, today=TODAY)
    assert scope == Scope(user="u-hoa")


def test_the_paths_and_the_sight_are_those_of_the_tenant(tenants):
    (held,) = scope_of(a_user("hoa", DISTRICT), tenants=tenants, today=TODAY).assignments
    assert held.path == "vn/p06/d064/"
    assert held.paths == ("vn/p06/d064/",)
    assert held.sight == TREE["d064"].sight


def test_an_assignment_in_a_closed_predecessor_still_counts_under_its_last_path(tenants):
    (held,) = scope_of(a_user("hoa", COMMUNE), tenants=tenants, today=FIRST).assignments
    assert held.path == "vn/p06/d064/c02050/"


def test_the_only_assignment_that_permits_is_chosen():
    officer, admin = an_assignment("c02050"), an_assignment("d064", "mttq", Role.ADMIN)
    scope = Scope(user="u-hoa", assignments=(officer, admin))
    assert choose(scope, lambda held: held.role is Role.ADMIN) is admin
    assert acting_id(scope, lambda held: held.role is Role.OFFICER) == officer.id


def test_when_none_permits_it_is_forbidden():
    with pytest.raises(ForbiddenError) as refused:
        choose(Scope(user="u-hoa", assignments=(an_assignment(),)), lambda _: False)
    assert refused.value.reason == "forbidden_for_role"


def test_when_several_permit_one_must_be_named_and_they_are_listed():
    both = (an_assignment("c02050"), an_assignment("c02071"))
    with pytest.raises(InvalidError) as refused:
        choose(Scope(user="u-hoa", assignments=both), lambda _: True)
    assert refused.value.reason == "act_as_required"
    assert refused.value.params["assignments"] == [held.id for held in both]


def test_the_operator_acts_under_no_assignment():
    assert acting_id(OPERATOR, lambda _: False) is None
