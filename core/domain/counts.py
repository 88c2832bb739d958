"""Reading the counters: from what changes at each month-end back to figures of a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.contributions import trait_of
from core.domain.figures import Figures
from core.domain.results import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.domain.contributions import Contribution
    from core.domain.quotas import Trait

PROVINCE_DEPTH = 2
"""A province's path has two ids: ``vn/p06/``."""


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
    content: Contribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Which figures are asked for: the state at the end of ``month``, since another month-end."""

    month: int
    since: int = 0
    basis: Basis = Basis.REPORTED


def province_of(path: str) -> str | None:
    """Return the path of the province that *path* lies in; None for the country."""
    ids = path.split("/")[:-1]
    return "/".join(ids[:PROVINCE_DEPTH]) + "/" if len(ids) >= PROVINCE_DEPTH else None


def figures_by_cell(count: Count, cut: Cut) -> dict[str, Figures]:
    """Return the figures of each cell, without ``as_partner`` (see ``mentions``)."""
    cells: dict[str, Figures] = {}
    for key, amount in count.content.items():
        cell, part, *rest = key
        if part == "with":
            continue
        figures = cells.setdefault(cell, Figures())
        if part == "year":
            setattr(figures, rest[0], getattr(figures, rest[0]) + amount)
        elif rest[1] == cut.basis.value and cut.since < int(rest[0]) <= cut.month:
            _add_change(figures, rest, amount)
    return cells


def mentions(count: Count) -> Iterator[tuple[str, str, int]]:
    """Yield (cell, organization, how often it is named as a partner of the cell's items)."""
    for key, amount in count.content.items():
        if key[1] == "with" and amount:
            yield key[0], key[2], amount


def holdings(count: Count, *, realized: bool = False) -> dict[Trait, int]:
    """Return how many items of each trait stand registered, or are realized at the year's end."""
    held: dict[Trait, int] = {}
    cut = Cut(month=12)
    for cell, figures in figures_by_cell(count, cut).items():
        number = figures.completed + figures.maintained if realized else figures.registered
        if number > 0:
            held[trait_of(cell, count.organization)] = number
    return held


def _add_change(figures: Figures, rest: list[str], amount: int) -> None:
    _, _, sort, name, *value = rest
    if sort == "n":
        setattr(figures, name, getattr(figures, name) + amount)
    elif sort == "sum":
        figures.sums[name] += amount
    else:
        figures.values[name, int(value[0])] += amount


def same(left: Mapping[tuple[str, ...], int], right: Mapping[tuple[str, ...], int]) -> bool:
    """Tell whether two contents are equal, zeros aside."""
    return {k: v for k, v in left.items() if v} == {k: v for k, v in right.items() if v}
