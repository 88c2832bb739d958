"""Figures of a result as somebody states them, and whether a result says the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from core.domain.figures import plain_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.registrations import Money
    from core.domain.results import Result, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Reached since 1 January; measures by code, as JSON numbers in the declared unit."""

    state: State
    progress: int
    households: int = 0
    measures: Mapping[str, int | float] = field(default_factory=dict)
    funding: tuple[Money, ...] = ()

    @property
    def exact_measures(self) -> dict[str, Decimal]:
        """Return the measures as results keep them."""
        return {code: Decimal(str(value)) for code, value in sorted(self.measures.items())}


def stated_of(result: Result) -> Stated:
    """Return the figures of *result*."""
    return Stated(
        state=result.state,
        progress=result.progress,
        households=result.households,
        measures={code: plain_number(value) for code, value in result.measures.items()},
        funding=result.funding,
    )


def says_the_same(stated: Stated, result: Result) -> bool:
    """Tell whether *result* says what is *stated*."""
    figures = stated.state, stated.progress, stated.households, stated.funding
    told = result.state, result.progress, result.households, result.funding
    return figures == told and stated.exact_measures == dict(result.measures)
