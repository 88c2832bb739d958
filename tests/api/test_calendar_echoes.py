"""Giving back the calendar one was answered: dates, events, and programs that know only dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.places import BAC_KAN, LUONG_BANG
from tests.api.test_calendar_events import (
    BOUND,
    DAY,
    NAME,
    bound,
    front,
    officer,
    province,
    put,
    settled,
    window,
)

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.api.main_job import Json

__all__ = ["bound", "front", "officer", "province"]
DATES = ("opens", "due", "closes", "locks")


def reasons(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.json
    return [(each["field"], each["reason"]) for each in answer.json["problems"]]


def answered(caller: Caller, *names: str) -> Json:
    found = window(caller, BAC_KAN)
    return {name: found[name] for name in (*DATES, "source", *names)}


@pytest.mark.parametrize("names", [(), ("due_before",)])
@pytest.mark.parametrize("day", [None, DAY])
def test_what_was_answered_can_be_given_back_and_stays_at_its_event(
    bound: Json, province: Caller, names: tuple[str, ...], day: Any
) -> None:
    settled(province, BAC_KAN, day)
    before = window(province, BAC_KAN)
    assert put(province, BAC_KAN, registration=answered(province, *names)).status_code == 200
    assert window(province, BAC_KAN) == before
    settled(province, BAC_KAN, DAY.replace(day=20))
    assert window(province, BAC_KAN)["due"] == "2017-03-19"


def test_another_date_or_a_null_takes_the_side_from_its_event(
    bound: Json, province: Caller
) -> None:
    same = answered(province)
    put(province, BAC_KAN, registration={**same, "due_before": None})
    assert "due_before" not in window(province, BAC_KAN)
    put(province, BAC_KAN, registration=BOUND)
    put(province, BAC_KAN, registration={**same, "due": "2017-02-14"})
    assert window(province, BAC_KAN)["due"] == "2017-02-14"
    assert "due_before" not in window(province, BAC_KAN)


def test_a_null_alone_says_no_day(province: Caller) -> None:
    answer = put(province, BAC_KAN, registration={**BOUND, "due_before": None})
    assert reasons(answer) == [("registration.due", "required")]


def test_another_date_together_with_the_event_says_two_things(
    bound: Json, province: Caller
) -> None:
    sent = {**answered(province, "due_before"), "due": "2017-02-14"}
    answer = put(province, BAC_KAN, registration=sent)
    assert reasons(answer) == [("registration.due_before", "date_or_event")]


def test_a_commune_that_gives_back_what_it_inherits_is_bound_to_the_same_event(
    bound: Json, province: Caller, front: Caller
) -> None:
    sent = {name: window(front)[name] for name in (*DATES, "due_before")}
    assert put(front, LUONG_BANG, registration=sent).status_code == 200
    settled(province, BAC_KAN, DAY)
    assert (window(front)["due"], window(front)["inherited_from"]) == ("2017-03-09", None)


def test_a_later_day_than_above_needs_a_source_and_an_earlier_one_none(
    bound: Json, province: Caller, front: Caller
) -> None:
    settled(province, BAC_KAN, DAY)
    later = {"dai_hoi": {"name": NAME, "day": "2017-03-20"}}
    assert reasons(put(front, LUONG_BANG, events=later)) == [
        ("events.dai_hoi.source", "later_event_needs_source")
    ]
    earlier = {"dai_hoi": {"name": NAME, "day": "2017-03-02"}}
    assert put(front, LUONG_BANG, events=earlier).status_code == 200


def test_an_event_that_leaves_a_window_no_day_is_refused(
    bound: Json, province: Caller, front: Caller
) -> None:
    first = {"dai_hoi": {"name": NAME, "day": "2017-01-01"}}
    refused = [("events.dai_hoi.day", "event_before_opens")]
    assert reasons(put(province, BAC_KAN, registration=BOUND, events=first)) == refused
    assert reasons(put(front, LUONG_BANG, events=first)) == refused
    assert put(province, BAC_KAN, events=first).status_code == 200
    assert reasons(put(province, BAC_KAN, registration=BOUND)) == [
        ("registration.due_before", "event_before_opens")
    ]
