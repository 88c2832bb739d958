"""Every operation × everyone × every record that is not there for them, from the document alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.isolation.foreign import (
    NAMELESS,
    NAMING,
    TREE,
    Question,
    names_of,
    outside,
    questions,
)
from tests.api.isolation.targets import GHOSTS
from tests.api.isolation.walking import Kept, differing, revealed
from tests.api.operations import Operation, Parameter, all_operations

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.api.isolation.actors import Relation, Who
    from tests.api.isolation.cases import Request
    from tests.api.isolation.world import World

    Ghosts = dict[Relation, tuple[TestResponse, list[Any]]]

ALL = [operation for operation in all_operations() if operation.secured]
ASKING = [operation for operation in ALL if any(questions(operation, GHOSTS))]


def test_of_every_name_in_the_document_it_is_said_whether_it_names_a_record() -> None:
    names = {name for operation in all_operations() for name in names_of(operation)}
    unknown = names - NAMELESS - NAMING.keys()
    assert not unknown, f"{unknown}: add to NAMING what they name, or to NAMELESS (foreign.py)"
    assert not (NAMELESS | NAMING.keys()) - names, "foreign.py knows names that are gone"


def test_a_new_operation_is_asked_about_without_a_word_of_its_own() -> None:
    new = Operation(
        method="POST",
        path="/registrations/{registration_id}/copies",
        secured=True,
        parameters=(Parameter(where="path", name="registration_id", schema={}, required=True),),
        bodies={"application/json": {"type": "object", "properties": {"tenant": TEXT}}},
    )
    about = [question.about for question in questions(new, GHOSTS)]
    assert len([each for each in about if each.startswith("registration_id=")]) == 6
    assert len([each for each in about if each.startswith("tenant=")]) == 2


TEXT: dict[str, Any] = {"type": "string"}


@pytest.mark.parametrize("operation", ASKING, ids=str)
def test_what_is_not_there_for_somebody_is_answered_as_what_is_not_there(
    world: World, kept: Kept, operation: Operation
) -> None:
    wrong: list[str] = []
    for question in questions(operation, world.targets):
        ghosts: Ghosts = {}
        for who in sorted(outside(question.known_to)):
            wrong += _wrong(world, operation, question, who, ghosts)
    assert not wrong, "\n".join([f"{len(wrong)} wrong:", *wrong[:20]])
    assert kept.now() == kept.state, "a request about what belongs to others has changed something"


def _wrong(
    world: World, operation: Operation, question: Question, who: Who, ghosts: Ghosts
) -> list[str]:
    answer, asked = _sent(world, question.real, who)
    found = [*revealed(world, who, answer)]
    if str(operation) not in TREE:
        if answer.status_code < 300 and operation.writes:
            found.append(f"{answer.status_code}: {answer.text[:200]}")
        if who.relation not in ghosts:
            ghosts[who.relation] = _sent(world, question.ghost, who)
        told = _told_apart(answer, asked, *ghosts[who.relation])
        # Other roles of a relation may be answered otherwise, about what is there and what is not.
        found += told and _told_apart(answer, asked, *_sent(world, question.ghost, who))
    return [f"{operation} · {question.about} · {who}: {problem}" for problem in found]


def _sent(world: World, request: Request, who: Who) -> tuple[TestResponse, list[Any]]:
    world.asked.taken()
    return request.sent_by(world[who]), world.asked.taken()


def _told_apart(
    answer: TestResponse, asked: list[Any], ghost: TestResponse, asked_for_none: list[Any]
) -> list[str]:
    found = differing(answer, ghost)
    if asked != asked_for_none:
        found.append(f"asked the database {asked}, but {asked_for_none} for what is not there")
    return found
