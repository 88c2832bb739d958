"""What the use cases need of the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from core.domain.periods import Period
    from core.domain.registration_search import Page
    from core.domain.reports import Body, Report, ReportFilter, SignedReport


class Reports(Protocol):
    """The reports a scope sees. Nothing outside it exists."""

    def get(self, report_id: str) -> Report:
        """Return one; raises NotFoundError."""

    def add(self, report: Report) -> None:
        """Store a new one; raises NotFoundError out of sight, ConflictError ``report_exists``."""

    def replace(self, report: Report, *, before: Report) -> None:
        """Store *report* in place of *before*; raises StaleVersionError if it has gone."""

    def search(self, wanted: ReportFilter, page: Page) -> Sequence[Report]:
        """Return a page of what is wanted, newest first."""

    def count(self, wanted: ReportFilter, *, up_to: int) -> int:
        """Return how many are wanted, at most *up_to*."""

    def frozen_above(self, path: str, organization: str, *, year: int) -> Sequence[SignedReport]:
        """Return the frozen reports on an item of *organization* at *path*.

        Whoever asks: they are compared again, and who changes the item is told whose they are.
        """

    def keep_drift(self, report: Report, *, items: int, arrived: int) -> None:
        """Keep how much has drifted below *report* since its last edition, unless it is amended.

        It is no version of the report, which nobody has changed.
        """

    def sent(
        self,
        period: Period,
        *,
        prefixes: Sequence[str],
        organizations: Collection[str] | None = None,
    ) -> Mapping[Body, bool]:
        """Return whose report for *period* stands submitted or accepted, and whether late.

        Of those under the path *prefixes*; *organizations* None: of every organization.
        """
