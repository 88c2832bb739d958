"""Naming residential areas: by whom, and what is kept."""

import pytest

from core.domain.access import OPERATOR, Role
from core.domain.errors import ConflictError, ForbiddenError, InvalidError
from core.services.areas import add_area, ensure_area, list_areas

from ..fakes.small_tree import TODAY, SmallTree, codes_of


@pytest.fixture
def world():
    return SmallTree()


def name_area(work, name, tenant="c02050"):
    return add_area(work, tenant_id=tenant, name=name, today=TODAY)


def test_an_area_is_named_once_and_keeps_its_first_spelling(world):
    first = name_area(world.acting(("c02050", Role.OFFICER, "phu_nu")), " Thôn  Nà Cà ")
    again = name_area(world.acting(("d064", Role.OFFICER)), "thôn na ca")
    assert first == again
    assert first.name == "Thôn Nà Cà"
    assert list_areas(world.acting(("c02050",)), tenant_id="c02050") == [first]
    assert world.codes() == ["area.add"]


def test_a_registration_makes_the_areas_it_names(world):
    work, commune = world.work(OPERATOR), world.forest.units["c02050"]
    area = ensure_area(work, tenant=commune, name="Bản Đồn", today=TODAY)
    assert (area.tenant, area.path) == ("c02050", "vn/p06/d064/c02050/")
    assert world.codes() == ["area.add"]


@pytest.mark.parametrize(
    ("tenant", "name", "problem"),
    [
        ("c02050", " ", "required"),
        ("c02050", "—", "required"),
        ("c02050", "a" * 121, "too_long"),
        ("d064", "Thôn Nà Cà", "area_below_commune_only"),
    ],
)
def test_what_can_name_no_area_is_refused(world, tenant, name, problem):
    with pytest.raises(InvalidError) as refused:
        name_area(world.acting(("d064",)), name, tenant)
    assert codes_of(refused) == [("name", problem)]


def test_a_viewer_names_no_area_and_a_closed_commune_gets_none(world):
    with pytest.raises(ForbiddenError):
        name_area(world.acting(("c02050", Role.VIEWER)), "Thôn Nà Cà")
    with pytest.raises(ConflictError) as refused:
        name_area(world.acting(("c02050",)), "Thôn Nà Cà", "c02000")
    assert refused.value.reason == "tenant_closed"
