"""The lineage of a model as a page shows it: what it came from, and a nested list of its copies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import url_for

from core.services.lineages import lineage_of
from core.web.asked_numbers import asked_page
from core.web.model_rows import ModelRow, copying_address, shown_models
from core.web.naming import tenant_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.lineage import Descent
    from core.services.lineages import Lineage
    from core.services.ports.work import Repositories

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An item with what is below it; ``copied``: as a copy, otherwise as its next year."""

    row: ModelRow
    copied: bool
    below: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLineage:
    """``above`` begins with the oldest; ``by_unit`` tells how many copies each unit has made."""

    row: ModelRow
    above: Sequence[Node]
    beyond: bool
    from_start: bool
    below: Sequence[Node]
    total: int
    whole: bool
    copies: int
    by_unit: Sequence[tuple[str, int]]
    copying: str
    first: int
    last: int
    previous: str | None
    following: str | None


def shown_lineage(work: Repositories, registration_id: str) -> ShownLineage:
    """Return the page's content; raises NotFoundError where the model may not be seen."""
    lineage = lineage_of(work, registration_id)
    pages = max(1, -(-len(lineage.below) // PAGE_SIZE))
    number = min(asked_page(), pages)
    skip = (number - 1) * PAGE_SIZE
    shown = lineage.below[skip : skip + PAGE_SIZE]
    models = [lineage.model, *(e.model for e in lineage.ancestors), *(e.model for e in shown)]
    rows = {row.model.id: row for row in shown_models(models, work)}
    return ShownLineage(
        row=rows[lineage.model.id],
        above=[Node(row=rows[e.model.id], copied=e.copied) for e in lineage.ancestors],
        beyond=lineage.beyond,
        from_start=lineage.from_start,
        below=nested(shown, rows),
        total=len(lineage.below),
        whole=lineage.whole,
        copies=sum(lineage.copies.values()),
        by_unit=_by_unit(lineage, work),
        copying=copying_address(lineage.model),
        first=skip + 1,
        last=skip + len(shown),
        previous=_address(registration_id, number - 1) if number > 1 else None,
        following=_address(registration_id, number + 1) if number < pages else None,
    )


def nested(shown: Sequence[Descent], rows: dict[str, ModelRow]) -> list[Node]:
    """Return *shown*, depth first, as a tree; what is above a page's first rows is left out."""
    top: list[Node] = []
    open_nodes: list[tuple[int, Node]] = []
    for each in shown:
        node = Node(row=rows[each.model.id], copied=each.copied)
        while open_nodes and open_nodes[-1][0] >= each.depth:
            open_nodes.pop()
        (open_nodes[-1][1].below if open_nodes else top).append(node)
        open_nodes.append((each.depth, node))
    return top


def _by_unit(lineage: Lineage, work: Repositories) -> list[tuple[str, int]]:
    units = work.tenants.many(set(lineage.copies))
    told = [(tenant_name(units[name]), n) for name, n in lineage.copies.items() if name in units]
    return sorted(told, key=lambda one: (-one[1], one[0]))


def _address(registration_id: str, number: int) -> str:
    return url_for("web_models.item", registration_id=registration_id, trang=number)
