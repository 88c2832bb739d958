"""Consolidation: the figures of a tenant's whole subtree, from the counters, live."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.domain.counts import Cut, figures_by_cell, mentions, province_of
from core.domain.figures import Figures
from core.domain.sight import minimal
from core.domain.tenants import ROOT, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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

    def add(self, organization: str, cell: str, figures: Figures) -> None:
        """Add *figures* of one organization's cell to every row but those of ``by_tenant``."""
        movement_type, kind, _stage, content, *_ = cell.split("|")
        for row in (
            self.totals,
            self.by_organization[organization],
            self.by_content[content],
            self.by_movement_type[movement_type],
            self.by_kind[kind],
        ):
            row.add(figures)

    def take_in(self, other: Consolidation) -> None:
        """Add every row of *other* to the row of the same key."""
        self.totals.add(other.totals)
        for mine, theirs in zip(self._groups(), other._groups(), strict=True):
            for key, figures in theirs.items():
                mine[key].add(figures)

    def copied(self) -> Consolidation:
        """Return one with rows of its own; the figures in them are still shared."""
        copy = Consolidation(totals=self.totals)
        for mine, theirs in zip(copy._groups(), self._groups(), strict=True):
            mine.update(theirs)
        return copy

    def _groups(self) -> tuple[dict[str, Figures], ...]:
        return (
            self.by_organization,
            self.by_content,
            self.by_movement_type,
            self.by_kind,
            self.by_tenant,
        )


def consolidated(
    work: Repositories,
    tenant: Tenant,
    *,
    year: int,
    cut: Cut,
    organizations: frozenset[str] | None,
    current: bool,
    today: date,
    results: bool = True,
) -> Consolidation:
    """Return the figures of *tenant* and all below it.

    *organizations* limits whose items are counted (None: everybody's); as a partner an
    organization is counted in its own row. *current* rolls up under today's boundaries what was
    made under those of its day. *results* false leaves out what results have reached.
    """
    counts = (
        _under_current_boundaries(work, tenant, year, today)
        if current
        else _by_child(work, tenant, year, results=results)
    )
    return _added_up(counts, cut, organizations)


def consolidated_in_province(
    work: Repositories,
    path: str,
    *,
    year: int,
    cut: Cut,
    organizations: frozenset[str] | None,
    results: bool,
) -> Consolidation:
    """Return the figures of what was made in the province of *path*, as one child of the country.

    Of the country's own path: its own.
    """
    child_of = child_finder((f"{ROOT}/",))
    counts = work.counters.of_provinces(year=year, path=path, results=results)
    return _added_up(((count, child_of(count.path)) for count in counts), cut, organizations)


def _added_up(
    counts: Iterable[tuple[Count, str]], cut: Cut, organizations: frozenset[str] | None
) -> Consolidation:
    result = Consolidation()
    # Many tenants share a cell: each is added once to its tenant, and once summed up to all else.
    cells: defaultdict[tuple[str, str], Figures] = defaultdict(Figures)
    for count, child in counts:
        if organizations is None or count.organization in organizations:
            for cell, figures in figures_by_cell(count, cut).items():
                result.by_tenant[child].add(figures)
                cells[count.organization, cell].add(figures)
        for cell, partner, times in mentions(count):
            if organizations is None or partner in organizations:
                result.by_tenant[child].as_partner += times
                cells[partner, cell].as_partner += times
    for (organization, cell), figures in cells.items():
        result.add(organization, cell, figures)
    return result


def counts_as_made(
    work: Repositories, tenant: Tenant, *, year: int, results: bool
) -> Iterator[Count]:
    """Yield the counts of what was made in *tenant* and below: of the country, its provinces'."""
    if tenant.level is Level.COUNTRY:
        yield from work.counters.of_provinces(year=year, results=results)
    else:
        yield from work.counters.of_tenants(year=year, prefixes=_paths(tenant), results=results)


def _by_child(
    work: Repositories, tenant: Tenant, year: int, *, results: bool
) -> Iterator[tuple[Count, str]]:
    """Yield each count with the child of *tenant* it was made in, or ``OWN``."""
    child_of = child_finder(_paths(tenant))
    for count in counts_as_made(work, tenant, year=year, results=results):
        yield count, child_of(count.path)


def _under_current_boundaries(
    work: Repositories, tenant: Tenant, year: int, today: date
) -> Iterator[tuple[Count, str]]:
    """Yield each count with the child of *tenant* that holds it today, or ``OWN``.

    Of the country a province's sum stands for all its counts where one child holds them all: a
    hundredth of the reading.
    """
    here = tenant.path_on(today)
    child_of = child_finder((here,))
    if tenant.level is not Level.COUNTRY:
        counts = list(work.counters.of_tenants(year=year, prefixes=tenant.sight))
        today_at = _paths_today(work, {count.path for count in counts}, today)
        for count in counts:
            if today_at[count.path].startswith(here):
                yield count, child_of(today_at[count.path])
        return
    sums = [*work.counters.of_provinces(year=year)]  # before the paths: they are of these at least
    today_at = _paths_today(work, work.counters.paths(year=year), today)
    holding: defaultdict[str, set[str]] = defaultdict(set)
    for path, path_today in today_at.items():
        holding[province_of(path) or path].add(child_of(path_today))
    for count in sums:
        if len(holding[count.path]) == 1:
            yield count, next(iter(holding[count.path]))
    apart = [path for path, children in holding.items() if len(children) > 1]
    for count in work.counters.of_tenants(year=year, prefixes=apart) if apart else ():
        yield count, child_of(today_at.get(count.path, count.path))


def _paths_today(work: Repositories, paths: Collection[str], today: date) -> dict[str, str]:
    """Return where what was made under each of the *paths* of units lies today."""
    ids = {path: path.split("/")[-2] for path in paths}
    homes = dict(work.tenants.many(set(ids.values())))
    # Those that are still to be closed on a practice date have no heirs yet.
    heirs = work.tenants.heirs(unit.id for unit in homes.values() if _closed(unit, today))
    homes |= work.tenants.many(set(heirs.values()))
    lying = {unit.id: unit.path_on(today) for unit in homes.values()}
    return {path: lying.get(heirs.get(unit, unit), path) for path, unit in ids.items()}


def _closed(unit: Tenant, today: date) -> bool:
    return unit.valid_to is not None and unit.valid_to < today


def _paths(tenant: Tenant) -> tuple[str, ...]:
    return minimal(dated.value for dated in tenant.paths)


def child_finder(prefixes: tuple[str, ...]) -> Callable[[str], str]:
    """Return what tells, of a path under one of *prefixes*, the next id in it, or ``OWN``."""

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
