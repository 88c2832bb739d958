"""Goal 2: the last evening, when everybody registers in one place."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from bench.arena import arena
from bench.commits import commits_of
from bench.contenders import measure
from bench.figures import median, median_ratio, turns
from bench.plan import Outcome
from bench.table import Line

if TYPE_CHECKING:
    from bench.contenders import Turn
    from bench.plan import Plan

EVERYWHERE, PROVINCE, COMMUNE = "everywhere", "one province", "one commune, one organization"
LEAST_RATE = 0.8
MOST_TAIL = 2.0
MOST_TRIES = 1.1


def run(plan: Plan) -> Outcome:
    """Return what the same clients achieve in one place, beside what they do all over."""
    with arena() as place:
        contenders = [
            place.contender(EVERYWHERE, place.everywhere, plan),
            place.contender(PROVINCE, place.province, plan),
            place.contender(COMMUNE, place.commune, plan),
        ]
        for contender in contenders:
            measure(contender, min(2.0, plan.seconds))
        taken: dict[str, list[Turn]] = {each.name: [] for each in contenders}
        tries: dict[str, list[float]] = {each.name: [] for each in contenders}
        for _, contender in turns(contenders, plan.rounds):
            before = commits_of(place.server.port)
            turn = measure(contender, plan.seconds)
            tried = commits_of(place.server.port).tries_since(before)
            taken[contender.name].append(turn)
            tries[contender.name] += [] if tried is None else [tried]
            print(f"  {contender.name:32} {turn.rate:7.1f}/s  p99 {turn.p99:6.1f} ms", flush=True)
    lines = [
        line
        for name in (PROVINCE, COMMUNE)
        for line in _lines(name, taken[name], taken[EVERYWHERE], tries[name])
    ]
    figures = {
        name: {"turns": [asdict(each) for each in taken[name]], "tries per commit": tries[name]}
        for name in taken
    }
    return Outcome(lines=lines, figures=figures)


def _lines(name: str, there: list[Turn], everywhere: list[Turn], tries: list[float]) -> list[Line]:
    rates = [turn.rate for turn in there], [turn.rate for turn in everywhere]
    tails = [turn.p99 for turn in there], [turn.p99 for turn in everywhere]
    lines = [
        Line(
            goal="2", what=f"{name}: per second",
            ours=f"{median(rates[0]):.0f}/s", yardstick=f"everywhere {median(rates[1]):.0f}/s",
            ratio=median_ratio(*rates), least=LEAST_RATE, unit=" ×",
        ),
        Line(
            goal="2", what=f"{name}: p99",
            ours=f"{median(tails[0]):.0f} ms", yardstick=f"everywhere {median(tails[1]):.0f} ms",
            ratio=median_ratio(*tails), most=MOST_TAIL, unit=" ×",
        ),
    ]  # fmt: skip
    if tries:
        found = median(tries)
        lines.append(
            Line(
                goal="2",
                what=f"{name}: tries per commit",
                ours=f"{found:.2f}",
                ratio=found,
                most=MOST_TRIES,
            )
        )
    return lines
