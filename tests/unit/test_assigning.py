"""Assignments are given and ended, and nobody gets further than their own grant."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from core.domain.access import OPERATOR
from core.domain.errors import ConflictError, DomainError, ForbiddenError, NotFoundError
from core.services.assigning import endable
from core.services.own_password import invited_user
from core.services.people import add_user

from ..fakes.people import (
    MOMENT,
    NOW,
    ORGANIZATIONS,
    TODAY,
    InMemoryStore,
    a_grant,
    a_user,
    held_as,
)
from ..fakes.people_acts import (
    ADMIN,
    DISTRICT,
    ELSEWHERE,
    OFFICER_THERE,
    PROVINCE,
    VIEWER,
    YESTERDAY,
    adding,
    an_admin,
    changing,
    creating,
    ending,
    keep,
    resetting,
)


@pytest.fixture
def store():
    return InMemoryStore()


def test_out_of_sight_nothing_can_be_done_to_a_user(store):
    user = keep(store, a_user("hoa"))
    for act in (changing, resetting):
        with pytest.raises(NotFoundError):
            act(store, user, ELSEWHERE)
    with pytest.raises(NotFoundError):
        adding(store, user, a_grant("c01840"), ELSEWHERE)
    with pytest.raises(NotFoundError):
        ending(store, user, user.assignments[0], ELSEWHERE)


def test_a_delegated_admin_cannot_take_over_an_account_that_reaches_higher(store):
    user = keep(store, a_user("hoa", held_as("c02050"), held_as("p06", "mttq", VIEWER)))
    for act in (resetting, lambda *given: changing(*given, disabled=True)):
        with pytest.raises(ForbiddenError) as refused:
            act(store, user, DISTRICT)
        assert refused.value.reason == "beyond_own_grant"
        act(store, store.rows.users[user.id], PROVINCE)
        keep(store, user)


def test_admins_of_one_tenant_have_no_power_over_each_other_or_themselves(store):
    user = keep(store, a_user("quan-tri", held_as("d064", "mttq", ADMIN), id=DISTRICT.user))
    with pytest.raises(ForbiddenError):
        resetting(store, user)
    with pytest.raises(ForbiddenError):
        ending(store, user, user.assignments[0])
    assert resetting(store, user, PROVINCE)


def test_a_link_made_below_does_not_open_what_is_granted_from_above(store):
    invited = creating(store)
    adding(store, invited.user, a_grant("p06", "mttq", VIEWER), PROVINCE)
    with pytest.raises(NotFoundError):
        invited_user(store=store, token=invited.token, now=NOW)


def test_a_link_outlives_another_grant_by_who_made_it(store):
    invited = creating(store)
    adding(store, invited.user, a_grant("c02071"))
    assert invited_user(store=store, token=invited.token, now=NOW)


def test_an_assignment_ends_at_once_and_stays_listed(store):
    user = keep(store, a_user("hoa", held_as(), held_as("c02071")))
    left = ending(store, user, user.assignments[0])
    assert [held.in_force_on(TODAY) for held in left.assignments] == [False, True]
    assert left.assignments[0].valid_to == YESTERDAY
    with pytest.raises(ConflictError) as refused:
        ending(store, left, user.assignments[0])
    assert refused.value.reason == "assignment_ended"


def test_an_assignment_that_has_not_begun_never_does(store):
    soon = date(2018, 1, 1)
    user = keep(store, a_user("hoa", held_as(valid_from=soon)))
    (ended,) = ending(store, user, user.assignments[0]).assignments
    assert not ended.in_force_on(soon)
    assert ended.over_on(TODAY)
    again = adding(store, user, a_grant(valid_from=soon))
    assert again.assignments[1].in_force_on(soon)


def test_an_assignment_out_of_sight_is_not_there_to_end(store):
    user = keep(store, a_user("hoa", held_as("c02050"), held_as("c01840")))
    with pytest.raises(NotFoundError):
        ending(store, user, user.assignments[1])
    assert ending(store, user, user.assignments[0])


@pytest.mark.parametrize("scope", [DISTRICT, PROVINCE, ELSEWHERE, an_admin("d064", "phu_nu")])
def test_what_is_offered_to_be_ended_is_what_the_service_ends(store, scope):
    here = (held_as(), held_as("c02071", "mttq"), held_as(valid_to=YESTERDAY))
    held = (*here, held_as("c01840"), held_as("d064", "mttq", ADMIN))
    user = a_user("hoa", *(replace(one, id=str(place)) for place, one in enumerate(held)))
    offered = endable(store.read(scope), user.assignments, today=TODAY)
    ended = set()
    for one in keep(store, user).assignments:
        with suppress(DomainError):
            ending(store, user, one, scope)
            ended.add(one.id)
        keep(store, user)
    assert offered == ended


def test_nothing_is_offered_to_be_ended_to_who_administers_nobody(store):
    assert not endable(store.read(OFFICER_THERE), [held_as()], today=TODAY)


def test_the_same_assignment_is_not_given_twice_for_the_same_days(store):
    user = keep(store, a_user("hoa", held_as(valid_to=YESTERDAY)))
    user = adding(store, user, a_grant(valid_from=TODAY))
    with pytest.raises(ConflictError) as refused:
        adding(store, user, a_grant(valid_from=date(2018, 1, 1)))
    assert refused.value.reason == "assignment_exists"


def test_the_operator_adds_a_user_and_then_further_assignments(store):
    def adding_as(scope, *grants):
        given = {"username": "hoa", "name": "Hoa", "organizations": ORGANIZATIONS, "moment": MOMENT}
        for grant in grants:
            last = store.write(scope, lambda work, g=grant: add_user(work=work, grant=g, **given))
        return last.user

    first = a_grant("vn", "mttq", ADMIN)
    user = adding_as(OPERATOR, first, first, a_grant("c02050"))
    assert [held.tenant for held in user.assignments] == ["vn", "c02050"]
    with pytest.raises(ForbiddenError):
        adding_as(PROVINCE, a_grant("c02050"))
