"""Who must have a second factor, and who takes it from somebody who lost it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.access import OPERATOR, Role
from core.domain.errors import (
    ConflictError,
    ForbiddenError,
    NotFoundError,
    StaleVersionError,
    UnauthenticatedError,
)
from core.services.own_second_factor import turn_off
from core.services.resetting_second_factor import reset_by_operator, reset_second_factor
from core.services.second_factor import demanded_of
from core.services.signing_in import identify

from ..fakes.hoa import hoa, own, phone, refusal, signing_in, store
from ..fakes.people import MOMENT, NOW, TODAY, a_user, held_as
from ..fakes.people_acts import DISTRICT, ELSEWHERE, OFFICER_THERE, SECRETS, an_admin
from ..fakes.phones import with_phone

__all__ = ["phone", "store"]


def demand(store, tenant):
    units = store._forest.units
    units[tenant] = replace(units[tenant], settings={"second_factor": "required"})


@pytest.mark.parametrize("tenant", ["c02050", "d064", "p06", "vn"])
def test_a_tenant_demands_it_of_everybody_in_it_and_below(store, tenant):
    demand(store, tenant)
    assert refusal(store) == "second_factor_not_set_up"
    phone = with_phone(store, SECRETS, hoa(store), now=NOW)
    assert signing_in(store, phone.code(NOW))


@pytest.mark.parametrize("tenant", ["d060", "c01840", "c02071", "p19"])
def test_a_tenant_elsewhere_demands_nothing(store, tenant):
    demand(store, tenant)
    assert signing_in(store)


def test_an_assignment_that_is_over_demands_nothing(store):
    demand(store, "d060")
    user = a_user("hai", held_as("c01840", valid_to=TODAY), held_as("c02050"))
    work = store.read(OPERATOR)
    assert demanded_of(work, user, today=TODAY)
    assert not demanded_of(work, user, today=TODAY + timedelta(days=1))


def test_what_is_demanded_cannot_be_turned_off(store, phone):
    demand(store, "d064")
    with pytest.raises(ConflictError, match="second_factor_demanded"):
        turn_off(**own(store), code=phone.code(NOW))


def resetting(store, scope=DISTRICT, **changes):
    asked = {"user_id": "u-hoa", "version": hoa(store).version, "moment": MOMENT} | changes
    return store.write(scope, lambda work: reset_second_factor(work=work, **asked))


def test_an_admin_takes_it_from_who_has_lost_the_phone_and_ends_their_sign_ins(store, phone):
    token = signing_in(store, phone.code(NOW)).token
    assert resetting(store).second_factor is None
    with pytest.raises(UnauthenticatedError):
        identify(store=store, token=token, now=NOW)
    assert signing_in(store)
    assert "second_factor.reset" in [act.action for act in store.rows.acts]
    with pytest.raises(ConflictError, match="second_factor_is_off"):
        resetting(store)


@pytest.mark.parametrize(
    ("scope", "refused"),
    [
        (ELSEWHERE, NotFoundError),
        (OFFICER_THERE, ForbiddenError),
        (an_admin("c02050", "phu_nu"), None),
        (an_admin("c02050", "nong_dan"), NotFoundError),
    ],
)
def test_only_who_could_have_granted_all_that_is_held_resets(store, phone, scope, refused):
    if refused is None:
        assert resetting(store, scope)
        return
    with pytest.raises(refused):
        resetting(store, scope)
    assert hoa(store).second_factor


def test_an_admin_below_does_not_reset_the_one_above(store):
    above = a_user("tren", held_as("d064", "mttq", Role.ADMIN), held_as("c02050", "mttq"))
    store.rows.users[above.id] = above
    with_phone(store, SECRETS, above, now=NOW)
    asked = {"user_id": above.id, "version": store.rows.users[above.id].version}
    with pytest.raises(ForbiddenError):
        resetting(store, an_admin("c02050"), **asked)


def test_a_reset_needs_the_version_one_has_seen(store, phone):
    with pytest.raises(StaleVersionError):
        resetting(store, version=1)


def test_the_operator_helps_who_nobody_else_can(store, phone):
    def reset(scope, username="hoa"):
        return store.write(
            scope, lambda work: reset_by_operator(work=work, username=username, moment=MOMENT)
        )

    with pytest.raises(ForbiddenError):
        reset(DISTRICT)
    with pytest.raises(NotFoundError, match="no_such_user"):
        reset(OPERATOR, "khong.co")
    assert reset(OPERATOR).second_factor is None
