"""What the check of a running database needs: everything, as it stood at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from core.domain.audit import Entry
    from core.domain.counts import Count
    from core.domain.integrity import Recorded
    from core.domain.registrations import Registration


class Snapshot(Protocol):
    """The database at one moment, whatever is written meanwhile; all is streamed."""

    def registrations_by_path(
        self, year: int, first: str, last: str | None
    ) -> Iterator[Registration]:
        """Yield those of *year* with *first* <= path < *last*, in the order of their paths."""

    def registrations_by_id(self, first: str, last: str | None) -> Iterator[Registration]:
        """Yield those with *first* <= id < *last* (None: to the end), in the order of ids."""

    def recorded(self, first: str, last: str | None) -> Iterator[Recorded]:
        """Yield the entries on those, by id, of one the oldest first."""

    def own_counts(self, year: int, first: str, last: str | None) -> Iterator[Count]:
        """Yield the counts of the single tenants there, in the order of their paths."""

    def province_counts(self, year: int, first: str, last: str | None) -> Iterator[Count]: ...

    def numbers(self, year: int) -> Mapping[tuple[str, str], int]:
        """Return the last number given to each (organization, tenant)."""

    def chain(self, name: str) -> tuple[tuple[int, str] | None, int]:
        """Return a chain's registered end (sequence, hash) and its last entry's sequence, or -1."""

    def heads(self) -> Mapping[str, tuple[int, str]]:
        """Return the registered end (sequence, hash) of every chain."""


class Everything(Protocol):
    """The running database, beyond any scope: the operator's."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open the database as it stands now; good for some minutes."""

    def years(self) -> list[int]:
        """Return every year that has registrations, counts or numbers."""

    def tenant_paths(self) -> Mapping[str, frozenset[str]]:
        """Return every path each tenant ever had."""

    def chains(self) -> list[str]:
        """Return the name of every chain that has entries or a head."""

    def entries(self, chain: str, *, up_to: int) -> Iterator[Entry]:
        """Yield a chain's entries in its order, up to a sequence; what is written stays."""

    def link(self, chain: str, sequence: int) -> str | None:
        """Return the hash of a chain's entry; None where there is none."""
