"""What the use cases need of the overlaps that were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.overlap_cases import LikeliestPage, OverlapCase
    from core.domain.registration_search import Page


class Overlaps(Protocol):
    """The cases a scope may know of. Nothing outside it exists."""

    def get(self, case_id: str) -> OverlapCase:
        """Return one; raises NotFoundError."""

    def of(self, registration_id: str) -> Sequence[OverlapCase]:
        """Return the cases of a registration, those that look most alike first."""

    def among(self, case_ids: Sequence[str]) -> Sequence[OverlapCase]:
        """Return those of *case_ids* that there are, wherever they were found."""

    def within(self, tenant: str, year: int) -> Sequence[OverlapCase]:
        """Return all cases of a commune's year."""

    def add(self, case: OverlapCase) -> None:
        """Store a new one; raises NotFoundError out of sight."""

    def replace(self, case: OverlapCase, *, before: OverlapCase) -> None:
        """Store *case* in place of *before*; raises StaleVersionError if it has gone."""

    def remove(self, case: OverlapCase) -> None:
        """Remove one that is no more, unless it has changed meanwhile."""

    def search(
        self,
        prefixes: Sequence[str] | None,
        *,
        year: int | None,
        status: str | None,
        page: Page,
    ) -> Sequence[OverlapCase]:
        """Return a page of those under the path *prefixes* (None: all), the newest first."""

    def likeliest(
        self, prefixes: Sequence[str] | None, *, year: int | None, page: LikeliestPage
    ) -> Sequence[OverlapCase]:
        """Return a page of the open ones, those first that are told with the most points."""

    def count(
        self, prefixes: Sequence[str] | None, *, year: int | None, status: str | None, up_to: int
    ) -> int:
        """Return how many there are, at most *up_to*."""
