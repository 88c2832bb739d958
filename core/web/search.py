"""Search without marks: registrations, units and residential areas within sight."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import Response, request

from core.domain.registration_search import Page, RegistrationFilter
from core.domain.tenant_search import matches
from core.domain.text import folded, normalized
from core.edge.platform import platform, scope
from core.services.searching import SHORTEST_QUERY
from core.web.hats import acting, hat_blueprint
from core.web.highlighting import pieces
from core.web.registration_filters import LONGEST_QUERY
from core.web.registration_rows import shown_rows
from core.web.rendering import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.areas import Area
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.registration_rows import Row

blueprint = hat_blueprint("search")

SHOWN = 20
UNITS_SHOWN = 10
COUNTED = 1_000
"""Totals are exact up to here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found of each kind; totals are of all there is, at most COUNTED."""

    rows: Sequence[Row] = ()
    total: int = 0
    units: Sequence[Tenant] = ()
    units_total: int = 0
    areas: Sequence[Area] = field(default=())

    @property
    def nothing(self) -> bool:
        return not (self.rows or self.units or self.areas)


@blueprint.get("/tim")
def results() -> Response:
    """Show what was found for ``q``, or the search alone."""
    q = normalized(request.args.get("q", ""))[:LONGEST_QUERY]
    words = tuple(folded(q).split())
    enough = sum(map(len, words)) >= SHORTEST_QUERY
    work = platform().store.read(scope())
    return page(
        "search/results.html",
        active="more",
        q=q,
        words=words,
        too_short=bool(q) and not enough,
        found=_found(work, q, words) if enough else None,
        pieces=pieces,
        counted=COUNTED,
    )


def _found(work: Repositories, q: str, words: tuple[str, ...]) -> Found:
    wanted = RegistrationFilter(words=words)
    rows = work.registrations.search(wanted, Page(limit=SHOWN))
    more = len(rows) == SHOWN
    units, units_total = _units(work, q, words)
    return Found(
        rows=shown_rows(rows, work),
        total=work.registrations.count(wanted, up_to=COUNTED) if more else len(rows),
        units=units,
        units_total=units_total,
        areas=_areas(work, words),
    )


def _units(work: Repositories, q: str, words: tuple[str, ...]) -> tuple[list[Tenant], int]:
    """Return units below one's own, best first; one's own is found as well."""
    home, today = acting().tenant, acting().today
    if acting().at_commune:
        return [], 0
    found, total = work.tenants.find(q=q, parent=home.id, as_of=today, limit=UNITS_SHOWN)
    own = matches(tuple(folded(home.full_name_on(today)).split()), words)
    return [*([home] if own else []), *found], total + own


def _areas(work: Repositories, words: tuple[str, ...]) -> list[Area]:
    """Return the commune's own areas; further up there are too many to be looked through."""
    if not acting().at_commune:
        return []
    listed = work.areas.list(acting().tenant.id)
    return [area for area in listed if matches(area.key.split(), words)]
