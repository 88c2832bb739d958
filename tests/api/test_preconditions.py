"""Versions: nobody overwrites what they have not seen; and the order of refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import (
    DRAFT,
    RESULT,
    WHOLE,
    Json,
    done,
    drafted,
    entered,
    judged,
    on,
    refused,
    seen,
    step,
    submitted,
)
from tests.api.places import LUONG_BANG, NGHIA_TA
from tests.api.test_consultation import JULY

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.api.conftest import Api, Caller


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq")


def test_every_answer_with_an_item_carries_its_version(officer: Caller) -> None:
    made = officer.post("/registrations", DRAFT)
    path = f"/registrations/{made.json['id']}"
    put = officer.put(path, WHOLE, version=1)
    sent = officer.post(f"{path}/transitions", {"action": "submit"}, version=2)
    got = officer.get(path)
    for answer, version in ((made, 1), (put, 2), (sent, 3), (got, 3)):
        assert answer.headers["ETag"] == f'"{version}"'
        assert answer.json["version"] == version


def test_the_version_does_not_depend_on_the_reader_nor_on_verdicts(
    officer: Caller, front: Caller
) -> None:
    item = submitted(officer)
    path = f"/registrations/{item['id']}"
    submitted(officer)
    assert officer.get(path).headers["ETag"] == front.get(path).headers["ETag"] == '"1"'


def test_changing_needs_the_version_one_has_seen(officer: Caller) -> None:
    item = drafted(officer)
    path = f"/registrations/{item['id']}"
    for answer in (
        officer.put(path, WHOLE),
        officer.delete(path),
        officer.post(f"{path}/transitions", {"action": "submit"}),
    ):
        refused(answer, 428, "if_match_missing")
    assert seen(officer, item) == item


def test_any_other_version_is_stale(officer: Caller) -> None:
    item = drafted(officer)
    path = f"/registrations/{item['id']}"
    for sent in ('"2"', '"0"', "1", "*", '"x"', '"1", "2"'):
        answer = officer.put(path, WHOLE, headers={"If-Match": sent})
        assert refused(answer, 412, "stale_version")["details"]["version"] == 1
        refused(officer.delete(path, headers={"If-Match": sent}), 412, "stale_version")


def test_a_stale_change_is_told_which_fields_differ(officer: Caller, front: Caller) -> None:
    item = submitted(officer, phone="0912")
    path = f"/registrations/{item['id']}"
    changed = WHOLE | {"title": "Tên mới", "households": 5, "answers": {"so_ho": 50}, "phone": "0"}
    officer.put(path, changed, version=1)
    body = refused(officer.put(path, WHOLE, version=1), 412, "stale_version")
    assert body["details"]["fields"] == ["answers.so_ho", "households", "phone", "title"]
    assert body["details"]["version"] == 2
    assert "0912" not in str(body)
    done(front, item | {"version": 2}, "agree")
    body = refused(officer.put(path, WHOLE, version=2), 412, "stale_version")
    assert body["details"]["fields"] == ["status"]


def test_a_stale_result_is_told_which_fields_differ(
    api: Api, officer: Caller, front: Caller
) -> None:
    item = submitted(officer)
    officer, front = on(api, officer, JULY), on(api, front, JULY)
    entered(officer, item, "2017-H1")
    result = entered(officer, item, "2017-H1", version=1, households=30, progress=60)
    path = f"/registrations/{item['id']}/results/2017-H1"
    body = refused(officer.put(path, RESULT, version=1), 412, "stale_version")
    assert body["details"] == {"fields": ["households", "progress"], "version": 2}
    judged(front, result, "return", reason="Số hộ chưa khớp")
    body = refused(officer.put(path, RESULT, version=2), 412, "stale_version")
    assert "status" in body["details"]["fields"]
    answer = front.post(f"{path}/transitions", {"action": "confirm"}, version=2)
    refused(answer, 412, "stale_version")


def test_a_first_result_needs_no_version_and_knows_none(api: Api, officer: Caller) -> None:
    item = submitted(officer)
    officer = on(api, officer, JULY)
    path = f"/registrations/{item['id']}/results/2017-H1"
    refused(officer.get(path), 404, "not_found")
    refused(officer.put(path, RESULT, version=1), 412, "stale_version")
    first = officer.put(path, RESULT)
    assert (first.status_code, first.headers["ETag"]) == (200, '"1"')
    refused(officer.put(path, RESULT), 428, "if_match_missing")
    assert officer.put(path, RESULT, version=1).headers["ETag"] == '"2"'
    transition = officer.post(f"{path}/transitions", {"action": "confirm"})
    refused(transition, 403, "forbidden_for_role")


def test_refusals_come_in_their_order(api: Api, officer: Caller, front: Caller) -> None:
    """401, 404, 403, 428, 412, 422, 409 (api.md, «Conventions»)."""
    item = submitted(officer)
    path, bad = f"/registrations/{item['id']}", DRAFT | {"content": 9}
    foreign = api.make_user(NGHIA_TA, "phu_nu")
    tries: list[tuple[TestResponse, int]] = [
        (api.nobody.put(path, bad), 401),
        (foreign.put(path, bad), 404),
        (front.put(path, bad), 403),
        (officer.put(path, bad), 428),
        (officer.put(path, bad, version=9), 412),
        (officer.put(path, bad, version=1), 422),
    ]
    done(front, item, "agree")
    tries += [
        (officer.put(path, bad, version=2), 422),
        (officer.put(path, WHOLE, version=2), 409),
    ]
    assert [answer.status_code for answer, _ in tries] == [status for _, status in tries]


def test_so_they_do_for_a_new_item(api: Api, officer: Caller, front: Caller) -> None:
    def post(caller: Caller, body: Json, key: str) -> int:
        return caller.post("/registrations", body, key=key).status_code

    foreign = api.make_user(NGHIA_TA, "phu_nu")
    for body in (DRAFT, DRAFT | {"content": 9}, DRAFT | {"year": 2018}):
        assert post(api.nobody, body, "") == 401
        assert post(foreign, body, "") == 404
        assert post(front, body, "") == 403
        assert post(officer, body, "") == 428
    assert post(officer, DRAFT | {"year": 2018, "content": 1}, "k") == 422
    assert post(officer, DRAFT | {"year": 2018}, "k") == 409


def test_so_they_do_for_an_act(api: Api, officer: Caller, front: Caller) -> None:
    item = submitted(officer)
    path = f"/registrations/{item['id']}/transitions"
    foreign = api.make_user(NGHIA_TA, "mttq")
    both = api.make_user(LUONG_BANG, "mttq")
    for body in ({"action": "return"}, {"action": "return", "x": 1}, {"action": "reopen"}):
        assert api.nobody.post(path, body).status_code == 401
        assert foreign.post(path, body).status_code == 404
        assert officer.post(path, body).status_code == 403
        assert both.post(path, body).status_code == 428
        assert both.post(path, body, version=7).status_code == 412
    assert both.post(path, {"action": "transfer", "reason": "x"}, version=1).status_code == 422
    assert both.post(path, {"action": "reopen"}, version=1).status_code == 409
    withdrawn = done(officer, item, "withdraw", reason="Trùng")
    assert step(front, withdrawn, "transfer", reason="x").status_code == 422


def test_so_they_do_for_a_result(api: Api, officer: Caller, front: Caller) -> None:
    item = submitted(officer)
    foreign = on(api, api.make_user(NGHIA_TA, "phu_nu"), JULY)
    officer, front = on(api, officer, JULY), on(api, front, JULY)
    nobody = on(api, api.nobody, JULY)

    def tried(period: str, body: Any) -> list[int]:
        path = f"/registrations/{item['id']}/results/{period}"
        return [who.put(path, body).status_code for who in (nobody, foreign, front, officer)]

    assert tried("2017-H1", {"progress": 500}) == [401, 404, 403, 422]
    assert tried("2017-W25", RESULT) == [401, 404, 403, 422]
    assert tried("2017-W25", {}) == [401, 404, 403, 422]
    assert tried("2017-Q4", RESULT) == [401, 404, 403, 409]
    assert tried("2017-Q4", {"state": "x"}) == [401, 404, 403, 422]
    assert tried("2016-H1", RESULT) == [401, 404, 403, 422]
    entered(officer, item, "2017-H1")
    assert tried("2017-H1", {"progress": 500}) == [401, 404, 403, 428]
    path = f"/registrations/{item['id']}/results/2017-H1/transitions"
    for body in ({"action": "return"}, {"action": "x"}):
        told = [who.post(path, body).status_code for who in (nobody, foreign, officer, front)]
        assert told == [401, 404, 403, 428]
        assert front.post(path, body, version=1).status_code == 422
    late = f"/registrations/{item['id']}/results/2017-W25/transitions"
    told = [who.post(late, body).status_code for who in (nobody, foreign, officer, front)]
    assert told == [401, 404, 403, 422]
