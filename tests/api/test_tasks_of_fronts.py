"""What a Front owes: an answer to what was sent, and a look at who has sent nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import FARMERS, WHOLE, done, entered, judged, on, stated, submitted
from tests.api.owing import JULY, moved, owed, reported, the
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq", "approver")


def test_the_front_owes_an_answer_to_what_was_submitted(officer: Caller, front: Caller) -> None:
    assert owed(front, "agree") == []
    item = submitted(officer)
    task = the(front, "agree")
    assert (task["details"]["count"], task["details"]["mine"]) == (1, 0)
    assert (task["due"], task["group"], task["act"]) == ("2017-03-31", "now", "consult")
    done(front, item, "agree")
    assert owed(front, "agree") == []


def test_what_one_registered_oneself_another_has_to_agree_to(api: Api) -> None:
    both = api.make_user(LUONG_BANG, "phu_nu", username="hai-vai")
    both = api.make_user(LUONG_BANG, "mttq", "approver", username="hai-vai")
    women = {a["organization"]: a["id"] for a in both.get("/me").json["assignments"]}
    made = both.post("/registrations", WHOLE | {"submit": True}, acting=women["phu_nu"])
    assert made.status_code == 201
    task = the(both, "agree")
    assert task["assignment"] == women["mttq"]
    assert task["details"]["mine"] == 1
    assert "người khác" in task["hint"]
    stated(api, LUONG_BANG, settings={"self_confirmation": True})
    assert the(both, "agree")["details"]["mine"] == 0


def test_the_front_owes_a_word_to_each_result(api: Api, officer: Caller, front: Caller) -> None:
    item = submitted(officer)
    then, board = on(api, officer, JULY), on(api, front, JULY)
    result = entered(then, item, "2017-H1")
    task = the(board, "confirm_results", period="2017-H1")
    assert (task["details"]["count"], task["act"]) == (1, "confirm_results")
    judged(board, result, "confirm")
    assert owed(board, "confirm_results") == []


def test_the_front_owes_an_answer_to_reports_and_only_who_signs_is_asked(
    api: Api, officer: Caller, front: Caller
) -> None:
    then, board = on(api, officer, JULY), on(api, front, JULY)
    beside = on(api, api.make_user(LUONG_BANG, "mttq"), JULY)
    report = reported(then)
    task = the(board, "accept_reports", period="2017-H1")
    assert task["report"] == report["id"]
    assert owed(beside, "accept_reports") == []
    moved(board, report, "accept")
    assert owed(board, "accept_reports") == []


def test_a_commune_that_leaves_a_content_out_is_told_which(officer: Caller, front: Caller) -> None:
    assert the(front, "omission")["details"]["contents"] == [1, 2, 3, 4, 5]
    submitted(officer)
    task = the(front, "omission")
    assert task["details"]["contents"] == [1, 2, 4, 5]
    assert "Kinh tế" in task["title"]


def test_the_front_sees_which_of_its_organizations_have_not_registered(
    api: Api, officer: Caller, front: Caller
) -> None:
    farmer = api.make_user(LUONG_BANG, "nong_dan")
    task = the(front, "children_register")
    assert task["details"]["organizations"] == ["nong_dan", "phu_nu"]
    assert task["hint"] == "Hội Nông dân, Hội Phụ nữ"
    submitted(officer)
    assert the(front, "children_register")["details"]["organizations"] == ["nong_dan"]
    submitted(farmer, FARMERS)
    assert owed(front, "children_register") == []


def test_a_district_sees_how_many_communes_have_registered_nothing(
    api: Api, officer: Caller
) -> None:
    district = api.make_user(CHO_DON, "mttq", "approver")
    before = the(district, "children_register")["details"]
    assert before["missing"] == before["total"] == 20
    assert len(before["units"]) == 5
    submitted(officer)
    assert the(district, "children_register")["details"]["missing"] == 19


def test_an_organization_above_sees_its_own_communes_only(api: Api, officer: Caller) -> None:
    submitted(api.make_user(NGHIA_TA, "nong_dan"), FARMERS, tenant=NGHIA_TA,
              places=[{"area": "Thôn Bên"}])  # fmt: skip
    above = api.make_user(CHO_DON, "phu_nu")
    assert the(above, "children_register")["details"]["missing"] == 20
    submitted(officer)
    assert the(above, "children_register")["details"]["missing"] == 19


def test_a_front_sees_who_has_not_reported_to_it(api: Api, officer: Caller, front: Caller) -> None:
    district = api.make_user(CHO_DON, "mttq", "approver")
    above = on(api, district, JULY)
    before = the(above, "children_report", period="2017-H1")["details"]
    assert before["missing"] == before["total"] == 20
    reported(on(api, front, JULY), organization="mttq")
    after = the(above, "children_report", period="2017-H1")["details"]
    assert (after["missing"], after["total"]) == (19, 20)
    at_home = the(on(api, front, JULY), "children_report")
    assert at_home["details"]["organizations"] == ["phu_nu"]
    reported(on(api, officer, JULY))
    assert owed(on(api, front, JULY), "children_report") == []
