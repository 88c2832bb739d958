"""Coverage: commune × 05 nội dung × organization, with what nobody does."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from core.domain.contributions import content_of
from core.domain.counts import registered_by_cell
from core.domain.coverage import coverage
from core.domain.sight import minimal
from core.domain.tenants import Level
from core.services.country_figures import made_of
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceCoverage:
    """Which contents are covered, and omitted, in each of ``communes`` (ids in their order).

    Covered is by ``organizations`` asked for; those with items at all are in ``active``.
    """

    province: Tenant
    communes: Sequence[str]
    covered: Mapping[str, frozenset[int]]
    omitted: Mapping[str, Sequence[int]]
    active: frozenset[str]


def coverage_by_province(
    work: Repositories,
    country: Tenant,
    *,
    year: int,
    organizations: frozenset[str] | None,
    today: date,
) -> list[ProvinceCoverage]:
    """Return the country's coverage, a part per province, each kept until something changes."""
    on = rules_day(year, today)
    revisions = work.counters.revisions(year=year)
    provinces = sorted(work.tenants.children(country.id, on), key=lambda one: one.path_on(on))
    return [
        work.derived.recall(
            ("coverage", province.id, year, organizations, on),
            made_of(work, province, revisions),
            partial(_of_province, work, province, year, organizations, today),
        )
        for province in provinces
    ]


def _of_province(
    work: Repositories,
    province: Tenant,
    year: int,
    organizations: frozenset[str] | None,
    today: date,
) -> ProvinceCoverage:
    found, communes, _ = read_coverage(
        work, province, year=year, organizations=organizations, skip=0, limit=EVERY_COMMUNE,
        today=today,
    )  # fmt: skip
    covered: defaultdict[str, set[int]] = defaultdict(set)
    omitted: defaultdict[str, list[int]] = defaultdict(list)
    for cell in found.cells:
        covered[cell.tenant].add(cell.content)
    for omission in found.omissions:
        omitted[omission.tenant].append(omission.content)
    return ProvinceCoverage(
        province=province,
        communes=tuple(communes),
        covered={commune: frozenset(contents) for commune, contents in covered.items()},
        omitted={commune: tuple(contents) for commune, contents in omitted.items()},
        active=frozenset(cell.organization for cell in found.cells),
    )


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
