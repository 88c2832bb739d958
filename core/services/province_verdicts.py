"""The verdicts on all units of a province, judged once and kept until something in it changes.

What is kept is lean: a row of references for each quota. Equal verdicts are one object, and of the
units there are only ids, so that a process can keep those of every province.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from core.domain.derived import Part
from core.domain.telling import told
from core.domain.tenants import Level
from core.services.judged import Judged, JudgedQuota
from core.services.judging import rules_day
from core.services.kept_verdicts import VerdictForm
from core.services.made_of import made_of
from core.services.quota_standing import Question, QuotaRow, asks_for, quota_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict
    from core.services.ports.work import Repositories


def judged_in(
    work: Repositories, tenant: Tenant, question: Question, *, today: date, catalogue: Catalogue
) -> Judged:
    """Return the verdicts that ``quota_standing.quota_rows`` returns for *question*.

    Those of a province by the rules of today are kept, all of a year together.
    """
    if tenant.level is not Level.PROVINCE or not keeps(work, question):
        return _judged(work, tenant, question, today, catalogue)
    (found,) = judged_by_province(work, [tenant], question, today=today, catalogue=catalogue)
    return found


def kept_rows(
    work: Repositories, province: Tenant, question: Question, *, today: date, catalogue: Catalogue
) -> tuple[list[QuotaRow], Mapping[str, Tenant]]:
    """Return what ``quota_rows`` returns of a province, out of what is kept of it."""
    judged = judged_in(work, province, question, today=today, catalogue=catalogue)
    rows = [
        QuotaRow(
            quota=row.quota,
            verdicts=dict(zip(judged.units, row.verdicts, strict=True)),
            tally=judged.tally(row),
        )
        for row in judged.rows
    ]
    on = rules_day(question.year, today)
    on = on if province.valid_to is None else min(on, province.valid_to)
    return rows, {unit.id: unit for unit in work.tenants.subtree([province.path_on(on)], on=on)}


def judged_by_province(
    work: Repositories,
    provinces: Sequence[Tenant],
    question: Question,
    *,
    today: date,
    catalogue: Catalogue,
    made: Callable[[Tenant], object] | None = None,
) -> list[Judged]:
    """Return what ``judged_in`` returns for each of *provinces*, of which all are kept.

    *made* is ``verdicts_made_of`` the year, where that has been read already.
    """
    whole = Question(year=question.year, realized=question.realized)
    on = rules_day(question.year, today)
    made = made or verdicts_made_of(work, question.year, catalogue)
    parts = [
        Part(
            f"verdicts|{question.realized}|{question.year}|{province.id}",
            ("verdicts", province.id, whole, on),
            made(province),
            partial(_judged, work, province, whole, today, catalogue),
        )
        for province in provinces
    ]
    return [
        Judged(units=kept.units, rows=[row for row in kept.rows if asks_for(question, row.quota)])
        for kept in work.derived.recall_all(parts, VerdictForm(catalogue.quotas))
    ]


def verdicts_made_of(
    work: Repositories, year: int, catalogue: Catalogue
) -> Callable[[Tenant], object]:
    """Return what tells what the verdicts of a province are made of: rules, and what is held."""
    revisions = work.counters.revisions(year=year)
    quotas = _told_quotas(catalogue)
    active = tuple(code for code in catalogue.organizations if catalogue.is_active(code))
    return lambda province: (made_of(work, province, revisions), active, quotas)


@lru_cache(maxsize=4)
def _told_quotas(catalogue: Catalogue) -> str:
    return sha256(told(tuple(catalogue.quotas.values())).encode()).hexdigest()


def keeps(work: Repositories, question: Question) -> bool:
    """Tell whether answers to *question* can be kept: not those of a past day."""
    return question.as_of is None and work.scope.revision is not None


def _judged(
    work: Repositories, tenant: Tenant, question: Question, today: date, catalogue: Catalogue
) -> Judged:
    rows, units = quota_rows(work, tenant, question, today=today, catalogue=catalogue)
    on = question.as_of or rules_day(question.year, today)
    on = on if tenant.valid_to is None else min(on, tenant.valid_to)
    ordered = sorted(units, key=lambda unit: units[unit].path_on(on))
    alike: dict[object, Verdict] = {}
    return Judged(units=tuple(ordered), rows=tuple(_lean(row, ordered, alike) for row in rows))


def _lean(row: QuotaRow, units: Sequence[str], alike: dict[object, Verdict]) -> JudgedQuota:
    return JudgedQuota(
        quota=row.quota,
        verdicts=tuple(_shared(row.verdicts, units, alike)),
        tally=replace(row.tally, shortfalls=()),
    )


def _shared(
    verdicts: Mapping[str, Verdict | None], units: Sequence[str], alike: dict[object, Verdict]
) -> Iterator[Verdict | None]:
    seen: dict[int, Verdict] = {}
    for unit in units:
        given = verdicts.get(unit)
        if given is not None and id(given) not in seen:
            case = (id(given.quota), given.outcome, given.have, given.need, given.lack)
            seen[id(given)] = alike.setdefault(case, given)
        yield None if given is None else seen[id(given)]
