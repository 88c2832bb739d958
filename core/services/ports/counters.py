"""What the use cases need of the counters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from core.domain.contributions import Contribution
    from core.domain.counts import Count


class Counters(Protocol):
    """Counts per (year, organization, tenant) and per (year, organization, province)."""

    def add(
        self, difference: Contribution, *, year: int, organization: str, tenant: str, path: str
    ) -> None:
        """Add *difference* to the tenant's count and to its province's, in the transaction."""

    def next_number(self, *, year: int, organization: str, tenant: str) -> int:
        """Take the next number of the tenant's register, never given before."""

    def of_tenants(
        self,
        *,
        year: int,
        prefixes: Sequence[str],
        organizations: Iterable[str] | None = None,
        results: bool = True,
    ) -> Iterator[Count]:
        """Yield the counts of every single tenant under the path *prefixes*.

        *results* false leaves out what results have reached (the part ``at``): nine tenths of the
        reading, which whoever asks only what is registered does not need.
        """

    def registered(
        self, *, year: int, prefixes: Sequence[str], organizations: Iterable[str]
    ) -> Iterator[tuple[str, str, Mapping[str, int]]]:
        """Yield the tenant, the organization, and how many items (≥ 1) of each cell are registered.

        It is what ``counts.registered_by_cell`` tells of the counts of ``of_tenants``, for a tenth
        of the reading.
        """

    def of_provinces(
        self,
        *,
        year: int,
        path: str | None = None,
        organizations: Iterable[str] | None = None,
        results: bool = True,
    ) -> Iterator[Count]:
        """Yield the sums of every province, and the country's own counts; or those of one path."""

    def revisions(self, *, year: int) -> Mapping[str, frozenset[tuple[str, int]]]:
        """Return what tells of each province's path whether its sums have changed."""

    def paths(self, *, year: int) -> Collection[str]:
        """Return the paths of those tenants that have counts."""

    def of_exactly(
        self, *, year: int, paths: Sequence[str], organizations: Iterable[str]
    ) -> Iterator[Count]:
        """Yield the counts of the tenant with these *paths*, without what lies below it."""
