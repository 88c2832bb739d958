"""The geometry of charts: numbers that templates write into attributes of SVG."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.domain.progress import Progress

SCALE = ((90, "s5"), (75, "s4"), (60, "s3"), (40, "s2"))
"""From which per cent on a share has which tint; below, the palest (ux.md §4.2)."""

GRID = 4
"""So many lines at most, beside that of nothing."""

FEW = 6
"""So many points are told to those who cannot see the line."""

NEAR = 9
"""Labels of days stand at least so many per cent apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One part of a bar: ``tint`` is a class, ``label`` its name, ``note`` its amount in words.

    ``address`` is the list of what it is made of, "" where there is none of just that.
    """

    tint: str
    amount: int
    label: str
    note: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A label on an axis, in per cent of its length."""

    at: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line over days: x in days since the first, y in items; ``due`` is x of the deadline.

    ``told`` are a few points, for its label; ``ticks`` and ``levels`` those of the axes.
    """

    width: int
    height: int
    points: tuple[tuple[int, int], ...]
    due: int
    ticks: tuple[Tick, ...]
    levels: tuple[tuple[int, Tick], ...]
    told: tuple[tuple[date, int], ...]

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)

    @property
    def end(self) -> tuple[int, int]:
        return self.points[-1]


def tint(part: int, whole: int) -> str:
    """Return the class of a share, "" for one of nothing."""
    if not whole:
        return ""
    return next((name for least, name in SCALE if 100 * part >= least * whole), "s1")


def covering_tint(part: int, whole: int) -> str:
    """Return the class of a share where a low one is the finding, which must not look pale."""
    found = tint(part, whole)
    return "z0" if found == "s1" else found


def line_of(found: Progress, *, due: date, today: date, dated: dict[date, str]) -> Line:
    """Return the line of what was reached by each day; *dated* are the labels of days, in turn.

    Between two days with something new it stays level, so that a standstill is seen as one.
    """
    width = max(1, (found.last - found.first).days)
    points = [(0, 0)]
    for (before, reached), (day, number) in pairwise(((found.first, 0), *found.reached)):
        x = (day - found.first).days
        if x > (before - found.first).days + 1:
            points.append((x - 1, reached))
        points.append((x, number))
    until = (min(today, found.last) - found.first).days
    if until > points[-1][0]:
        points.append((until, found.total))
    step = _step(found.total)
    height = max(step, -(-found.total // step) * step)
    levels = [
        (level, Tick(at=100 - 100 * level / height, text=str(level)))
        for level in range(step, height + 1, step)
    ]
    return Line(
        width=width,
        height=height,
        points=tuple(points),
        due=(due - found.first).days,
        ticks=_ticks(found, width, dated),
        levels=tuple(levels),
        told=_few(found.reached),
    )


def _ticks(found: Progress, width: int, dated: dict[date, str]) -> tuple[Tick, ...]:
    """Return the labels that have room, the first named first."""
    placed: list[Tick] = []
    for day, text in dated.items():
        at = 100 * (day - found.first).days / width
        anchor = "start" if at < NEAR else "end" if at > 100 - NEAR else "middle"
        if 0 <= at <= 100 and all(abs(at - other.at) > 2 * NEAR for other in placed):  # noqa: PLR2004
            placed.append(Tick(at=round(at, 2), text=text, anchor=anchor))
    return tuple(placed)


def _step(total: int) -> int:
    """Return 1, 2 or 5 times a power of ten that divides *total* into few parts."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if total <= step * GRID:
                return step
        size *= 10


def _few(reached: Sequence[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    if len(reached) <= FEW:
        return tuple(reached)
    places = [round(i * (len(reached) - 1) / (FEW - 1)) for i in range(FEW)]
    return tuple(reached[place] for place in places)
