"""Reports signed off by the board that receives them: frozen, verified, drifting, amended."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import (
    WHOLE,
    Json,
    agreed,
    consolidation,
    done,
    entered,
    on,
    problems,
    refused,
    submitted,
)  # fmt: skip
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA
from tests.api.test_reports import begun, moved, step

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

JULY = date(2017, 7, 5)
FEBRUARY = date(2017, 2, 1)
APRIL = date(2017, 4, 5)
FRONTS: Json = {"tenant": LUONG_BANG, "organization": "mttq", "period": "2017-H1"}
WOMEN: Json = FRONTS | {"organization": "phu_nu"}


@pytest.fixture
def today() -> date:
    """While the report of the first half is due."""
    return JULY


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def commune(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq", "approver")


@pytest.fixture
def district(api: Api) -> Caller:
    return api.make_user(CHO_DON, "mttq", "approver")


@pytest.fixture
def item(api: Api, officer: Caller, commune: Caller) -> Json:
    """A model with what was reached in the half year."""
    made = agreed(on(api, officer, FEBRUARY), on(api, commune, FEBRUARY))
    entered(officer, made, "2017-H1", households=20)
    return made


def accepted(sender: Caller, receiver: Caller, **body: Any) -> Json:
    return moved(receiver, moved(sender, begun(sender, **body), "submit"), "accept")


def frozen(sender: Caller, receiver: Caller, **body: Any) -> Json:
    return moved(receiver, accepted(sender, receiver, **body), "freeze")


def signed_by_front(api: Api, approver: Caller, receiver: Caller) -> Json:
    """Return the frozen report of a commune's Front, entered by its officer."""
    made = begun(api.make_user(LUONG_BANG, "mttq", "officer"), organization="mttq")
    sent = moved(approver, made, "submit")
    return moved(receiver, moved(receiver, sent, "accept"), "freeze")


def corrected(officer: Caller, item: Json, **changes: Any) -> Json:
    """Correct the result of the half year, as it stands."""
    before = officer.get(f"/registrations/{item['id']}/results/2017-H1").json
    return entered(officer, item, "2017-H1", version=before["version"], **changes)


def editions(caller: Caller, report: Json) -> list[Json]:
    found = caller.get(f"/reports/{report['id']}/editions")
    assert found.status_code == 200, found.json
    return list(found.json)


def edition(caller: Caller, report: Json, number: int) -> Json:
    found = caller.get(f"/reports/{report['id']}/editions/{number}")
    assert found.status_code == 200, found.json
    return dict(found.json)


def drift(caller: Caller, report: Json) -> Json:
    found = caller.get(f"/reports/{report['id']}/drift")
    assert found.status_code == 200, found.json
    return dict(found.json)


def test_a_frozen_report_carries_its_figures_under_a_hash_anybody_can_repeat(
    officer: Caller, commune: Caller, item: Json
) -> None:
    report = frozen(officer, commune, parts={"ket_qua": "Đã trồng 700 m đường hoa."})
    assert (report["status"], report["edition"]) == ("frozen", 0)
    signed = edition(officer, report, 0)
    assert hashlib.sha256(signed["text"].encode()).hexdigest() == signed["sha256"]
    assert signed["sha256"] == report["sha256"]
    content = json.loads(signed["text"])
    assert content == signed["content"]
    assert content["parts"] == {"ket_qua": "Đã trồng 700 m đường hoa."}
    whole = officer.get(f"/reports/{report['id']}").json
    assert whole["figures"] == content["figures"]
    figures = content["figures"]["cumulative"]["totals"]
    assert (figures["registered"], figures["in_progress"], figures["households"]) == (1, 1, 20)
    live = consolidation(officer, LUONG_BANG, "2017-H1")["totals"]
    assert {name: live[name] for name in figures if name != "measures"} == {
        name: value for name, value in figures.items() if name != "measures"
    }


def test_what_is_reached_so_far_and_within_the_period_are_kept_apart(
    api: Api, officer: Caller, commune: Caller, item: Json
) -> None:
    entered(on(api, officer, APRIL), item, "2017-Q1", households=15)
    report = frozen(officer, commune, period="2017-Q2")
    figures = edition(officer, report, 0)["content"]["figures"]
    assert figures["cumulative"]["totals"]["households"] == 20
    assert figures["in_period"]["totals"]["households"] == 5


def test_a_frozen_report_cannot_be_written_on_returned_or_accepted_again(
    officer: Caller, commune: Caller
) -> None:
    report = frozen(officer, commune)
    path = f"/reports/{report['id']}"
    refused(officer.put(path, WOMEN, version=report["version"]), 409, "wrong_state")
    for action in ("return", "accept", "freeze"):
        refused(step(commune, report, action, reason="Xem lại"), 409, "wrong_state")


def test_a_report_is_frozen_only_once_it_has_been_accepted(
    officer: Caller, commune: Caller
) -> None:
    sent = moved(officer, begun(officer), "submit")
    refused(step(commune, sent, "freeze"), 409, "wrong_state")


