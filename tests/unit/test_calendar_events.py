"""Windows that end at an event: its own day is too late, and nobody is late while it has none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.calendar_events import Event, Named, Wanted, named, problems_with_events, settled
from core.domain.calendar_rules import problems_with_parts
from core.domain.calendar_windows import (
    DATES,
    SIDES,
    Before,
    Window,
    default_window,
    open_ended,
)
from core.domain.calendars import Calendar, Standing, YearCalendars, extended, standing
from core.domain.notices import line_of
from core.domain.tasks import Act, Target, Task, TaskKind
from core.edge.calendar_wording import last_day
from core.edge.notice_wording import line_due
from core.edge.task_wording import event_words
from core.translation import translate

from .test_calendars import COMMUNE, DAYS, DISTRICT, LINE, PROVINCE, TODAY, WINDOWS, grant

if TYPE_CHECKING:
    from core.domain.tenants import Tenant

CONGRESS = "dai_hoi"
ONE_DAY = timedelta(days=1)
AT = datetime(2026, 11, 22, tzinfo=UTC)
ENDS = st.sampled_from([("due",), ("closes",), ("due", "closes"), ()])
MAYBE = st.one_of(st.none(), DAYS)


def bound(window: Window, *sides: str) -> Window:
    ends = {f"{side}_before": Before(event=CONGRESS) for side in sides}
    return open_ended(replace(window, **ends))  # type: ignore[arg-type]


def congress(day: date | None, name: str = "Đại hội") -> Event:
    return Event(name=name, day=day, by="u", at=AT)


def known(day: date | None) -> dict[str, Named]:
    return {CONGRESS: Named(event=congress(day), tenant="p06")}


def dates(window: Window) -> list[date]:
    return [getattr(window, name) for name in DATES]


def year_of(*set_: Calendar) -> YearCalendars:
    return YearCalendars.of(2017, set_, ())


def calendar(tenant, *, window=None, day: object = ()) -> Calendar:  # type: ignore[no-untyped-def]
    """Return the calendar of *tenant* with a window, or an event; ``()``: it names none."""
    return Calendar(
        tenant=tenant.id, level=tenant.level, year=2017, version=1,
        parts={"registration": window} if window else {},
        events={} if day == () else {CONGRESS: congress(day, f"Đại hội {tenant.id}")},  # type: ignore[arg-type]
    )  # fmt: skip


def window_of(found: YearCalendars, tenant) -> Window:  # type: ignore[no-untyped-def]
    return found.part("registration", tenant, today=TODAY).window


BOUND = st.tuples(WINDOWS, ENDS).map(lambda pair: bound(pair[0], *pair[1]))
CALENDARS = st.lists(
    st.tuples(st.sampled_from(LINE), BOUND, st.one_of(st.just(()), MAYBE)),
    unique_by=lambda row: row[0].id,
).map(lambda rows: [calendar(tenant, window=window, day=day) for tenant, window, day in rows])


@given(WINDOWS, DAYS)
def test_before_the_congress_means_that_the_day_before_is_the_last(
    window: Window, day: date
) -> None:
    assume(window.opens < day <= window.closes)
    found = settled(bound(window, "due"), known(day))
    assert standing(found, day - ONE_DAY) is Standing.OPEN
    assert standing(found, day) is Standing.LATE
    assert (found.due_before.name, found.due_before.day) == ("Đại hội", day)  # type: ignore[union-attr]


@given(BOUND, DAYS)
def test_while_the_congress_has_no_day_nobody_is_late_for_it(window: Window, day: date) -> None:
    found = settled(window, known(None))
    if window.due_before:
        assert standing(found, day) is not Standing.LATE
    if window.due_before and window.closes_before:
        assert standing(found, day) in {Standing.NOT_OPEN, Standing.OPEN, Standing.LOCKED}
    assert settled(window, {}).due == found.due


@given(BOUND, MAYBE)
def test_wherever_the_congress_falls_the_dates_stay_in_order(
    window: Window, day: date | None
) -> None:
    found = settled(window, known(day))
    assert dates(found) == sorted(dates(found))
    assert (found.opens, found.locks) == (window.opens, window.locks)


@given(BOUND, DAYS, DAYS)
def test_a_later_congress_never_gives_less_time(window: Window, one: date, other: date) -> None:
    earlier, later = (settled(window, known(day)) for day in sorted((one, other)))
    open_still = settled(window, known(None))
    for side in SIDES:
        assert getattr(earlier, side) <= getattr(later, side) <= getattr(open_still, side)


@given(WINDOWS, MAYBE)
def test_a_window_of_dates_knows_no_congress(window: Window, day: date | None) -> None:
    assert settled(window, known(day)) == window


@given(CALENDARS, st.lists(st.tuples(st.sampled_from(LINE), DAYS), max_size=3))
def test_whatever_is_set_named_and_granted_the_dates_stay_in_order(
    calendars: list[Calendar],
    grants: list,  # type: ignore[type-arg]
) -> None:
    found = YearCalendars.of(2017, calendars, [grant(unit, until) for unit, until in grants])
    for tenant in LINE:
        assert dates(window_of(found, tenant)) == sorted(dates(window_of(found, tenant)))


@given(BOUND, MAYBE, MAYBE, MAYBE)
def test_a_commune_goes_by_its_own_dated_congress_else_by_the_nearest_above(
    window: Window, province: date | None, district: date | None, commune: date | None
) -> None:
    top = calendar(PROVINCE, window=window, day=province)
    own = calendar(COMMUNE, day=commune)
    above = calendar(DISTRICT, day=district)
    line = [(PROVINCE, province), (DISTRICT, district), (COMMUNE, commune)]
    for named_by, calendars in ((1, (top,)), (2, (top, above)), (3, (top, above, own))):
        found = year_of(*calendars)
        binding = nearest_dated(line[:named_by])
        assert window_of(found, COMMUNE) == settled(window, nearest(*binding))
        assert found.events(COMMUNE, today=TODAY)[CONGRESS].tenant == binding[0].id
        assert window_of(found, PROVINCE) == settled(window, nearest(PROVINCE, province))


def nearest_dated(line: list[tuple[Tenant, date | None]]) -> tuple[Tenant, date | None]:
    """Return who names the event with a day, the lowest first; the lowest if nobody does."""
    dated = [(tenant, day) for tenant, day in line if day is not None]
    return (dated or line)[-1]


@given(BOUND, DAYS)
def test_a_commune_cannot_take_back_the_day_that_its_province_has_settled(
    window: Window, day: date
) -> None:
    top = calendar(PROVINCE, window=window, day=day)
    found = year_of(top, calendar(COMMUNE, day=None))
    assert window_of(found, COMMUNE) == window_of(year_of(top), COMMUNE)


@given(WINDOWS, WINDOWS, ENDS, MAYBE)
def test_a_district_s_congress_gives_nobody_more_time_than_the_province_allows(
    above: Window, own: Window, sides: tuple[str, ...], day: date | None
) -> None:
    found = year_of(
        calendar(PROVINCE, window=above), calendar(DISTRICT, window=bound(own, *sides), day=day)
    )
    for tenant in (DISTRICT, COMMUNE):
        below = window_of(found, tenant)
        assert all(getattr(below, name) <= getattr(above, name) for name in DATES)


@given(BOUND, MAYBE, DAYS)
def test_an_extension_beats_the_congress_and_the_later_of_both_holds(
    window: Window, day: date | None, until: date
) -> None:
    before = settled(window, known(day))
    after = extended(before, [grant(COMMUNE, until)])
    assert after.due == max(before.due, until)
    assert after.due_before == (before.due_before if before.due >= until else None)


@given(st.sampled_from([DISTRICT, COMMUNE]), BOUND, BOUND)
def test_a_window_at_an_event_is_as_early_as_above_and_its_event_must_be_known(  # type: ignore[no-untyped-def]
    tenant, above: Window, own: Window
) -> None:
    parts = year_of(calendar(PROVINCE, window=above)).resolved(tenant, today=TODAY).parts
    found = problems_with_parts(
        {"registration": own},
        year=2017,
        level=tenant.level,
        above=parts,
        events={"registration": ()},
    )
    unknown = {f"registration.{side}_before" for side in SIDES if own.before(side)}
    problems = [(each.field, each.code) for each in found]
    assert unknown == {field for field, code in problems if code == "unknown_event"}
    assert not {f"registration.{side}" for side in SIDES if own.before(side)} & {
        field for field, code in problems if code == "later_than_parent"
    }


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"Đại hội": Wanted(name="Đại hội")}, "not_event_code"),
        ({"d": Wanted(name="Đại hội")}, "not_event_code"),
        ({"dai_hoi": Wanted(name="")}, "required"),
        ({"dai_hoi": Wanted(name="a" * 201)}, "too_long"),
        ({"dai_hoi": Wanted(name="Đại hội", source="a" * 501)}, "too_long"),
        ({"dai_hoi": Wanted(name="Đại hội", day=date(2016, 12, 31))}, "event_outside_year"),
        ({"dai_hoi": Wanted(name="Đại hội", day=date(2019, 1, 1))}, "event_outside_year"),
        ({f"dai_hoi_{n}": Wanted(name="Đại hội") for n in range(21)}, "too_many"),
    ],
)
def test_what_is_no_event_is_refused(wanted: dict[str, Wanted], code: str) -> None:
    assert [each.code for each in problems_with_events(wanted, year=2017)] == [code]


def test_what_is_said_again_unchanged_keeps_who_said_it_first() -> None:
    first = congress(date(2017, 8, 20))
    again = {CONGRESS: first.told, "hoi_nghi": Wanted(name="Hội nghị")}
    made = named({CONGRESS: first}, again, by="hoa", at=AT + ONE_DAY)
    assert made[CONGRESS] is first
    assert (made["hoi_nghi"].by, made["hoi_nghi"].at) == ("hoa", AT + ONE_DAY)
    moved = named({CONGRESS: first}, {CONGRESS: Wanted(name="Đại hội")}, by="hoa", at=AT + ONE_DAY)
    assert (moved[CONGRESS].day, moved[CONGRESS].by) == (None, "hoa")


def nearest(tenant, day: date | None) -> dict[str, Named]:  # type: ignore[no-untyped-def]
    return {CONGRESS: Named(event=congress(day, f"Đại hội {tenant.id}"), tenant=tenant.id)}


def test_a_reminder_names_the_congress_before_which_the_thing_is_due() -> None:
    task = Task(
        kind=TaskKind.REGISTER, act=Act.REGISTER, target=Target(tenant="c", organization="phu_nu"),
        due=date(2017, 6, 30), params={"event": "Đại hội huyện", "event_day": None, "ask": "x"},
    )  # fmt: skip
    line = line_of(task, "a")
    assert line.params == {"event": "Đại hội huyện", "event_day": None}
    told = line_due(line, date(2017, 6, 27), translate)
    assert told == (
        "hạn hết ngày 30/6/2017, còn 3 ngày, trước ngày diễn ra Đại hội huyện (chưa ấn định)"
    )
    settled_line = replace(line, params={"event": "Đại hội huyện", "event_day": "2017-07-01"})
    assert event_words(settled_line.task, translate) == "trước ngày diễn ra Đại hội huyện"


def test_the_last_day_reads_well_with_and_without_a_congress() -> None:
    window = default_window(2017, "registration")
    assert last_day(window, "due", translate) == "14/2/2017"
    assert last_day(settled(bound(window, "due"), known(None)), "due", translate) == (
        "31/3/2017 (chậm nhất; trước ngày diễn ra Đại hội (chưa ấn định))"
    )
    assert last_day(settled(bound(window, "due"), known(date(2017, 3, 10))), "due", translate) == (
        "9/3/2017 (trước ngày diễn ra Đại hội)"
    )


@given(DAYS)
def test_naming_the_congress_below_does_not_make_its_day_above_unknown(day: date) -> None:
    window = bound(default_window(2017, "registration"), "due")
    above = calendar(PROVINCE, window=window, day=day)
    settled_above = window_of(year_of(above), COMMUNE)
    assert window_of(year_of(above, calendar(COMMUNE, day=None)), COMMUNE) == settled_above
    own = year_of(above, calendar(COMMUNE, day=day + ONE_DAY))
    assert own.events(COMMUNE, today=TODAY)[CONGRESS].tenant == COMMUNE.id
