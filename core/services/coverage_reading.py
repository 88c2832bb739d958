"""Coverage: commune × 05 nội dung × organization, with what nobody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.counts import Cut, figures_by_cell
from core.domain.coverage import coverage
from core.domain.tenants import Level
from core.services.judging import rules_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from core.domain.coverage import Coverage
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def read_coverage(
    work: Repositories,
    tenant: Tenant,
    *,
    year: int,
    organizations: frozenset[str] | None,
    skip: int,
    limit: int,
    today: date,
) -> tuple[Coverage, Mapping[str, Tenant], int]:
    """Return a page of communes' coverage, those communes by id, and how many there are."""
    on = rules_day(year, today)
    if tenant.valid_to is not None:
        on = min(on, tenant.valid_to)
    within = work.tenants.subtree([tenant.path_on(on)], level=Level.COMMUNE, on=on)
    every = sorted(within, key=lambda commune: commune.path_on(on))
    page = {commune.id: commune for commune in every[skip : skip + limit]}
    registered: dict[tuple[str, int, str], int] = {}
    prefixes = [prefix for commune in page.values() for prefix in commune.sight]
    for count in work.counters.of_tenants(
        year=year, prefixes=_bounded(prefixes, tenant), organizations=organizations
    ):
        home = _home(count.path, page)
        if home is None:
            continue
        for cell, figures in figures_by_cell(count, Cut(month=12)).items():
            if figures.registered > 0:
                key = (home, int(cell.split("|")[3]), count.organization)
                registered[key] = registered.get(key, 0) + figures.registered
    return coverage(registered, page), page, len(every)


def _bounded(prefixes: list[str], tenant: Tenant) -> tuple[str, ...]:
    """Return few prefixes: a page of many communes is read as the tenant's whole subtree."""
    return tuple(prefixes) if len(prefixes) <= 20 else tenant.sight  # noqa: PLR2004


def _home(path: str, page: Mapping[str, Tenant]) -> str | None:
    own = path.rstrip("/").rpartition("/")[2]
    if own in page:
        return own
    for commune in page.values():
        if any(path.startswith(prefix) for prefix in commune.sight):
            return commune.id
    return None
