"""Setting and extending calendars: by whom, and what is kept."""

from datetime import date

import pytest

from core.domain.access import OPERATOR, Role
from core.domain.calendar_windows import Window, default_window
from core.domain.errors import (
    ForbiddenError,
    InvalidError,
    NotFoundError,
    PreconditionMissingError,
    StaleVersionError,
)
from core.services.calendar_extensions import extend
from core.services.calendars import read_calendar, replace_calendar, window_for

from ..fakes.small_tree import MOMENT, NOW, TODAY, SmallTree, codes_of

ORGANIZATIONS = {"mttq", "phu_nu"}
UP_TO_15_7 = Window(
    opens=date(2017, 6, 21), due=date(2017, 7, 14), closes=date(2017, 7, 31),
    locks=date(2018, 1, 31), source="129/KH-MTTQ-BTT",
)  # fmt: skip


@pytest.fixture
def world():
    return SmallTree()


def put(work, tenant="p06", *, expected=0, part="registration", window=UP_TO_15_7):
    return replace_calendar(
        work, tenant_id=tenant, year=2017, parts={part: window}, expected=expected, today=TODAY
    )


def grant(work, tenant="d064", **changes):
    asked = {
        "part": "registration", "until": date(2017, 8, 31), "reason": "Mưa lũ kéo dài",
        "organization": None, **changes,
    }  # fmt: skip
    return extend(
        work, tenant_id=tenant, year=2017, organizations=ORGANIZATIONS, moment=MOMENT, **asked
    )


def due_of(world, tenant, organization="phu_nu"):
    window, set_by = window_for(
        world.work(OPERATOR), tenant=world.forest.units[tenant], year=2017, part="registration",
        organization=organization, today=TODAY,
    )  # fmt: skip
    return window.due, set_by


def test_a_calendar_can_always_be_read(world):
    read = read_calendar(world.acting(("c02050", Role.VIEWER)), tenant_id="c02050", year=2018,
                         today=TODAY)  # fmt: skip
    assert read.version == 0
    assert read.parts["registration"].window == default_window(2018, "registration")
    assert read.inherited_from("registration") == "vn"


@pytest.mark.parametrize("tenant", ["p02", "d064", "c99999"])
def test_a_calendar_out_of_sight_does_not_exist(world, tenant):
    with pytest.raises(NotFoundError):
        read_calendar(world.acting(("c02050",)), tenant_id=tenant, year=2017, today=TODAY)


def test_there_is_no_calendar_before_2000(world):
    with pytest.raises(InvalidError) as refused:
        read_calendar(world.acting(("p06",)), tenant_id="p06", year=1999, today=TODAY)
    assert codes_of(refused) == [("year", "year_out_of_range")]


def test_the_provinces_front_sets_its_calendar_and_all_below_inherit_it(world):
    assert put(world.acting(("p06",))).version == 1
    assert due_of(world, "c02050") == (date(2017, 7, 14), "p06")
    (act,) = world.acts
    assert (act.action, act.target, act.path) == ("calendar.replace", "p06:2017", "vn/p06/")
    assert [change.field for change in act.changes] == ["registration"]


def test_a_part_left_out_of_a_new_version_is_inherited_again(world):
    put(world.acting(("p06",)))
    again = put(world.acting(("p06",)), expected=1, part="2017-H1",
                window=default_window(2017, "2017-H1"))  # fmt: skip
    assert again.version == 2
    assert again.inherited_from("registration") == "vn"
    assert again.inherited_from("2017-H1") is None


def test_a_first_calendar_needs_no_version_and_a_second_one_does(world):
    put(world.acting(("p06",)), expected=None)
    with pytest.raises(PreconditionMissingError):
        put(world.acting(("p06",)), expected=None)


@pytest.mark.parametrize("expected", [0, 2])
def test_a_stale_calendar_is_refused_with_the_parts_that_differ(world, expected):
    put(world.acting(("p06",)))
    with pytest.raises(StaleVersionError) as refused:
        put(world.acting(("p06",)), expected=expected, part="2017-H1")
    assert refused.value.params["fields"] == ["2017-H1", "registration"]
    assert len(world.acts) == 1


