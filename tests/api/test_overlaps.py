"""Overlaps: hinted in the answer, found after the write, settled by the Front, counted once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.domain.registrations import Status
from core.runtime.working import HANDLERS
from core.services.working import work_once
from tests.api.main_job import WHOLE, YOUTH, Json, drafted, on, refused, seen, submitted, totals
from tests.api.main_job import quota as quota_of
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA
from tests.fakes.registrations import a_registration

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

BOTH_LED = "Đã trao đổi tại cuộc hiệp thương ngày 29/6: cùng một tuyến đường."
LOCKED = date(2018, 2, 5)


@pytest.fixture
def women(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def youth(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "doan_thanh_nien")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq", "approver")


def looked(api: Api) -> None:
    """Do what waits in the queue, as the worker does."""
    while work_once(api.platform.store, HANDLERS, clock=api.platform.moment):
        pass


def found(api: Api, caller: Caller, **query: object) -> list[Json]:
    looked(api)
    answer = caller.get("/overlaps", **query)
    assert answer.status_code == 200, answer.json
    told: list[Json] = answer.json or []
    return told


def settled(caller: Caller, case: Json, verdict: str, **more: object) -> Json:
    body = {"verdict": verdict, "reason": BOTH_LED, **more}
    answer = caller.post(f"/overlaps/{case['id']}/resolution", body, version=case["version"])
    assert answer.status_code == 200, answer.json
    told: Json = answer.json or {}
    return told


@pytest.fixture
def road(women: Caller) -> Json:
    return submitted(women)


@pytest.fixture
def same_road(youth: Caller, road: Json) -> Json:
    return submitted(youth, YOUTH, title="Tuyến đường hoa thanh niên Nà Cà")


@pytest.fixture
def case(api: Api, front: Caller, road: Json, same_road: Json) -> Json:
    (only,) = found(api, front, year=2017)
    assert only["registrations"] == sorted([road["id"], same_road["id"]])
    return only


def test_the_answer_hints_at_what_may_be_the_same_work(women, youth, road):
    draft = drafted(youth, YOUTH, title="Đường hoa thanh niên Nà Cà")
    (hint,) = draft["overlaps"]
    assert hint["registration"] == road["id"]
    assert hint["organization"] == "phu_nu"
    assert {"area", "title", "content"} <= {reason["what"] for reason in hint["reasons"]}
    assert road["overlaps"] == []


def test_a_hint_tells_nothing_of_what_another_keeps_to_itself(api, women, youth, front):
    submitted(women, funding=[{"source": "hoi_vien", "amount": 12_000_000}], households=42)
    hints = [
        drafted(
            youth, YOUTH, households=households, starts_on="2017-02-01",
            funding=[{"source": "hoi_vien", "amount": amount}],
        )["overlaps"]
        for amount, households in ((12_000_000, 42), (90_000_000, 900))
    ]  # fmt: skip
    assert hints[0] == hints[1]
    assert hints[0]
    theirs = submitted(
        youth, YOUTH, funding=[{"source": "hoi_vien", "amount": 12_000_000}], households=42
    )
    (shown,) = [each for each in found(api, youth) if theirs["id"] in each["registrations"]]
    kept = {"funding", "households", "dates", "scale"}
    assert not kept & {reason["what"] for reason in shown["reasons"]}
    (whole,) = [each for each in found(api, front) if theirs["id"] in each["registrations"]]
    assert {"funding", "households"} <= {reason["what"] for reason in whole["reasons"]}


def test_an_organization_is_told_when_it_registers_one_work_twice(women, road):
    again = submitted(women, title="Mô hình đường hoa thôn Nà Cà")
    assert [hint["registration"] for hint in again["overlaps"]] == [road["id"]]


def test_a_draft_of_somebody_else_is_no_overlap(women, youth):
    drafted(women, WHOLE)
    assert drafted(youth, YOUTH)["overlaps"] == []


def test_what_was_saved_is_found_and_explained(api, front, case):
    assert case["status"] == "open"
    assert case["score"] >= 60
    told = {"what": "content", "value": None, "message": "cùng nội dung"}
    assert told in case["reasons"]
    assert [each["id"] for each in found(api, front, status="open")] == [case["id"]]
    assert found(api, front, status="joint") == []


def test_looking_again_finds_nothing_new(api, front, case, women, road):
    women.put(f"/registrations/{road['id']}", WHOLE | {"note": "x"}, version=road["version"])
    assert [each["id"] for each in found(api, front)] == [case["id"]]


def test_an_overlap_goes_when_one_of_both_becomes_something_else(api, front, case, women, road):
    elsewhere = WHOLE | {"places": [{"area": "Bản Vèn"}]}
    women.put(f"/registrations/{road['id']}", elsewhere, version=road["version"])
    assert found(api, front) == []


def test_done_jointly_it_counts_once_for_who_leads(api, front, women, case, road, same_road):
    assert totals(front, LUONG_BANG)["registered"] == 2
    joint = settled(front, case, "joint", counts=road["id"])
    assert (joint["status"], joint["counts"], joint["reason"]) == ("joint", road["id"], BOTH_LED)
    assert totals(front, LUONG_BANG)["registered"] == 1
    assert seen(front, same_road)["same_as"] == road["id"]
    assert seen(front, road)["partners"] == ["doan_thanh_nien"]
    theirs = quota_of(front, LUONG_BANG, "doan_thanh_nien.mot_mo_hinh_moi_truong_moi_xa")
    assert theirs["short"] == 1


def test_without_a_word_what_was_sent_first_counts(front, case, road, same_road):
    assert settled(front, case, "duplicate")["counts"] == road["id"]
    assert seen(front, same_road)["status"] == "withdrawn"
    assert seen(front, road)["partners"] == []


def test_two_different_works_count_twice(api, front, case):
    settled(front, case, "distinct")
    assert totals(front, LUONG_BANG)["registered"] == 2
    assert [each["status"] for each in found(api, front)] == ["distinct"]


def test_a_conclusion_can_be_taken_back_by_another(api, front, case, road, same_road):
    joint = settled(front, case, "joint", counts=same_road["id"])
    assert seen(front, road)["same_as"] == same_road["id"]
    apart = settled(front, joint, "distinct")
    assert seen(front, road)["status"] == "submitted"
    assert seen(front, road)["same_as"] is None
    assert seen(front, same_road)["partners"] == []
    assert totals(front, LUONG_BANG)["registered"] == 2
    turned = settled(front, apart, "duplicate", counts=road["id"])
    settled(front, turned, "duplicate", counts=same_road["id"])
    assert seen(front, road)["same_as"] == same_road["id"]
    assert totals(front, LUONG_BANG)["registered"] == 1


@pytest.mark.parametrize(
    ("action", "more"),
    [("withdraw", {}), ("return", {}), ("transfer", {"tenant": NGHIA_TA})],
)
def test_what_counts_for_two_does_not_leave(api, women, case, road, action, more):
    above = api.make_user(CHO_DON, "mttq")
    settled(above, case, "joint", counts=road["id"])
    now = seen(women, road)
    path = f"/registrations/{road['id']}/transitions"
    body = {"action": action, "reason": "Không làm nữa", **more}
    who = women if action == "withdraw" else above
    refused(who.post(path, body, version=now["version"]), 409, "counts_for_others")


def test_what_counts_for_two_is_not_itself_merged_into_a_third(api, front, women, case, road):
    settled(front, case, "joint", counts=road["id"])
    third = submitted(women, title="Đường hoa thôn Nà Cà, đoạn đầu")
    (other,) = [each for each in found(api, front) if third["id"] in each["registrations"]]
    body = {"verdict": "duplicate", "reason": BOTH_LED, "counts": third["id"]}
    path = f"/overlaps/{other['id']}/resolution"
    refused(front.post(path, body, version=other["version"]), 409, "counts_for_others")


def test_a_partner_that_had_declined_has_declined_again_when_it_is_taken_back(
    api, front, women, youth, case, road
):
    named = WHOLE | {"partners": ["doan_thanh_nien"]}
    put = women.put(f"/registrations/{road['id']}", named, version=road["version"]).json
    path = f"/registrations/{road['id']}/transitions"
    assert youth.post(path, {"action": "decline"}, version=put["version"]).status_code == 200
    (now,) = found(api, front)
    joint = settled(front, now, "joint", counts=road["id"])
    assert seen(front, road)["partners"] == ["doan_thanh_nien"]
    settled(front, joint, "distinct")
    assert seen(front, road)["partners"] == [{"organization": "doan_thanh_nien", "declined": True}]


def test_an_item_says_what_has_been_settled_about_it(api, front, case, road, same_road):
    settled(front, case, "distinct")
    (told,) = seen(front, road)["overlaps"]
    assert (told["id"], told["status"]) == (case["id"], "distinct")
    (again,) = found(api, front)
    settled(front, again, "duplicate", counts=road["id"])
    (told,) = seen(front, road)["overlaps"]
    assert (told["registration"], told["status"]) == (same_road["id"], "duplicate")


@pytest.mark.parametrize("verdict", ["joint", "duplicate"])
def test_a_conclusion_is_told_in_both_histories(front, case, road, same_road, verdict):
    settled(front, case, verdict, counts=road["id"])
    for item in (road, same_road):
        history = front.get(f"/registrations/{item['id']}/history").json
        assert history[-1]["action"] == "registration.settle"
        assert history[-1]["reason"] == BOTH_LED


def test_a_conclusion_needs_a_reason_and_one_of_both(front, case, road):
    path = f"/overlaps/{case['id']}/resolution"
    bad = {"verdict": "joint", "reason": BOTH_LED, "counts": "another"}
    for body in ({"verdict": "joint"}, {"verdict": "joint", "reason": " "}, bad):
        assert front.post(path, body, version=case["version"]).status_code == 422
    told = front.post(path, bad, version=case["version"]).json
    assert [row["field"] for row in told["problems"]] == ["counts"]
    wrong = {"verdict": "distinct", "reason": BOTH_LED, "counts": road["id"]}
    assert front.post(path, wrong, version=case["version"]).status_code == 422


def test_a_conclusion_against_an_older_version_is_refused(front, case):
    path = f"/overlaps/{case['id']}/resolution"
    body = {"verdict": "distinct", "reason": BOTH_LED}
    refused(front.post(path, body), 428, "if_match_missing")
    settled(front, case, "distinct")
    assert front.post(path, body, version=case["version"]).status_code == 412


def test_only_what_stands_can_be_merged(front, women, case, road):
    path = f"/registrations/{road['id']}/transitions"
    body = {"action": "withdraw", "reason": "Không làm nữa"}
    assert women.post(path, body, version=road["version"]).status_code == 200
    answer = front.post(
        f"/overlaps/{case['id']}/resolution",
        {"verdict": "joint", "reason": BOTH_LED},
        version=case["version"],
    )
    refused(answer, 409, "wrong_state")


def test_nothing_is_settled_in_a_locked_year(api, front, case):
    later = on(api, front, LOCKED)
    body = {"verdict": "joint", "reason": BOTH_LED}
    path = f"/overlaps/{case['id']}/resolution"
    refused(later.post(path, body, version=case["version"]), 409, "locked")


def test_a_recognised_item_is_recognised_again_when_a_conclusion_is_taken_back():
    item = a_registration(recognised_on=date(2017, 12, 20), status=Status.AGREED)
    assert item.merged(into="another").separated() == item
