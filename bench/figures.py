"""Percentiles, medians, ratios and orders of turns; nothing here measures."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Item = TypeVar("Item")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that *share* (0–1) of all do not exceed; NaN of nothing."""
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the median; NaN of nothing."""
    return statistics.median(values) if values else math.nan


def median_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of the ratios round by round: a round's drift meets both sides."""
    return median([a / b if b else math.nan for a, b in zip(ours, theirs, strict=True)])


def turns(contenders: Sequence[Item], rounds: int) -> Iterator[tuple[int, Item]]:
    """Yield round and contender; every round begins with another one and has each once."""
    for number in range(rounds):
        start = number % len(contenders)
        for contender in (*contenders[start:], *contenders[:start]):
            yield number, contender
