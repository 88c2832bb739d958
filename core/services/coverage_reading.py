"""Coverage: commune × 05 nội dung × organization, with what nobody does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.contributions import content_of
from core.domain.counts import registered_by_cell
from core.domain.coverage import coverage
from core.domain.tenants import Level
from core.services.judging import rules_day
from core.services.sighting import heirs_on

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
    """Return a page of communes' coverage, those communes by id, and how many there are.

    An omission is what nobody at all has submitted; *organizations* limits the cells shown.
    """
    on = rules_day(year, today)
    if tenant.valid_to is not None:
        on = min(on, tenant.valid_to)
    below = work.tenants.subtree([tenant.path_on(on)], level=Level.COMMUNE, on=on)
    every = sorted(below, key=lambda commune: commune.path_on(on))
    page = {commune.id: commune for commune in every[skip : skip + limit]}
    prefixes = [prefix for commune in page.values() for prefix in commune.sight]
    within = _bounded(prefixes, tenant)
    counts = list(work.counters.of_tenants(year=year, prefixes=within, results=False))
    away = {count.tenant for count in counts} - page.keys()
    heirs = heirs_on(work, away, on)
    registered: dict[tuple[str, int, str], int] = {}
    for count in counts:
        home = count.tenant if count.tenant in page else heirs.get(count.tenant)
        if home not in page:
            continue
        for cell, number in registered_by_cell(count).items():
            key = (home, content_of(cell), count.organization)
            registered[key] = registered.get(key, 0) + number
    found = coverage(registered, page)
    if organizations is not None:
        shown = tuple(cell for cell in found.cells if cell.organization in organizations)
        found = replace(found, cells=shown)
    return found, page, len(every)


def _bounded(prefixes: list[str], tenant: Tenant) -> tuple[str, ...]:
    """Return few prefixes: a page of many communes is read as the tenant's whole subtree."""
    return tuple(prefixes) if len(prefixes) <= 20 else tenant.sight  # noqa: PLR2004
