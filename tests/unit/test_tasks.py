"""How urgent a task is, and in which order tasks are shown."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.calendar_windows import Window
from core.domain.calendars import Standing, standing
from core.domain.tasks import (
    DONE_SHOWN,
    GROUPS,
    NEAR,
    Act,
    Done,
    DoneKind,
    Group,
    Target,
    Task,
    TaskKind,
    days_left,
    group_of,
    in_order,
    lately,
    waiting,
)

TODAY = date(2018, 2, 5)
WINDOW = Window(
    opens=date(2018, 1, 1), due=date(2018, 2, 14), closes=date(2018, 3, 31),
    locks=date(2019, 1, 31),
)  # fmt: skip
HERE = Target(tenant="c02062", organization="phu_nu", year=2018)
DATED = [k for k in TaskKind if k not in {TaskKind.QUARANTINE, TaskKind.INVITATIONS}]

days = st.dates(date(2018, 1, 1), date(2019, 12, 31))


def a_task(kind=TaskKind.REGISTER, due=WINDOW.due, today=TODAY, **changes):
    given = {"kind": kind, "act": Act.REGISTER, "target": HERE, "due": due,
             "standing": standing(WINDOW, today)}  # fmt: skip
    return Task(**given | changes)


@st.composite
def tasks(draw):
    kind = draw(st.sampled_from(list(TaskKind)))
    due = draw(st.none() | st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=400)))
    stands = draw(st.none() | st.sampled_from(list(Standing)))
    return a_task(kind, due, standing=stands)


def test_a_task_due_in_three_weeks_is_soon_and_one_due_later_can_wait():
    assert group_of(a_task(due=TODAY + timedelta(days=NEAR)), TODAY) is Group.SOON
    assert group_of(a_task(due=TODAY + timedelta(days=NEAR + 1)), TODAY) is Group.LATER


def test_the_last_day_on_time_is_not_yet_overdue():
    assert days_left(TODAY, TODAY) == 0
    assert group_of(a_task(due=TODAY), TODAY) is Group.SOON
    assert group_of(a_task(due=TODAY - timedelta(days=1)), TODAY) is Group.NOW


def test_a_quota_gap_is_urgent_before_the_deadline_because_mending_it_takes_time():
    gap = a_task(TaskKind.QUOTA_GAP, TODAY + timedelta(days=NEAR))
    assert group_of(gap, TODAY) is Group.NOW
    assert group_of(gap, TODAY - timedelta(days=1)) is Group.LATER


def test_what_was_returned_is_urgent_at_once():
    assert group_of(a_task(TaskKind.CORRECT, date(2018, 12, 31)), TODAY) is Group.NOW


def test_what_was_returned_may_be_corrected_after_closing_but_nothing_new_begun():
    closed = date(2018, 6, 1)
    assert not a_task(TaskKind.CORRECT, today=closed).refused
    assert a_task(TaskKind.REGISTER, today=closed).refused
    assert a_task(TaskKind.CORRECT, today=date(2019, 2, 1)).refused


def test_what_cannot_be_done_any_more_comes_after_what_can():
    locked = a_task(TaskKind.CORRECT, today=date(2019, 2, 1))
    possible = a_task(TaskKind.REPORT, TODAY - timedelta(days=2))
    assert in_order([locked, possible], TODAY) == [possible, locked]
    assert waiting([locked, possible], TODAY) == 1


def test_a_model_of_last_year_is_an_offer_and_no_debt():
    offer = a_task(TaskKind.CONTINUE, TODAY - timedelta(days=30))
    assert group_of(offer, TODAY) is Group.OFFER
    assert waiting([offer], TODAY) == 0


@given(tasks(), days)
def test_what_is_overdue_is_to_be_done_now_and_stays_so(task, day):
    left = days_left(task.due, day)
    overdue = left is not None and left < 0 and task.kind is not TaskKind.CONTINUE
    if overdue:
        assert group_of(task, day) is Group.NOW


@given(tasks(), days, st.integers(0, 500))
def test_as_days_go_by_a_task_only_becomes_more_urgent(task, day, later):
    after = day + timedelta(days=later)
    assert GROUPS[group_of(task, after)] <= GROUPS[group_of(task, day)]


@given(st.lists(tasks(), max_size=12), st.randoms())
def test_nothing_is_lost_or_added_and_the_order_does_not_depend_on_how_tasks_came(given_, random):
    ordered = in_order(given_, TODAY)
    assert sorted(map(repr, ordered)) == sorted(map(repr, given_))
    places = [GROUPS[group_of(task, TODAY)] for task in ordered]
    assert places == sorted(places)
    shuffled = list(given_)
    random.shuffle(shuffled)
    shown = [(t.kind, t.due, t.refused) for t in in_order(shuffled, TODAY)]
    assert shown == [(t.kind, t.due, t.refused) for t in ordered]


@given(st.lists(tasks(), max_size=12))
def test_what_is_due_first_comes_first_among_what_is_due_soon(given_):
    soon = [t for t in in_order(given_, TODAY) if group_of(t, TODAY) is Group.SOON]
    possible = [t.due for t in soon if t.due and not t.refused]
    assert possible == sorted(possible)


@given(st.sampled_from(DATED), days)
def test_what_the_calendar_refuses_is_closed_or_locked_that_day(kind, day):
    refused = a_task(kind, today=day).refused
    if refused:
        assert day > WINDOW.closes
    if day > WINDOW.locks:
        assert refused


def test_the_last_few_things_done_are_shown_newest_first():
    at = datetime(2018, 1, 1, tzinfo=UTC)
    done = [
        Done(kind=DoneKind.AGREED, target=HERE, at=at + timedelta(days=n))
        for n in (3, 1, 9, 2, 5, 4)
    ]  # fmt: skip
    shown = lately(done)
    assert [each.at.day for each in shown] == [10, 6, 5, 4, 3]
    assert len(shown) == DONE_SHOWN