@pytest.mark.parametrize(
    "held",
    [
        ("p06", Role.OFFICER), ("p06", Role.VIEWER), ("p06", Role.APPROVER, "phu_nu"),
        ("p06", Role.ADMIN, "phu_nu"),
    ],
)  # fmt: skip
def test_only_the_fronts_approver_or_admin_sets_a_calendar(world, held):
    with pytest.raises(ForbiddenError):
        put(world.acting(held))
    put(world.acting(("p06", Role.ADMIN)))
    put(world.acting(("vn",)), expected=1)


def test_a_district_cannot_be_later_than_its_province(world):
    with pytest.raises(InvalidError) as refused:
        put(world.acting(("d064",)), "d064")
    assert codes_of(refused) == [
        (f"registration.{name}", "later_than_parent") for name in ("opens", "due", "closes")
    ]
    put(world.acting(("p06",)))
    put(world.acting(("d064",)), "d064")


def test_what_was_read_after_an_extension_can_be_put_as_it_is(world):
    grant(world.acting(("p06",)))
    read = read_calendar(world.acting(("d064",)), tenant_id="d064", year=2017, today=TODAY)
    put(world.acting(("d064",)), "d064", window=read.parts["registration"].window)


def test_the_parent_extends_for_a_tenant_and_all_below_it(world):
    extension = grant(world.acting(("p06",)))
    assert (extension.granted_by, extension.by, extension.at) == ("p06", "lan", NOW)
    assert due_of(world, "c02050") == (date(2017, 8, 31), "vn")
    assert due_of(world, "p06") == (date(2017, 2, 14), "vn")
    assert [(act.action, act.reason) for act in world.acts] == [
        ("calendar.extend", "Mưa lũ kéo dài")
    ]


def test_an_extension_may_be_for_one_organization(world):
    grant(world.acting(("d064", Role.ADMIN)), "c02050", organization="phu_nu")
    assert due_of(world, "c02050", "phu_nu")[0] == date(2017, 8, 31)
    assert due_of(world, "c02050", "mttq")[0] == date(2017, 2, 14)
    assert due_of(world, "c02071", "phu_nu")[0] == date(2017, 2, 14)


@pytest.mark.parametrize(
    ("held", "tenant"),
    [
        (("d064",), "d064"),
        (("d064", Role.ADMIN), "d064"),
        (("p06", Role.OFFICER), "d064"),
        (("p06", Role.APPROVER, "phu_nu"), "d064"),
        (("c02050",), "c02000"),
    ],
)
def test_nobody_extends_for_themselves_or_for_what_passed_into_them(world, held, tenant):
    with pytest.raises(ForbiddenError):
        grant(world.acting(held), tenant)
    assert not world.acts


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"until": date(2017, 2, 14)}, ("until", "not_after_due")),
        ({"part": "2017-W25"}, ("part", "unknown_calendar_part")),
        ({"part": "2018-H1"}, ("part", "unknown_calendar_part")),
        ({"reason": " \n"}, ("reason", "required")),
        ({"reason": "a" * 1001}, ("reason", "too_long")),
        ({"organization": "hoi_la"}, ("organization", "unknown_organization")),
    ],
)
def test_an_extension_that_says_nothing_sound_is_refused(world, changes, problem):
    with pytest.raises(InvalidError) as refused:
        grant(world.acting(("p06",)), **changes)
    assert codes_of(refused) == [problem]


def test_a_district_does_not_reach_beyond_the_lock_that_binds_it(world):
    beyond = date(2018, 2, 1)  # the root's calendar of 2017 locks on 31/01/2018
    with pytest.raises(InvalidError) as refused:
        grant(world.acting(("d064",)), "c02050", until=beyond)
    assert codes_of(refused) == [("until", "later_than_parent")]
    assert not world.acts

    grant(world.acting(("p06",)), "c02050", until=beyond)
    assert due_of(world, "c02050")[0] == beyond


def test_who_could_act_under_two_assignments_must_choose(world):
    with pytest.raises(InvalidError) as refused:
        grant(world.acting(("p06",), ("vn", Role.ADMIN)))
    assert refused.value.reason == "act_as_required"
    grant(world.acting(("p06",), ("d064",)))
