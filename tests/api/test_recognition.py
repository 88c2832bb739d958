"""Recognition: on which decision it rests, who may state what, and how a mistake is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.copying import DECISION, JUNE, realized, recognised
from tests.api.main_job import done, on, problems, refused, seen, step, submitted
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq")


@pytest.fixture
def item(api: Api, officer: Caller, front: Caller) -> Json:
    return realized(api, officer, front)


def test_a_recognition_says_who_recognised_by_which_decision(api, front, officer, item):
    june = on(api, front, JUNE)
    told = done(june, item, "recognise", **DECISION, recognition_note="Tại hội nghị")
    for shown in (told, seen(officer, item)):
        assert shown["recognised_on"] == "2017-06-20"
        assert shown["recognised_by"] == LUONG_BANG
        assert (shown["decision_number"], shown["decision_on"]) == tuple(DECISION.values())
        assert shown["recognition_note"] == "Tại hội nghị"


def test_who_recognises_as_before_states_no_decision(api, front, item):
    told = done(on(api, front, JUNE), item, "recognise")
    assert (told["recognised_on"], told["recognised_by"]) == ("2017-06-20", LUONG_BANG)
    assert (told["decision_number"], told["decision_on"]) == (None, None)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"decision_number": "12/QĐ"}, {"decision_on": "required"}),
        ({"decision_on": "2017-06-01"}, {"decision_number": "required"}),
        (
            {"decision_number": "12/QĐ", "decision_on": "2017-06-21"},
            {"decision_on": "decision_to_come"},
        ),
        ({"recognised_by": CHO_DON}, {"recognised_by": "recogniser_does_not_fit"}),
        ({"recognised_by": NGHIA_TA}, {"recognised_by": "recogniser_does_not_fit"}),
        ({"recognised_by": "c99999"}, {"recognised_by": "recogniser_does_not_fit"}),
    ],
)
def test_half_a_decision_or_anothers_is_refused(api, front, item, stated, expected):
    answer = step(on(api, front, JUNE), item, "recognise", **stated)
    assert problems(answer) == expected


def test_a_district_writes_down_what_the_commune_has_decided_and_nothing_of_the_province(api, item):
    district = on(api, api.make_user(CHO_DON, "mttq"), JUNE)
    answer = step(district, item, "recognise", recognised_by=BAC_KAN)
    assert problems(answer) == {"recognised_by": "recogniser_does_not_fit"}
    told = done(district, item, "recognise", recognised_by=LUONG_BANG)
    assert told["recognised_by"] == LUONG_BANG
    again = done(district, done(district, told, "unrecognise", reason="Nhầm cấp"), "recognise")
    assert again["recognised_by"] == CHO_DON


def test_a_mistake_is_taken_back_with_a_reason_and_history_keeps_both(api, front, officer):
    model = recognised(api, officer, front)
    june = on(api, front, JUNE)
    assert problems(step(june, model, "unrecognise")) == {"reason": "required"}
    told = done(june, model, "unrecognise", reason="Ghi nhầm mô hình")
    gone = ("recognised_on", "recognised_by", "decision_number", "decision_on")
    assert {told[name] for name in gone} == {None}
    assert told["status"] == "agreed"
    refused(step(june, told, "unrecognise", reason="Lần nữa"), 409, "not_recognised")
    history = front.get(f"/registrations/{model['id']}/history").json
    (last,) = [each for each in history if each["action"] == "registration.unrecognise"]
    assert last["reason"] == "Ghi nhầm mô hình"
    told_then = {change["field"]: change["old"] for change in last["changes"]}
    assert told_then["decision_number"] == DECISION["decision_number"]


def test_only_the_front_recognises_and_takes_back(api, officer, front):
    model = recognised(api, officer, front)
    refused(step(officer, model, "unrecognise", reason="Không"), 403, "forbidden_for_role")


def test_a_decision_goes_with_recognition_only(api, officer, front):
    item = submitted(officer)
    answer = step(front, item, "agree", decision_number="12/QĐ")
    assert problems(answer) == {"decision_number": "only_with_recognise"}


def test_what_is_withdrawn_or_returned_is_recognised_no_more(api, officer, front):
    model = recognised(api, officer, front)
    told = done(on(api, front, JUNE), model, "return", reason="Bổ sung")
    assert (told["recognised_on"], told["decision_number"]) == (None, None)


def test_recognised_ones_are_listed_and_told_in_the_table(api, officer, front):
    model = recognised(api, officer, front)
    other = submitted(officer, title="Chưa công nhận")
    yes, no = (front.get("/registrations", recognised=asked).json for asked in ("true", "false"))
    assert [row["id"] for row in yes] == [model["id"]]
    assert [row["id"] for row in no] == [other["id"]]
    table = front.call("GET", "/registrations", headers={"Accept": "text/csv"}).text
    assert DECISION["decision_number"] in table


def test_another_organization_of_the_unit_is_told_of_the_recognition_and_not_of_its_note(
    api, officer, front
):
    item = realized(api, officer, front)
    done(on(api, front, JUNE), item, "recognise", **DECISION, recognition_note="Nội bộ")
    farmers = api.make_user(LUONG_BANG, "nong_dan")
    told = seen(farmers, item)
    assert (told["view"], told["decision_number"]) == ("summary", DECISION["decision_number"])
    assert "recognition_note" not in told
