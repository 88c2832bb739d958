"""What is sent along in headers, queries, bodies and paths opens nothing to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.api.conftest import BASE
from tests.api.isolation.actors import Relation, Who
from tests.api.isolation.targets import FOREIGN_COMMUNE, NO_ID, NO_TENANT
from tests.api.isolation.walking import Kept, differing, revealed
from tests.api.isolation.world import ITEM, REPORT
from tests.api.places import LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.api.conftest import Caller
    from tests.api.isolation.world import World

FOREIGNERS = (
    Who(Relation.SIBLING, "officer"),
    Who(Relation.SIBLING_FRONT, "admin"),
    Who(Relation.ELSEWHERE_FRONT, "approver"),
    Who(Relation.NOBODY, "dismissed"),
)
CLAIMS = {
    "X-Tenant": LUONG_BANG, "X-Tenant-Id": LUONG_BANG, "Tenant": LUONG_BANG,
    "X-Organization": "phu_nu", "X-Role": "admin", "X-User": "own-officer",
    "X-Forwarded-User": "own-officer", "X-Original-URL": "/api/v1/me", "X-Rewrite-URL": "/metrics",
    "X-HTTP-Method-Override": "GET", "Cookie": "token=own; role=admin",
}  # fmt: skip
HOSTILE = (
    "../users", "..%2fusers", "..;/", "$gt", '{"$gt":""}', "[$ne]=1", "*", ".*", "^", "\x00",
    "null", "undefined", "0", "-1", "a" * 500, "’ or 1=1", "%", "tenant:c02062", "\u202ec02062",
)  # fmt: skip
OBJECTS: tuple[Any, ...] = ({"$gt": ""}, {"$ne": None}, ["c02062"], [], {}, True, 7, None)


def sent_raw(caller: Caller, method: str, path: str) -> TestResponse:
    """Send what is no call of the document, and take whatever comes back."""
    with caller.app.test_client() as client:
        headers = {"Authorization": f"Bearer {caller.token}"}
        return client.open(BASE + path, method=method, headers=headers)


@pytest.mark.parametrize("who", FOREIGNERS, ids=str)
def test_headers_that_claim_a_tenant_or_a_role_change_nothing(world: World, who: Who) -> None:
    for path in (f"/registrations/{world.targets.item.id}", "/registrations", "/audit", "/me"):
        plain = world[who].get(path)
        claimed = world[who].call("GET", path, headers=CLAIMS)
        assert differing(claimed, plain) == [], path
        assert [*revealed(world, who, claimed)] == [], path


@pytest.mark.parametrize("who", FOREIGNERS, ids=str)
@pytest.mark.parametrize("name", ["tenant", "organization", "role", "user", "scope", "path", "_id"])
def test_arguments_that_claim_something_open_no_record(world: World, who: Who, name: str) -> None:
    claim = {name: {"tenant": LUONG_BANG, "organization": "phu_nu"}.get(name, "admin")}
    for record in (world.targets.item, world.targets.draft):
        answer, ghost = (
            world[who].call("GET", f"/registrations/{each}", query_string=claim)
            for each in (record.id, NO_ID)
        )
        assert answer.status_code in {404, 422}
        assert differing(answer, ghost) == []


@pytest.mark.parametrize("who", FOREIGNERS, ids=str)
@pytest.mark.parametrize(
    "query",
    [
        "organization=phu_nu", "status=draft", "year=2017&movement_type=" + ITEM["movement_type"],
        "tenant[$gt]=", f"tenant[]={LUONG_BANG}", f"tenant={NGHIA_TA}&tenant={LUONG_BANG}",
        f"tenant={LUONG_BANG}&tenant={NGHIA_TA}", "tenant=%24gt", "q=khuoi+kin", "tenant=vn",
        "tenant=", "tenant=vn/p06/d064/c02062/",
    ],
)  # fmt: skip
def test_no_query_widens_a_list(world: World, who: Who, query: str) -> None:
    for path in ("/registrations", "/reports", "/audit"):
        answer = world[who].call("GET", f"{path}?{query}")
        assert answer.status_code in {200, 404, 422}, answer.text
        assert [*revealed(world, who, answer)] == [], (path, query)


@pytest.mark.parametrize("who", [*FOREIGNERS, Who(Relation.OTHER, "officer")], ids=str)
def test_a_cursor_is_a_place_in_a_list_and_no_key_to_it(world: World, who: Who) -> None:
    far = world.caller(Relation.COUNTRY).get("/registrations", page_size=1).headers["X-Next"]
    for path in ("/registrations", "/reports", "/registrations?status=draft"):
        mark = "&" if "?" in path else "?"
        answer = world[who].call("GET", f"{path}{mark}after={far}")
        assert answer.status_code == 200
        assert [*revealed(world, who, answer)] == []


@pytest.mark.parametrize(
    "who", [Who(Relation.SIBLING_FRONT, "admin"), Who(Relation.OWN, "officer")], ids=str
)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_id_is_a_name_and_never_a_path_or_a_condition(
    world: World, who: Who, hostile: str
) -> None:
    sent = quote(hostile, safe="")
    for path in (
        f"/registrations/{sent}", f"/reports/{sent}", f"/users/{sent}", f"/tenants/{sent}",
        f"/tenants/{sent}/areas", f"/registrations/{sent}/history",
        f"/registrations/{world.targets.item.id}/results/{sent}",
    ):  # fmt: skip
        answer = sent_raw(world[who], "GET", path)
        assert answer.status_code in {308, 400, 403, 404, 422}, (path, answer.text)
        assert [*revealed(world, who, answer)] == [], path


def test_other_spellings_of_an_id_or_a_path_are_other_names(world: World) -> None:
    sibling, item = world.caller(Relation.SIBLING), world.targets.item.id
    nobody = world.api.nobody
    for path in (f"/registrations/{item}/", f"//registrations/{item}", f"/REGISTRATIONS/{item}",
                 f"/registrations/{item.upper()}x", f"/./registrations/{item}",
                 f"/registrations/{item};a=b", f"/registrations/{item}%20"):  # fmt: skip
        for caller in (sibling, nobody):
            answer = caller.get(path)
            assert answer.status_code in {308, 401, 404}, (path, answer.text)
            if answer.status_code != 308:  # which repeats what was asked for, tidied up
                assert [*revealed(world, Who(Relation.SIBLING, "officer"), answer)] == []


@pytest.mark.parametrize("wrong", OBJECTS, ids=repr)
@pytest.mark.parametrize("name", ["tenant", "organization", "continues", "title", "movement_type"])
def test_a_body_takes_texts_where_texts_belong(
    world: World, kept: Kept, name: str, wrong: Any
) -> None:
    if wrong is None and name == "continues":
        return
    for who in (Who(Relation.OWN, "officer"), Who(Relation.SIBLING, "officer")):
        answer = world[who].post("/registrations", ITEM | {name: wrong})
        assert answer.status_code in {404, 422}, answer.text
        assert [*revealed(world, who, answer)] == []
    if name in {"tenant", "organization"}:
        body = REPORT | {"period": "2017-06", name: wrong}
        answer = world.caller(Relation.OWN).post("/reports", body)
        assert answer.status_code == 422
    assert kept.now() == kept.state


@pytest.mark.parametrize(
    "claim",
    [
        {"path": "vn/"}, {"role": "admin"}, {"created_by": "x"}, {"status": "agreed"},
        {"number": "PN-99/2017"}, {"id": NO_ID}, {"late": False}, {"touched_by": []},
        {"demonstration": True}, {"results": []}, {"scope": {"everything": True}}, {"version": 9},
        {"$set": {"status": "agreed"}}, {"__proto__": {}}, {"recognised_on": "2017-07-05"},
    ],
    ids=lambda claim: next(iter(claim)),
)  # fmt: skip
def test_nobody_assigns_what_the_program_decides(
    world: World, kept: Kept, claim: dict[str, Any]
) -> None:
    officer, draft = world.caller(Relation.OWN), world.targets.draft
    assert officer.post("/registrations", ITEM | claim).status_code == 422
    put = officer.put(f"/registrations/{draft.id}", ITEM | claim, version=draft.version)
    assert put.status_code == 422
    step = {"action": "submit"} | claim
    path = f"/registrations/{draft.id}/transitions"
    assert officer.post(path, step, version=draft.version).status_code == 422
    assert kept.now() == kept.state


@pytest.mark.parametrize(
    "moved", [{"tenant": NGHIA_TA}, {"tenant": FOREIGN_COMMUNE}, {"organization": "nong_dan"}]
)
def test_an_edit_carries_nothing_into_another_tenant_or_organization(
    world: World, kept: Kept, moved: dict[str, str]
) -> None:
    draft = world.targets.draft
    for relation in (Relation.OWN, Relation.OWN_ABOVE):
        answer = world.caller(relation).put(
            f"/registrations/{draft.id}", ITEM | moved, version=draft.version
        )
        assert answer.status_code == 422
    assert kept.now() == kept.state


def _acting(world: World, who: Who, assignment: str) -> list[TestResponse]:
    item = world.targets.item
    body = {"action": "withdraw", "reason": "Lấy lại"}
    return [
        world[who].call("GET", "/registrations", acting=assignment),
        world[who].call("GET", f"/registrations/{item.id}", acting=assignment),
        world[who].post("/registrations", ITEM, acting=assignment),
        world[who].post(
            f"/registrations/{item.id}/transitions", body, version=item.version, acting=assignment
        ),
    ]


@pytest.mark.parametrize("who", FOREIGNERS, ids=str)
def test_nobody_acts_under_an_assignment_of_somebody_else(
    world: World, kept: Kept, who: Who
) -> None:
    (own,) = world.caller(Relation.OWN).assignments
    ended = world[Who(Relation.NOBODY, "dismissed")].assignments[0]
    for assignment in (own, ended, world.targets.assignment, "$gt", "*"):
        invented = _acting(world, who, NO_ID)
        for answer, other in zip(_acting(world, who, assignment), invented, strict=True):
            assert answer.status_code == 404
            assert differing(answer, other) == []
    assert kept.now() == kept.state


def test_one_users_key_is_not_another_users_answer(world: World, kept: Kept) -> None:
    body, key = ITEM | {"title": "Khóa của một người"}, "mot-khoa-chung"
    first = world.caller(Relation.OWN).post("/registrations", body, key=key)
    assert first.status_code == 201
    for who in FOREIGNERS:
        answer = world[who].post("/registrations", body, key=key)
        assert answer.status_code == 404
    again = world.caller(Relation.OWN_ABOVE).post("/registrations", body, key=key)
    assert again.json["id"] != first.json["id"]
    assert "Idempotency-Replayed" not in again.headers


def test_to_look_without_reading_tells_no_more(world: World) -> None:
    who = Who(Relation.SIBLING, "officer")
    for path in (f"/registrations/{world.targets.item.id}", f"/tenants/{LUONG_BANG}/areas"):
        ghost = path.replace(world.targets.item.id, NO_ID).replace(LUONG_BANG, NO_TENANT)
        for method in ("HEAD", "OPTIONS"):
            answer = sent_raw(world[who], method, path)
            assert differing(answer, sent_raw(world[who], method, ghost)) == []
            assert "ETag" not in answer.headers
            assert sent_raw(world.api.nobody, method, path).status_code == 401


def test_what_is_no_operation_asks_for_a_sign_in_first(world: World) -> None:
    with world.api.app.test_client() as client:
        for path in ("/khong-co", "/registrations/x/y", "/tokens/current/x", "/TOKENS"):
            assert client.get(BASE + path).status_code == 401, path