def test_only_the_board_that_receives_it_freezes_and_amends(
    officer: Caller, commune: Caller, item: Json
) -> None:
    report = accepted(officer, commune)
    refused(step(officer, report, "freeze"), 403, "forbidden_for_role")
    report = moved(commune, report, "freeze")
    corrected(officer, item, households=30)
    refused(step(officer, report, "amend", reason="Sửa"), 403, "forbidden_for_role")


def test_a_correction_after_the_freeze_shows_as_drift_and_leaves_what_was_signed(
    officer: Caller, commune: Caller, item: Json
) -> None:
    report = frozen(officer, commune)
    before = edition(officer, report, 0)
    assert drift(commune, report)["count"] == 0
    corrected(officer, item, households=35)
    found = drift(commune, report)
    assert found["totals"] == {"households": {"was": 20, "is": 35}}
    (changed,) = found["items"]
    assert changed["registration"] == item["id"]
    assert changed["change"] == "changed"
    assert changed["figures"] == {"households": {"was": 20, "is": 35}}
    assert changed["by"] == [officer.get("/me").json["id"]]
    assert edition(officer, report, 0) == before


def test_an_amendment_is_numbered_tells_the_difference_and_names_what_it_amends(
    officer: Caller, commune: Caller, item: Json
) -> None:
    report = frozen(officer, commune)
    corrected(officer, item, households=35)
    assert problems(step(commune, report, "amend")) == {"reason": "required"}
    amended = moved(commune, report, "amend", reason="Xã đếm lại số hộ")
    assert (amended["status"], amended["edition"]) == ("frozen", 1)
    first, second = editions(officer, report)
    assert (first["number"], second["number"]) == (0, 1)
    content = edition(officer, report, 1)["content"]
    assert content["amends"]["sha256"] == first["sha256"]
    assert content["amends"]["reason"] == second["reason"] == "Xã đếm lại số hộ"
    (change,) = edition(officer, report, 1)["changes"]
    assert change["figures"] == {"households": {"was": 20, "is": 35}}
    assert (change["registration"], change["change"]) == (item["id"], "changed")
    assert content["figures"]["cumulative"]["totals"]["households"] == 35
    assert drift(commune, amended)["count"] == 0


def test_a_corrected_earlier_period_moves_what_this_one_added_and_shows_as_drift(
    api: Api, officer: Caller, commune: Caller, item: Json
) -> None:
    april = on(api, officer, APRIL)
    first = entered(april, item, "2017-Q1", households=15)
    report = frozen(officer, commune, period="2017-Q2")
    entered(april, item, "2017-Q1", version=first["version"], households=18)
    (changed,) = drift(commune, report)["items"]
    assert changed["figures"] == {"before.households": {"was": 15, "is": 18}}
    amended = moved(commune, report, "amend", reason="Đếm lại quý I")
    figures = edition(officer, amended, 1)["content"]["figures"]
    assert figures["in_period"]["totals"]["households"] == 2


def test_another_partner_in_the_place_of_one_shows_as_drift_of_the_front_s_report(
    api: Api, officer: Caller, commune: Caller, district: Caller
) -> None:
    early, board = on(api, officer, FEBRUARY), on(api, commune, FEBRUARY)
    made = submitted(early, partners=["nong_dan"])
    moved(commune, moved(officer, begun(officer), "submit"), "accept")
    report = signed_by_front(api, commune, district)
    back = done(board, made, "return", reason="Đổi đơn vị phối hợp")
    body = WHOLE | {"partners": ["cuu_chien_binh"]}
    edited = early.put(f"/registrations/{made['id']}", body, version=back["version"])
    assert edited.status_code == 200, edited.json
    done(early, edited.json, "submit")
    (changed,) = drift(district, report)["items"]
    assert changed["figures"] == {"partners": {"was": ["nong_dan"], "is": ["cuu_chien_binh"]}}


def test_nothing_is_amended_while_nothing_has_changed(
    officer: Caller, commune: Caller, item: Json
) -> None:
    report = frozen(officer, commune)
    refused(step(commune, report, "amend", reason="Cho chắc"), 409, "nothing_changed")


def test_a_front_s_report_is_frozen_once_everyone_below_has_reported_or_is_recorded_missing(
    api: Api, officer: Caller, commune: Caller, district: Caller
) -> None:
    front_officer = api.make_user(LUONG_BANG, "mttq", "officer")
    sent = moved(commune, begun(front_officer, organization="mttq"), "submit")
    report = moved(district, sent, "accept")
    refusal = step(district, report, "freeze")
    refused(refusal, 409, "children_missing")
    owing = refusal.json["details"]["bodies"]
    assert owing == [{"tenant": LUONG_BANG, "organization": "phu_nu"}]
    reasons = [{**owing[0], "reason": "Chi hội trưởng nghỉ thai sản"}]
    done = moved(district, report, "freeze", missing=reasons)
    (child,) = edition(district, done, 0)["content"]["children"]
    assert child["missing"] == "Chi hội trưởng nghỉ thai sản"
    # It comes after all: the board sees it, and signs that off too.
    moved(officer, begun(officer), "submit")
    assert drift(district, done)["arrived"] == owing
    amended = moved(district, done, "amend", reason="Hội Phụ nữ đã gửi")
    (child,) = edition(district, amended, 1)["content"]["children"]
    assert (child["missing"], child["status"]) == (None, "submitted")


