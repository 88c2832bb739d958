"""The list of inspections: those run in one's unit and below, and what touched items there.

Narrowed to a registration (``ho-so``) it is the rest of what its page shows of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request, url_for

from core.domain.inspections import InspectionStatus, ListedInspection, Outcome
from core.domain.periods import FIRST_YEAR, LAST_YEAR
from core.domain.registration_search import Page
from core.edge.cursors import COUNTED
from core.edge.platform import moment
from core.services.inspecting import find_inspections
from core.web.asked_numbers import asked_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

PAGE_SIZE = 25
YEARS_BACK = 3
STATUSES: Mapping[str, InspectionStatus | None] = {
    "tat-ca": None,
    "nhap": InspectionStatus.DRAFT,
    "da-ket-luan": InspectionStatus.CONCLUDED,
}
"""Values of ``tt``, the first where it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """One inspection, and of how many items what was found."""

    inspection: ListedInspection
    unit: Tenant
    outcomes: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of the list of *year*; ``item`` is the registration it is narrowed to."""

    rows: Sequence[ListedRow]
    year: int
    shown: str
    item: Registration | None
    years: range
    total: int
    first: int
    number: int
    more: bool

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def previous(self) -> str | None:
        return self.address(trang=self.number - 1) if self.number > 1 else None

    @property
    def following(self) -> str | None:
        return self.address(trang=self.number + 1) if self.more else None

    def address(self, **changes: Any) -> str:
        """Return the address of the list with *changes*, on its first page."""
        asked: dict[str, Any] = {"nam": self.year, "tt": self.shown, "ho-so": self.of}
        return url_for("web_inspections.index", **asked | changes)

    @property
    def of(self) -> str | None:
        return self.item.id if self.item else None


def listed(work: Repositories) -> Listed:
    """Return the page that the address asks for; NotFoundError of an item out of sight."""
    of = request.args.get("ho-so")
    item = work.registrations.get(of) if of else None
    year, shown = asked_year(), request.args.get("tt", "")
    shown = shown if shown in STATUSES else next(iter(STATUSES))
    number = min(asked_page(), COUNTED // PAGE_SIZE)
    skip = (number - 1) * PAGE_SIZE
    rows, total = find_inspections(
        work, page=Page(limit=PAGE_SIZE + 1, skip=skip), up_to=COUNTED,
        year=year, status=STATUSES[shown], registration=item.id if item else None,
    )  # fmt: skip
    units = work.tenants.many({each.tenant for each in rows})
    this_year = moment().today.year
    return Listed(
        rows=[_row(each, units[each.tenant]) for each in rows[:PAGE_SIZE]],
        year=year,
        shown=shown,
        item=item,
        years=range(this_year, min(year, this_year - YEARS_BACK) - 1, -1),
        total=total,
        first=skip + 1,
        number=number,
        more=len(rows) > PAGE_SIZE,
    )


def asked_year() -> int:
    """Return the year the address names, else that of today."""
    written = request.values.get("nam", "")
    plain = len(written) == len("2017") and written.isascii() and written.isdigit()
    if plain and FIRST_YEAR <= int(written) <= LAST_YEAR:
        return int(written)
    return moment().today.year


def _row(inspection: ListedInspection, unit: Tenant) -> ListedRow:
    found = [each.outcome for each in inspection.items]
    counted = [(outcome.value, found.count(outcome)) for outcome in Outcome]
    return ListedRow(
        inspection=inspection, unit=unit, outcomes=[each for each in counted if each[1]]
    )
