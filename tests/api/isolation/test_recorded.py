"""Every write that succeeds leaves exactly one entry in the trail, and whatever fails leaves none.

The writes are those of the walk, which knows every operation there is; what is refused changes
nothing at all (``walking.walk``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.isolation.operations import CASES, OPEN
from tests.api.operations import all_operations

if TYPE_CHECKING:
    from tests.api.isolation.cases import Case
    from tests.api.isolation.walking import Kept
    from tests.api.isolation.world import World

WRITES = [case for case in CASES if case.writes and case.allowed and case.success < 300]
CHANGING_NOTHING = frozenset({"POST /users/import · tried only"})
"""What looks like a write and is a question."""

NOTHING_YET = frozenset({"PUT /evidence/{evidence_id}/pieces/{number} · a piece"})
"""What nobody ever sees before a write that is recorded puts it together."""

UNTOLD = frozenset({"POST /notices/{notice_id}/read · an unread one"})
"""When somebody has read what they were told is nobody else's business."""

MORE = {
    "POST /registrations/{registration_id}/transitions · transfer item": [
        "area.add",
        "registration.transfer",
        "registration.transfer",
    ],
    "POST /inspections/{inspection_id}/transitions · conclude": [
        "inspection.conclude",
        "result.confirm",
    ],
    "POST /overlaps/{case_id}/resolution · joint": [
        "overlap.settle",
        "registration.settle",
        "registration.settle",
    ],
}
"""A conclusion is told with each result it confirms or corrects.
What is settled of two registrations is told in the trail of both. A transfer concerns two
units, each of which reads its own trail only: an entry under either; and in the unit it leads to a
residential area is made, which is a record of its own."""

ELSEWHERE = {
    "POST /tokens": "signing in (test_signing_in_and_accepting_an_invitation_are_recorded)",
    "POST /invitations": "the first password (the same)",
}


OF_A_NEWCOMER = ("password.set", "token.create")


def test_every_write_of_the_document_is_one_of_those_that_are_counted() -> None:
    writes = {str(operation) for operation in all_operations() if operation.writes}
    counted = {case.operation for case in WRITES} | ELSEWHERE.keys()
    assert writes == counted
    assert ELSEWHERE.keys() <= OPEN.keys()


@pytest.mark.parametrize("case", WRITES, ids=str)
def test_a_write_leaves_exactly_one_entry(world: World, kept: Kept, case: Case) -> None:
    trail = world.api.platform.store.database["audit"]
    before = _entries(trail)
    who = min(case.allowed)
    answer = case.request(world.targets).sent_by(world[who])
    assert answer.status_code == case.success, answer.text
    written = [entry for key, entry in _entries(trail).items() if key not in before]
    if str(case) in CHANGING_NOTHING | NOTHING_YET | UNTOLD:
        assert written == []
        return
    assert {entry["user"] for entry in written} == {world[who].id}
    if str(case) in MORE:
        assert sorted(entry["content"]["action"] for entry in written) == MORE[str(case)]
    else:
        assert len(written) == 1


def test_signing_in_and_accepting_an_invitation_are_recorded(world: World, kept: Kept) -> None:
    trail = world.api.platform.store.database["audit"]
    before = _entries(trail)
    creating = next(case for case in WRITES if case.operation == "POST /users")
    made = creating.request(world.targets).sent_by(world[min(creating.allowed)]).json
    accepted = {"invitation": made["invitation"]["token"], "password": "một mật khẩu đủ dài"}
    assert world.api.nobody.post("/invitations", accepted, key="").status_code == 201
    signing_in = {"username": made["username"], "password": accepted["password"]}
    assert world.api.nobody.post("/tokens", signing_in, key="").status_code == 201
    written = [entry for key, entry in _entries(trail).items() if key not in before]
    assert [each["content"]["action"] for each in written] == ["user.create", *OF_A_NEWCOMER]


def test_an_import_leaves_an_entry_for_each_user_it_makes(world: World, kept: Kept) -> None:
    case = next(case for case in WRITES if str(case) in CHANGING_NOTHING)
    caller, request = world[min(case.allowed)], case.request(world.targets)
    body = request.body | {"dry_run": False}
    body["csv"] += body["csv"].splitlines()[1].replace("nguoi.nhap", "nguoi.nhap.hai")
    trail = world.api.platform.store.database["audit"]
    before = _entries(trail)
    answer = caller.post(request.path, body)
    assert answer.status_code == 201, answer.json
    written = [entry for key, entry in _entries(trail).items() if key not in before]
    assert {entry["content"]["target"] for entry in written} == {
        u["id"] for u in answer.json["users"]
    }
    assert len(written) == 2


def test_the_same_key_sent_twice_is_one_write_and_one_entry(world: World, kept: Kept) -> None:
    case = next(case for case in WRITES if case.operation == "POST /registrations")
    caller = world[min(case.allowed)]
    trail = world.api.platform.store.database["audit"]
    before = _entries(trail)
    request = case.request(world.targets)
    answers = [caller.post(request.path, request.body, key="hai-lan") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(_entries(trail)) == len(before) + 1


def _entries(trail: object) -> dict[str, dict[str, object]]:
    """Return all entries but those that open a chain, which a writer does by itself."""
    found = trail.find({"content.action": {"$ne": "chain.open"}})  # type: ignore[attr-defined]
    return {entry["_id"]: entry for entry in found}
