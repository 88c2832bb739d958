"""Who has reported on time, late or not at all: the arithmetic, for bodies that owe a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.tenants import covers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from core.domain.reports import Body


class Timeliness(StrEnum):
    """How a body stands to the report it owes (api.md, «Figures»)."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    PENDING = "pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Days, inclusive, on which a body has an assignment; None is open."""

    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        return covers(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCounts:
    """How many bodies stand how; ``pending`` ones are not yet due."""

    on_time: int = 0
    late: int = 0
    missing: int = 0
    pending: int = 0

    @property
    def expected(self) -> int:
        return self.on_time + self.late + self.missing + self.pending


def timeliness(due: date, *, late: bool | None, today: date) -> Timeliness:
    """Return how a body stands; *late* is that of the report it has sent, None without one."""
    if late is not None:
        return Timeliness.LATE if late else Timeliness.ON_TIME
    return Timeliness.PENDING if today <= due else Timeliness.MISSING


def tally(due: Mapping[Body, date], sent: Mapping[Body, bool], *, today: date) -> ReportCounts:
    """Count the bodies that owe a report, by their last day on time.

    *sent* are those whose report stands, with whether it was late; others in it do not count.
    """
    counted = Counter(
        timeliness(day, late=sent.get(body), today=today) for body, day in due.items()
    )
    return ReportCounts(**{each.value: counted[each] for each in Timeliness})


def staffed(terms: Iterable[Term], day: date) -> bool:
    return any(term.covers(day) for term in terms)
