"""Every operation × everyone who might ask: what is answered, shown, hinted at and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask

from tests.api.conftest import BASE
from tests.api.isolation.actors import STRANGERS, Relation, Who
from tests.api.isolation.operations import CASES, OPEN, UNKNOWN, served, unknown_to_the_walk
from tests.api.isolation.targets import SECRETS
from tests.api.isolation.walking import revealed, walk

if TYPE_CHECKING:
    from tests.api.isolation.cases import Case
    from tests.api.isolation.world import World


def test_there_is_no_operation_that_this_walk_does_not_know(world: World) -> None:
    unknown = sorted(unknown_to_the_walk(set(served(world.api.app))))
    assert not unknown, UNKNOWN.format(names=", ".join(unknown), first=unknown[0])


def test_a_new_endpoint_is_unknown_until_somebody_says_whose_it_is() -> None:
    app = Flask("tests", static_folder=None)
    app.add_url_rule(f"{BASE}/moi/<string:id>", "moi", lambda _: "", methods=["GET", "POST"])
    assert unknown_to_the_walk(set(served(app))) == {"GET /moi/{id}", "POST /moi/{id}"}


def test_the_walk_knows_no_operation_that_is_gone(world: World) -> None:
    known = OPEN.keys() | {case.operation for case in CASES}
    assert known - set(served(world.api.app)) == set()


def test_the_document_lists_what_the_program_serves_and_says_what_is_open(world: World) -> None:
    document = world.api.nobody.get("/openapi.json").json
    listed = {
        f"{method.upper()} {path.removeprefix('/api/v1')}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict)
    }
    beside = ("/api", "/health", "/metrics")
    pages = {name for name in OPEN if name.partition(" ")[2].startswith(beside)}
    assert set(listed) == set(served(world.api.app)) - pages
    open_there = {name for name, said in listed.items() if said.get("security") == []}
    assert open_there == OPEN.keys() - pages


@pytest.mark.parametrize("case", CASES, ids=str)
def test_everyone_is_answered_what_the_contract_says_and_told_nothing_else(
    world: World, case: Case
) -> None:
    wrong = list(walk(world, case))
    assert not wrong, "\n".join([f"{len(wrong)} wrong:", *wrong])


KNOWING = (
    Who(Relation.OWN, "officer"),
    Who(Relation.OWN_ABOVE, "officer"),
    Who(Relation.OWN, "admin"),
    Who(Relation.OTHER, "officer"),
    Who(Relation.SIBLING, "officer"),
    Who(Relation.FRONT, "admin"),
    Who(Relation.FRONT_ABOVE, "officer"),
    Who(Relation.ELSEWHERE, "admin"),
)


def test_every_secret_is_told_to_those_it_is_for(world: World) -> None:
    """Else the walk would look for what is not there."""
    told = ""
    for case in CASES:
        for who in KNOWING:
            if not case.writes and who in case.allowed:
                told += (
                    case.request(world.targets).sent_by(world[who]).data.decode("utf-8", "replace")
                )
    assert [name for name, secret in SECRETS.items() if secret.text not in told] == []
    assert [record for record in world.targets.known_ids() if record not in told] == []


@pytest.mark.parametrize("operation", [name for name in OPEN if name.startswith("GET ")])
def test_what_is_open_tells_no_secret(world: World, operation: str) -> None:
    path = operation.removeprefix("GET ").format(name="swagger-ui.css")
    with world.api.app.test_client() as client:
        answer = client.get(BASE + path if path == "/openapi.json" else path, buffered=True)
    assert answer.status_code == 200
    assert [*revealed(world, next(iter(STRANGERS)), answer)] == []
