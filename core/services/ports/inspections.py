"""What the use cases need of the inspections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.inspections import (
        Inspection,
        InspectionFilter,
        ListedInspection,
        LookedAt,
    )
    from core.domain.registration_search import Page
    from core.domain.registrations import Registration


class Inspections(Protocol):
    """The inspections a scope may know of, each as far as it may (``inspection_rules.seen_by``)."""

    def get(self, inspection_id: str) -> Inspection:
        """Return one; raises NotFoundError."""

    def of(self, registration_id: str, *, limit: int) -> Sequence[LookedAt]:
        """Return what inspections found of a registration, *limit* of them, the newest first."""

    def add(self, inspection: Inspection) -> None:
        """Store a new one; raises NotFoundError out of sight."""

    def replace(self, inspection: Inspection, *, before: Inspection) -> None:
        """Store *inspection* in place of *before*; raises StaleVersionError if it has gone."""

    def remove(self, inspection: Inspection) -> None:
        """Remove one; raises StaleVersionError if it has changed or gone."""

    def search(self, wanted: InspectionFilter, page: Page) -> Sequence[ListedInspection]:
        """Return a page of what is wanted, newest first."""

    def count(self, wanted: InspectionFilter, *, up_to: int) -> int:
        """Return how many are wanted, at most *up_to*."""

    def moved(self, registration: Registration) -> None:
        """Have what was found of a registration follow it to the tenant it was moved to."""
