"""Overriding quotas locally: by whom, and what is kept."""

from dataclasses import replace
from datetime import date

import pytest

from core.domain.access import Role
from core.domain.errors import ForbiddenError, InvalidError, NotFoundError
from core.domain.quota_rules import Override
from core.domain.quotas import AtLeast, Filter, Quota, Source
from core.domain.tenants import Level
from core.services.overrides import add_override, list_overrides

from ..fakes.small_tree import MOMENT, TODAY, SmallTree, codes_of


@pytest.fixture
def world():
    return SmallTree()


QUOTA = Quota(
    code="phu_nu.mot_mo_hinh", label="Ít nhất 01 mô hình", organization="phu_nu",
    clause=AtLeast(n=1, label="mô hình", filter=Filter()),
    source=Source(document="129/KH-MTTQ-BTT", clause="II.3", sentence="ít nhất 01 mô hình"),
)  # fmt: skip


def override(tenant="p06", **changes):
    stated = {
        "quota": QUOTA.code, "at_least": 2, "valid_from": date(2017, 1, 1),
        "document": " 12/QĐ-MTTQ ", **changes,
    }  # fmt: skip
    return Override(tenant=tenant, **stated)


def add(work, stated, *, quotas=None):
    known = {QUOTA.code: QUOTA} if quotas is None else quotas
    return add_override(work, stated, quotas=known, moment=MOMENT)


def test_a_province_raises_a_quota_and_its_communes_see_it_as_inherited(world):
    add(world.acting(("p06",)), override())
    add(world.acting(("c02050",)), override("c02050", at_least=3))
    listed = list_overrides(world.acting(("c02050",)), tenant_id="c02050", today=TODAY)
    assert [(each.tenant, each.at_least) for each in listed] == [("p06", 2), ("c02050", 3)]
    assert listed[0].document == "12/QĐ-MTTQ"
    assert world.codes() == ["override.add", "override.add"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"quota": "phu_nu.khong_co"}, ("quota", "unknown_quota")),
        ({"at_least": -1}, ("at_least", "out_of_range")),
        ({"at_least": 10**12}, ("at_least", "out_of_range")),
        ({"at_least": None}, ("at_least", "required")),
        ({"document": " "}, ("document", "required")),
        ({"valid_to": date(2016, 12, 31)}, ("to", "ends_before_start")),
    ],
)
def test_an_override_without_sense_is_refused(world, changes, problem):
    with pytest.raises(InvalidError) as refused:
        add(world.acting(("p06",)), override(**changes))
    assert codes_of(refused) == [problem]


def test_a_commune_has_no_say_in_a_quota_of_the_province(world):
    of_province = replace(QUOTA, level=Level.PROVINCE)
    with pytest.raises(InvalidError) as refused:
        add(world.acting(("c02050",)), override("c02050"), quotas={QUOTA.code: of_province})
    assert codes_of(refused) == [("quota", "quota_of_higher_level")]


def test_a_quota_can_be_switched_off_or_made_due_anew_each_year(world):
    assert add(world.acting(("p06",)), override(at_least=0)).at_least == 0
    assert add(world.acting(("p06",)), override(at_least=None, renewed_yearly=True)).renewed_yearly


@pytest.mark.parametrize("held", [("p06", Role.OFFICER), ("p06", Role.ADMIN, "phu_nu")])
def test_only_the_fronts_approver_or_admin_overrides_a_quota(world, held):
    with pytest.raises(ForbiddenError):
        add(world.acting(held), override())


def test_a_commune_overrides_nothing_above_itself(world):
    with pytest.raises(NotFoundError):
        add(world.acting(("c02050",)), override("d064"))
    with pytest.raises(NotFoundError):
        list_overrides(world.acting(("c02050",)), tenant_id="d064", today=TODAY)
