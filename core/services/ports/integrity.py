"""What the check of a running database needs: everything, in parts as they stand at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from core.domain.edition_faults import Lost, Sealed
    from core.domain.inspection_faults import Inspected
    from core.domain.integrity import Recorded
    from core.domain.integrity_parts import Part, Seen
    from core.domain.lineage import Copied
    from core.domain.movements import Measure
    from core.domain.overlap_faults import Ties
    from core.domain.registrations import Registration


class Snapshot(Protocol):
    """The database at one moment, whatever is written meanwhile; all is streamed."""

    def registrations_of(self, ids: Sequence[str]) -> Iterator[Registration]:
        """Yield those of *ids* that are stored, in the order of ids."""

    def recorded_of(self, ids: Sequence[str]) -> Iterator[Recorded]:
        """Yield the entries on *ids*, in the order of ids, of one the oldest first."""

    def numbered(self, year: int, organization: str, tenant: str) -> Iterator[tuple[str, str]]:
        """Yield the id and number of all that is numbered in one register."""

    def numbers(self, year: int) -> Mapping[tuple[str, str], int]:
        """Return the last number given to each (organization, tenant)."""

    def origins(self) -> Mapping[str, Copied]:
        """Return what each item that is a copy was copied from, by its id."""

    def years_of(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Return the year of those of *ids* that are stored."""

    def heads(self) -> Mapping[str, tuple[int, str]]:
        """Return the registered end (sequence, hash) of every chain."""


class Shelf(Protocol):
    """Where blobs by compartment are kept until all are there."""

    def add(self, blobs: Mapping[int, bytes]) -> None: ...
    def of(self, compartment: int) -> Iterator[bytes]: ...


class Everything(Protocol):
    """The running database, beyond any scope: the operator's."""

    def parts(self) -> Sequence[Part]:
        """Return parts that together are all there is now; the longest first."""

    def look(self, part: Part, *, measures: Mapping[str, Measure], key: bytes) -> Seen:
        """Check all that can be told of *part* by itself."""

    def shelf(self) -> AbstractContextManager[Shelf]: ...

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open the database as it stands now; good for some minutes."""

    def editions(self) -> Iterator[Sealed | Lost]:
        """Yield every edition of every report, those of one in the order of their numbers."""

    def ties(self) -> Ties:
        """Return all overlaps and the registrations they tie, of one moment."""

    def inspections(self) -> Iterator[Inspected]:
        """Yield every inspection with the registrations it looked at."""

    def link(self, chain: str, sequence: int) -> str | None:
        """Return the hash of a chain's entry; None where there is none."""
