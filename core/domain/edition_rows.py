"""Which items an edition's figure was made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from core.domain.item_rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of an edition's tables: a figure by its name, and the row it stands in.

    Each of the others is None where the row is of all; ``tenants`` are those a unit's row adds up.
    """

    figure: str
    organization: str | None = None
    content: int | None = None
    movement_type: str | None = None
    tenants: Set[str] | None = None


def rows_of(rows: Iterable[Row], cell: Cell) -> list[Row]:
    """Return the rows that make up *cell*, the largest first; they add up to it exactly."""
    found = [row for row in rows if row["figures"].get(cell.figure) and _is_in(row, cell)]
    return sorted(
        found, key=lambda row: (-row["figures"][cell.figure], folded(row["title"]), row["id"])
    )


def tenants_below(paths: Mapping[str, str], unit: str) -> Set[str]:
    """Return *unit* and all below it; *paths* are those of an edition's boundaries, by id."""
    above = paths.get(unit)
    return {each for each, path in paths.items() if above and path.startswith(above)} | {unit}


def _is_in(row: Row, cell: Cell) -> bool:
    asked = (
        (cell.organization, row["organization"]),
        (cell.content, row["content"]),
        (cell.movement_type, row["movement_type"]),
    )
    placed = cell.tenants is None or row["tenant"] in cell.tenants
    return placed and all(wanted in {None, stands} for wanted, stands in asked)
