"""Goal 1: registrations per second, all over the country, beside everyone else."""

from __future__ import annotations

import contextlib
from dataclasses import asdict
from typing import TYPE_CHECKING

from bench import bodies
from bench.arena import OURS, arena
from bench.commits import commits_of
from bench.contenders import HttpContender, RawContender, compete
from bench.figures import median, median_ratio
from bench.plan import Outcome
from bench.servers.peers import make_tables, peer
from bench.servers.postgres import postgres
from bench.servers.running import BrokenError
from bench.table import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.arena import Arena
    from bench.contenders import Contender, Turn
    from bench.plan import Plan

EVE, DJANGO, TRANSACTION, GROUP, RAW = (
    "eve, insert", "Django, transaction", "bare, transaction", "bare, groups", "raw transaction",
)  # fmt: skip
FASTER_THAN = ((EVE, 1.5), (DJANGO, 1.3), (RAW, 0.5), (TRANSACTION, None), (GROUP, None))
MOST_CPU = 1.25
MOST_TAIL = 3.0
_PROVINCES = 63


def run(plan: Plan) -> Outcome:
    """Return how many registrations a second everybody commits, and what each of them costs."""
    outcome = Outcome()
    with arena() as place, contextlib.ExitStack() as servers:
        contenders: list[Contender] = [place.contender(OURS, place.everywhere, plan)]
        contenders += _bare(place, plan, servers)
        try:
            contenders.append(_django(plan, servers))
        except BrokenError as error:
            outcome.left_out.append(str(error))
        before = commits_of(place.server.port)
        turns = compete(contenders, rounds=plan.rounds, seconds=plan.seconds)
        after = commits_of(place.server.port)
    outcome.lines = [*_rates(turns), *_costs(turns)]
    tries, together = after.tries_since(before), after.writes_since(before)
    if tries is not None and together is not None:
        told = f"{tries:.2f} tries, {together:.1f} writes"
        outcome.lines.append(Line(goal="1", what="a commit", ours=told))
    outcome.figures = {name: [asdict(turn) for turn in taken] for name, taken in turns.items()}
    outcome.figures |= {"tries per commit": tries, "writes per commit": together}
    return outcome


def _bare(place: Arena, plan: Plan, servers: contextlib.ExitStack) -> list[Contender]:
    """Start the yardsticks that use our MongoDB."""
    pid, records = place.mongo.pid, yardstick_records()
    uri = {name: place.mongo.database(f"bench_{name}") for name in ("bare", "eve", "raw")}
    bare = servers.enter_context(peer("reference", {"MONGO_URI": uri["bare"]}))
    eve = servers.enter_context(peer("eve_app", {"MONGO_URI": uri["eve"]}))
    asked = ((TRANSACTION, bare, "/txn"), (GROUP, bare, "/group"), (EVE, eve, "/reg"))
    return [
        *(
            HttpContender(
                name=name, port=served.port, pid=served.pid, database_pid=pid,
                requests=[bodies.post(path, each) for each in records], clients=plan.clients,
            )
            for name, served, path in asked
        ),
        RawContender(name=RAW, uri=uri["raw"], database_pid=pid, bodies=records),
    ]  # fmt: skip


def _django(plan: Plan, servers: contextlib.ExitStack) -> Contender:
    """Start PostgreSQL and Django; raises BrokenError where there is no PostgreSQL."""
    database = servers.enter_context(postgres())
    make_tables(database.environ)
    served = servers.enter_context(peer("django_app", database.environ))
    return HttpContender(
        name=DJANGO, port=served.port, pid=served.pid, database_pid=database.pid,
        requests=[bodies.post("/txn", each) for each in yardstick_records()], clients=plan.clients,
    )  # fmt: skip


def yardstick_records() -> list[bodies.Json]:
    """Return a record for every organization of ours in every province."""
    return [
        bodies.yardstick_record(province, 100 * province + number, organization)
        for number, organization in enumerate(bodies.ORGANIZATIONS)
        for province in range(1, _PROVINCES + 1)
    ]


def _rates(turns: dict[str, list[Turn]]) -> list[Line]:
    ours = [turn.rate for turn in turns[OURS]]
    return [
        Line(
            goal="1",
            what="registrations per second",
            ours=f"{median(ours):.0f}/s",
            yardstick=f"{name} {median(theirs):.0f}/s",
            ratio=median_ratio(ours, theirs),
            least=least,
            unit=" ×",
        )
        for name, least in FASTER_THAN
        if (theirs := [turn.rate for turn in turns.get(name, [])])
    ]


def _costs(turns: dict[str, list[Turn]]) -> list[Line]:
    ours, bare = turns[OURS], turns[TRANSACTION]
    tails = [turn.p99 for turn in ours]
    middles = [turn.p50 for turn in ours]
    return [
        Line(
            goal="1",
            what="CPU of the application per request",
            ours=_spent(ours),
            yardstick=f"{TRANSACTION} {_spent(bare)}",
            ratio=median_ratio([turn.app_cpu for turn in ours], [turn.app_cpu for turn in bare]),
            most=MOST_CPU,
            unit=" ×",
        ),
        Line(
            goal="1",
            what="CPU of the database per request",
            ours=f"{median([turn.database_cpu for turn in ours]):.2f} ms",
            yardstick=f"{TRANSACTION} {median([turn.database_cpu for turn in bare]):.2f} ms",
        ),
        Line(
            goal="1",
            what="p99 beside p50",
            ours=f"{median(tails):.0f} ms",
            yardstick=f"p50 {median(middles):.0f} ms",
            ratio=median_ratio(tails, middles),
            most=MOST_TAIL,
            unit=" ×",
        ),
    ]


def _spent(turns: Sequence[Turn]) -> str:
    return f"{median([turn.app_cpu for turn in turns]):.2f} ms"
