"""What the use cases need of the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from core.domain.evidence import Evidence, Examined, Record


class EvidenceFiles(Protocol):
    """The evidence a scope may know of: that of records it sees in full, ready or its own."""

    def get(self, evidence_id: str) -> Evidence:
        """Return one; raises NotFoundError."""

    def of(self, record: Record) -> Sequence[Evidence]:
        """Return what a record has, a registration with its results; the oldest first."""

    def all_of(self, record: Record) -> Sequence[Evidence]:
        """Return the same with what others are still sending: for counting only."""

    def take_turn(self, record: Record) -> None:
        """Have two writes about one record's evidence meet in conflict, not side by side."""

    def add(self, evidence: Evidence) -> None:
        """Store what has been declared."""

    def complete(self, evidence: Evidence, examined: Examined) -> None:
        """Store a file's content with it; raises StaleVersionError where that was done already."""

    def remove(self, evidence: Evidence) -> None:
        """Remove one with its content; raises StaleVersionError if it has changed or gone."""

    def remove_of(self, record: Record) -> None:
        """Remove all evidence of a record that is removed."""

    def keep_piece(self, evidence: Evidence, number: int, piece: bytes) -> None:
        """Keep a piece durably; raises ConflictError ``piece_differs`` for others than were sent.

        Needs no transaction: a piece is nothing until all are there.
        """

    def kept(self, evidence: Evidence) -> Collection[int]:
        """Return the numbers of the pieces that have arrived."""

    def pieces(self, evidence: Evidence) -> Iterator[bytes]:
        """Yield the pieces in order, one at a time."""

    def content(self, evidence: Evidence) -> Iterator[bytes]:
        """Yield the kept bytes a chunk at a time; raises NotFoundError while there are none."""

    def thumbnail(self, evidence: Evidence) -> bytes:
        """Return the small picture, a JPEG; raises NotFoundError where there is none."""
