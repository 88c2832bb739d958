"""The communes of the list of omissions: what each has in every column, and what is empty."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.movements import CONTENTS
from core.edge.platform import platform
from core.services.judging import rules_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from core.domain.coverage import Coverage
    from core.domain.tenants import Tenant
    from core.services.province_coverage import ProvinceCoverage
    from core.web.overview_asked import Asked
    from core.web.overview_gap_views import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """One commune: ``counted`` items by column, a content or an organization.

    ``parent`` is what it lies in, where that is not what is looked at. ``omitted`` are the contents
    nobody there has an item in, ``empty`` the columns that are named as empty: those contents, or
    what the chosen organization, or any in the chosen content, has nothing in.
    """

    unit: Tenant
    parent: Tenant | None
    counted: Mapping[str, int]
    omitted: frozenset[int]
    empty: Sequence[str]


def columns_of(choice: Choice, parts: Iterable[ProvinceCoverage]) -> list[str]:
    """Return the contents, or the organizations where a content is chosen."""
    if choice.content is None:
        return [str(each) for each in CONTENTS]
    if choice.organization is not None:
        return [choice.organization]
    return bodies_of(choice, parts)


def bodies_of(choice: Choice, parts: Iterable[ProvinceCoverage]) -> list[str]:
    """Return the organizations one may choose, and any other that has items."""
    active = frozenset[str]().union(*(part.told.active for part in parts))
    return [*choice.bodies, *sorted(active - set(platform().catalogue.organizations))]


def gap_rows(
    asked: Asked,
    listed: Iterable[tuple[ProvinceCoverage, Sequence[str]]],
    columns: Sequence[str],
    choice: Choice,
) -> Iterator[GapRow]:
    """Yield the rows of the communes *listed* of each part, in their order."""
    on = rules_day(asked.period.year, asked.today)
    for part, communes in listed:
        known = asked.work.tenants.many(communes)
        above = {unit: known[unit].parent_on(on) for unit in communes}
        others = {each for each in above.values() if each and each != asked.tenant.id}
        parents = asked.work.tenants.many(others)
        found = part.numbers.coverage(communes, choice.counted)
        counted, omitted = _counted(found, choice), _omitted(found)
        for unit in communes:
            cells, left_out = counted[unit], frozenset(omitted[unit])
            yield GapRow(
                unit=known[unit],
                parent=parents.get(above[unit] or ""),
                counted=cells,
                omitted=left_out,
                empty=_empty(part, unit, columns, cells, left_out, choice),
            )


def _empty(
    part: ProvinceCoverage,
    unit: str,
    columns: Sequence[str],
    counted: Mapping[str, int],
    omitted: frozenset[int],
    choice: Choice,
) -> list[str]:
    if choice.content is None and choice.organization is None:
        return [column for column in columns if int(column) in omitted]
    by_body = choice.content is not None
    return [
        column
        for column in columns
        if not counted.get(column) and part.asks(unit, column if by_body else choice.organization)
    ]


def _counted(found: Coverage, choice: Choice) -> defaultdict[str, Counter[str]]:
    """Return how many items each commune has by column."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cell in found.cells:
        if choice.content is None:
            counted[cell.tenant][str(cell.content)] += cell.registered
        elif cell.content == choice.content:
            counted[cell.tenant][cell.organization] += cell.registered
    return counted


def _omitted(found: Coverage) -> defaultdict[str, set[int]]:
    omitted: defaultdict[str, set[int]] = defaultdict(set)
    for each in found.omissions:
        omitted[each.tenant].add(each.content)
    return omitted
