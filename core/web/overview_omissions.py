"""«Bỏ sót»: communes by the 05 nội dung, or by the organizations of one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from flask import Response, request

from core.domain.gaps import EVERY_CONTENT
from core.domain.movements import CONTENTS
from core.edge.platform import platform
from core.services.country_standing import sliced
from core.services.judging import rules_day
from core.services.province_coverage import coverage_by_province
from core.web.naming import organization_name
from core.web.overview_asked import above, read_asked
from core.web.rendering import page, t

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from core.domain.coverage import Coverage
    from core.domain.tenants import Tenant
    from core.services.province_coverage import ProvinceCoverage
    from core.web.overview_asked import Asked
    from core.web.overview_links import Links

PAGE_SIZE = 100


class View(StrEnum):
    """Which communes are listed, as it stands in the address (``xem``).

    Omitted is what nobody at all does; covered and bare are told by the items one sees the figures
    of. Where no content is chosen, covered has an item in any of them, bare in none.
    """

    OMITTED = "bo-sot"
    COVERED = "da-co"
    BARE = "chua-co"
    EVERY = "tat-ca"


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
    asked, content = read_asked(), _content()
    parts = coverage_by_province(
        asked.work, asked.tenant, year=asked.period.year, organizations=asked.organizations,
        today=asked.today,
    )  # fmt: skip
    views = [_views_of(part, content) for part in parts]
    counts = {one: sum(len(listed[one]) for listed in views) for one in View}
    view = next((one for one in View if one == request.args.get("xem")), View.OMITTED)
    columns = _columns(asked, frozenset().union(*(part.told.active for part in parts)), content)
    listed = [(part, of[view]) for part, of in zip(parts, views, strict=True)]
    lines: list[Line] = []
    for part, units in sliced(listed, skip=(asked.page - 1) * PAGE_SIZE, limit=PAGE_SIZE):
        coverage = part.numbers.coverage(units, asked.organizations)
        lines += _lines(asked, units, columns, coverage, content)
    omitted = Counter(one for part in parts for each in part.told.omitted.values() for one in each)
    return page(
        "overview/omissions.html",
        active="overview",
        asked=asked,
        above=above(asked),
        links=asked.links,
        contents=CONTENTS,
        source=EVERY_CONTENT,
        content=content,
        view=view,
        views=counts,
        columns=[_column_name(column, content) for column in columns],
        lines=lines,
        omitted_communes=counts[View.OMITTED],
        omitted_cells=omitted[content] if content else omitted.total(),
        communes=counts[View.EVERY],
        by_content=omitted,
        pages=-(-counts[view] // PAGE_SIZE),
    )


def _views_of(part: ProvinceCoverage, content: int | None) -> dict[View, list[str]]:
    """Return the communes of a part in each view, in their order."""

    def has(contents: Mapping[str, Collection[int]], commune: str) -> bool:
        found = contents.get(commune, ())
        return bool(found) if content is None else content in found

    return {
        View.OMITTED: [one for one in part.numbers.communes if has(part.told.omitted, one)],
        View.COVERED: [one for one in part.numbers.communes if has(part.told.covered, one)],
        View.BARE: [one for one in part.numbers.communes if not has(part.told.covered, one)],
        View.EVERY: list(part.numbers.communes),
    }


def _lines(
    asked: Asked,
    units: Sequence[str],
    columns: Sequence[str],
    coverage: Coverage,
    content: int | None,
) -> list[Line]:
    on = rules_day(asked.period.year, asked.today)
    known = asked.work.tenants.many(units)
    communes = [known[each] for each in units]
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


def _columns(asked: Asked, active: frozenset[str], content: int | None) -> list[str]:
    if content is None:
        return [str(each) for each in CONTENTS]
    known = [*platform().catalogue.organizations]
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
