"""Reports signed off while others act: nothing is signed twice, and nothing is lost in between."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.freezing import accepted, corrected, drift, edition, editions, frozen
from tests.api.half_year import FEBRUARY, commune, item, officer, today
from tests.api.main_job import on, submitted
from tests.api.test_reports import step

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

__all__ = ["commune", "item", "officer", "today"]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of *acts* at the same moment and return what each gave."""
    start = Barrier(len(acts))

    def act(each: Callable[[], Any]) -> Any:
        start.wait(10)
        return each()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [*pool.map(act, acts)]


def households(caller: Caller, report: Json) -> int:
    """Return what was signed, with what has drifted since."""
    number = editions(caller, report)[-1]["number"]
    signed = edition(caller, report, number)["content"]["figures"]["cumulative"]["totals"]
    moved = drift(caller, report)["totals"].get("households", {"was": 0, "is": 0})
    return int(signed["households"] + moved["is"] - moved["was"])


def test_of_two_boards_that_freeze_at_once_one_does(
    api: Api, officer: Caller, commune: Caller, item: Json
) -> None:
    other = api.make_user(commune_of(item), "mttq", "approver")
    report = accepted(officer, commune)
    answers = at_once(
        lambda: step(commune, report, "freeze"), lambda: step(other, report, "freeze")
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert [each["number"] for each in editions(officer, report)] == [0]


def test_of_two_boards_that_amend_at_once_one_does(
    api: Api, officer: Caller, commune: Caller, item: Json
) -> None:
    other = api.make_user(commune_of(item), "mttq", "approver")
    report = frozen(officer, commune)
    corrected(officer, item, households=33)
    answers = at_once(
        lambda: step(commune, report, "amend", reason="Đếm lại"),
        lambda: step(other, report, "amend", reason="Đếm lại"),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert [each["number"] for each in editions(officer, report)] == [0, 1]


def test_what_an_officer_corrects_while_the_board_freezes_is_in_it_or_shows_as_drift(
    officer: Caller, commune: Caller, item: Json
) -> None:
    report = accepted(officer, commune)
    answers = at_once(
        lambda: step(commune, report, "freeze"),
        lambda: corrected(officer, item, households=47),
    )
    assert answers[0].status_code == 200, answers[0].json
    assert households(officer, report) == 47


@pytest.mark.parametrize("seed", range(3))
def test_no_sequence_of_acts_changes_what_was_signed(
    api: Api, officer: Caller, commune: Caller, item: Json, seed: int
) -> None:
    report = frozen(officer, commune)
    signed = edition(officer, report, 0)
    rng = random.Random(seed)  # noqa: S311 — which acts, no secret
    early = on(api, officer, FEBRUARY)
    acts: list[Callable[[], Any]] = [
        lambda: corrected(officer, item, households=rng.randint(1, 99)),
        lambda: corrected(officer, item, state="completed", progress=100),
        lambda: submitted(early, title=f"Tổ tiết kiệm {rng.randint(1, 10**6)}"),
        lambda: step(commune, _now(commune, report), "return", reason="Xem lại"),
        lambda: step(commune, _now(commune, report), "freeze"),
        lambda: step(officer, _now(officer, report), "submit"),
        lambda: step(commune, _now(commune, report), "amend", reason="Đếm lại"),
    ]
    for _ in range(10):
        rng.choice(acts)()
        assert edition(officer, report, 0) == signed
    live = officer.get("/consolidation", tenant=report["tenant"], period="2017-H1").json
    assert households(officer, report) == live["totals"]["households"]


def commune_of(item: Json) -> str:
    return str(item["tenant"])


def _now(caller: Caller, report: Json) -> Json:
    return dict(caller.get(f"/reports/{report['id']}").json)
