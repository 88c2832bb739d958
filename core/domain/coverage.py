"""Coverage: which of the 05 nội dung have items in each commune, and which are left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.movements import CONTENTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one organization has registered (≥ 1) under one content in one commune."""

    tenant: str
    content: int
    organization: str
    registered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """«Bỏ sót»: a commune's content in which nobody has submitted anything."""

    tenant: str
    content: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyCell:
    """A commune's content in which one organization has submitted nothing; others may have."""

    tenant: str
    content: int
    organization: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Every commune × content has cells or is an omission, never both (004 I.2)."""

    cells: tuple[Cell, ...]
    omissions: tuple[Omission, ...]


def coverage(registered: Mapping[tuple[str, int, str], int], communes: Iterable[str]) -> Coverage:
    """Lay out items by (tenant id, content, organization) over *communes*, in their order.

    Items of other tenants, such as the province itself, cover no commune. Within a commune the
    order is by content, then organization.
    """
    active: defaultdict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for (tenant, content, organization), number in registered.items():
        if number > 0:
            active[tenant, content][organization] = number
    cells: list[Cell] = []
    omissions: list[Omission] = []
    for tenant, content in ((t, c) for t in dict.fromkeys(communes) for c in CONTENTS):
        present = active.get((tenant, content), {})
        cells += (
            Cell(tenant=tenant, content=content, organization=organization, registered=number)
            for organization, number in sorted(present.items())
        )
        if not present:
            omissions.append(Omission(tenant=tenant, content=content))
    return Coverage(cells=tuple(cells), omissions=tuple(omissions))


def empty_cells(
    found: Coverage, communes: Iterable[str], organization: str, off: Collection[str] = ()
) -> Iterator[EmptyCell]:
    """Yield the cells of *organization* over *communes* that are not in *found*, in their order.

    The plan asks no organization for all 05 contents, so such a cell is empty, and no omission.
    In communes where it is *off* it lacks nothing.
    """
    taken = {(c.tenant, c.content) for c in found.cells if c.organization == organization}
    for tenant in (each for each in communes if each not in off):
        for content in CONTENTS:
            if (tenant, content) not in taken:
                yield EmptyCell(tenant=tenant, content=content, organization=organization)
