"""«Bỏ sót»: communes by the 05 nội dung, of everybody or of one organization, or the other way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response

from core.domain.gaps import EVERY_CONTENT
from core.domain.movements import CONTENTS
from core.services.country_standing import sliced
from core.services.province_coverage import coverage_by_province
from core.web.hats import acting
from core.web.naming import in_a_sentence, organization_name
from core.web.overview_asked import above, read_asked
from core.web.overview_gap_rows import columns_of, gap_rows
from core.web.overview_gap_views import View, read_choice, read_view, views_of
from core.web.overview_gap_words import gap_sentence, gap_table
from core.web.overview_reach import reach
from core.web.rendering import page, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.services.province_coverage import ProvinceCoverage
    from core.web.overview_asked import Asked
    from core.web.overview_gap_rows import GapRow
    from core.web.overview_gap_views import Choice
    from core.web.overview_links import Links

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many items, where they are listed, and what one who does not see the column hears.

    ``gap`` says in words what an empty one is, where it is to be named.
    """

    number: int
    address: str
    label: str
    gap: str
    omitted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One commune as the table shows it; ``sentence`` names its empty cells, if it has any."""

    row: GapRow
    cells: Sequence[Cell]
    sentence: str


def matrix() -> Response:
    """Show communes × contents, or communes × organizations of one content, with the gaps."""
    asked = read_asked()
    choice = read_choice(asked)
    view = read_view(choice)
    parts = _parts(asked, choice)
    views = [views_of(part, choice) for part in parts]
    counts = {one: sum(len(listed[one]) for listed in views) for one in View}
    columns = columns_of(choice, parts)
    listed = [(part, of[view]) for part, of in zip(parts, views, strict=True)]
    shown = sliced(listed, skip=(asked.page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    omitted = Counter(one for part in parts for each in part.told.omitted.values() for one in each)
    whole = choice.content is None and choice.organization is None and asked.page == 1
    return page(
        "overview/omissions.html",
        active="overview",
        asked=asked,
        above=above(asked),
        links=asked.links,
        contents=CONTENTS,
        source=EVERY_CONTENT,
        choice=choice,
        view=view,
        views=_offered(choice, view, counts),
        listed=counts[view],
        columns=[_column_name(column, choice) for column in columns],
        lines=[
            _line(r, columns, choice, asked.links) for r in gap_rows(asked, shown, columns, choice)
        ],
        reach=reach(parts, choice, asked.links) if whole else None,
        omitted_communes=counts[View.OMITTED],
        omitted_cells=omitted[choice.content] if choice.content else omitted.total(),
        empty_communes=counts[View.GAPS],
        empty_cells=sum(_empty_cells(part, choice) for part in parts),
        whose=_whose(asked, choice),
        communes=counts[View.EVERY],
        by_content=omitted,
        pages=-(-counts[view] // PAGE_SIZE),
    )


def as_table() -> Response:
    """Send the empty cells of all communes of a view, a line for each."""
    asked = read_asked()
    choice = read_choice(asked)
    view, parts = read_view(choice), _parts(asked, choice)
    listed = [(part, views_of(part, choice)[view]) for part in parts]
    rows = gap_rows(asked, listed, columns_of(choice, parts), choice)
    return Response(
        gap_table(rows, choice, asked.tenant),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=bo-sot.csv"},
    )


def _parts(asked: Asked, choice: Choice) -> list[ProvinceCoverage]:
    return coverage_by_province(
        asked.work, asked.tenant, year=asked.period.year, organizations=choice.counted,
        today=asked.today,
    )  # fmt: skip


def _offered(choice: Choice, view: View, counts: dict[View, int]) -> dict[View, int]:
    """Return the views to choose from: of two that show the same communes only one."""
    alike = choice.view is View.OMITTED and counts[View.BARE] == counts[View.OMITTED]
    return {
        one: counts[one]
        for one in View
        if one == view
        or (one in choice.offered and counts[one] and not (alike and one is View.BARE))
    }


def _empty_cells(part: ProvinceCoverage, choice: Choice) -> int:
    """Return how many cells the chosen organization leaves empty where it is at work."""
    contents = frozenset(CONTENTS if choice.content is None else (choice.content,))
    covered = part.told.covered
    return sum(
        len(contents - covered.get(commune, frozenset()))
        for commune in part.numbers.communes
        if part.asks(commune, choice.organization)
    )


def _whose(asked: Asked, choice: Choice) -> str:
    """Return in words whose items a member of an organization sees counted here."""
    if acting().is_front or choice.organization is not None:
        return ""
    if choice.counted is None:
        return t("overview.gap.all_counted", place=in_a_sentence(asked.tenant))
    return t("overview.gap.own_counted", body=organization_name(acting().organization))


def _line(row: GapRow, columns: Sequence[str], choice: Choice, links: Links) -> Line:
    return Line(
        row=row,
        cells=[_cell(row, column, choice, links) for column in columns],
        sentence=gap_sentence(row, choice) if row.empty else "",
    )


def _cell(row: GapRow, column: str, choice: Choice, links: Links) -> Cell:
    number = row.counted.get(column, 0)
    content, body = choice.content, choice.organization
    by = {"noi_dung": content or column, "to_chuc": column if content else body}
    whole = choice.counted is None  # then nobody's own organization narrows the list
    chosen = {name: value for name, value in by.items() if value is not None or whole}
    own = acting().is_front or by["to_chuc"] in {acting().organization, *(choice.counted or ())}
    listed = own or row.unit.id == acting().tenant.id
    omitted = (content or int(column)) in row.omitted
    gap = "overview.omitted" if omitted else "overview.gap.none" if column in row.empty else ""
    return Cell(
        number=number,
        address=links.items(dia_ban=row.unit.id, **chosen) if number and listed else "",
        label=_column_name(column, choice),
        gap=t(gap) if gap else "",
        omitted=omitted,
    )


def _column_name(column: str, choice: Choice) -> str:
    if choice.content:
        return organization_name(column)
    return f"{column} {t(f'content_short.{column}')}"
