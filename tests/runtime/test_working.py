"""The thread that does the jobs: nothing ends it but its stopping, and requests come first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Event
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from pymongo.errors import AutoReconnect

from core.domain.errors import UnavailableError
from core.domain.jobs import JobKind
from core.domain.time import Moment
from core.runtime import working
from core.runtime.working import (
    AWAY_SECONDS,
    DUTY,
    IDLE_SECONDS,
    MOST_REST_SECONDS,
    Worker,
    with_jobs,
)
from core.settings import Settings
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

MOMENT = Moment(now=datetime(2026, 3, 1, 8, 0, tzinfo=UTC), today=date(2026, 3, 1))


class Pauses(Event):
    """Waits for nothing, and ends the worker after so many pauses."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.made: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.made.append(timeout or 0.0)
        if len(self.made) == self.number:
            self.set()
        return self.is_set()


@pytest.fixture
def outcomes(monkeypatch: pytest.MonkeyPatch) -> list[bool | Exception]:
    """What the queue answers, in turn; each job takes two seconds of the clock."""
    seconds = iter(range(0, 1000, 2))
    given: list[bool | Exception] = []

    def work_once(*_: Any, **__: Any) -> bool:
        outcome = given.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(working, "work_once", work_once)
    clock = SimpleNamespace(monotonic=lambda: float(next(seconds)))
    monkeypatch.setattr(working, "time", clock)
    return given


def a_worker(**changes: Any) -> Worker:
    return Worker(SimpleNamespace(), lambda: MOMENT, **changes)


def pauses(worker: Worker, number: int, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    made = Pauses(number)
    monkeypatch.setattr(worker, "_stopping", made)
    worker.run()
    return made.made


@pytest.mark.parametrize("error", [KeyError("x"), AutoReconnect("x"), UnavailableError()])
def test_whatever_goes_wrong_it_comes_again_after_a_while(
    error: Exception, outcomes: list[bool | Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes += [error, False, error]
    made = pauses(a_worker(), 3, monkeypatch)
    assert made == [AWAY_SECONDS, IDLE_SECONDS, AWAY_SECONDS]


def test_what_was_not_foreseen_is_logged(
    outcomes: list[bool | Exception],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    outcomes.append(ValueError("a kind nobody knows"))
    pauses(a_worker(), 1, monkeypatch)
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert record.exc_info is not None


def test_a_worker_of_its_own_goes_on_at_once(
    outcomes: list[bool | Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes += [True, True, False]
    assert pauses(a_worker(), 3, monkeypatch) == [0.0, 0.0, IDLE_SECONDS]


def test_beside_requests_it_rests_three_times_as_long_as_a_job_took(
    outcomes: list[bool | Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes += [True, False]
    assert pauses(a_worker(rest=DUTY), 2, monkeypatch) == [2 * DUTY, IDLE_SECONDS]


def test_after_a_job_that_took_long_it_rests_a_few_seconds_only(
    outcomes: list[bool | Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes += [True, False]
    rested = pauses(a_worker(rest=100 * DUTY), 2, monkeypatch)
    assert rested == [MOST_REST_SECONDS, IDLE_SECONDS]


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Worker]]:
    """The workers that were begun, which are stopped at the end."""
    made: list[Worker] = []
    start = Worker.start

    def remember(worker: Worker) -> None:
        made.append(worker)
        start(worker)

    monkeypatch.setattr(Worker, "start", remember)
    yield made
    for worker in made:
        worker.stop()


def an_app(*, jobs: bool) -> Any:
    parts = SimpleNamespace(
        settings=replace(Settings(), jobs=jobs),
        store=SimpleNamespace(),
        catalogue=SimpleNamespace(),
        moment=lambda: MOMENT,
    )
    return SimpleNamespace(extensions={"chungsuc": parts})


def test_a_server_does_jobs_in_a_thread_that_rests_and_can_be_stopped(
    begun: list[Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Event()
    monkeypatch.setattr(working, "begin_day", lambda *_: True)

    def work_once(*_: Any, **__: Any) -> bool:
        asked.set()
        return False

    monkeypatch.setattr(working, "work_once", work_once)
    registered: list[Any] = []
    monkeypatch.setattr("core.runtime.working.atexit.register", registered.append)
    app = an_app(jobs=True)
    assert with_jobs(app) is app
    assert until(asked.is_set)
    (worker,) = begun
    assert worker._rest == DUTY
    assert registered == [worker.stop]
    worker.stop()
    assert not worker._thread.is_alive()


def test_a_server_that_is_told_so_leaves_the_jobs_to_others(begun: list[Worker]) -> None:
    with_jobs(an_app(jobs=False))
    assert begun == []


def test_with_each_day_that_begins_people_are_reminded_once(
    outcomes: list[bool | Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[date] = []
    monkeypatch.setattr(working, "begin_day", lambda _, moment: begun.append(moment.today))
    days = [date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 2)]
    clock = iter([Moment(now=MOMENT.now, today=day) for day in days])
    outcomes += [False, False, False]
    handlers = {JobKind.REMIND: lambda *_: lambda _: None}
    worker = Worker(SimpleNamespace(), lambda: next(clock), handlers=handlers)
    pauses(worker, 3, monkeypatch)
    assert begun == [date(2026, 3, 1), date(2026, 3, 2)]


def test_a_day_that_could_not_be_begun_is_begun_later(
    outcomes: list[bool | Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = iter([AutoReconnect("x"), True])

    def begin_day(*_: Any) -> None:
        outcome = next(begun)
        if isinstance(outcome, Exception):
            raise outcome

    monkeypatch.setattr(working, "begin_day", begin_day)
    outcomes.append(False)
    handlers = {JobKind.REMIND: lambda *_: lambda _: None}
    worker = Worker(SimpleNamespace(), lambda: MOMENT, handlers=handlers)
    assert pauses(worker, 2, monkeypatch) == [AWAY_SECONDS, IDLE_SECONDS]
    assert next(begun, None) is None
