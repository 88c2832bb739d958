"""A list by money, results or quotas gives what is seen in full, and nothing seen in summary."""

import pytest

from core.domain.access import FRONT, OPERATOR, Role, Scope, View
from core.domain.registration_search import Page, RegistrationFilter
from core.domain.registrations import Money, Partner, Place
from core.domain.views import view_of

from ..fakes.registrations import PATHS, a_draft, a_registration, an_assignment

HOME, BESIDE, DISTRICT = "c02050", "c02062", "d064"
FUNDED = {"funding": (Money(source="hoi_vien", amount=2_000_000),)}
ITEMS = (
    a_registration(HOME, at=1, **FUNDED),
    a_registration(HOME, at=2, organization="nong_dan", **FUNDED),
    a_registration(
        HOME, at=3, organization="nong_dan", partners=(Partner(organization="phu_nu"),), **FUNDED
    ),
    a_registration(
        HOME, at=4, organization="nong_dan",
        partners=(Partner(organization="phu_nu", declined=True),), **FUNDED,
    ),
    a_draft(HOME, at=5, **FUNDED),
    a_draft(HOME, at=6, organization="nong_dan", **FUNDED),
    a_registration(BESIDE, at=7, **FUNDED),
    a_registration(DISTRICT, at=8, places=(Place(tenant=HOME),), **FUNDED),
    a_registration(
        BESIDE, at=9, organization="nong_dan", partners=(Partner(organization="phu_nu"),), **FUNDED
    ),
)  # fmt: skip
DISTRICTS = {"sight": (PATHS[DISTRICT],), "paths": (PATHS[DISTRICT],)}
HELD = {
    "the women of the commune": (an_assignment(),),
    "the youth of the commune": (an_assignment(organization="doan_thanh_nien"),),
    "the Front of the commune": (an_assignment(organization=FRONT),),
    "an administrator": (an_assignment(organization=FRONT, role=Role.ADMIN),),
    "an administrator who is an officer too": (
        an_assignment(role=Role.ADMIN), an_assignment(),
    ),
    "the women of the district": (an_assignment(DISTRICT, **DISTRICTS),),
    "the Front of the district": (an_assignment(DISTRICT, organization=FRONT, **DISTRICTS),),
    "nobody": (),
}  # fmt: skip


@pytest.mark.parametrize("who", HELD)
def test_who_asks_by_money_is_given_what_is_seen_in_full(registrations_of, who):
    scope = Scope(user="someone", assignments=HELD[who])
    everything = registrations_of(OPERATOR)
    for item in ITEMS:
        everything.add(item)
    registrations = registrations_of(scope)
    in_full = {item.id for item in ITEMS if view_of(scope, item) in {View.FULL, View.PERSONAL}}
    for asked in ({"funded": True}, {"source": "hoi_vien"}):
        wanted = RegistrationFilter(**asked)
        found = registrations.search(wanted, Page(limit=50))
        assert {each.id for each in found} == in_full
        assert registrations.count(wanted, up_to=50) == len(in_full)
