"""Reading once what several figures of one page ask for: counts and the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from core.domain.counts import Count
    from core.domain.tenants import Level, Tenant
    from core.services.ports.counters import Counters
    from core.services.ports.tenants import Tenants
    from core.services.ports.work import Repositories


def remembering(work: Repositories) -> Repositories:
    """Return *work* for one reading: what it has read stays as it was, whoever writes meanwhile.

    So all figures of a page agree with each other, and the counters are read once for all of them.
    """
    return cast("Repositories", _Remembering(work))


class _Remembering:
    def __init__(self, work: Repositories) -> None:
        self._work = work
        self.counters = _RememberedCounters(work.counters)
        self.tenants = _RememberedTenants(work.tenants)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)


class _RememberedCounters:
    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self._known: dict[tuple[int, bool, tuple[str, ...]], tuple[Count, ...]] = {}

    def of_tenants(
        self,
        *,
        year: int,
        prefixes: Sequence[str],
        organizations: Iterable[str] | None = None,
        results: bool = True,
    ) -> Iterator[Count]:
        within = tuple(prefixes)
        wanted = None if organizations is None else frozenset(organizations)
        for count in self._reading(year, within, results=results):
            if count.path.startswith(within) and (wanted is None or count.organization in wanted):
                yield count

    def _reading(self, year: int, within: tuple[str, ...], *, results: bool) -> tuple[Count, ...]:
        """Return the counts of a reading that has all of *within*; made now if there is none."""
        for (of_year, with_results, known), counts in self._known.items():
            alike = of_year == year and with_results is results
            if alike and all(prefix.startswith(known) for prefix in within):
                return counts
        counts = tuple(self._counters.of_tenants(year=year, prefixes=within, results=results))
        self._known[year, results, within] = counts
        return counts

    def __getattr__(self, name: str) -> Any:
        return getattr(self._counters, name)


class _RememberedTenants:
    def __init__(self, tenants: Tenants) -> None:
        self._tenants = tenants
        self._known: dict[tuple[str, ...], tuple[Tenant, ...]] = {}
        self._above: dict[str, Sequence[Tenant]] = {}

    def subtree(
        self, prefixes: Iterable[str], *, level: Level | None = None, on: date | None = None
    ) -> Iterator[Tenant]:
        within = tuple(prefixes)
        if within not in self._known:  # of all days: figures of one page ask for several
            self._known[within] = tuple(self._tenants.subtree(within))
        for tenant in self._known[within]:
            lay_there = on is None or any(
                path.covers(on) and path.value.startswith(within) for path in tenant.paths
            )
            if lay_there and (level is None or tenant.level is level):
                yield tenant

    def ancestors(self, tenant: Tenant, on: date) -> Sequence[Tenant]:
        path = tenant.path_on(on)
        if path not in self._above:
            self._above[path] = self._tenants.ancestors(tenant, on)
        return self._above[path]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tenants, name)
