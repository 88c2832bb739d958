"""The frozen reports on an item that is saved together with others (``gathering``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.storage.gathering import not_in_company
from core.storage.reports import MongoReports, signed_report

if TYPE_CHECKING:
    from core.domain.access import Scope
    from core.domain.reports import SignedReport
    from core.storage.database import Document
    from core.storage.gathering import Gathering


class GatheredReports(MongoReports):
    """Which reports an item is among; acts in company do nothing else with reports."""

    add = replace = keep_drift = not_in_company

    def __init__(self, gathering: Gathering, scope: Scope) -> None:
        super().__init__(gathering.database, scope, gathering.session)
        self._gathering = gathering

    def frozen_above(self, path: str, organization: str, *, year: int) -> list[SignedReport]:
        self._gathering.fetch_above((year, organization, path))
        above = set(path.strip("/").split("/"))
        return [
            signed_report(row)
            for row in self._gathering.frozen.values()
            if row["tenant"] in above and _counts(row, organization, year)
        ]


def _counts(row: Document, organization: str, year: int) -> bool:
    return row["organization"] in {FRONT, organization} and row["period"].startswith(str(year))
