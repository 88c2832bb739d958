"""Every page of every kind of user over a million registrations: the server's time."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from bench.country import BOARD, country
from bench.crawl import walk
from bench.figures import median
from bench.people import Seat
from bench.plan import Outcome
from bench.servers.running import BrokenError
from bench.table import Line
from core.domain.access import Role
from core.domain.people import Door

if TYPE_CHECKING:
    from bench.crawl import Measured
    from bench.plan import Plan

MOST = 100.0
SLOWEST = 12
SEATS = {
    "the Front of the country": BOARD,
    "the Front of a province, chair": Seat(tenant="p01", organization="mttq", role=Role.APPROVER),
    "the Front of a province, admin": Seat(tenant="p06", organization="mttq", role=Role.ADMIN),
    "the Front of a province, viewer": Seat(tenant="p06", organization="mttq", role=Role.VIEWER),
    "an organization of a province": Seat(tenant="p01", organization="phu_nu"),
    "the Front of a district": Seat(tenant="d064", organization="mttq", role=Role.APPROVER),
    "an organization of a district": Seat(tenant="d064", organization="phu_nu"),
    "the Front of a commune": Seat(tenant="c02062", organization="mttq", role=Role.APPROVER),
    "an organization of a commune": Seat(tenant="c02062", organization="phu_nu"),
    "its chair": Seat(tenant="c02062", organization="phu_nu", role=Role.APPROVER),
}


def run(plan: Plan) -> Outcome:
    """Return the slowest pages, their medians judged; dead links make the part a broken one."""
    pages: list[tuple[float, str, str, Measured]] = []
    dead: list[str] = []
    with country(plan.rows, list(SEATS.values()), door=Door.PAGES) as whole:
        base = f"http://127.0.0.1:{whole.server.port}"
        for name, person in zip(SEATS, whole.people, strict=True):
            found, nowhere = walk(base, person.token)
            pages += [(median(each.times), kind, name, each) for kind, each in found.items()]
            dead += [f"{line} ({name})" for line in nowhere]
            print(f"  {name:34} {len(found):3} pages", flush=True)
    if not pages:
        raise BrokenError("; ".join(dead) or "no page was found")
    pages.sort(key=lambda page: -page[0])
    for took, kind, name, page in pages[:SLOWEST]:
        print(f"  {took:7.1f} (worst {max(page.times):7.1f}) ms  {kind:44} {name}  {page.address}")
    figures = {f"{name}: {kind}": asdict(page) for _, kind, name, page in pages}
    return Outcome(lines=_lines(pages), figures=figures, broken=dead)


def _lines(pages: list[tuple[float, str, str, Measured]]) -> list[Line]:
    over = [page for page in pages if page[0] > MOST]
    medians = [took for took, *_ in pages]
    slowest = pages[0]
    summary = Line(
        goal="page", what=f"slowest of {len(pages)} pages: {slowest[1]}",
        ours=f"{slowest[0]:.0f} ms", yardstick=f"median page {median(medians):.0f} ms",
        ratio=slowest[0], most=MOST, unit=" ms",
    )  # fmt: skip
    return [summary] + [
        Line(
            goal="page", what=kind, ours=f"{took:.0f} ms", yardstick=name, ratio=took, most=MOST,
            unit=" ms",
        )
        for took, kind, name, _ in over[1:]
    ]  # fmt: skip
