"""How the units of the country stand to quotas, province by province, each worked out once.

As in ``country_figures``, a province's part is kept until something in it has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from core.domain.verdicts import Outcome
from core.services.country_figures import made_of
from core.services.judging import rules_day
from core.services.overview_rows import standings
from core.services.quota_standing import Question, quota_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from core.catalogue import Catalogue
    from core.domain.tenants import Tenant
    from core.domain.time import Moment
    from core.services.ports.work import Repositories

Outcomes = dict[Outcome, tuple[str, ...]]
"""The ids of units by how they stand, in the order of the tree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceStanding:
    """How the units of ``province`` stand to one quota, or to all with a number together."""

    province: Tenant
    outcomes: Mapping[Outcome, Sequence[str]]


def by_province(
    work: Repositories, country: Tenant, question: Question, *, moment: Moment, catalogue: Catalogue
) -> list[ProvinceStanding]:
    """Return a part per province of the rules' day, in the order of their paths."""
    on = rules_day(question.year, moment.today)
    revisions = work.counters.revisions(year=question.year)
    provinces = sorted(work.tenants.children(country.id, on), key=lambda one: one.path_on(on))
    return [
        ProvinceStanding(
            province=province,
            outcomes=work.derived.recall(
                ("standing", province.id, question, on),
                made_of(work, province, revisions),
                partial(_outcomes, work, province, question, moment, catalogue),
            ),
        )
        for province in provinces
    ]


def sliced(
    parts: Iterable[tuple[Tenant, Sequence[str]]], *, skip: int, limit: int
) -> Iterator[tuple[Tenant, Sequence[str]]]:
    """Yield the provinces in which a page of the units listed of each lies, with those units."""
    for province, units in parts:
        shown = units[skip : skip + limit]
        if shown:
            yield province, shown
        limit -= len(shown)
        skip = max(skip - len(units), 0)


def _outcomes(
    work: Repositories, province: Tenant, question: Question, moment: Moment, catalogue: Catalogue
) -> Outcomes:
    today = moment.today
    rows, units = quota_rows(work, province, question, today=today, catalogue=catalogue)
    if question.quota is None:
        told = dict(standings(rows, units))
    else:
        told = {t: one.outcome for row in rows for t, one in row.verdicts.items() if one}
    on = rules_day(question.year, today)
    found: dict[Outcome, list[str]] = {}
    for unit in sorted(told, key=lambda each: units[each].path_on(on)):
        found.setdefault(told[unit], []).append(unit)
    return {outcome: tuple(listed) for outcome, listed in found.items()}
