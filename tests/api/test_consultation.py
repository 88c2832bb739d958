"""Consultation: who may do what to an item, in which state, and what follows from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import (
    FRONT_MODEL,
    WHOLE,
    Json,
    agreed,
    done,
    drafted,
    entered,
    judged,
    on,
    problems,
    refused,
    seen,
    stated,
    step,
    submitted,
    totals,
)
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA, PAC_NAM

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

MOVES = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "return"): "returned",
    ("agreed", "return"): "returned",
    ("submitted", "agree"): "agreed",
    ("agreed", "reopen"): "submitted",
    ("submitted", "withdraw"): "withdrawn",
    ("returned", "withdraw"): "withdrawn",
    ("agreed", "withdraw"): "withdrawn",
}
STATES = ("draft", "submitted", "returned", "agreed", "withdrawn")
ACTIONS = ("submit", "return", "agree", "reopen", "withdraw")
JULY = date(2017, 7, 5)


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq", "approver")


@pytest.fixture
def partner(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "nong_dan")


def brought(officer: Caller, front: Caller, state: str) -> Json:
    """Return an item in *state*."""
    if state == "draft":
        return drafted(officer, WHOLE)
    item = submitted(officer)
    if state == "returned":
        return done(front, item, "return", reason="Sửa tên")
    if state == "agreed":
        return done(front, item, "agree")
    if state == "withdrawn":
        return done(officer, item, "withdraw", reason="Nhập trùng")
    return item


@pytest.mark.parametrize("state", STATES)
def test_every_act_is_possible_in_its_states_only(
    api: Api, officer: Caller, front: Caller, state: str
) -> None:
    if state == "draft":  # the Front sees no drafts but its own
        officer = api.make_user(LUONG_BANG, "mttq")
    for action in ACTIONS:
        item = brought(officer, front, state) if state != "draft" else drafted(officer, FRONT_MODEL)
        who = officer if action in {"submit", "withdraw"} else front
        answer = step(who, item, action, reason="Có lý do")
        if (state, action) in MOVES:
            assert answer.status_code == 200, (state, action, answer.json)
            assert answer.json["status"] == MOVES[state, action]
            assert answer.json["version"] == item["version"] + 1
            assert answer.headers["ETag"] == f'"{answer.json["version"]}"'
        else:
            refused(answer, 409, "wrong_state")
            assert seen(officer, item)["version"] == item["version"]


def test_the_front_does_not_even_know_of_a_draft(officer: Caller, front: Caller) -> None:
    draft = drafted(officer, WHOLE)
    for action in ACTIONS:
        refused(step(front, draft, action, reason="Lý do"), 404, "not_found")


def test_returning_and_withdrawing_need_a_reason(officer: Caller, front: Caller) -> None:
    item = submitted(officer)
    missing = {"reason": "required"}
    assert problems(step(front, item, "return")) == missing
    assert problems(step(front, item, "return", reason="  ")) == missing
    assert problems(step(officer, item, "withdraw")) == missing
    assert done(front, item, "return", reason="Sửa")["return_reason"] == "Sửa"


def test_only_the_front_consults_and_only_the_organization_submits(
    api: Api, officer: Caller, front: Caller, partner: Caller
) -> None:
    item = submitted(officer, partners=["nong_dan"])
    forbidden = "forbidden_for_role"
    for action in ("agree", "return", "reopen", "recognise", "transfer"):
        refused(step(officer, item, action, reason="Lý do"), 403, forbidden)
        refused(step(partner, item, action, reason="Lý do"), 403, forbidden)
    for action in ("submit", "withdraw", "decline"):
        refused(step(front, item, action, reason="Lý do"), 403, forbidden)
    for role in ("viewer", "admin"):
        reader = api.make_user(LUONG_BANG, "phu_nu", role)
        refused(reader.post("/registrations", WHOLE), 403, forbidden)
        refused(step(reader, item, "withdraw", reason="x"), 403, forbidden)
        refused(reader.put(f"/registrations/{item['id']}", WHOLE, version=1), 403, forbidden)
        refused(reader.delete(f"/registrations/{item['id']}", version=1), 403, forbidden)
        reader = api.make_user(LUONG_BANG, "mttq", role)
        refused(step(reader, item, "agree"), 403, forbidden)


def test_the_front_above_may_agree_but_not_the_one_beside(api: Api, officer: Caller) -> None:
    item = submitted(officer)
    for tenant in (NGHIA_TA, PAC_NAM):
        beside = api.make_user(tenant, "mttq", "approver")
        refused(step(beside, item, "agree"), 404, "not_found")
    district = api.make_user(CHO_DON, "mttq")
    assert done(district, item, "agree")["status"] == "agreed"


def test_nobody_agrees_to_what_they_entered_under_any_hat(api: Api, officer: Caller) -> None:
    api.make_user(LUONG_BANG, "mttq", "approver", username="hai.vai")
    both = api.make_user(LUONG_BANG, "phu_nu", username="hai.vai")
    own = submitted(both)
    refused(step(both, own, "agree"), 403, "own_registration")
    edited = submitted(officer)
    put = both.put(f"/registrations/{edited['id']}", WHOLE | {"title": "Khác"}, version=1)
    refused(step(both, put.json, "agree"), 403, "own_registration")
    sent = done(both, drafted(officer, WHOLE), "submit")
    refused(step(both, sent, "agree"), 403, "own_registration")
    assert done(both, submitted(officer), "agree")["status"] == "agreed"


def test_a_tenant_may_allow_it_and_the_audit_marks_it(api: Api, officer: Caller) -> None:
    api.make_user(LUONG_BANG, "mttq", "approver", username="hai.vai")
    both = api.make_user(LUONG_BANG, "phu_nu", username="hai.vai")
    own, other = submitted(both), submitted(officer)
    stated(api, CHO_DON, settings={"self_confirmation": True})
    assert done(both, own, "agree")["status"] == "agreed"
    done(both, other, "agree")
    last = both.get(f"/registrations/{own['id']}/history").json[-1]
    assert last["details"]["self_confirmed"] is True
    last = both.get(f"/registrations/{other['id']}/history").json[-1]
    assert "self_confirmed" not in last["details"]
    stated(api, LUONG_BANG, settings={"self_confirmation": False})
    refused(step(both, submitted(both), "agree"), 403, "own_registration")


def test_a_partner_sees_the_item_in_full_and_gains_nothing_for_its_quota(
    officer: Caller, partner: Caller, front: Caller
) -> None:
    item = submitted(officer, partners=["nong_dan", {"name": "Chi bộ thôn"}], households=42)
    shown = seen(partner, item)
    assert (shown["view"], shown["households"]) == ("full", 42)
    counted = totals(partner, LUONG_BANG)
    assert (counted["registered"], counted["as_partner"]) == (0, 1)
    assert totals(front, LUONG_BANG)["as_partner"] == 1
    rows = {row["code"]: row for row in front.get("/quotas", tenant=LUONG_BANG, year=2017).json}
    assert rows["phu_nu.mot_mo_hinh_moi_xa"]["met"] == 1
    assert rows["mttq.mot_mo_hinh_moi_xa"]["short"] == 1


def test_a_partner_may_decline_and_stays_declined(officer: Caller, partner: Caller) -> None:
    item = submitted(officer, partners=["nong_dan", "mttq"])
    refused(step(partner, item | {"version": 9}, "decline"), 412, "stale_version")
    assert done(partner, item, "decline")["view"] == "summary"
    shown = seen(officer, item)
    assert shown["partners"] == [{"organization": "nong_dan", "declined": True}, "mttq"]
    assert totals(partner, LUONG_BANG)["as_partner"] == 0
    refused(step(partner, shown, "decline"), 403, "forbidden_for_role")
    put = officer.put(
        f"/registrations/{item['id']}", WHOLE | {"partners": ["nong_dan"]}, version=shown["version"]
    )
    assert put.json["partners"] == [{"organization": "nong_dan", "declined": True}]
    assert seen(partner, item)["view"] == "summary"


def test_a_partner_elsewhere_has_no_part_in_it(api: Api, officer: Caller) -> None:
    item = submitted(officer, partners=["nong_dan"])
    for tenant in (NGHIA_TA, CHO_DON):
        namesake = api.make_user(tenant, "nong_dan")
        assert namesake.get(f"/registrations/{item['id']}").status_code == 404
        refused(step(namesake, item, "decline"), 404, "not_found")


def test_only_a_realized_and_confirmed_item_is_recognised(
    api: Api, officer: Caller, front: Caller
) -> None:
    item = agreed(officer, front)
    theirs, fronts = on(api, officer, JULY), on(api, front, JULY)
    refused(step(fronts, item, "recognise"), 409, "not_realized")
    result = entered(theirs, item, "2017-H1")
    judged(fronts, result, "confirm")
    refused(step(fronts, item, "recognise"), 409, "not_realized")
    result = entered(theirs, item, "2017-H1", version=2, state="completed", progress=100)
    refused(step(fronts, item, "recognise"), 409, "not_realized")
    judged(fronts, result, "confirm")
    assert item["recognised_on"] is None
    recognised = done(fronts, item, "recognise")
    assert (recognised["status"], recognised["recognised_on"]) == ("agreed", "2017-07-05")


def test_only_an_agreed_item_is_recognised(api: Api, officer: Caller, front: Caller) -> None:
    item = submitted(officer)
    result = entered(on(api, officer, JULY), item, "2017-H1", state="maintained")
    fronts = on(api, front, JULY)
    judged(fronts, result, "confirm")
    refused(step(fronts, item, "recognise"), 409, "wrong_state")


def test_the_front_transfers_what_was_entered_under_the_wrong_unit(
    api: Api, officer: Caller, front: Caller
) -> None:
    submitted(api.make_user(NGHIA_TA, "phu_nu"), tenant=NGHIA_TA)
    item = submitted(officer)
    district = api.make_user(CHO_DON, "mttq")
    missing = problems(step(district, item, "transfer"))
    assert missing == {"reason": "required", "tenant": "required"}
    refused(step(front, item, "transfer", reason="Nhầm", tenant=NGHIA_TA), 404, "not_found")
    outside = step(district, item, "transfer", reason="Nhầm", tenant=PAC_NAM)
    refused(outside, 404, "not_found")
    moved = done(district, item, "transfer", reason="Nhầm xã", tenant=NGHIA_TA)
    assert (moved["tenant"], moved["status"]) == (NGHIA_TA, "submitted")
    assert moved["number"] == "PN-02/2017"
    assert officer.get(f"/registrations/{item['id']}").status_code == 404
    assert totals(officer, LUONG_BANG)["registered"] == 0
    assert totals(district, NGHIA_TA)["registered"] == 2
    assert totals(api.make_user(BAC_KAN, "mttq"), BAC_KAN)["registered"] == 2
    assert submitted(officer)["number"] == "PN-02/2017"


def test_a_past_day_knows_a_transferred_item_in_one_place_only(api: Api, officer: Caller) -> None:
    district = api.make_user(CHO_DON, "mttq")
    moved = done(district, submitted(officer), "transfer", reason="Nhầm xã", tenant=NGHIA_TA)
    assert moved["tenant"] == NGHIA_TA
    for tenant, met in ((LUONG_BANG, 0), (NGHIA_TA, 1)):
        rows = district.get("/quotas", tenant=tenant, year=2017, as_of="2017-02-01").json
        row = next(row for row in rows if row["code"] == "phu_nu.mot_mo_hinh_moi_xa")
        assert row["met"] == met, tenant


def test_drafts_returned_and_withdrawn_items_count_in_nothing(
    officer: Caller, front: Caller
) -> None:
    for state, counted in (
        ("draft", 0), ("submitted", 1), ("returned", 0), ("agreed", 1), ("withdrawn", 0),
    ):  # fmt: skip
        before = totals(front, LUONG_BANG)
        brought(officer, front, state)
        after = totals(front, LUONG_BANG)
        assert after["registered"] - before["registered"] == counted, state
        assert after["agreed"] - before["agreed"] == (state == "agreed")


def test_what_is_done_from_above_is_marked_in_the_history(api: Api, officer: Caller) -> None:
    district = api.make_user(CHO_DON, "phu_nu")
    item = submitted(officer)
    done(district, item, "withdraw", reason="Nhập trùng")
    rows = officer.get(f"/registrations/{item['id']}/history").json
    assert "from_above" not in rows[0].get("details", {})
    assert rows[1]["details"]["from_above"] is True
