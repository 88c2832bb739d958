"""What is wrong with a body is said in words: never an error, a trace, another type, a wait.

All of it is made from the OpenAPI document: a new operation or member is tried without a new line
here, with the request that the isolation tests know to succeed.
"""

from __future__ import annotations

import json
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.hostile.asking import asked, whole_body, written
from tests.api.hostile.values import A_FEW_TEXTS, BODIES, NAMES, OTHERS, TEXTS, UNREADABLE
from tests.api.operations import all_operations
from tests.api.sampling import is_free_text, is_of_its_type, places, with_value

if TYPE_CHECKING:
    from tests.api.isolation.walking import Kept
    from tests.api.isolation.world import World
    from tests.api.operations import Operation

WITH_BODIES = [each for each in all_operations() if each.json_body]


def test_there_is_enough_to_try() -> None:
    assert len({*TEXTS, *map(repr, OTHERS), *map(repr, UNREADABLE)}) >= 28
    assert len(BODIES) >= 13


@pytest.mark.parametrize("operation", WITH_BODIES, ids=str)
def test_no_value_of_any_member_makes_an_operation_fail(
    world: World, kept: Kept, operation: Operation
) -> None:
    ask = asked(world, kept, operation)
    for place in places(operation.json_body or {}, ask.body):
        body = whole_body(operation, ask.body, place.way[0] if place.way else "")
        texts = TEXTS if is_free_text(place.schema) else A_FEW_TEXTS
        for value in (*texts, *OTHERS):
            answer = ask.send(data=written(with_value(body, place, value)))
            if not is_of_its_type(place.schema, value):
                told = f"{operation} {place} = {str(value)[:80]!r}: {answer.text[:200]}"
                assert answer.status_code in {400, 404, 422}, told  # 404: an invitation's
    assert kept.now() == kept.state


@pytest.mark.parametrize("operation", WITH_BODIES, ids=str)
def test_what_no_body_may_hold_is_refused_at_any_depth(
    world: World, kept: Kept, operation: Operation
) -> None:
    ask = asked(world, kept, operation)
    deepest = max(places(operation.json_body or {}, ask.body), key=lambda place: len(place.way))
    body = whole_body(operation, ask.body, deepest.way[0])
    for value in UNREADABLE:
        answer = ask.send(data=written(with_value(body, deepest, value)))
        assert answer.status_code == 400, f"{deepest} = {str(value)[:80]}: {answer.text[:200]}"


@pytest.mark.parametrize("operation", WITH_BODIES, ids=str)
def test_no_strange_member_is_taken_anywhere(
    world: World, kept: Kept, operation: Operation
) -> None:
    ask = asked(world, kept, operation)
    for place in places(operation.json_body or {}, ask.body):
        if place.schema.get("additionalProperties") is not False:
            continue
        body = whole_body(operation, ask.body, place.way[0] if place.way else "")
        there = _value_at(body, place.way)
        for name in NAMES:
            answer = ask.send(data=written(with_value(body, place, {**there, name: 1})))
            told = f"{operation} {place}.{name}: {answer.text[:200]}"
            assert answer.status_code in {404, 422}, told  # 404: an invitation's


@pytest.mark.parametrize("operation", WITH_BODIES, ids=str)
def test_a_body_that_cannot_be_read_is_refused_with_its_reason(
    world: World, kept: Kept, operation: Operation
) -> None:
    ask = asked(world, kept, operation)
    for name, raw in BODIES.items():
        headers = {"Content-Encoding": raw.encoding} if raw.encoding else {}
        answer = ask.send(data=raw.sent, content_type=raw.content_type, headers=headers)
        told = (answer.status_code, answer.json["reason"])
        assert told == (raw.status, raw.reason), f"{name} to {operation}: {answer.text[:300]}"
    assert kept.now() == kept.state


@pytest.mark.parametrize("operation", WITH_BODIES, ids=str)
def test_no_body_costs_much_more_than_another(
    world: World, kept: Kept, operation: Operation
) -> None:
    ask = asked(world, kept, operation)
    for place in places(operation.json_body or {}, ask.body):
        value = next((each for each in EXPENSIVE if is_of_its_type(place.schema, each)), None)
        if value is None or not (is_free_text(place.schema) or value is not PILED):
            continue
        body = whole_body(operation, ask.body, place.way[0] if place.way else "")
        data = json.dumps(with_value(body, place, value), ensure_ascii=False).encode()
        before = process_time()
        answer = ask.send(data=data)
        told = f"{operation} {place}: {answer.text[:200]}"
        assert process_time() - before < 1.5, told
        assert len(answer.data) < 60_000, told


PILED = "a" + "\u0301\u0323" * 30_000
"""Marks that are to be put in order, which takes the square of their number."""

EXPENSIVE = (PILED, [0] * 40_000, {f"m{n}": n for n in range(15_000)})


def _value_at(body: Any, way: tuple[str | int, ...]) -> dict[str, Any]:
    for step in way:
        body = body[step]
    return body if isinstance(body, dict) else {}
