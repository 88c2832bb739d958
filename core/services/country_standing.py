"""How units stand to quotas, those of the country province by province, each worked out once.

As in ``country_figures``, a province's part is kept until something in it has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from core.domain.tenants import Level
from core.domain.verdicts import Outcome
from core.services.judging import rules_day
from core.services.overview_rows import worst_of
from core.services.province_verdicts import (
    judged_by_province,
    judged_in,
    keeps,
    verdicts_made_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.tenants import Tenant
    from core.domain.time import Moment
    from core.services.judged import Judged
    from core.services.ports.work import Repositories
    from core.services.quota_standing import Question

Part = TypeVar("Part")

Outcomes = dict[Outcome, tuple[str, ...]]
"""The ids of units by how they stand, in the order of the tree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceStanding:
    """How the units of ``province`` stand to one quota, or to all with a number together."""

    province: Tenant
    outcomes: Mapping[Outcome, Sequence[str]]
    judged: Judged


def by_province(
    work: Repositories, tenant: Tenant, question: Question, *, moment: Moment, catalogue: Catalogue
) -> list[ProvinceStanding]:
    """Return a part per province of the rules' day, in the order of their paths.

    What lies within a province is a part of its own.
    """
    together = question.quota is None
    if tenant.level.depth > Level.PROVINCE.depth:
        judged = judged_in(work, tenant, question, today=moment.today, catalogue=catalogue)
        outcomes = outcomes_of(judged, together=together)
        return [ProvinceStanding(province=tenant, outcomes=outcomes, judged=judged)]
    on = rules_day(question.year, moment.today)
    made = verdicts_made_of(work, question.year, catalogue)
    provinces = provinces_of(work, tenant, on)
    found = _judged(work, question, moment, catalogue, made, provinces)
    return [
        ProvinceStanding(
            province=province,
            outcomes=work.derived.recall(
                ("standing", province.id, question, on),
                made(province),
                partial(outcomes_of, judged, together=together),
            ),
            judged=judged,
        )
        for province, judged in zip(provinces, found, strict=True)
    ]


def _judged(
    work: Repositories,
    question: Question,
    moment: Moment,
    catalogue: Catalogue,
    made: Callable[[Tenant], object],
    provinces: Sequence[Tenant],
) -> list[Judged]:
    today = moment.today
    if keeps(work, question):
        return judged_by_province(
            work, provinces, question, today=today, catalogue=catalogue, made=made
        )
    return [judged_in(work, one, question, today=today, catalogue=catalogue) for one in provinces]


def provinces_of(work: Repositories, tenant: Tenant, on: date) -> list[Tenant]:
    """Return the provinces of the country in the order of their paths; of another unit itself."""
    if tenant.level is not Level.COUNTRY:
        return [tenant]
    return sorted(work.tenants.children(tenant.id, on), key=lambda one: one.path_on(on))


def sliced(
    parts: Iterable[tuple[Part, Sequence[str]]], *, skip: int, limit: int
) -> Iterator[tuple[Part, Sequence[str]]]:
    """Yield the parts in which a page of the units listed of each lies, with those units."""
    for part, units in parts:
        shown = units[skip : skip + limit]
        if shown:
            yield part, shown
        limit -= len(shown)
        skip = max(skip - len(units), 0)


def outcomes_of(judged: Judged, *, together: bool) -> Outcomes:
    """Return the units by how they stand: to all quotas *together*, or to the only one of *judged*.

    Those it does not concern are left out.
    """
    found: dict[Outcome, list[str]] = {}
    for place, unit in enumerate(judged.units):
        given = [told.outcome for row in judged.rows if (told := row.verdicts[place]) is not None]
        outcome = worst_of(given) if together else next(iter(given), None)
        if outcome is not None:
            found.setdefault(outcome, []).append(unit)
    return {outcome: tuple(listed) for outcome, listed in found.items()}
