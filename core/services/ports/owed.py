"""What the lists of tasks need: few, lean and bounded readings of what is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from core.domain.owed import OwedItem, OwedReport, Waiting
    from core.domain.report_tallies import Term
    from core.domain.reports import Body


class Owed(Protocol):
    """Readings for one body at a time; never of a whole subtree's items."""

    def items(self, *, paths: Collection[str], organization: str, since: int) -> Sequence[OwedItem]:
        """Return an organization's items made at these very paths.

        Those of the years from *since* on; of older ones only drafts and what was returned.
        """

    def years_registered(
        self, *, paths: Collection[str], organization: str, years: Collection[int]
    ) -> set[int]:
        """Return those of *years* of which any item stands submitted or agreed at these paths."""

    def waiting_items(self, *, paths: Collection[str]) -> Sequence[Waiting]:
        """Return by year what was submitted there and is not agreed."""

    def waiting_results(self, *, paths: Collection[str], since: int) -> Sequence[Waiting]:
        """Return by period the results there that are neither confirmed nor returned."""

    def open_overlaps(self, *, paths: Collection[str], since: int) -> Sequence[Waiting]:
        """Return by year the overlaps that the Front of these very paths is the lowest to settle.

        Of the years from *since* on.
        """

    def agreed_lately(self, *, paths: Collection[str], year: int, limit: int) -> Sequence[OwedItem]:
        """Return the items there that were agreed last, of every organization."""

    def reports(self, *, tenants: Collection[str], organization: str) -> Sequence[OwedReport]:
        """Return every report of one organization in these tenants."""

    def reports_to(
        self, *, homes: Collection[str], children: Collection[str], since: int
    ) -> Sequence[OwedReport]:
        """Return what stands submitted to a Front or accepted by it, of the years from *since* on.

        That is of the organizations in *homes*, and of the Fronts of *children*.
        """

    def registered(
        self,
        *,
        prefixes: Sequence[str],
        year: int,
        whole_provinces: bool = False,
        organization: str | None = None,
    ) -> Mapping[Body, int]:
        """Return how many items stand in each body below *prefixes*, or in each province.

        *organization* leaves out the bodies of all others.
        """

    def years_in_use(self, *, paths: Collection[str], years: Collection[int]) -> set[int]:
        """Return those of *years* in which anybody registered anything in these provinces."""

    def terms_at(self, paths: Collection[str]) -> Mapping[Body, Sequence[Term]]:
        """Return when each body at these very paths has assignments, of any role."""

    def open_invitations(self) -> tuple[int, datetime | None]:
        """Return how many invitations of the asker's are open, and when the first expires."""

    def last_change(self, *, paths: Collection[str]) -> str:
        """Return a mark of the last thing that was recorded at these very paths."""
