"""Goal 8: the memory of the server with all plugins, once it has done some of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import bodies
from bench.arena import arena
from bench.contenders import HttpContender, family_of, measure
from bench.parts.registering import yardstick_records
from bench.plan import Outcome
from bench.proc import proportional_megabytes
from bench.servers.peers import peer
from bench.table import Line

if TYPE_CHECKING:
    from bench.plan import Plan

MOST = 120.0
WARM_SECONDS = 3.0
READS = (
    "/api/v1/consolidation?tenant={tenant}&period=2017",
    "/api/v1/quotas?tenant={tenant}&year=2017",
    "/api/v1/registrations?tenant={tenant}",
)


def run(plan: Plan) -> Outcome:
    """Return the proportional set size of the master and its two workers, after warm requests."""
    with arena() as place:
        environ = {"MONGO_URI": place.mongo.database("bench_bare")}
        with peer("reference", environ) as bare:
            writing = place.contender("ours", place.everywhere, plan)
            reading = HttpContender(
                name="reading", port=place.server.port, pid=place.server.pid,
                database_pid=place.mongo.pid, expected=200,
                requests=[
                    bodies.get(path.format(tenant=person.seat.tenant), person.token)
                    for person in place.everywhere
                    for path in READS
                ],
            )  # fmt: skip
            yardstick = HttpContender(
                name="bare", port=bare.port, pid=bare.pid, database_pid=place.mongo.pid,
                requests=[bodies.post("/txn", each) for each in yardstick_records()],
            )  # fmt: skip
            for contender in (writing, reading, yardstick):
                measure(contender, WARM_SECONDS)
            ours = proportional_megabytes(writing.app_pids)
            theirs = proportional_megabytes(family_of(bare.pid))
    line = Line(
        goal="8", what="memory of master and 2 workers (PSS)", ours=f"{ours:.0f} MB",
        yardstick=f"bare {theirs:.0f} MB", ratio=ours, most=MOST, unit=" MB",
    )  # fmt: skip
    return Outcome(lines=[line], figures={"ours_mb": ours, "bare_mb": theirs})
