"""What the use cases need of the signed-off editions of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.editions import Edition, Shelf


class Editions(Protocol):
    """The editions a scope sees. Nothing outside it exists, and none is ever changed."""

    def add(self, edition: Edition, shelves: Sequence[Shelf]) -> None:
        """Store a new one with its items; raises NotFoundError out of sight.

        Raises StaleVersionError where that number has been signed off already.
        """

    def of_report(self, report_id: str) -> Sequence[Edition]:
        """Return all of a report, the freeze first."""

    def get(self, report_id: str, number: int) -> Edition:
        """Return one; raises NotFoundError."""

    def shelves(self, edition: Edition, what: str) -> Sequence[Shelf]:
        """Return its rows (``editions.ITEMS``, ``CHANGES``), in the order of their ids."""

    def shelf(self, edition: Edition, sha256: str) -> Shelf:
        """Return those of its rows that its content names by this hash; raises NotFoundError."""
