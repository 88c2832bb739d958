"""Works of 2017 that two bodies have each registered: what boards find under «Chồng chéo»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.demonstration.cases import Case, Fate
from core.demonstration.items import front, veterans, women, youth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.demonstration.geography import Geography
    from core.demonstration.patterns import Pattern

TWICE: tuple[tuple[str, Pattern, Pattern], ...] = (
    ("c02068", front.FLAGS, women.FLAG_ROAD),
    ("c02050", youth.CONCRETE, veterans.ROAD),
)
"""A commune, and one work of the same hamlet as two bodies call it (domain.md §4.2)."""


def overlapping_cases(geography: Geography) -> Iterator[Case]:
    """Yield both items of each, in the first of the commune's areas."""
    for tenant, *patterns in TWICE:
        for pattern in patterns:
            yield Case(
                tenant=geography.units[tenant],
                pattern=replace(pattern, area=0),
                stage=pattern.stages[0],
                fate=Fate.AGREED,
            )
