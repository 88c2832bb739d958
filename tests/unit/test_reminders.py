"""Reminders: on which days one is reminded of what, whatever days the program stood still."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendars import Standing
from core.domain.notices import Notice, line_of
from core.domain.reminders import (
    FURTHEST,
    MOST_DAYS,
    SETTING,
    USUAL_DAYS,
    When,
    are_days,
    days_for,
    reminded_of,
    when_due,
)
from core.domain.tasks import Act, Target, Task, TaskKind
from core.domain.tenants import Level, Tenant

from ..fakes.people import NOW

DUE = date(2017, 2, 14)
TASK = Task(
    kind=TaskKind.REGISTER,
    act=Act.REGISTER,
    target=Target(tenant="c02062", organization="phu_nu", year=2017),
    due=DUE,
)
DAYS = st.lists(st.integers(-FURTHEST, FURTHEST), max_size=MOST_DAYS, unique=True)
NEAR = st.integers(-100, 100).map(lambda n: DUE + timedelta(days=n))


def is_reminded(task, days, day, since=None):
    since = day - timedelta(days=1) if since is None else since
    return bool(list(reminded_of([task], days, day=day, since=since)))


@given(DAYS, NEAR)
def test_from_one_day_to_the_next_one_is_reminded_exactly_on_the_days_set(days, day):
    assert is_reminded(TASK, days, day) == ((DUE - day).days in days)


@given(DAYS, NEAR)
def test_a_report_that_came_back_is_asked_for_by_its_closing_day_and_by_its_lock(days, day):
    lock = DUE + timedelta(days=60)
    returned = replace(TASK, kind=TaskKind.CORRECT_REPORT, due=lock, closes=DUE)
    expected = not {(DUE - day).days, (lock - day).days}.isdisjoint(days)
    assert is_reminded(returned, days, day) == expected


@given(DAYS, NEAR, st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_whatever_days_it_stood_still_nobody_misses_a_reminder_or_gets_it_twice(
    days, first, pauses
):
    ran = [first]
    for pause in pauses:
        ran.append(ran[-1] + timedelta(days=pause))
    for before, day in pairwise(ran):
        between = {(DUE - before).days - n for n in range(1, (day - before).days + 1)}
        assert is_reminded(TASK, days, day, before) == bool(between & set(days))


@given(NEAR)
def test_what_is_due_is_before_today_or_after_and_nothing_else(day):
    expected = {-1: When.AFTER, 0: When.TODAY, 1: When.BEFORE}
    left = (DUE - day).days
    assert when_due(DUE, day) is expected[(left > 0) - (left < 0)]


@pytest.mark.parametrize(
    "task",
    [
        replace(TASK, due=None),
        replace(TASK, standing=Standing.CLOSED),
        replace(TASK, standing=Standing.LOCKED),
        replace(TASK, kind=TaskKind.CONTINUE),
    ],
)
def test_nobody_is_reminded_of_what_is_never_due_cannot_be_done_or_is_an_offer(task):
    assert not is_reminded(task, range(-5, 5), DUE)


def test_the_nearest_tenant_that_says_anything_decides():
    country, province, commune = (
        Tenant(id=each, code=each, level=level, names=())
        for each, level in (("vn", Level.COUNTRY), ("p06", Level.PROVINCE), ("c1", Level.COMMUNE))
    )
    assert days_for([country, province, commune]) == USUAL_DAYS
    stating = replace(country, settings={SETTING: [3]})
    assert days_for([stating, province, commune]) == (3,)
    silent = replace(province, settings={SETTING: []})
    assert days_for([stating, silent, commune]) == ()


@given(DAYS)
def test_different_whole_days_within_reach_may_be_set(days):
    assert are_days(days)
    assert are_days([*USUAL_DAYS])


@pytest.mark.parametrize(
    "value", ["7", 7, None, [1, 1], [True], [1.0], ["1"], [FURTHEST + 1], [*range(MOST_DAYS + 1)]]
)
def test_nothing_else_may(value):
    assert not are_days(value)


def test_a_notice_keeps_of_a_task_no_more_than_its_title_says():
    told = {"title": "Đường hoa", "reason": "Ghi chú", "ask": "tỉnh", "registrations": ["r1"]}
    assert line_of(replace(TASK, params=told), "a1").params == {"title": "Đường hoa"}
    units = {"missing": 3, "total": 9, "level": "commune", "units": ["Xã Lương Bằng"]}
    assert line_of(replace(TASK, params=units), "a1").params == units | {"units": []}
    with pytest.raises(ValueError, match="never due"):
        line_of(replace(TASK, due=None), "a1")


def test_under_one_assignment_a_notice_tells_what_that_owes():
    lines = tuple(line_of(TASK, each) for each in ("a1", "a2", "a1"))
    notice = Notice(id="n", user="u", day=DUE, made_at=NOW, lines=lines)
    assert notice.assignments == ("a1", "a2")
    assert notice.under({"a2"}).lines == (lines[1],)
    assert notice.under(()).lines == ()
