"""Whatever is done after a board has signed: no signed figure moves, and amendments replay.

The state machine plays officers, a commune's board, a province that moves a congress, and the
worker, over the real program and database; after each act it reads back all that was signed.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from core.catalogue import Catalogue
from core.domain.access import OPERATOR
from core.domain.editions import CHANGES, ITEMS, rows_in
from core.domain.item_rows import added_up, applied, difference
from core.services.integrity import check
from core.storage.integrity import MongoEverything
from tests.api.conftest import SECRET_KEY, Api, empty
from tests.api.freezing import frozen
from tests.api.half_year import FEBRUARY, JULY
from tests.api.main_job import WHOLE, Json, drafted, entered, on, step
from tests.api.owing import owed
from tests.api.places import BAC_KAN, LUONG_BANG
from tests.api.reminding import compared
from tests.api.test_reports import step as report_step

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from core.settings import Settings

MEASURES = Catalogue.installed().measures
MARCH = date(2017, 3, 1)
PERIOD = "2017-H1"
NUMBERS = st.integers(1, 99)
ITEM = st.integers(0, 5)
DAYS = st.none() | st.dates(date(2017, 2, 1), date(2017, 8, 31))
WINDOW = {"opens": "2017-01-01", "closes": "2017-12-31", "locks": "2018-01-31"}
GONE = {"draft", "withdrawn"}


class Signing(RuleBasedStateMachine):
    """A commune whose women's union has its report of the half year frozen, and goes on."""

    country: Settings

    def __init__(self) -> None:
        super().__init__()
        empty(self.country)
        self.api = Api(self.country)
        self.officer = self.api.make_user(LUONG_BANG, "phu_nu")
        self.commune = self.api.make_user(LUONG_BANG, "mttq", "approver")
        self.province = self.api.make_user(BAC_KAN, "mttq", "approver")
        self.early = on(self.api, self.officer, FEBRUARY)
        self.board = on(self.api, self.commune, FEBRUARY)
        self.signed: dict[int, tuple[str, str]] = {}
        self.judged: dict[str, bool] = {}
        self.made = 0

    def teardown(self) -> None:
        self._look()
        database = self.api.platform.store.database
        found = check(MongoEverything(database), measures=MEASURES, key=SECRET_KEY.encode())
        self.api.close()
        assert found.clean, found.samples

    @initialize(first=NUMBERS, second=NUMBERS)
    def freeze(self, first: int, second: int) -> None:
        for households in (first, second):
            self.register(early=True)
            entered(self.officer, self._items()[-1], PERIOD, households=households)
        self.report = frozen(self.officer, self.commune)
        self._read_back()

    @rule(early=st.booleans())
    def register(self, *, early: bool) -> None:
        if self.made > 5:
            return
        self.made += 1
        who = self.early if early else on(self.api, self.officer, MARCH)
        item = drafted(who, WHOLE, title=f"Vườn mẫu số {self.made}", submit=True)
        if item["status"] == "submitted":
            self.judged[item["id"]] = item["late"]

    @rule(which=ITEM, households=NUMBERS, state=st.sampled_from(["in_progress", "completed"]))
    def correct(self, which: int, households: int, state: str) -> None:
        item = self._one(which)
        path = f"/registrations/{item['id']}/results/{PERIOD}"
        before = self.officer.get(path)
        version = before.json["version"] if before.status_code == 200 else None
        body = {"progress": 60, "state": state, "households": households}
        self._done(self.officer.put(path, body, version=version))

    @rule(which=ITEM, action=st.sampled_from(["withdraw", "return", "agree", "reopen", "submit"]))
    def move(self, which: int, action: str) -> None:
        caller = self.early if action in {"withdraw", "submit"} else self.board
        self._done(step(caller, self._one(which), action, reason="Xem lại"))

    @rule(verdict=st.sampled_from(["joint", "duplicate", "distinct"]))
    def settle(self, verdict: str) -> None:
        self._look()
        for case in self.board.get("/overlaps", year=2017).json[:1]:
            body = {"verdict": verdict, "reason": "Đã trao đổi"}
            path = f"/overlaps/{case['id']}/resolution"
            self._done(self.board.post(path, body, version=case["version"]))

    @rule(day=DAYS)
    def move_the_congress(self, day: date | None) -> None:
        path = f"/tenants/{BAC_KAN}/calendar/2017"
        version = int(self.province.get(path).headers["ETag"].strip('"'))
        event = {"name": "Đại hội", "day": day.isoformat() if day else None}
        parts = {part: {**WINDOW, "due_before": "dai_hoi"} for part in ("registration", PERIOD)}
        body = {**parts, "events": {"dai_hoi": event}}
        assert self.province.put(path, body, version=version).status_code == 200

    @rule(action=st.sampled_from(["submit", "accept", "return", "freeze"]))
    def press(self, action: str) -> None:
        """Try all that one may do to a report that is not frozen."""
        for caller in (self.officer, self.commune):
            answer = report_step(caller, self._report(), action, reason="Xem lại")
            assert answer.status_code in {403, 409}, answer.json
        self._done(self.officer.put(
            f"/reports/{self.report['id']}",
            {name: self.report[name] for name in ("tenant", "organization", "period")}
            | {"nothing": True}, version=self._report()["version"],
        ))  # fmt: skip

    @rule()
    def amend(self) -> None:
        drifted = bool(self._changes())
        answer = report_step(self.commune, self._report(), "amend", reason="Đếm lại")
        assert (answer.status_code == 200) == drifted, answer.json
        if drifted:
            self._read_back()
            assert not self._changes()

    @rule()
    def the_boards_task_tells_of_the_drift(self) -> None:
        self._look()
        tasks = owed(self.commune, "report_drift")
        changes = len(self._changes())
        assert [task["details"]["count"] for task in tasks] == ([changes] if changes else [])

    @invariant()
    def nothing_signed_has_moved(self) -> None:
        for number, kept in self.signed.items():
            assert self._edition(number) == kept

    @invariant()
    def what_was_signed_and_amended_replays_to_the_live_figures(self) -> None:
        if not self.signed:
            return
        work = self.api.platform.store.read(OPERATOR)
        first, *amendments = work.editions.of_report(self.report["id"])
        rows = {row["id"]: row for row in rows_in(work.editions.shelves(first, ITEMS))}
        for edition in amendments:
            rows = applied(rows, rows_in(work.editions.shelves(edition, CHANGES)))
            stored = rows_in(work.editions.shelves(edition, ITEMS))
            assert not difference(rows, {row["id"]: row for row in stored})
        total = added_up(rows.values())
        moved = self._drift()["totals"]
        live = self._live()
        for name in ("registered", "households", "completed"):
            change = moved.get(name, {"was": 0, "is": 0})
            assert getattr(total, name) + change["is"] - change["was"] == live[name], name

    @invariant()
    def no_lateness_is_rewritten(self) -> None:
        stored = self.api.platform.store.database["registrations"].find({}, {"late": 1})
        late = {each["_id"]: each["late"] for each in stored}
        assert {each: late[each] for each in self.judged} == self.judged

    def _items(self) -> list[Json]:
        found = self.officer.get("/registrations", year=2017).json
        return sorted(found, key=lambda item: str(item["title"]))

    def _one(self, which: int) -> Json:
        items = self._items()
        return items[which % len(items)]

    def _report(self) -> Json:
        return dict(self.officer.get(f"/reports/{self.report['id']}").json)

    def _edition(self, number: int) -> tuple[str, str]:
        told = self.officer.get(f"/reports/{self.report['id']}/editions/{number}").json
        assert hashlib.sha256(told["text"].encode()).hexdigest() == told["sha256"]
        return told["text"], told["sha256"]

    def _read_back(self) -> None:
        number = self._report()["edition"]
        assert number == len(self.signed)
        self.signed[number] = self._edition(number)

    def _drift(self) -> Json:
        return dict(self.commune.get(f"/reports/{self.report['id']}/drift").json)

    def _changes(self) -> list[Json]:
        return list(self._drift()["items"])

    def _live(self) -> Json:
        query = {"tenant": LUONG_BANG, "period": PERIOD}
        return dict(self.officer.get("/consolidation", **query).json["totals"])

    def _look(self) -> None:
        compared(self.api)

    @staticmethod
    def _done(answer: TestResponse) -> Any:
        """An act may be refused, as the rules say; it never fails."""
        assert answer.status_code < 500, answer.text
        return answer


def test_no_sequence_of_acts_moves_a_signed_figure_and_amendments_replay(country: Settings) -> None:
    machine = type("Signing", (Signing,), {"country": _in_july(country)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=8, stateful_step_count=10, deadline=None,
            # Each act goes through the whole program: to shrink a failure would take minutes.
            phases=[Phase.explicit, Phase.generate], suppress_health_check=[*HealthCheck],
        ),
    )  # fmt: skip


def _in_july(country: Settings) -> Settings:
    return replace(country, today=JULY)
