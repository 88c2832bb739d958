"""What changes after a board has signed: it shows as drift, and becomes a numbered amendment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.api.freezing import corrected, drift, edition, editions, frozen, signed_by_front
from tests.api.half_year import APRIL, FEBRUARY, commune, district, item, officer, today
from tests.api.main_job import WHOLE, done, entered, judged, on, problems, refused, submitted
from tests.api.test_reports import begun, moved, step

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

__all__ = ["commune", "district", "item", "officer", "today"]


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


def test_what_nobody_has_confirmed_is_named_before_it_is_signed(
    officer: Caller, commune: Caller, item: Json
) -> None:
    path = f"/registrations/{item['id']}/results/2017-H1"
    assert officer.get(path).json["frozen_reports"] == []
    report = frozen(officer, commune)
    judged(commune, officer.get(path).json, "confirm")
    assert drift(commune, report)["unconfirmed"] == []
    after = corrected(officer, item, households=35)
    (signed,) = after["frozen_reports"]
    whose = {"tenant": report["tenant"], "organization": report["organization"]}
    assert signed == {**whose, "period": "2017-H1", "edition": 0}
    assert drift(commune, report)["unconfirmed"] == [item["id"]]
    judged(commune, officer.get(path).json, "confirm")
    found = drift(commune, report)
    assert (found["count"], found["unconfirmed"]) == (1, [])


def test_a_later_period_than_the_report_s_is_in_no_frozen_report(
    api: Api, officer: Caller, commune: Caller, item: Json
) -> None:
    frozen(officer, commune)
    december = on(api, officer, date(2017, 12, 5))
    entered(december, item, "2017", households=60)
    path = f"/registrations/{item['id']}/results/2017"
    assert december.get(path).json["frozen_reports"] == []


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


def test_nobody_amends_a_report_they_entered_themselves(
    api: Api, officer: Caller, commune: Caller, item: Json
) -> None:
    report = frozen(officer, commune)
    corrected(officer, item, households=30)
    reports = api.platform.store.database["reports"]
    reports.update_one({"_id": report["id"]}, {"$addToSet": {"touched_by": commune.id}})
    refused(step(commune, report, "amend", reason="Sửa"), 403, "own_report")
