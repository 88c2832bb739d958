"""The coverage of a province's communes, read once and kept until something in it changes.

What is kept is lean: for every content and organization a row of numbers, one for each commune.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from core.domain.derived import Part
from core.domain.movements import CONTENTS
from core.domain.tenants import Level
from core.services.country_standing import provinces_of
from core.services.coverage_reading import EVERY_COMMUNE, read_coverage
from core.services.covering import MOST, Numbers
from core.services.judging import rules_day
from core.services.kept_figures import NumberForm
from core.services.made_of import made_of
from core.services.switched_off import switched_off

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Which contents are covered, and omitted, in each commune that has any such.

    Covered is by the organizations asked for; those with items at all are in ``active``, and in how
    many communes in ``reached``, by content and organization.
    """

    covered: Mapping[str, frozenset[int]]
    omitted: Mapping[str, Sequence[int]]
    active: frozenset[str]
    reached: Mapping[tuple[int, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceCoverage:
    """The numbers of a province's communes, and what they tell those who ask.

    ``off``: by organization the communes where it is switched off.
    """

    numbers: Numbers
    told: Told
    off: Mapping[str, frozenset[str]]

    def asks(self, commune: str, organization: str | None) -> bool:
        """Tell whether *organization* is at work there; None: everybody together always is."""
        return organization is None or commune not in self.off.get(organization, ())


def coverage_by_province(
    work: Repositories,
    tenant: Tenant,
    *,
    year: int,
    organizations: frozenset[str] | None,
    today: date,
) -> list[ProvinceCoverage]:
    """Return the coverage of *tenant*: of the country a part per province, else one part.

    A province's is kept until something changes.
    """
    on = rules_day(year, today)
    if tenant.level.depth > Level.PROVINCE.depth:
        numbers = _numbers(work, tenant, year, today)
        told, off = _told(numbers, organizations), switched_off(work, tenant, on)
        return [ProvinceCoverage(numbers=numbers, told=told, off=off)]
    revisions = work.counters.revisions(year=year)
    provinces = provinces_of(work, tenant, on)
    parts = [
        Part(
            f"covering|{year}|{province.id}",
            ("covering", province.id, year, on),
            made_of(work, province, revisions),
            partial(_numbers, work, province, year, today),
        )
        for province in provinces
    ]
    return [
        ProvinceCoverage(
            numbers=numbers,
            told=work.derived.recall(
                ("coverage", part.key, organizations),
                part.made_of,
                partial(_told, numbers, organizations),
            ),
            off=switched_off(work, province, on),
        )
        for province, part, numbers in zip(
            provinces, parts, work.derived.recall_all(parts, NumberForm()), strict=True
        )
    ]


def _numbers(work: Repositories, tenant: Tenant, year: int, today: date) -> Numbers:
    found, communes, _ = read_coverage(
        work, tenant, year=year, organizations=None, skip=0, limit=EVERY_COMMUNE, today=today
    )
    places = {commune: place for place, commune in enumerate(communes)}
    rows: dict[tuple[int, str], array[int]] = {}
    for cell in found.cells:
        key = cell.content, cell.organization
        if key not in rows:
            rows[key] = array(MOST, bytes(array(MOST).itemsize * len(places)))
        rows[key][places[cell.tenant]] += cell.registered
    return Numbers(communes=tuple(communes), rows=rows)


def _told(numbers: Numbers, organizations: frozenset[str] | None) -> Told:
    seen: list[set[int]] = [set() for _ in numbers.communes]
    asked: list[set[int]] = [set() for _ in numbers.communes]
    reached = {}
    for (content, organization), row in numbers.rows.items():
        wanted = organizations is None or organization in organizations
        if wanted:
            reached[content, organization] = len(row) - row.count(0)
        for place, number in enumerate(row):
            if number:
                seen[place].add(content)
                if wanted:
                    asked[place].add(content)
    alike: dict[frozenset[int], frozenset[int]] = {}
    left_out: dict[frozenset[int], tuple[int, ...]] = {}
    covered, omitted = {}, {}
    for place, commune in enumerate(numbers.communes):
        if asked[place]:
            contents = frozenset(asked[place])
            covered[commune] = alike.setdefault(contents, contents)
        missing = frozenset(CONTENTS).difference(seen[place])
        if missing:
            omitted[commune] = left_out.setdefault(missing, tuple(sorted(missing)))
    active = frozenset(organization for _, organization in reached)
    return Told(covered=covered, omitted=omitted, active=active, reached=reached)
