"""The list of a period's reports: what is asked for, and the rows and sums it shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.report_tallies import Timeliness
from core.domain.reports import TAKEN_IN, ReportStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from core.domain.tenants import Tenant
    from core.services.report_standing import Standing

PAGE_SIZE = 50

HERE, EVERYWHERE, OWN = "gui-ve", "toan-bo", "cap-nay"
"""Whose reports are listed (``pham-vi``): those sent to one's Front, all of the unit and below, or
those of the unit's own bodies. One's own stands on top of the page; where all or the unit's own are
asked for, it is in the list as well."""


class Show(StrEnum):
    """What a list of reports is narrowed to, as it stands in the address (``tinh-trang``).

    What is missing is either overdue or not yet due.
    """

    ON_TIME = "dung-han"
    LATE = "muon"
    MISSING = "chua-nop"
    OVERDUE = "qua-han"
    PENDING = "chua-den-han"
    WAITING = "cho-nhan"
    RETURNED = "bo-sung"
    ACCEPTED = "da-nhan"


TIMELINESS = {
    Show.ON_TIME: Timeliness.ON_TIME,
    Show.LATE: Timeliness.LATE,
    Show.OVERDUE: Timeliness.MISSING,
    Show.PENDING: Timeliness.PENDING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """How many of a list stand how; the first three add up to all that are expected."""

    expected: int
    on_time: int
    late: int
    missing: int
    overdue: int
    waiting: int
    accepted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildSums:
    """How the bodies of one unit below, and of all below that, stand together."""

    tenant: Tenant
    on_time: int
    late: int
    missing: int

    @property
    def expected(self) -> int:
        return self.on_time + self.late + self.missing


def matches(one: Standing, show: Show) -> bool:
    """Tell whether *one* belongs in the list *show* asks for."""
    status = one.report.status if one.report else None
    match show:
        case Show.ON_TIME | Show.LATE | Show.OVERDUE | Show.PENDING:
            return one.timeliness is TIMELINESS[show]
        case Show.MISSING:
            return is_owed(one)
        case Show.WAITING:
            return status is ReportStatus.SUBMITTED
        case Show.RETURNED:
            return status is ReportStatus.RETURNED
        case Show.ACCEPTED:
            return status in TAKEN_IN


def is_owed(one: Standing) -> bool:
    """Tell whether nothing stands sent: what was returned is owed again."""
    return one.timeliness in {Timeliness.MISSING, Timeliness.PENDING}


def sums(standing: Sequence[Standing]) -> Sums:
    """Return the sums of a list."""
    times = Counter(one.timeliness for one in standing)
    states = Counter(one.report.status for one in standing if one.report)
    return Sums(
        expected=len(standing),
        on_time=times[Timeliness.ON_TIME],
        late=times[Timeliness.LATE],
        missing=times[Timeliness.MISSING] + times[Timeliness.PENDING],
        overdue=times[Timeliness.MISSING],
        waiting=states[ReportStatus.SUBMITTED],
        accepted=sum(states[status] for status in TAKEN_IN),
    )


def by_child(
    standing: Iterable[Standing], tenant: Tenant, children: Sequence[Tenant], *, day: date
) -> list[ChildSums]:
    """Return the sums of each of *children*, the units directly below *tenant* on *day*."""
    here = tenant.path_on(day)
    counted: dict[str, Counter[Timeliness]] = {}
    for one in standing:
        child = one.tenant.path_on(day).removeprefix(here).partition("/")[0]
        counted.setdefault(child, Counter())[one.timeliness] += 1
    return [
        ChildSums(
            tenant=child,
            on_time=counted[child.id][Timeliness.ON_TIME],
            late=counted[child.id][Timeliness.LATE],
            missing=counted[child.id][Timeliness.MISSING] + counted[child.id][Timeliness.PENDING],
        )
        for child in children
        if child.id in counted
    ]
