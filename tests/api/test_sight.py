"""Sight: who sees an item, how much of it, and that nobody else learns who is in charge of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import (
    POVERTY,
    WHOLE,
    Json,
    done,
    drafted,
    entered,
    on,
    refused,
    seen,
    submitted,
)
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA, PAC_NAM

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

SECRETS = ("Nông Thị Bích Ngọc", "0912345678", "Hoàng Văn Thụ Bảy")
PERSONAL: Json = POVERTY | {
    "person_in_charge": SECRETS[0],
    "phone": SECRETS[1],
    "partners": ["nong_dan"],
    "households": 42,
    "funding": [{"source": "khac", "amount": 5_550_000}],
    "note": "Ghi chú riêng",
    "answers": {"so_ho": 3, "nguoi_giup": SECRETS[2], "so_nguoi_giup": 2},
}
SUMMARY = {
    "id", "tenant", "organization", "year", "movement_type", "kind", "title", "stage", "content",
    "places", "number", "status", "late", "version", "view",
    "recognised_on", "recognised_by", "decision_number", "decision_on",
}  # fmt: skip


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "cuu_chien_binh")


def views(api: Api) -> dict[str, Caller]:
    """Return people by the view they must get of an item of the veterans of Lương Bằng."""
    return {
        "personal:colleague": api.make_user(LUONG_BANG, "cuu_chien_binh", "viewer"),
        "personal:above": api.make_user(CHO_DON, "cuu_chien_binh"),
        "personal:front": api.make_user(LUONG_BANG, "mttq"),
        "full:district": api.make_user(CHO_DON, "mttq", "viewer"),
        "full:province": api.make_user(BAC_KAN, "mttq", "approver"),
        "full:partner": api.make_user(LUONG_BANG, "nong_dan"),
        "summary:neighbour": api.make_user(LUONG_BANG, "phu_nu"),
        "summary:admin": api.make_user(LUONG_BANG, "cuu_chien_binh", "admin"),
        "summary:front admin": api.make_user(LUONG_BANG, "mttq", "admin"),
        "none:other commune": api.make_user(NGHIA_TA, "cuu_chien_binh"),
        "none:other organization above": api.make_user(CHO_DON, "phu_nu"),
        "none:partner elsewhere": api.make_user(NGHIA_TA, "nong_dan"),
        "none:partner above": api.make_user(CHO_DON, "nong_dan"),
        "none:other district": api.make_user(PAC_NAM, "mttq"),
        "none:other province": api.make_user(HA_GIANG, "mttq"),
    }


def test_each_sees_as_much_as_they_may(api: Api, officer: Caller) -> None:
    item = submitted(officer, PERSONAL)
    for name, caller in views(api).items():
        view = name.partition(":")[0]
        path = f"/registrations/{item['id']}"
        if view == "none":
            refused(caller.get(path), 404, "not_found")
            refused(caller.get(f"{path}/history"), 404, "not_found")
            assert caller.get("/registrations").json == []
            continue
        shown = seen(caller, item)
        assert shown["view"] == view, name
        assert (set(shown) == SUMMARY) == (view == "summary"), name
        assert ("verdicts" in shown) == (view != "summary"), name
        for secret in SECRETS:
            assert (secret in str(shown)) == (view == "personal"), name
        rows: Any = caller.get("/registrations").json
        assert [row["id"] for row in rows] == [item["id"]]
        assert (set(rows[0]) == SUMMARY) == (view == "summary"), name


def test_a_draft_is_its_organizations_own(api: Api, officer: Caller) -> None:
    item = drafted(officer, PERSONAL)
    for name, caller in views(api).items():
        own = name in {"personal:colleague", "personal:above", "summary:admin"}
        assert caller.get(f"/registrations/{item['id']}").status_code == (200 if own else 404), name
        assert len(caller.get("/registrations").json) == own, name


def test_the_front_sees_in_full_from_the_first_submission_on(api: Api, officer: Caller) -> None:
    front = api.make_user(LUONG_BANG, "mttq")
    item = submitted(officer, PERSONAL)
    back = done(front, item, "return", reason="Sửa")
    assert seen(front, back)["view"] == "personal"
    gone = done(officer, back, "withdraw", reason="Nhập trùng")
    assert seen(front, gone)["view"] == "personal"


def test_who_is_in_charge_is_told_nowhere_else(api: Api, officer: Caller) -> None:
    """Not in lists, CSV, summaries, history, figures, the audit trail, nor in any refusal."""
    item = drafted(officer, PERSONAL)
    path = f"/registrations/{item['id']}"
    changed = PERSONAL | {"phone": "0987654321", "submit": True}
    officer.put(path, changed, version=1)
    officer.put(path, PERSONAL | {"person_in_charge": None, "answers": {"so_ho": 3}}, version=2)
    officer.put(path, PERSONAL, version=3)
    stale = officer.put(path, PERSONAL, version=2)
    entered(on(api, officer, date(2017, 7, 5)), item, "2017-H1")
    secrets = (*SECRETS, "0987654321")
    people = [officer, *(c for name, c in views(api).items() if not name.startswith("none"))]
    told = [stale.text]
    for caller in people:
        told += [
            caller.get("/registrations").text,
            caller.get("/registrations", q="duong hoa").text,
            caller.call("GET", "/registrations", headers={"Accept": "text/csv"}).text,
            caller.get(f"{path}/history").text,
        ]
        tenant = LUONG_BANG
        for figures in ("coverage", "quotas"):
            told.append(caller.get(f"/{figures}", tenant=tenant, year=2017).text)
        told.append(caller.get("/consolidation", tenant=tenant, period="2017").text)
        told.append(caller.get("/audit").text)
    database = api.platform.store.database
    told += [str(entry) for entry in database["audit"].find()]
    told += [str(count) for count in database["counters"].find()]
    for text in told:
        for secret in secrets:
            assert secret not in text
            assert secret.encode("unicode_escape").decode() not in text
    history = officer.get(f"{path}/history").json
    named = {change["field"] for row in history for change in row["changes"] if change["hidden"]}
    assert named == {"person_in_charge", "phone", "answers.nguoi_giup"}


def test_nobody_finds_an_item_by_who_is_in_charge(officer: Caller) -> None:
    submitted(officer, PERSONAL)
    for words in ("bich ngoc", "0912345678", "thu bay", "ghi chu"):
        assert officer.get("/registrations", q=words).json == []


def test_a_summary_in_csv_tells_no_more_than_in_json(api: Api, officer: Caller) -> None:
    submitted(officer, PERSONAL)

    def csv(caller: Caller) -> str:
        return caller.call("GET", "/registrations", headers={"Accept": "text/csv"}).text

    assert "5550000" in csv(officer)
    for text in (csv(api.make_user(LUONG_BANG, "phu_nu")),
                 csv(api.make_user(LUONG_BANG, "cuu_chien_binh", "admin"))):  # fmt: skip
        assert "Đường hoa Nà Cà" in text
        assert "5550000" not in text
        assert "2017-11-30" not in text


def test_history_in_summary_says_what_was_done_and_when(api: Api, officer: Caller) -> None:
    item = submitted(officer, PERSONAL)
    neighbour = api.make_user(LUONG_BANG, "phu_nu")
    rows: Any = neighbour.get(f"/registrations/{item['id']}/history").json
    assert [set(row) for row in rows] == [{"at", "on", "action", "by"}]


def test_acting_as_one_hat_one_sees_with_that_one_only(api: Api, officer: Caller) -> None:
    item = submitted(officer, PERSONAL)
    api.make_user(NGHIA_TA, "phu_nu", username="hai.vai")
    both = api.make_user(LUONG_BANG, "mttq", username="hai.vai")
    path = f"/registrations/{item['id']}"
    assert both.get(path).json["view"] == "personal"
    held = {a["organization"]: a["id"] for a in both.get("/me").json["assignments"]}
    assert both.call("GET", path, acting=held["mttq"]).status_code == 200
    refused(both.call("GET", path, acting=held["phu_nu"]), 404, "not_found")
    assert both.call("GET", "/registrations", acting=held["phu_nu"]).json == []


def test_figures_out_of_sight_do_not_exist(api: Api) -> None:
    officer = api.make_user(LUONG_BANG, "phu_nu")
    front = replace(api.make_user(LUONG_BANG, "mttq"))
    for caller in (officer, front):
        for tenant in (NGHIA_TA, CHO_DON, BAC_KAN, "vn", "khong-co"):
            for path, query in (
                ("/consolidation", {"period": "2017"}), ("/quotas", {"year": 2017}),
                ("/coverage", {"year": 2017}), ("/registrations", {}), ("/reports", {}),
            ):  # fmt: skip
                refused(caller.get(path, tenant=tenant, **query), 404, "not_found")


def test_without_a_token_nothing_is_told(api: Api) -> None:
    for path in ("/registrations", "/registrations/x", "/consolidation", "/quotas", "/coverage"):
        answer = api.nobody.get(path)
        refused(answer, 401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    refused(api.nobody.post("/registrations", WHOLE), 401, "unauthenticated")
