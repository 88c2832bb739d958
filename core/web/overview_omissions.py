"""«Bỏ sót»: communes by the 05 nội dung, or by the organizations of one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response, request

from core.domain.gaps import EVERY_CONTENT
from core.domain.movements import CONTENTS
from core.edge.platform import platform
from core.services.coverage_reading import read_coverage
from core.services.judging import rules_day
from core.services.overview import EVERY_COMMUNE
from core.web.naming import organization_name
from core.web.overview_asked import above, read_asked
from core.web.overview_links import EVERY
from core.web.rendering import page, t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.coverage import Coverage
    from core.domain.tenants import Tenant
    from core.web.overview_asked import Asked
    from core.web.overview_links import Links

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many items, where they are listed, and what one who does not see the column hears."""

    number: int
    address: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One commune; ``omitted`` are the contents nobody there has an item in."""

    unit: Tenant
    parent: Tenant | None
    cells: Sequence[Cell]
    omitted: Sequence[int]


def matrix() -> Response:
    """Show communes × contents, or communes × organizations of one content, with the gaps."""
    asked = read_asked()
    coverage, communes, _ = read_coverage(
        asked.work, asked.tenant, year=asked.period.year, organizations=asked.organizations,
        skip=0, limit=EVERY_COMMUNE, today=asked.today,
    )  # fmt: skip
    content, every = _content(), request.args.get("xem") == EVERY
    omitted = _omitted(coverage, content)
    wanted = list(communes) if every else list(omitted)
    shown = wanted[(asked.page - 1) * PAGE_SIZE : asked.page * PAGE_SIZE]
    columns = _columns(asked, coverage, content)
    return page(
        "overview/omissions.html",
        active="overview",
        asked=asked,
        above=above(asked),
        links=asked.links,
        content=content,
        contents=CONTENTS,
        every=every,
        columns=[_column_name(column, content) for column in columns],
        lines=_lines(asked, [communes[each] for each in shown], columns, coverage, content),
        omitted_communes=len(omitted),
        omitted_cells=sum(map(len, omitted.values())),
        communes=len(communes),
        by_content=Counter(one.content for one in coverage.omissions),
        source=EVERY_CONTENT,
        pages=-(-len(wanted) // PAGE_SIZE),
    )


def _lines(
    asked: Asked,
    communes: Sequence[Tenant],
    columns: Sequence[str],
    coverage: Coverage,
    content: int | None,
) -> list[Line]:
    on = rules_day(asked.period.year, asked.today)
    above_them = {unit.id: unit.parent_on(on) for unit in communes}
    parents = asked.work.tenants.many({parent for parent in above_them.values() if parent})
    counted, omitted = _counted(coverage, content), _omitted(coverage, content)
    return [
        Line(
            unit=unit,
            parent=None
            if above_them[unit.id] == asked.tenant.id
            else parents.get(above_them[unit.id] or ""),
            cells=_cells(unit.id, columns, counted, content, asked.links),
            omitted=omitted.get(unit.id, ()),
        )
        for unit in communes
    ]


def _content() -> int | None:
    asked = request.args.get("noi-dung", type=int)
    return asked if asked in CONTENTS else None


def _omitted(coverage: Coverage, content: int | None) -> dict[str, list[int]]:
    """Return the contents left out by commune, in the order of the communes."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for omission in coverage.omissions:
        if content in {None, omission.content}:
            found[omission.tenant].append(omission.content)
    return found


def _columns(asked: Asked, coverage: Coverage, content: int | None) -> list[str]:
    if content is None:
        return [str(each) for each in CONTENTS]
    known = [*platform().catalogue.organizations]
    active = {cell.organization for cell in coverage.cells}
    every = known + sorted(active - set(known))
    return [each for each in every if asked.organizations is None or each in asked.organizations]


def _column_name(column: str, content: int | None) -> str:
    return organization_name(column) if content else f"{column} {t(f'content_short.{column}')}"


def _cells(
    tenant: str,
    columns: Sequence[str],
    counted: Mapping[tuple[str, str], int],
    content: int | None,
    links: Links,
) -> list[Cell]:
    cells = []
    for column in columns:
        number = counted.get((tenant, column), 0)
        by = {"noi_dung": content, "to_chuc": column} if content else {"noi_dung": column}
        address = links.items(dia_ban=tenant, **by) if number else ""
        cells.append(Cell(number=number, address=address, label=_column_name(column, content)))
    return cells


def _counted(coverage: Coverage, content: int | None) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for cell in coverage.cells:
        if content is None:
            found[cell.tenant, str(cell.content)] += cell.registered
        elif cell.content == content:
            found[cell.tenant, cell.organization] += cell.registered
    return found
