"""Overlaps: what looking for them takes from those who register at the same time."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from bench.arena import OURS, arena
from bench.contenders import measure
from bench.figures import median, median_ratio, turns
from bench.people import store_of
from bench.plan import Outcome
from bench.servers.running import BrokenError
from bench.table import Line
from core.domain.access import OPERATOR

if TYPE_CHECKING:
    from bench.arena import Arena
    from bench.contenders import Turn
    from bench.plan import Plan

LOOKING, NOT_LOOKING = "overlaps looked for", "not looked for"
LEAST_RATE = 0.9
MOST_BEHIND = 120.0


def run(plan: Plan) -> Outcome:
    """Return the rate with jobs beside it and without, and how long they work on afterwards.

    Each turn has a new database: what one has left to be done would cost the next.
    """
    taken: dict[str, list[Turn]] = {LOOKING: [], NOT_LOOKING: []}
    behind: list[float] = []
    for _, name in turns([LOOKING, NOT_LOOKING], plan.rounds):
        with arena(jobs=name == LOOKING) as place:
            contender = place.contender(OURS, place.everywhere, plan)
            measure(contender, min(2.0, plan.seconds))
            turn = measure(contender, plan.seconds)
            taken[name].append(turn)
            behind += [_done_after(place)] if name == LOOKING else []
        print(f"  {name:24} {turn.rate:7.1f}/s  p99 {turn.p99:6.1f} ms", flush=True)
    figures = {name: [asdict(turn) for turn in each] for name, each in taken.items()}
    return Outcome(lines=_lines(taken, behind), figures={**figures, "behind": behind})


def _done_after(place: Arena) -> float:
    """Return after how many seconds nothing waits to be looked at any more."""
    began = time.monotonic()
    with store_of(place.mongo) as store:
        while store.read(OPERATOR).jobs.numbers().get("waiting"):
            if time.monotonic() - began > MOST_BEHIND:
                raise BrokenError(f"jobs still wait after {MOST_BEHIND:.0f} s")
            time.sleep(0.2)
    return time.monotonic() - began


def _lines(taken: dict[str, list[Turn]], behind: list[float]) -> list[Line]:
    rates = [[turn.rate for turn in taken[name]] for name in (LOOKING, NOT_LOOKING)]
    tails = [[turn.p99 for turn in taken[name]] for name in (LOOKING, NOT_LOOKING)]
    return [
        Line(
            goal="over", what="registrations per second while overlaps are looked for",
            ours=f"{median(rates[0]):.0f}/s", yardstick=f"{NOT_LOOKING} {median(rates[1]):.0f}/s",
            ratio=median_ratio(*rates), least=LEAST_RATE, unit=" ×",
        ),
        Line(
            goal="over", what="their p99",
            ours=f"{median(tails[0]):.0f} ms", yardstick=f"{NOT_LOOKING} {median(tails[1]):.0f} ms",
        ),
        Line(goal="over", what="all looked at so long after", ours=f"{median(behind):.0f} s"),
    ]  # fmt: skip
