"""How many items were submitted day by day, and how much was planned from each source of money.

A province's sums tell it without its communes', and each is kept until it changes.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from core.domain.counts import planned_by_source, registered_by_day
from core.domain.derived import Part
from core.domain.sight import minimal
from core.domain.telling import told
from core.domain.tenants import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.domain.counts import Count
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

DaysAndSources = tuple[Counter[str], Counter[str]]


class DayForm:
    """Both as they are (``Form``)."""

    def packed(self, value: DaysAndSources) -> Any:
        return [dict(each) for each in value]

    def unpacked(self, plain: Any) -> DaysAndSources:
        days, sources = plain
        return Counter(days), Counter(sources)


def days_and_sources(
    work: Repositories, tenant: Tenant, *, year: int, organizations: frozenset[str] | None
) -> Iterator[DaysAndSources]:
    """Yield numbers of items by ISO day, and planned đồng by source, of each part of *tenant*."""
    paths = minimal(dated.value for dated in tenant.paths)
    if tenant.level.depth > Level.PROVINCE.depth:
        counts = work.counters.of_tenants(year=year, prefixes=paths, results=False)
        yield _added_up(counts, organizations)
        return
    parts = [
        Part(
            f"days|{told((year, organizations))}|{path}",
            ("days", path, year, organizations),
            (revision, work.scope.revision or object()),
            partial(_of_one, work, path, year, organizations),
        )
        for path, revision in work.counters.revisions(year=year).items()
        if tenant.level is Level.COUNTRY or path in paths
    ]
    yield from work.derived.recall_all(parts, DayForm())


def _of_one(
    work: Repositories, path: str, year: int, organizations: frozenset[str] | None
) -> DaysAndSources:
    counts = work.counters.of_provinces(year=year, path=path, results=False)
    return _added_up(counts, organizations)


def _added_up(counts: Iterable[Count], organizations: frozenset[str] | None) -> DaysAndSources:
    days: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    for count in counts:
        if organizations is None or count.organization in organizations:
            days.update(registered_by_day(count))
            sources.update(planned_by_source(count))
    return days, sources
