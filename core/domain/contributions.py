"""What one registration adds to the counters, so that a write changes them by a difference.

A counter keeps, per cell and month-end, only what changes there: the figures of month 6 are the
sum of what stands at 1 … 6. A result is thus written once, not once for every later month.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from core.domain.consolidation import of_year, reached
from core.domain.figures import NUMBERS, Figures
from core.domain.movements import Kind, Stage
from core.domain.quotas import Trait
from core.domain.results import Basis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.movements import Measure
    from core.domain.registrations import Registration

Contribution = Counter[tuple[str, ...]]
"""Keys: (cell, "year", figure), (cell, "with", partner),
(cell, "at", month, basis, "n"|"sum"|"max", name[, value]), and for all cells together
(ALL, "day", ISO day of the first submission), (ALL, "source", source of planned funding)."""

ALL = "all"
"""Stands for every cell together; no cell is called so, for each has five strokes."""


def contribution(
    registration: Registration | None, measures: Mapping[str, Measure]
) -> Contribution:
    """Return all that *registration* adds; nothing when it does not count."""
    total: Contribution = Counter()
    if registration is None or not registration.counted:
        return total
    trait = registration.trait()
    if trait is None:
        return total
    cell = cell_of(trait)
    for name, amount in _numbers(of_year(registration)):
        if name != "as_partner":
            total[cell, "year", name] = amount
    for partner in registration.partner_organizations:
        total[cell, "with", partner] += 1
    if registration.submitted_on:
        total[ALL, "day", registration.submitted_on.isoformat()] = 1
    for money in registration.funding:
        total[ALL, "source", money.source] += money.amount
    if registration.results:
        for basis in Basis:
            _add_months(total, cell, registration, basis, measures)
    return total


def difference(before: Contribution, after: Contribution) -> Contribution:
    """Return what to add to the counters for *before* to become *after*; zeros left out."""
    changed = Counter(after)
    changed.subtract(before)
    return Counter({key: amount for key, amount in changed.items() if amount})


def measures_in(change: Contribution) -> set[str]:
    """Return the codes of the measures that *change* touches."""
    return {key[5] for key in change if key[1] == "at" and key[4] in {"sum", "max"}}


def cell_of(trait: Trait) -> str:
    """Return the cell's key: movement type | kind | stage | content | themes | built."""
    return "|".join(
        (
            trait.movement_type,
            trait.kind.value,
            trait.stage.value,
            str(trait.content),
            "+".join(sorted(trait.themes)),
            "1" if trait.built else "0",
        )
    )


@lru_cache(maxsize=4096)
def trait_of(cell: str, organization: str) -> Trait:
    """Return the trait whose items *cell* counts, the inverse of ``cell_of``."""
    movement_type, kind, stage, content, themes, built = cell.split("|")
    return Trait(
        organization=organization,
        movement_type=movement_type,
        kind=Kind(kind),
        stage=Stage(stage),
        content=int(content),
        themes=frozenset(themes.split("+")) if themes else frozenset(),
        built=built == "1",
    )


def content_of(cell: str) -> int:
    """Return the content (1–5) of the items that *cell* counts."""
    return int(cell.split("|", 4)[3])


def _add_months(
    total: Contribution,
    cell: str,
    registration: Registration,
    basis: Basis,
    measures: Mapping[str, Measure],
) -> None:
    before = Figures()
    for month in sorted({r.period.end_month for r in registration.results}):
        now = reached(registration, month=month, basis=basis, measures=measures)
        step = Figures()
        step.add(now)
        step.add(before, times=-1)
        for name, amount in _numbers(step):
            total[cell, "at", str(month), basis.value, "n", name] += amount
        for code, amount in step.sums.items():
            total[cell, "at", str(month), basis.value, "sum", code] += amount
        for (code, value), count in step.values.items():
            total[cell, "at", str(month), basis.value, "max", code, str(value)] += count
        before = now


def _numbers(figures: Figures) -> list[tuple[str, int]]:
    return [(name, getattr(figures, name)) for name in NUMBERS if getattr(figures, name)]
