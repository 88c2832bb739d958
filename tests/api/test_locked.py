"""Locked is read-only: no act and no sequence of acts changes anything under a lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.evidence import SMALL, added, completing, declared, declaring, sent
from tests.api.main_job import (
    RESULT,
    WHOLE,
    YOUTH,
    Json,
    agreed,
    done,
    drafted,
    entered,
    judged,
    on,
    refused,
    submitted,
)
from tests.api.places import LUONG_BANG, NGHIA_TA
from tests.api.test_overlaps import found
from tests.api.test_reports import begun, moved

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.test import TestResponse

    from tests.api.conftest import Api, Caller

FEBRUARY, JULY, LOCKED = date(2017, 2, 1), date(2017, 7, 5), date(2018, 4, 1)
KEPT = ("registrations", "reports", "overlaps", "evidence", "evidence_pieces", "counters", "audit")

Act = tuple[str, "Callable[[], TestResponse]"]


@dataclass(frozen=True)
class Books:
    """What there is when the books are locked, and everybody who may otherwise write in them."""

    api: Api
    officer: Caller
    youth: Caller
    front: Caller
    items: dict[str, Json]
    results: dict[str, Json]
    reports: dict[str, Json]
    evidence: dict[str, Json]
    case: Json

    def acts(self) -> list[Act]:
        """Return every act on every record, each by somebody whom nothing but the lock stops."""
        return [
            *self._on_registrations(), *self._on_results(), *self._on_reports(),
            *self._on_evidence(), ("settle", self._settle),
            ("register", lambda: self.officer.post("/registrations", WHOLE)),
        ]  # fmt: skip

    def _settle(self) -> TestResponse:
        path = f"/overlaps/{self.case['id']}/resolution"
        body = {"verdict": "joint", "reason": "Cùng tuyến đường"}
        return self.front.post(path, body, version=self.case["version"])

    def _on_registrations(self) -> list[Act]:
        acts: list[Act] = []
        for name in ("draft", "submitted", "returned", "agreed"):
            acts += [self._put(name)]
        for name in ("draft", "returned"):
            acts += [self._step(self.officer, name, "submit")]
        acts += [self._delete("draft")]
        for name in ("submitted", "returned", "agreed"):
            acts += [self._step(self.officer, name, "withdraw", reason="Trùng")]
        for name in ("submitted", "agreed"):
            acts += [self._step(self.front, name, "return", reason="Thiếu")]
        return [
            *acts,
            self._step(self.front, "agreed", "reopen"),
            self._step(self.front, "confirmed", "recognise"),
            self._step(self.front, "submitted", "agree"),
            self._step(self.youth, "agreed", "decline"),
        ]

    def _put(self, name: str) -> Act:
        item = self.items[name]
        return f"put {name}", lambda: self.officer.put(
            f"/registrations/{item['id']}", WHOLE | {"title": "Khác"}, version=item["version"]
        )

    def _delete(self, name: str) -> Act:
        item = self.items[name]
        path = f"/registrations/{item['id']}"
        return f"delete {name}", lambda: self.officer.delete(path, version=item["version"])

    def _step(self, caller: Caller, name: str, action: str, **more: Any) -> Act:
        item = self.items[name]
        path = f"/registrations/{item['id']}/transitions"
        body = {"action": action, **more}
        return f"{action} {name}", lambda: caller.post(path, body, version=item["version"])

    def _on_results(self) -> list[Act]:
        first = f"/registrations/{self.items['submitted']['id']}/results/2017-H1"
        acts: list[Act] = [("first result", lambda: self.officer.put(first, RESULT))]
        for name, result in self.results.items():
            path = f"/registrations/{result['registration']}/results/2017-H1"
            acts += [
                _put(f"put result {name}", self.officer, path, RESULT, result),
                _post(f"return result {name}", self.front, f"{path}/transitions",
                      {"action": "return", "reason": "Đếm lại"}, result),
            ]  # fmt: skip
        reported = self.results["reported"]
        path = f"/registrations/{reported['registration']}/results/2017-H1/transitions"
        return [*acts, _post("confirm result", self.front, path, {"action": "confirm"}, reported)]

    def _on_reports(self) -> list[Act]:
        acts: list[Act] = []
        for name, caller, action in (
            ("draft", self.officer, "submit"), ("sent", self.front, "accept"),
            ("sent", self.front, "return"),
        ):  # fmt: skip
            report = self.reports[name]
            path, body = f"/reports/{report['id']}/transitions", {"action": action, "reason": "x"}
            acts.append(_post(f"{action} report {name}", caller, path, body, report))
        draft = self.reports["draft"]
        body = {name: draft[name] for name in ("tenant", "organization", "period")}
        put = _put("put report", self.officer, f"/reports/{draft['id']}", body, draft)
        new = {"tenant": LUONG_BANG, "organization": "phu_nu", "period": "2017-Q1"}
        return [*acts, put, ("begin report", lambda: self.officer.post("/reports", new))]

    def _on_evidence(self) -> list[Act]:
        acts: list[Act] = []
        for name in ("submitted", "agreed"):
            path = f"/registrations/{self.items[name]['id']}/evidence"
            acts.append((f"evidence of {name}", _posting(self.officer, path, declaring(SMALL))))
        whole, begun_ = self.evidence["whole"], self.evidence["begun"]
        gone = f"/evidence/{whole['id']}"
        return [
            *acts,
            ("complete", lambda: completing(self.officer, begun_)),
            ("remove", lambda: self.officer.delete(gone, version=whole["version"])),
        ]

    def kept(self) -> dict[str, list[Json]]:
        database = self.api.platform.store.database
        return {name: list(database[name].find().sort("_id")) for name in KEPT}


def _put(name: str, caller: Caller, path: str, body: Json, seen: Json) -> Act:
    return name, lambda: caller.put(path, body, version=seen["version"])


def _post(name: str, caller: Caller, path: str, body: Json, seen: Json) -> Act:
    return name, lambda: caller.post(path, body, version=seen["version"])


def _posting(caller: Caller, path: str, body: Json) -> Callable[[], TestResponse]:
    return lambda: caller.post(path, body)


@pytest.fixture
def books(api: Api) -> Books:
    officer, front = api.make_user(LUONG_BANG, "phu_nu"), api.make_user(LUONG_BANG, "mttq")
    youth = api.make_user(LUONG_BANG, "doan_thanh_nien")
    then = {each: on(api, each, FEBRUARY) for each in (officer, front, youth)}
    july = {each: on(api, each, JULY) for each in (officer, front)}
    partnered = {"partners": ["doan_thanh_nien"]}
    items = {
        "draft": drafted(then[officer], WHOLE, title="Tổ tiết kiệm"),
        "submitted": submitted(then[officer], WHOLE),
        "returned": done(
            then[front], submitted(then[officer], title="Nhà sạch"), "return", reason="Thiếu"
        ),
        "agreed": agreed(then[officer], then[front], title="Vườn mẫu", **partnered),
        "confirmed": agreed(then[officer], then[front], title="Bếp ấm"),
    }
    submitted(then[youth], YOUTH, title="Tuyến đường hoa thanh niên Nà Cà")
    results = {name: entered(july[officer], items[name], "2017-H1") for name in ("agreed",)}
    other = entered(july[officer], items["confirmed"], "2017-H1", state="completed", progress=100)
    evidence = {
        "whole": added(july[officer], items["submitted"]),
        "begun": sent(july[officer], declared(july[officer], items["submitted"])),
    }
    reports = {
        "draft": begun(july[officer]),
        "sent": moved(july[officer], begun(july[officer], period="2017-Q2"), "submit"),
    }
    (case,) = found(api, then[front], year=2017)
    locked = {each: on(api, each, LOCKED) for each in (officer, youth, front)}
    return Books(
        api=api, officer=locked[officer], youth=locked[youth], front=locked[front],
        items={name: officer.get(f"/registrations/{i['id']}").json for name, i in items.items()},
        results={"reported": results["agreed"], "confirmed": judged(july[front], other, "confirm")},
        reports=reports, evidence=evidence, case=case,
    )  # fmt: skip


def test_every_act_on_every_record_is_refused_by_the_lock_and_by_nothing_else(
    books: Books,
) -> None:
    kept = books.kept()
    for name, act in books.acts():
        answer = act()
        assert (answer.status_code, answer.json["reason"]) == (409, "locked"), (name, answer.json)
        refused(answer, 409, "locked")
    assert books.kept() == kept


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_sequence_of_acts_changes_what_is_locked(books: Books, data: st.DataObject) -> None:
    """Nothing changes, so every example begins with the same books."""
    kept = books.kept()
    acts = dict(books.acts())
    names = data.draw(st.lists(st.sampled_from(sorted(acts)), min_size=1, max_size=8))
    assert all(acts[name]().status_code == 409 for name in names)
    assert books.kept() == kept


def test_a_transfer_into_a_unit_is_refused_by_either_unit_s_lock(books: Books, api: Api) -> None:
    district = on(api, api.make_user("d064", "mttq"), LOCKED)
    item = books.items["submitted"]
    body = {"action": "transfer", "tenant": NGHIA_TA, "reason": "Nhầm xã"}
    path = f"/registrations/{item['id']}/transitions"
    refused(district.post(path, body, version=item["version"]), 409, "locked")
