"""Progress: how many items stood registered at the end of each day, by their first submission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.calendar_windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """``reached`` are (day, how many by then), only days on which there was something new.

    ``first`` … ``last`` is the time worth looking at: from the first item, or the opening of the
    registration where there is none, to the last day on time, or later while items still came.
    """

    reached: tuple[tuple[date, int], ...]
    first: date
    last: date

    @property
    def total(self) -> int:
        return self.reached[-1][1] if self.reached else 0

    def by(self, day: date) -> int:
        """Return how many there were at the end of *day*."""
        return max((number for on, number in self.reached if on <= day), default=0)


def progress(by_day: Mapping[str, int], window: Window, *, today: date) -> Progress:
    """Add up what was first submitted on each ISO day."""
    days = sorted((date.fromisoformat(day), number) for day, number in by_day.items() if number > 0)
    sums = accumulate(number for _, number in days)
    reached = tuple((day, total) for (day, _), total in zip(days, sums, strict=True))
    first = min(window.due, reached[0][0] if reached else window.opens)
    last = max(window.due, reached[-1][0] if reached else first)
    if first <= today <= window.closes:
        last = max(last, today)
    return Progress(reached=reached, first=first, last=last)
