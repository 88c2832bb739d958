"""Goal 4: all counters rebuilt from a million registrations, while the server goes on."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING

from bench.asking import Asker
from bench.country import YEAR, country
from bench.figures import median, percentile
from bench.plan import Outcome
from bench.servers.ours import environ_of
from bench.servers.running import BrokenError, last_words
from bench.servers.running import run as run_command
from bench.table import Line

if TYPE_CHECKING:
    from bench.country import Country
    from bench.plan import Plan

MOST = 15.0
PAUSE = 0.1  # seconds between two reads
READ = f"/api/v1/consolidation?tenant=vn&period={YEAR}"


def run(plan: Plan) -> Outcome:
    """Return the seconds of ``chungsuc rebuild``, and what a reader waits meanwhile."""
    seconds: list[float] = []
    waits: list[float] = []
    refused: list[str] = []
    with country(plan.rows) as whole:
        for _ in range(plan.rounds):
            took, waited, failed = _rebuilt(whole)
            refused += failed
            seconds.append(took)
            waits += waited
            print(f"  {took:.1f} s, {len(waited)} reads meanwhile", flush=True)
    lines = [
        Line(
            goal="4", what=f"counters rebuilt from {plan.rows:,}", ours=f"{median(seconds):.1f} s",
            ratio=median(seconds), most=MOST, unit=" s",
        ),
        Line(
            goal="4", what="reads of the year meanwhile: p50 / p99",
            ours=f"{median(waits):.0f} / {percentile(waits, 0.99):.0f} ms",
        ),
    ]  # fmt: skip
    return Outcome(
        lines=lines,
        figures={"seconds": seconds, "reads_ms": waits, "told": last_words("rebuild")},
        broken=refused[:1],
    )


def _rebuilt(whole: Country) -> tuple[float, list[float], list[str]]:
    """Rebuild once while someone reads on; return seconds, the reader's waits in ms, refusals."""
    reader = Asker(whole.server.port, whole.people[0].token)
    over = threading.Event()
    waits: list[float] = []
    failures: list[str] = []

    def read() -> None:
        while not over.wait(PAUSE):
            try:
                waits.append(reader.ask(READ).took)
            except BrokenError as error:
                failures.append(str(error))

    reading = threading.Thread(target=read)
    reading.start()
    try:
        began = time.monotonic()
        command = [sys.executable, "-m", "core", "rebuild"]
        run_command(command, name="rebuild", environ=environ_of(whole.mongo.data_dir))
        took = time.monotonic() - began
    finally:
        over.set()
        reading.join()
    return took, waits, failures
