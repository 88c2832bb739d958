"""Goal 9: from the command to a server that is ready, database included, on a prepared machine."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.figures import median, turns
from bench.plan import Outcome
from bench.servers.ours import ours
from bench.servers.running import WORK
from bench.table import Line

if TYPE_CHECKING:
    from bench.plan import Plan

WITH, WITHOUT = "with the demonstration", "without it"
MOST = {WITH: 5.0, WITHOUT: 3.0}


def run(plan: Plan) -> Outcome:
    """Return the seconds until ``/health/ready``; the first start prepares and is not counted."""
    kinds = {WITH: True, WITHOUT: False}
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    for name, demo in kinds.items():
        _start(demo=demo)
        print(f"  {name}: prepared", flush=True)
    for _, (name, demo) in turns(list(kinds.items()), plan.rounds):
        seconds = _start(demo=demo)
        taken[name].append(seconds)
        print(f"  {name:24} {seconds:.2f} s", flush=True)
    lines = [
        Line(
            goal="9", what=f"start {name}", ours=f"{median(found):.1f} s", ratio=median(found),
            most=MOST[name], unit=" s",
        )
        for name, found in taken.items()
    ]  # fmt: skip
    return Outcome(lines=lines, figures=dict(taken))


def _start(*, demo: bool) -> float:
    """Start and stop the program, its database too; return how long it took to be ready."""
    folder = WORK / ("start-demo" if demo else "start")
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with ours(folder, today=None, demo=demo, name="starting"):
        return time.monotonic() - began
