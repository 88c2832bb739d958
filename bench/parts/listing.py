"""Goal 5: lists with filters over a million registrations, their first page and their 400th."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from bench.asking import Asker, times
from bench.country import YEAR, country
from bench.figures import median, median_ratio, turns
from bench.plan import Outcome
from bench.table import Line
from bench.yardsticks import DJANGO, EVE, over_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.asking import Times
    from bench.plan import Plan
    from bench.servers.peers import Served

PAGE_SIZE = 25
FAR = 400
ASKED = 10
OURS = "Chung Sức"
LIST = "/api/v1/registrations"
FIRST, FOUR_HUNDREDTH = "page 1", f"page {FAR}"
FASTER_THAN = {EVE: 5.0, DJANGO: 2.0}
MOST_GROWTH = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One narrowing of a list, in our words and in the yardsticks'."""

    name: str
    ours: str
    theirs: dict[str, str | int]


FILTERS = (
    Filter(
        name="one organization in one province",
        ours=f"tenant=p06&organization=phu_nu&year={YEAR}",
        theirs={"province": "06", "org": "phu_nu", "year": YEAR},
    ),
    Filter(
        name="one organization in the country",
        ours=f"organization=phu_nu&year={YEAR}",
        theirs={"org": "phu_nu", "year": YEAR},
    ),
    Filter(name="the country's year", ours=f"year={YEAR}", theirs={"year": YEAR}),
)


def run(plan: Plan) -> Outcome:
    """Return how long a page of a list takes, beside the yardsticks and far into the list."""
    outcome = Outcome()
    with country(plan.rows) as whole, over_rows(plan.rows, outcome) as peers:
        board = Asker(whole.server.port, whole.people[0].token)
        for narrowed in FILTERS:
            paths = {OURS: (board, f"{LIST}?{narrowed.ours}&page_size={PAGE_SIZE}")}
            paths |= _theirs(peers, narrowed)
            taken = _compared(paths, plan)
            outcome.lines += _faster(narrowed, taken)
            outcome.figures[narrowed.name] = _told(taken)
        far = _compared(_far(board), plan)
        outcome.figures["far"] = _told(far)
        outcome.lines += [_growth(far), _counting(board)]
    return outcome


def _theirs(peers: Mapping[str, Served], narrowed: Filter) -> dict[str, tuple[Asker, str]]:
    where = quote(json.dumps(narrowed.theirs))
    plain = "&".join(f"{name}={value}" for name, value in narrowed.theirs.items())
    paths = {
        EVE: f"/reg?where={where}&sort=-created_at&max_results={PAGE_SIZE}",
        DJANGO: f"/insert?{plain}&limit={PAGE_SIZE}",
    }
    return {name: (Asker(served.port), paths[name]) for name, served in peers.items()}


def _far(board: Asker) -> dict[str, tuple[Asker, str]]:
    """Walk the list of the country's year to its 400th page, or its end; return first and last."""
    first = path = f"{LIST}?year={YEAR}&page_size={PAGE_SIZE}"
    for _ in range(FAR - 1):
        following = board.ask(path).headers.get("x-next")
        if following is None:
            break
        path = f"{first}&after={quote(following)}"
    return {FIRST: (board, first), FOUR_HUNDREDTH: (board, path)}


def _compared(paths: dict[str, tuple[Asker, str]], plan: Plan) -> dict[str, list[Times]]:
    taken: dict[str, list[Times]] = {name: [] for name in paths}
    for asker, path in paths.values():
        times(asker, path, 2)
    for _, (name, (asker, path)) in turns(list(paths.items()), plan.rounds):
        found = times(asker, path, ASKED)
        taken[name].append(found)
        print(f"  {name:16} {found.client:8.1f} ms  {path[:90]}", flush=True)
    return taken


def _faster(narrowed: Filter, taken: dict[str, list[Times]]) -> list[Line]:
    ours = _clients(taken, OURS)
    return [
        Line(
            goal="5", what=f"{narrowed.name}: times as fast", ours=f"{median(ours):.1f} ms",
            yardstick=f"{name} {median(theirs):.1f} ms", ratio=median_ratio(theirs, ours),
            least=FASTER_THAN[name], unit=" ×",
        )
        for name in (EVE, DJANGO)
        if (theirs := _clients(taken, name))
    ]  # fmt: skip


def _growth(far: dict[str, list[Times]]) -> Line:
    first, last = _clients(far, FIRST), _clients(far, FOUR_HUNDREDTH)
    return Line(
        goal="5", what=f"{FOUR_HUNDREDTH} of the country's year", ours=f"{median(last):.1f} ms",
        yardstick=f"{FIRST} {median(first):.1f} ms", ratio=median_ratio(last, first),
        most=MOST_GROWTH, unit=" ×",
    )  # fmt: skip


def _counting(board: Asker) -> Line:
    told = json.loads(board.ask(f"{LIST}?year={YEAR}").headers["x-pagination"])
    capped = bool(told.get("capped"))
    return Line(
        goal="5", what="rows counted for the country's year", ours=f"{told['total']}",
        yardstick="no more than 10 000", ratio=float(capped), least=1.0,
    )  # fmt: skip


def _clients(taken: dict[str, list[Times]], name: str) -> list[float]:
    return [each.client for each in taken.get(name, [])]


def _told(taken: dict[str, list[Times]]) -> dict[str, list[dict[str, float | None]]]:
    return {name: [asdict(each) for each in found] for name, found in taken.items()}
