"""The standard vocabulary, for plugins to declare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.movements import MEASURES

if TYPE_CHECKING:
    from core.domain.movements import Measure

_MEASURES = {measure.code: measure for measure in MEASURES}


def measure(code: str) -> Measure:
    """Return the standard measure *code*; ValueError names the standard ones if it is none."""
    if code not in _MEASURES:
        known = ", ".join(sorted(_MEASURES))
        raise ValueError(f"there is no standard measure {code!r}; there are {known}")
    return _MEASURES[code]


def measures(*codes: str) -> tuple[Measure, ...]:
    """Return several standard measures."""
    return tuple(measure(code) for code in codes)
