"""Goal 3: the country's year added up over a million registrations."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bench.asking import Asker, times
from bench.country import BOARD, YEAR, country
from bench.figures import median, median_ratio, turns
from bench.people import Seat
from bench.plan import Outcome
from bench.table import Line
from bench.yardsticks import DJANGO, EVE, over_rows
from core.domain.access import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.asking import Times
    from bench.country import Country
    from bench.plan import Plan
    from bench.servers.peers import Served

FEWER = 10
"""The smaller country has a tenth of the rows."""

ASKED = 10
PROVINCE = "p01"
CONSOLIDATION = "/api/v1/consolidation"
SHORTFALLS = "/api/v1/quotas/<string:code>/shortfalls"
OURS, SMALLER, OF_PROVINCE, SHORT = "the country", "a tenth", "one province", "shortfall list"
MOST_SERVER, MOST_HTTP, MOST_GROWTH, LEAST_FASTER = 15.0, 25.0, 1.5, 50.0
MOST_SHORT, MOST_SHORT_ROW = 10.0, 0.003


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of whom, and where its server's time is to be found."""

    name: str
    asker: Asker
    path: str
    route: str = ""
    asked: int = ASKED


def run(plan: Plan) -> Outcome:
    """Return how long the year's figures take, beside aggregations over the same rows."""
    outcome = Outcome()
    seats = [BOARD, Seat(tenant=PROVINCE, organization="mttq", role=Role.VIEWER)]
    with (
        country(plan.rows, seats) as whole,
        country(plan.rows // FEWER) as smaller,
        over_rows(plan.rows, outcome) as peers,
    ):
        questions = [*_ours(whole), _country(SMALLER, smaller), *_theirs(peers)]
        for question in questions:
            times(question.asker, question.path, 2)
        taken: dict[str, list[Times]] = {question.name: [] for question in questions}
        for _, question in turns(questions, plan.rounds):
            found = times(question.asker, question.path, question.asked, route=question.route)
            taken[question.name].append(found)
            print(f"  {question.name:16} {found.client:8.1f} ms  server {found.server}", flush=True)
    outcome.lines = [*_bounds(taken), *_ratios(taken)]
    outcome.figures = {name: [asdict(each) for each in found] for name, found in taken.items()}
    return outcome


def _ours(whole: Country) -> list[Question]:
    board, province = (Asker(whole.server.port, person.token) for person in whole.people)
    rows = json.loads(board.ask(f"/api/v1/quotas?tenant=vn&year={YEAR}").body)
    code = max(rows, key=lambda row: int(row["short"]))["code"]
    return [
        _country(OURS, whole),
        Question(
            name=OF_PROVINCE,
            asker=province,
            path=f"{CONSOLIDATION}?tenant={PROVINCE}&period={YEAR}",
            route=CONSOLIDATION,
        ),
        Question(
            name=SHORT,
            asker=board,
            path=f"/api/v1/quotas/{code}/shortfalls?tenant=vn&year={YEAR}&page_size=200",
            route=SHORTFALLS,
        ),
    ]


def _country(name: str, of: Country) -> Question:
    asker = Asker(of.server.port, of.people[0].token)
    path = f"{CONSOLIDATION}?tenant=vn&period={YEAR}"
    return Question(name=name, asker=asker, path=path, route=CONSOLIDATION)


def _theirs(peers: Mapping[str, Served]) -> list[Question]:
    paths = {EVE: f'/report?aggregate={{"$year":{YEAR}}}', DJANGO: f"/report?year={YEAR}"}
    return [
        Question(name=name, asker=Asker(served.port), path=paths[name], asked=2)
        for name, served in peers.items()
    ]


def _bounds(taken: dict[str, list[Times]]) -> list[Line]:
    rows = 200
    bounds = (
        (OURS, "year of the country", MOST_SERVER),
        (OF_PROVINCE, "year of one province", MOST_SERVER),
        (SHORT, f"shortfalls of the country, {rows} rows", MOST_SHORT + MOST_SHORT_ROW * rows),
    )
    lines = []
    for name, what, most in bounds:
        server = median([each.server for each in taken[name] if each.server is not None])
        lines.append(
            Line(
                goal="3", what=f"{what}: server", ours=f"{server:.1f} ms", ratio=server,
                most=most, unit=" ms",
            )
        )  # fmt: skip
    client = median([each.client for each in taken[OURS]])
    lines.append(
        Line(
            goal="3", what="year of the country: over HTTP", ours=f"{client:.1f} ms",
            ratio=client, most=MOST_HTTP, unit=" ms",
        )
    )  # fmt: skip
    return lines


def _ratios(taken: dict[str, list[Times]]) -> list[Line]:
    ours = [each.client for each in taken[OURS]]
    smaller = [each.client for each in taken[SMALLER]]
    lines = [
        Line(
            goal="3", what="beside a tenth of the registrations", ours=f"{median(ours):.1f} ms",
            yardstick=f"a tenth {median(smaller):.1f} ms", ratio=median_ratio(ours, smaller),
            most=MOST_GROWTH, unit=" ×",
        )
    ]  # fmt: skip
    for name in (EVE, DJANGO):
        theirs = [each.client for each in taken.get(name, [])]
        if theirs:
            lines.append(
                Line(
                    goal="3", what="times as fast", ours=f"{median(ours):.1f} ms",
                    yardstick=f"{name} {median(theirs):.0f} ms", ratio=median_ratio(theirs, ours),
                    least=LEAST_FASTER, unit=" ×",
                )
            )  # fmt: skip
    return lines
