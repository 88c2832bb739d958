"""The figures of a consolidation: a monoid, so that a district is the sum of its communes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from core.domain.movements import AddsUp, Measure

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(slots=True, kw_only=True)
class Figures:
    """One row's figures (api.md, «Figures»); money in đồng, measures scaled to integers.

    ``sums`` holds measures that add up, multiplied by 10 to the power of their decimals;
    ``values`` counts how often each scaled value of a «max» measure occurs.
    """

    registered: int = 0
    agreed: int = 0
    late: int = 0
    in_progress: int = 0
    completed: int = 0
    maintained: int = 0
    stopped: int = 0
    planned_funding: int = 0
    spent_funding: int = 0
    households_planned: int = 0
    households: int = 0
    as_partner: int = 0
    sums: Counter[str] = field(default_factory=Counter)
    values: Counter[tuple[str, int]] = field(default_factory=Counter)

    def add(self, other: Figures, *, times: int = 1) -> None:
        """Add *other*, in place, *times* over (-1 takes it away)."""
        self.registered += times * other.registered  # by name: a loop takes five times as long
        self.agreed += times * other.agreed
        self.late += times * other.late
        self.in_progress += times * other.in_progress
        self.completed += times * other.completed
        self.maintained += times * other.maintained
        self.stopped += times * other.stopped
        self.planned_funding += times * other.planned_funding
        self.spent_funding += times * other.spent_funding
        self.households_planned += times * other.households_planned
        self.households += times * other.households
        self.as_partner += times * other.as_partner
        for code, amount in other.sums.items():
            self.sums[code] += times * amount
        for key, count in other.values.items():
            self.values[key] += times * count

    def __add__(self, other: Figures) -> Figures:
        total = Figures()
        total.add(self)
        total.add(other)
        return total

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figures) and self._content() == other._content()

    __hash__ = None  # type: ignore[assignment]

    def _content(self) -> tuple[object, ...]:
        return (
            *(getattr(self, name) for name in NUMBERS),
            {code: amount for code, amount in self.sums.items() if amount},
            {key: count for key, count in self.values.items() if count},
        )

    def is_zero(self) -> bool:
        return self == Figures()


NUMBERS = tuple(f.name for f in fields(Figures) if f.name not in {"sums", "values"})


def measured(figures: Figures, measures: dict[str, Measure]) -> dict[str, int | float]:
    """Return each measure's figure in its own unit; those that do not add up are left out."""
    scaled = {code: amount for code, amount in figures.sums.items() if amount}
    for (code, value), count in figures.values.items():
        if count > 0:
            scaled[code] = max(value, scaled.get(code, value))
    return {
        code: unscaled(amount, measures[code].decimals if code in measures else 0)
        for code, amount in sorted(scaled.items())
        if code not in measures or measures[code].adds_up is not AddsUp.NOT
    }


def unscaled(amount: int, decimals: int) -> int | float:
    return amount if decimals == 0 else amount / 10**decimals


def plain_number(value: Decimal) -> int | float:
    """Return a decimal as JSON's number: whole ones as integers."""
    return int(value) if value == value.to_integral_value() else float(value)
