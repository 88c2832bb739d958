"""The form of the demonstration's items: what is drawn at random within bounds that are data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.domain.movements import Kind, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

Number = int | float

MUCH_MONEY, ROUNDED = 1_000_000, -5
"""From a million on, đồng are told in hundreds of thousands."""

BUILT = (Stage.NEW, Stage.NEW, Stage.NEW, Stage.EXPANDED, Stage.PILOT)
KEPT = (Stage.MAINTAINED, Stage.MAINTAINED, Stage.MAINTAINED, Stage.EXPANDED)
ANY_STAGE = (Stage.NEW, Stage.MAINTAINED, Stage.MAINTAINED, Stage.EXPANDED)
ONLY_NEW = (Stage.NEW,)


@dataclass(frozen=True, slots=True)
class Span:
    """Bounds of a number, both inclusive; ``over`` divides it (50…300 over 100 is 0,5…3)."""

    low: int
    high: int
    step: int = 1
    over: int = 1

    def drawn(self, rng: Random) -> Number:
        value = rng.randrange(self.low, self.high + 1, self.step)
        return value if self.over == 1 else value / self.over


@dataclass(frozen=True, slots=True)
class Of:
    """A number drawn for the item, or ``percent`` of it; one that ``stands`` does not grow."""

    name: str
    percent: int = 100
    stands: bool = False

    def value(self, values: Mapping[str, Number], *, share: float = 1.0) -> Number:
        """Return the number, times *share* of what was planned unless it stands."""
        drawn = values[self.name]
        if self.percent == 100 and (share == 1.0 or self.stands):  # noqa: PLR2004 — per cent
            return drawn
        part = drawn * self.percent / 100 * (1.0 if self.stands else share)
        if isinstance(drawn, float):
            return round(part, 2)
        return round(part, ROUNDED) if drawn >= MUCH_MONEY else round(part)


@dataclass(frozen=True, slots=True)
class Size:
    """A line of the scale: a drawn number and its unit."""

    of: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One kind of item; titles may name {area}, {short}, {commune}, {road} and drawn numbers.

    ``funding`` is in million đồng by source; ``labour`` in days of work; ``partners`` are codes
    of organizations, or free names; ``measures`` are what a result states by code. ``area`` is the
    place among a commune's areas where it is done, None: drawn.
    """

    type: str
    kind: Kind
    content: int
    titles: tuple[str, ...]
    values: Mapping[str, Span]
    stages: tuple[Stage, ...] = BUILT
    themes: frozenset[str] = frozenset()
    answers: Mapping[str, Any] = field(default_factory=dict)
    scale: tuple[Size, ...] = ()
    funding: Mapping[str, Span] = field(default_factory=dict)
    labour: Span | None = None
    land: Span | None = None
    households: str | None = None
    partners: tuple[str, ...] = ()
    measures: Mapping[str, Of] = field(default_factory=dict)
    detail: str | None = None
    area: int | None = None

    @property
    def organization(self) -> str:
        return self.type.partition(".")[0]
