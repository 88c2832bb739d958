"""Reading the counters: from what changes at each month-end back to figures of a period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.contributions import ALL, trait_of
from core.domain.figures import Figures
from core.domain.results import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.domain.contributions import Contribution
    from core.domain.quotas import Trait

PROVINCE_DEPTH = 2
"""A province's path has two ids: ``vn/p06/``."""

LAST_MONTH = 12

Cells = dict[str, dict[str, Any]]
"""A contribution as it is kept: by cell, then each part of its keys in turn. Most readers want a
few branches of it, so it is not laid out flat for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What is counted of one organization's items of one year in one tenant, or one province.

    ``path`` is that of the tenant (or province) as the items were made; ``whole_province`` tells
    the province's sums from what belongs to the province itself.
    """

    year: int
    organization: str
    tenant: str
    path: str
    whole_province: bool
    cells: Cells

    @property
    def content(self) -> Contribution:
        return Counter(dict(_flat(self.cells, ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Which figures are asked for: the state at the end of ``month``, since another month-end."""

    month: int
    since: int = 0
    basis: Basis = Basis.REPORTED


def cells_of(content: Contribution) -> Cells:
    """Return *content* as it is kept."""
    cells: Cells = {}
    for (*above, last), amount in content.items():
        branch: dict[str, Any] = cells
        for name in above:
            branch = branch.setdefault(name, {})
        branch[last] = amount
    return cells


def province_of(path: str) -> str | None:
    """Return the path of the province that *path* lies in; None for the country."""
    ids = path.split("/")[:-1]
    return "/".join(ids[:PROVINCE_DEPTH]) + "/" if len(ids) >= PROVINCE_DEPTH else None


def figures_by_cell(count: Count, cut: Cut) -> dict[str, Figures]:
    """Return the figures of each cell, without ``as_partner`` (see ``mentions``)."""
    return {cell: _figures(parts, cut) for cell, parts in count.cells.items() if cell != ALL}


def registered_by_cell(count: Count) -> dict[str, int]:
    """Return how many items (≥ 1) of each cell stand registered."""
    return {
        cell: number
        for cell, parts in count.cells.items()
        if (number := parts.get("year", {}).get("registered", 0)) > 0
    }


def mentions(count: Count) -> Iterator[tuple[str, str, int]]:
    """Yield (cell, organization, how often it is named as a partner of the cell's items)."""
    for cell, parts in count.cells.items():
        for partner, times in parts.get("with", {}).items():
            if times:
                yield cell, partner, times


def registered_by_day(count: Count) -> dict[str, int]:
    """Return how many of the items that stand registered were first submitted on each ISO day."""
    return {day: number for day, number in _over_all(count, "day").items() if number}


def planned_by_source(count: Count) -> dict[str, int]:
    """Return the planned funding in đồng from each source; adds up to ``planned_funding``."""
    return {source: amount for source, amount in _over_all(count, "source").items() if amount}


def holdings(count: Count, *, realized: bool = False) -> dict[Trait, int]:
    """Return how many items of each trait stand registered, or are realized at the year's end."""
    numbers = _realized_by_cell(count) if realized else registered_by_cell(count)
    return {trait_of(cell, count.organization): number for cell, number in numbers.items()}


def same(left: Mapping[tuple[str, ...], int], right: Mapping[tuple[str, ...], int]) -> bool:
    """Tell whether two contents are equal, zeros aside."""
    return {k: v for k, v in left.items() if v} == {k: v for k, v in right.items() if v}


def _realized_by_cell(count: Count) -> dict[str, int]:
    return {
        cell: number
        for cell, figures in figures_by_cell(count, Cut(month=LAST_MONTH)).items()
        if (number := figures.completed + figures.maintained) > 0
    }


def _over_all(count: Count, part: str) -> dict[str, int]:
    found: dict[str, int] = count.cells.get(ALL, {}).get(part, {})
    return found


def _figures(parts: Mapping[str, Any], cut: Cut) -> Figures:
    figures = Figures(**parts.get("year", {}))
    for month, by_basis in parts.get("at", {}).items():
        if cut.since < int(month) <= cut.month and cut.basis.value in by_basis:
            _add_changes(figures, by_basis[cut.basis.value])
    return figures


def _add_changes(figures: Figures, changes: Mapping[str, Any]) -> None:
    for name, amount in changes.get("n", {}).items():
        setattr(figures, name, getattr(figures, name) + amount)
    for code, amount in changes.get("sum", {}).items():
        figures.sums[code] += amount
    for code, values in changes.get("max", {}).items():
        for value, amount in values.items():
            figures.values[code, int(value)] += amount


def _flat(branch: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[Any, int]]:
    for name, value in branch.items():
        if isinstance(value, dict):
            yield from _flat(value, (*above, name))
        else:
            yield (*above, name), value
