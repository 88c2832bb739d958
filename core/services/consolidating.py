"""Consolidation: the figures of a tenant's whole subtree, from the counters, live."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.domain.counts import Cut, figures_by_cell, mentions
from core.domain.figures import Figures
from core.domain.sight import minimal
from core.domain.tenants import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from core.domain.counts import Count
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

OWN = ""
"""The key of what belongs to the asked tenant itself, in ``by_tenant``."""


@dataclass(slots=True, kw_only=True)
class Consolidation:
    """Rows of figures; those of each ``by_…`` add up to ``totals`` exactly."""

    totals: Figures = field(default_factory=Figures)
    by_organization: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))
    by_content: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))
    by_movement_type: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))
    by_kind: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))
    by_tenant: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))

    def add(self, organization: str, cell: str, tenant: str, figures: Figures) -> None:
        """Add *figures* of one organization's cell in one child (or ``OWN``) everywhere."""
        movement_type, kind, _stage, content, *_ = cell.split("|")
        for row in (
            self.totals,
            self.by_organization[organization],
            self.by_content[content],
            self.by_movement_type[movement_type],
            self.by_kind[kind],
            self.by_tenant[tenant],
        ):
            row.add(figures)


def consolidated(
    work: Repositories,
    tenant: Tenant,
    *,
    year: int,
    cut: Cut,
    organizations: frozenset[str] | None,
    current: bool,
    today: date,
) -> Consolidation:
    """Return the figures of *tenant* and all below it.

    *organizations* limits whose items are counted (None: everybody's); as a partner an
    organization is counted in its own row. *current* rolls up under today's boundaries what was
    made under those of its day.
    """
    result = Consolidation()
    for count, child in _counts(work, tenant, year=year, current=current, today=today):
        for cell, figures in figures_by_cell(count, cut).items():
            if organizations is None or count.organization in organizations:
                result.add(count.organization, cell, child, figures)
        for cell, partner, times in mentions(count):
            if organizations is None or partner in organizations:
                result.add(partner, cell, child, Figures(as_partner=times))
    return result


def _counts(
    work: Repositories, tenant: Tenant, *, year: int, current: bool, today: date
) -> Iterator[tuple[Count, str]]:
    """Yield each count with the child of *tenant* it belongs to, or ``OWN``."""
    if current:
        yield from _under_current_boundaries(work, tenant, year, today)
        return
    prefixes = minimal(dated.value for dated in tenant.paths)
    child_of = _child_finder(prefixes)
    if tenant.level is Level.COUNTRY:
        found = work.counters.of_provinces(year=year)
    else:
        found = work.counters.of_tenants(year=year, prefixes=prefixes)
    for count in found:
        yield count, child_of(count.path)


def _under_current_boundaries(
    work: Repositories, tenant: Tenant, year: int, today: date
) -> Iterator[tuple[Count, str]]:
    counts = list(work.counters.of_tenants(year=year, prefixes=tenant.sight))
    homes = dict(work.tenants.many({count.tenant for count in counts}))
    # Those that are still to be closed on a practice date have no heirs yet.
    heirs = work.tenants.heirs(unit.id for unit in homes.values() if _closed(unit, today))
    homes |= work.tenants.many(set(heirs.values()))
    here = tenant.path_on(today)
    child_of = _child_finder((here,))
    for count in counts:
        home = homes.get(heirs.get(count.tenant, count.tenant))
        path = home.path_on(today) if home else count.path
        if path.startswith(here):
            yield count, child_of(path)


def _closed(unit: Tenant, today: date) -> bool:
    return unit.valid_to is not None and unit.valid_to < today


def _child_finder(prefixes: tuple[str, ...]) -> Callable[[str], str]:
    def child_of(path: str) -> str:
        for prefix in prefixes:
            if path.startswith(prefix):
                return path[len(prefix) :].partition("/")[0]
        return OWN

    return child_of


def children_shown(
    work: Repositories, tenant: Tenant, figures: Mapping[str, Figures], *, on: date
) -> list[Tenant]:
    """Return the children a consolidation lists: those of the day, and whoever has figures."""
    if tenant.valid_to is not None:
        on = min(on, tenant.valid_to)
    listed = {child.id: child for child in work.tenants.children(tenant.id, on)}
    others = work.tenants.many([t for t in figures if t != OWN and t not in listed])
    return [*listed.values(), *sorted(others.values(), key=lambda t: t.code)]
