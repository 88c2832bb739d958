"""Events over a reform: known and used in the tree of the day that each part goes by."""

from dataclasses import replace
from datetime import date

import pytest

from core.domain.access import OPERATOR
from core.domain.calendar_events import Event, Wanted
from core.domain.calendar_windows import Before, default_window, open_ended
from core.domain.calendars import Calendar
from core.domain.errors import InvalidError
from core.domain.tenants import Dated, Level, Succession, Tenant
from core.services.calendar_events import Naming
from core.services.calendars import replace_calendar

from ..fakes.small_tree import NOW, SmallTree, a_unit, codes_of
from ..fakes.tenants import InMemoryTenants

LAST, REFORM, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2025, 11, 22)
CONGRESS = Event(name="Đại hội", by="u", at=NOW)
MOVED = Tenant(
    id="c03", code="03", level=Level.COMMUNE, names=(Dated(value="Dời"),),
    types=(Dated(value="Xã"),),
    parents=(Dated(value="p06", valid_to=LAST), Dated(value="p19", valid_from=REFORM)),
)  # fmt: skip
UNITS = [
    Tenant(id="vn", code="VN", level=Level.COUNTRY, names=(Dated(value="Việt Nam"),)),
    a_unit("p06", "vn", Level.PROVINCE),
    a_unit("p19", "vn", Level.PROVINCE),
    *(a_unit(f"c1{n}", "p06", Level.COMMUNE, valid_to=LAST) for n in range(5)),
    MOVED,
]


@pytest.fixture
def world():
    tree = SmallTree()
    steps = [Succession(source="c10", target="c03", effective=REFORM)]
    InMemoryTenants(OPERATOR, tree.forest).put_tree(UNITS, steps)
    return tree


def bound(part):
    window = replace(default_window(2025, part), due_before=Before(event="dai_hoi"))
    return {part: open_ended(window)}


def stored(world, tenant, *parts, events=()):
    unit = world.forest.units[tenant]
    world.shelf.calendars[tenant, 2025] = Calendar(
        tenant=tenant, level=unit.level, year=2025, version=1,
        parts={key: window for part in parts for key, window in bound(part).items()},
        events=dict(events),
    )  # fmt: skip


def put(world, tenant, parts, events=None, *, expected=0):
    return replace_calendar(
        world.work(OPERATOR), tenant_id=tenant, year=2025, parts=parts, expected=expected,
        today=TODAY, naming=None if events is None else Naming(events=events, at=NOW),
    )  # fmt: skip


@pytest.mark.parametrize("tenant", ["p06", "vn"])
def test_an_event_is_in_use_by_a_unit_that_was_closed_since(world, tenant):
    stored(world, tenant, events={"dai_hoi": CONGRESS})
    stored(world, "c10", "2025-H1")
    with pytest.raises(InvalidError) as refused:
        put(world, tenant, {}, {}, expected=1)
    assert codes_of(refused) == [("events.dai_hoi", "event_in_use")]
    assert refused.value.problems[0].params == {
        "name": "Đại hội", "count": 1, "units": "commune Tên c10"
    }  # fmt: skip


def test_a_refusal_counts_all_units_and_names_the_first(world):
    stored(world, "p06", events={"dai_hoi": CONGRESS})
    for n in range(5):
        stored(world, f"c1{n}", "registration", "2025-H1")
    with pytest.raises(InvalidError) as refused:
        put(world, "p06", {}, {}, expected=1)
    params = refused.value.problems[0].params
    assert (params["count"], params["units"].count("Tên")) == (5, 3)


def test_an_event_is_not_in_use_where_the_part_lies_below_others_or_has_its_own(world):
    stored(world, "p06", events={"dai_hoi": CONGRESS})
    stored(world, "c03", "2025-Q4")
    stored(world, "c10", "2025-H1", events={"dai_hoi": CONGRESS})
    assert put(world, "p06", {}, {}, expected=1).events == {}


def test_a_window_ends_only_at_an_event_that_is_known_in_its_own_tree(world):
    stored(world, "p06", events={"dai_hoi": CONGRESS})
    assert put(world, "c03", bound("registration")).version == 1
    with pytest.raises(InvalidError) as refused:
        put(world, "c03", bound("2025"), expected=1)
    assert codes_of(refused) == [("2025.due_before", "unknown_event")]
    put(world, "c03", bound("2025"), {"dai_hoi": Wanted(name="Đại hội xã")}, expected=1)
