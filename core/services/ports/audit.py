"""What the use cases need of the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from core.domain.audit import Act, Entry, Touch
    from core.domain.audit_search import AuditFilter


class Audit(Protocol):
    """The trail, as far as the scope reaches."""

    def record(self, act: Act) -> None:
        """Add an entry to the transaction at hand; only a unit of work can."""

    def of_target(self, target: str) -> Sequence[Entry]:
        """Return all entries on one record, oldest first; the caller has checked its sight."""

    def writers(self, targets: Collection[str], *, since: datetime) -> Mapping[str, Touch]:
        """Return by target who wrote on it after *since*, and when last.

        Of one nobody wrote on since, the last who did; the caller has checked its sight.
        """

    def search(self, *, filters: AuditFilter, limit: int, skip: int) -> tuple[Sequence[Entry], int]:
        """Return entries of the scope, newest first, and how many there are (capped)."""

    def standing_on(
        self, day: date, *, year: int, prefixes: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        """Yield the last ``state`` of each registration of *year* recorded up to *day*."""
