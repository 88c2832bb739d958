"""Reports signed off by the board that receives them: frozen, verified, kept from everyone else."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from tests.api.freezing import accepted, corrected, drift, edition, editions, frozen
from tests.api.half_year import APRIL, commune, district, item, officer, today
from tests.api.main_job import consolidation, entered, on, problems, refused
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA
from tests.api.test_reports import begun, moved, step

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

__all__ = ["commune", "district", "item", "officer", "today"]
WOMEN: Json = {"tenant": LUONG_BANG, "organization": "phu_nu", "period": "2017-H1"}


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


def test_the_items_it_is_made_of_are_had_by_the_hashes_it_names(
    officer: Caller, commune: Caller, item: Json
) -> None:
    report = frozen(officer, commune)
    signed = edition(officer, report, 0)
    (named,) = signed["content"]["items"]
    path = f"/reports/{report['id']}/editions/0/items"
    shelf = officer.get(f"{path}/{named['sha256']}").json
    assert {name: shelf[name] for name in named} == named
    assert hashlib.sha256(shelf["text"].encode()).hexdigest() == named["sha256"]
    rows = json.loads(shelf["text"])
    assert [row["id"] for row in rows] == [item["id"]]
    figures = signed["content"]["figures"]["cumulative"]["totals"]
    assert sum(row["figures"]["households"] for row in rows) == figures["households"]
    assert officer.get(f"{path}/{'0' * 64}").status_code == 404
    assert officer.get(f"{path.replace('/0/', '/1/')}/{named['sha256']}").status_code == 404


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


def test_there_is_no_edition_nor_drift_of_what_is_not_frozen(
    officer: Caller, commune: Caller
) -> None:
    report = accepted(officer, commune)
    assert editions(officer, report) == []
    for path in ("editions/0", "editions/-1", "editions/x", "drift"):
        assert officer.get(f"/reports/{report['id']}/{path}").status_code == 404