def test_who_has_reported_or_owes_nothing_is_not_recorded_as_missing(
    api: Api, officer: Caller, commune: Caller, district: Caller
) -> None:
    moved(officer, begun(officer), "submit")
    front_officer = api.make_user(LUONG_BANG, "mttq", "officer")
    sent = moved(commune, begun(front_officer, organization="mttq"), "submit")
    report = moved(district, sent, "accept")
    given = [
        {"tenant": LUONG_BANG, "organization": "phu_nu", "reason": "Chưa gửi"},
        {"tenant": NGHIA_TA, "organization": "phu_nu", "reason": "Chưa gửi"},
    ]
    assert problems(step(district, report, "freeze", missing=given)) == {
        "missing.0.organization": "has_reported",
        "missing.1.organization": "owes_no_report",
    }
    twice = step(district, report, "freeze", missing=[given[1], given[1]])
    assert problems(twice)["missing.1.organization"] == "repeated"


def test_a_report_is_returned_with_remarks_on_its_parts(officer: Caller, commune: Caller) -> None:
    sent = moved(officer, begun(officer, parts={"ket_qua": "Tốt."}), "submit")
    wrong = {"remarks": {"ket_qua": "x" * 2001}}
    assert problems(step(commune, sent, "return", **wrong))["remarks.ket_qua.value"] == "too_long"
    unknown = {"remarks": {"loi_ket": "Thiếu"}}
    assert problems(step(commune, sent, "return", **unknown)) == {
        "remarks.loi_ket": "unknown_field"
    }
    back = moved(commune, sent, "return", remarks={"ket_qua": "Ghi rõ số hộ được giúp."})
    assert (back["status"], back["return_reason"]) == ("returned", None)
    assert back["remarks"] == {"ket_qua": "Ghi rõ số hộ được giúp."}
    assert moved(officer, back, "submit")["remarks"] == {}


def test_an_admin_who_sees_items_in_summary_reads_no_edition(
    api: Api, officer: Caller, commune: Caller, item: Json
) -> None:
    report = frozen(officer, commune)
    admin = api.make_user(LUONG_BANG, "mttq", "admin")
    for path in ("editions", "editions/0", "drift"):
        assert admin.get(f"/reports/{report['id']}/{path}").status_code == 404


def test_a_hat_that_does_not_see_the_report_lends_no_sight_to_one_that_sees_it_in_summary(
    api: Api, officer: Caller, commune: Caller, item: Json
) -> None:
    report = frozen(officer, commune)
    both = api.make_user(LUONG_BANG, "mttq", "admin")
    grant = {"tenant": LUONG_BANG, "organization": "nong_dan", "role": "viewer"}
    above = api.make_user(CHO_DON, "mttq", "admin")
    given = above.post(f"/users/{both.id}/assignments", grant)
    assert given.status_code == 201, given.json
    assert both.get(f"/reports/{report['id']}").status_code == 200
    for path in ("editions", "editions/0", "drift"):
        assert both.get(f"/reports/{report['id']}/{path}").status_code == 404


def test_nothing_is_signed_while_nobody_says_how_a_measure_adds_up(
    api: Api, officer: Caller, commune: Caller, item: Json
) -> None:
    report = accepted(officer, commune)
    stated = api.platform.store.database["registrations"]
    stated.update_one(
        {"_id": item["id"]}, {"$set": {"results.0.measures": {"cua_ai_do:moi": "2.5"}}}
    )
    refusal = refused(step(commune, report, "freeze"), 409, "measures_unknown")
    assert "cua_ai_do.moi" in refusal["message"]


def test_nobody_amends_a_report_they_entered_themselves(
    api: Api, officer: Caller, commune: Caller, item: Json
) -> None:
    report = frozen(officer, commune)
    corrected(officer, item, households=30)
    reports = api.platform.store.database["reports"]
    reports.update_one({"_id": report["id"]}, {"$addToSet": {"touched_by": commune.id}})
    refused(step(commune, report, "amend", reason="Sửa"), 403, "own_report")


def test_there_is_no_edition_nor_drift_of_what_is_not_frozen(
    officer: Caller, commune: Caller
) -> None:
    report = accepted(officer, commune)
    assert editions(officer, report) == []
    for path in ("editions/0", "editions/-1", "editions/x", "drift"):
        assert officer.get(f"/reports/{report['id']}/{path}").status_code == 404
