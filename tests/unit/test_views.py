"""How much of an item each onlooker sees (api.md, «Sight»)."""

from itertools import product

import pytest

from core.domain.access import OPERATOR, Role, Scope, View
from core.domain.registrations import Partner, Status
from core.domain.views import ORDER, view_of, view_under

from ..fakes.registrations import PATHS, a_draft, a_registration, an_assignment

PARTNERS = (Partner(organization="nong_dan"), Partner(organization="khuyen_hoc", declined=True))
ITEM = a_registration("c02050", partners=PARTNERS)
DRAFT = a_draft("c02050", partners=PARTNERS)


def seen(tenant, organization, role=Role.OFFICER, item=ITEM):
    return view_under(an_assignment(tenant, organization, role), item)


@pytest.mark.parametrize(
    ("tenant", "organization", "item", "view"),
    [
        ("c02050", "phu_nu", ITEM, View.PERSONAL),
        ("d064", "phu_nu", ITEM, View.PERSONAL),
        ("vn", "phu_nu", DRAFT, View.PERSONAL),
        ("c02062", "phu_nu", ITEM, None),
        ("c02050", "cuu_chien_binh", ITEM, View.SUMMARY),
        ("d064", "cuu_chien_binh", ITEM, None),
        ("c02050", "cuu_chien_binh", DRAFT, None),
        ("c02050", "nong_dan", ITEM, View.FULL),
        ("d064", "nong_dan", ITEM, None),
        ("c02050", "nong_dan", DRAFT, None),
        ("c02050", "khuyen_hoc", ITEM, View.SUMMARY),
        ("c02050", "mttq", ITEM, View.PERSONAL),
        ("d064", "mttq", ITEM, View.FULL),
        ("p06", "mttq", ITEM, View.FULL),
        ("p02", "mttq", ITEM, None),
        ("c02050", "mttq", DRAFT, None),
    ],
)
def test_who_sees_how_much(tenant, organization, item, view):
    assert seen(tenant, organization, item=item) is view


@pytest.mark.parametrize("status", [Status.RETURNED, Status.WITHDRAWN, Status.AGREED])
def test_what_was_once_submitted_stays_in_sight_of_the_front(status):
    item = a_registration("c02050", status=status)
    assert seen("d064", "mttq", item=item) is View.FULL


def test_an_admin_sees_summaries_only_and_nothing_more_than_others():
    for tenant, organization, item in product(PATHS, ("phu_nu", "nong_dan", "mttq"), (ITEM, DRAFT)):
        others = seen(tenant, organization, item=item)
        expected = None if others is None else View.SUMMARY
        assert seen(tenant, organization, Role.ADMIN, item) is expected


def test_reading_is_the_same_for_every_role_but_the_admins():
    for tenant, organization in product(PATHS, ("phu_nu", "nong_dan", "mttq")):
        views = {seen(tenant, organization, role) for role in Role if role is not Role.ADMIN}
        assert len(views) == 1


def test_of_several_assignments_the_fullest_view_counts():
    held = (an_assignment("c02050", "cuu_chien_binh"), an_assignment("d064", "mttq"))
    assert view_of(Scope(user="hoa", assignments=held), ITEM) is View.FULL
    assert view_of(Scope(user="hoa"), ITEM) is None
    assert ORDER == (View.SUMMARY, View.FULL, View.PERSONAL)


def test_the_operator_sees_everything():
    assert view_of(OPERATOR, DRAFT) is View.PERSONAL
