"""Coverage: commune × 05 nội dung × organization, with what nobody does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.domain.contributions import content_of
from core.domain.counts import registered_by_cell
from core.domain.coverage import coverage
from core.domain.sight import minimal
from core.domain.tenants import Level
from core.services.judging import rules_day
from core.services.sighting import heirs_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.domain.coverage import Coverage
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


FEW = 20
"""So many prefixes are read in one go."""

EVERY_COMMUNE = 100_000
"""More communes than there are, so that coverage comes in one page."""


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
    every = _communes(work, tenant, on)
    known = work.tenants.many(every[skip : skip + limit])
    page = {each: known[each] for each in every[skip : skip + limit]}
    prefixes = [prefix for commune in page.values() for prefix in commune.sight]
    within = _bounded(prefixes, tenant)
    counted: list[tuple[str, int, str, int]] = []  # a count takes fifty times as much room
    for count in work.counters.of_tenants(year=year, prefixes=within, results=False):
        for cell, number in registered_by_cell(count).items():
            counted.append((count.tenant, content_of(cell), count.organization, number))
    heirs = heirs_on(work, {tenant for tenant, *_ in counted} - page.keys(), on)
    registered: dict[tuple[str, int, str], int] = {}
    for tenant_id, content, organization, number in counted:
        home = tenant_id if tenant_id in page else heirs.get(tenant_id)
        if home in page:
            key = (home, content, organization)
            registered[key] = registered.get(key, 0) + number
    found = coverage(registered, page)
    if organizations is not None:
        shown = tuple(cell for cell in found.cells if cell.organization in organizations)
        found = replace(found, cells=shown)
    return found, page, len(every)


def _communes(work: Repositories, tenant: Tenant, on: date) -> Sequence[str]:
    """Return the ids of all communes of that day, in the order of their paths."""

    def fetch(unit: Tenant) -> Sequence[str]:
        below = work.tenants.subtree([unit.path_on(on)], level=Level.COMMUNE, on=on)
        return tuple(each.id for each in sorted(below, key=lambda one: one.path_on(on)))

    revision = work.scope.revision
    if tenant.level is not Level.COUNTRY or revision is None:
        return fetch(tenant)
    provinces = sorted(work.tenants.children(tenant.id, on), key=lambda one: one.path_on(on))
    return [
        commune
        for each in provinces
        for commune in work.derived.recall(
            ("communes", each.id, on), revision, partial(fetch, each)
        )
    ]


def _bounded(prefixes: list[str], tenant: Tenant) -> tuple[str, ...]:
    """Return few prefixes: of many communes those of the units above them, or all of *tenant*."""
    if len(prefixes) <= FEW:
        return tuple(prefixes)
    above = minimal(f"{prefix[:-1].rpartition('/')[0]}/" for prefix in prefixes)
    return above if len(above) <= FEW else tenant.sight
