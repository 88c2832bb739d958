"""Reporting periods: months, quarters, halves and years of the calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from core.domain.errors import InvalidError, Problem

FIRST_YEAR, LAST_YEAR = 2000, 2100
LENGTHS = (12, 6, 3, 1)
"""A year, a half, a quarter, a month, counted in months."""

_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?",
    re.ASCII,
)
_WEEK = re.compile(r"\d{4}-W\d{1,2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A kỳ báo cáo: ``months`` whole months (1, 3, 6 or 12) from ``start_month`` (1–12) on.

    Raises ValueError for what is no month, quarter, half or year of 2000–2100.
    """

    year: int
    start_month: int = 1
    months: int = 12

    def __post_init__(self) -> None:
        fits = (
            FIRST_YEAR <= self.year <= LAST_YEAR
            and self.months in LENGTHS
            and self.start_month in range(1, 13, self.months)
        )
        if not fits:
            raise ValueError(f"no period: {self.year}, {self.start_month}, {self.months}")

    @classmethod
    def parse(cls, text: str, *, field: str = "period") -> Period:
        """Return what ``2017``, ``2017-H1``, ``2017-Q2`` or ``2017-06`` names.

        Raises InvalidError with one problem of *field*: ``period_week_refused`` for a week
        (api.md, «Conventions»), ``not_a_period`` for anything else.
        """
        if _WEEK.fullmatch(text):
            raise InvalidError(problems=[Problem(field, "period_week_refused", {"period": text})])
        written = _WRITTEN.fullmatch(text)
        if written is None or not FIRST_YEAR <= int(written["year"]) <= LAST_YEAR:
            raise InvalidError(problems=[Problem(field, "not_a_period", {"period": text[:40]})])
        for name, months in (("half", 6), ("quarter", 3), ("month", 1)):
            if written[name]:
                start = (int(written[name]) - 1) * months + 1
                return cls(year=int(written["year"]), start_month=start, months=months)
        return cls(year=int(written["year"]))

    @property
    def end_month(self) -> int:
        return self.start_month + self.months - 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.start_month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.end_month, monthrange(self.year, self.end_month)[1])

    @property
    def precedence(self) -> tuple[date, int]:
        """Return what to take the ``max`` by: the last to end, of those the longest counts."""
        return self.last_day, self.months

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        match self.months:
            case 12:
                return f"{self.year}"
            case 6:
                return f"{self.year}-H{self.end_month // 6}"
            case 3:
                return f"{self.year}-Q{self.end_month // 3}"
            case _:
                return f"{self.year}-{self.start_month:02d}"


def periods_of(year: int) -> tuple[Period, ...]:
    """Return all 19 periods of *year*: the year, its halves, its quarters, its months."""
    return tuple(
        Period(year=year, start_month=start, months=months)
        for months in LENGTHS
        for start in range(1, 13, months)
    )
