"""How many items communes have: a row of numbers for each content and organization."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.coverage import Coverage, coverage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


MOST = "I"
"""So many items of an organization in a commune as 32 bits can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How many items each of ``communes`` has (ids in their order), by content and organization."""

    communes: Sequence[str]
    rows: Mapping[tuple[int, str], Sequence[int]]

    def coverage(self, communes: Sequence[str], organizations: Collection[str] | None) -> Coverage:
        """Return the coverage of some of the communes; *organizations* limits the cells."""
        places = {commune: place for place, commune in enumerate(self.communes)}
        registered = {
            (commune, content, organization): row[places[commune]]
            for commune in communes
            for (content, organization), row in self.rows.items()
        }
        found = coverage(registered, communes)
        shown = (
            cell
            for cell in found.cells
            if organizations is None or cell.organization in organizations
        )
        return Coverage(cells=tuple(shown), omissions=found.omissions)
