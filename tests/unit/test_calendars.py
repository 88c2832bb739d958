"""What a calendar says of a day, how it is inherited, and what an extension changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar_rules import problems_with_parts
from core.domain.calendar_windows import DATES, Window, default_window, parts_of
from core.domain.calendars import (
    Calendar,
    Extension,
    Standing,
    YearCalendars,
    sources_for,
    standing,
)
from core.domain.errors import InvalidError
from core.domain.tenants import Dated, Level, Tenant

TODAY = date(2017, 6, 21)
NO_EVENTS = dict.fromkeys(parts_of(2017), ())
BEFORE, REFORM = date(2025, 6, 30), date(2025, 7, 1)


def a_tenant(id_, level, *paths):
    return Tenant(id=id_, code=id_[1:], level=level, names=(Dated(value=id_),), paths=paths)


COUNTRY = a_tenant("vn", Level.COUNTRY, Dated(value="vn/"))
PROVINCE = a_tenant("p06", Level.PROVINCE, Dated(value="vn/p06/"))
DISTRICT = a_tenant("d064", Level.DISTRICT, Dated(value="vn/p06/d064/"))
COMMUNE = a_tenant(
    "c02050",
    Level.COMMUNE,
    Dated(value="vn/p06/d064/c02050/", valid_to=BEFORE),
    Dated(value="vn/p19/c02050/", valid_from=REFORM),
)
NEIGHBOUR = a_tenant("c02071", Level.COMMUNE, Dated(value="vn/p06/d064/c02071/"))
LINE = (COUNTRY, PROVINCE, DISTRICT, COMMUNE)

DAYS = st.dates(date(2016, 6, 1), date(2019, 6, 1))
WINDOWS = st.lists(DAYS, min_size=4, max_size=4).map(
    lambda days: Window(**dict(zip(DATES, sorted(days), strict=True)))
)


def own(tenant, window, *, year=2017, part="registration"):
    return Calendar(
        tenant=tenant.id, level=tenant.level, year=year, parts={part: window}, version=1
    )


def grant(tenant, until, *, organization=None, part="registration"):
    return Extension(
        id=f"{tenant.id}-{until}-{organization}", tenant=tenant.id, year=2017, part=part,
        organization=organization, until=until, reason="Mưa lũ", granted_by="vn", by="u",
        at=datetime(2017, 1, 1, tzinfo=UTC),
    )  # fmt: skip


CALENDARS = st.lists(
    st.tuples(st.sampled_from(LINE), WINDOWS), unique_by=lambda pair: pair[0].id
).map(lambda pairs: [own(tenant, window) for tenant, window in pairs])
GRANTS = st.lists(
    st.tuples(st.sampled_from(LINE), DAYS, st.sampled_from([None, "phu_nu", "nong_dan"])),
    max_size=4,
).map(lambda rows: [grant(tenant, until, organization=o) for tenant, until, o in rows])


def window_of(
    tenant, calendars=(), grants=(), *, organization=None, part="registration", year=2017
):
    found = YearCalendars.of(year, calendars, grants)
    return found.part(part, tenant, today=TODAY, organization=organization).window


def test_without_any_calendar_registration_is_due_before_15_02():
    window = default_window(2018, "registration")
    assert standing(window, date(2018, 2, 14)) is Standing.OPEN
    assert standing(window, date(2018, 2, 15)) is Standing.LATE
    assert [str(getattr(window, name)) for name in DATES] == [
        "2018-01-01", "2018-02-14", "2018-03-31", "2019-01-31",
    ]  # fmt: skip
    assert "Trước 15/02 hằng năm" in window.source


def test_without_any_calendar_a_period_is_due_ten_days_after_its_end():
    window = default_window(2017, "2017-H1")
    assert [str(getattr(window, name)) for name in DATES] == [
        "2017-05-31", "2017-07-10", "2017-07-31", "2017-09-28",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(2017, 12, 31), Standing.NOT_OPEN),
        (date(2018, 1, 1), Standing.OPEN),
        (date(2018, 3, 31), Standing.LATE),
        (date(2018, 4, 1), Standing.CLOSED),
        (date(2019, 1, 31), Standing.CLOSED),
        (date(2019, 2, 1), Standing.LOCKED),
    ],
)
def test_the_named_days_still_belong_to_their_time(day, stands):
    assert standing(default_window(2018, "registration"), day) is stands


def test_a_calendar_has_the_registration_and_all_19_periods_of_its_year():
    parts = YearCalendars(year=2017).resolved(COMMUNE, today=TODAY).parts
    assert tuple(parts) == parts_of(2017)
    assert len(parts) == 20
    assert {part.set_by for part in parts.values()} == {"vn"}


def test_an_unknown_part_has_no_dates():
    with pytest.raises(InvalidError):
        window_of(COMMUNE, part="2017-W25")


def test_bac_kan_in_2017_registers_before_15_7_and_its_communes_inherit_that():
    window = Window(
        opens=date(2017, 6, 21), due=date(2017, 7, 14), closes=date(2017, 7, 31),
        locks=date(2018, 1, 31), source="129/KH-MTTQ-BTT: «Năm 2017 đăng ký trước ngày 15/7/2017»",
    )  # fmt: skip
    calendar = YearCalendars.of(2017, [own(PROVINCE, window)], ())
    resolved = calendar.resolved(COMMUNE, today=TODAY)
    assert resolved.parts["registration"].window == window
    assert resolved.inherited_from("registration") == "p06"
    assert resolved.inherited_from("2017-H1") == "vn"
    assert calendar.resolved(PROVINCE, today=TODAY).inherited_from("registration") is None
    assert resolved.version == 0


@given(WINDOWS, DAYS, DAYS)
def test_as_days_go_by_a_window_only_moves_on(window, one, other):
    order = list(Standing)
    earlier, later = sorted((one, other))
    assert order.index(standing(window, earlier)) <= order.index(standing(window, later))


@given(CALENDARS)
def test_only_a_province_or_the_country_can_be_later_than_its_parent(calendars):
    for parent, child in ((PROVINCE, DISTRICT), (DISTRICT, COMMUNE)):
        above, below = window_of(parent, calendars), window_of(child, calendars)
        assert all(getattr(below, name) <= getattr(above, name) for name in DATES)


@given(CALENDARS, GRANTS)
def test_whatever_is_set_and_granted_the_dates_stay_in_order(calendars, grants):
    for tenant in LINE:
        window = window_of(tenant, calendars, grants, organization="phu_nu")
        days = [getattr(window, name) for name in DATES]
        assert days == sorted(days)


@given(CALENDARS, GRANTS, st.sampled_from(LINE), DAYS)
def test_an_extension_makes_nothing_earlier_anywhere_below(calendars, grants, tenant, until):
    more = [*grants, grant(tenant, until)]
    for each in (*LINE, NEIGHBOUR):
        before = window_of(each, calendars, grants, organization="phu_nu")
        after = window_of(each, calendars, more, organization="phu_nu")
        assert after.opens == before.opens
        assert all(getattr(after, name) >= getattr(before, name) for name in DATES)
        if tenant.id in sources_for([each]):
            assert after.due >= until
        else:
            assert after == before


@given(CALENDARS, GRANTS, st.sampled_from(LINE), DAYS)
def test_an_extension_for_one_organization_helps_no_other(calendars, grants, tenant, until):
    more = [*grants, grant(tenant, until, organization="phu_nu")]
    for organization in (None, "nong_dan"):
        assert window_of(COMMUNE, calendars, more, organization=organization) == window_of(
            COMMUNE, calendars, grants, organization=organization
        )


@given(CALENDARS, st.sampled_from([DISTRICT, COMMUNE]), WINDOWS)
def test_what_is_accepted_below_a_province_binds_exactly_as_it_was_set(calendars, tenant, window):
    others = [each for each in calendars if each.tenant != tenant.id]
    above = YearCalendars.of(2017, others, ()).resolved(tenant, today=TODAY).parts
    problems = list(
        problems_with_parts(
            {"registration": window},
            year=2017,
            level=tenant.level,
            above=above,
            events=NO_EVENTS,
        )
    )
    binding = window_of(tenant, [*others, own(tenant, window)])
    assert (not problems) == (binding == window)
    assert {problem.code for problem in problems} <= {"later_than_parent"}


def test_a_stricter_district_holds_for_a_commune_that_had_set_its_own():
    late = default_window(2017, "registration")
    strict = replace(late, due=date(2017, 2, 1))
    assert window_of(COMMUNE, [own(COMMUNE, late), own(DISTRICT, strict)]).due == strict.due


def test_a_commune_may_be_earlier_but_not_later_than_its_district():
    above = YearCalendars(year=2017).resolved(COMMUNE, today=TODAY).parts
    window = default_window(2017, "registration")
    earlier = replace(window, due=window.due - timedelta(days=4))
    later = replace(window, due=window.due + timedelta(days=1))
    assert not problems(earlier, Level.COMMUNE, above)
    assert problems(later, Level.COMMUNE, above) == [("registration.due", "later_than_parent")]
    assert not problems(later, Level.PROVINCE, above)


def test_dates_out_of_order_are_refused_at_any_level():
    above = YearCalendars(year=2017).resolved(PROVINCE, today=TODAY).parts
    window = replace(default_window(2017, "registration"), opens=date(2017, 2, 20))
    assert problems(window, Level.PROVINCE, above) == [("registration.due", "dates_out_of_order")]


def test_a_part_of_another_year_is_refused():
    above = YearCalendars(year=2017).resolved(PROVINCE, today=TODAY).parts
    found = problems(default_window(2018, "2018-H1"), Level.PROVINCE, above, part="2018-H1")
    assert found == [("2018-H1", "unknown_calendar_part")]


def test_a_later_reform_does_not_change_by_whose_calendar_a_thing_was_late():
    new_province = a_tenant("p19", Level.PROVINCE, Dated(value="vn/p19/"))
    window = Window(
        opens=date(2025, 1, 1), due=date(2025, 1, 2), closes=date(2025, 1, 3),
        locks=date(2025, 1, 4),
    )  # fmt: skip
    for part, set_by in (("registration", "vn"), ("2025-H1", "vn"), ("2025", "p19")):
        calendars = YearCalendars.of(2025, [own(new_province, window, year=2025, part=part)], ())
        assert calendars.part(part, COMMUNE, today=date(2026, 1, 15)).set_by == set_by
        assert calendars.part(part, COMMUNE, today=BEFORE).set_by == "vn"


def problems(window, level, above, *, part="registration"):
    found = problems_with_parts(
        {part: window}, year=2017, level=level, above=above, events=NO_EVENTS
    )
    return [(problem.field, problem.code) for problem in found]
