"""The figures of a tenant, those of the country put together from its provinces'.

A province's are worked out once and kept until something in it has changed: its sums, the
settings, its reports, or who is assigned there. So the country costs what has changed since it
was asked for last, and is exact at every moment.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.calendars import day_of_tree
from core.domain.derived import Part
from core.domain.report_tallies import ReportCounts, tally
from core.domain.telling import told
from core.domain.tenants import Level
from core.domain.verdicts import VerdictTally
from core.services.consolidating import Consolidation, consolidated, consolidated_in_province
from core.services.judging import rules_day
from core.services.kept_figures import FigureForm, ReportForm
from core.services.made_of import COUNTRY, made_of
from core.services.province_verdicts import judged_by_province, judged_in, keeps
from core.services.quota_standing import QuotaRow, quota_rows, quota_rows_of
from core.services.report_counts import bodies_due, count_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.counts import Cut
    from core.domain.periods import Period
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.services.quota_standing import Question

KEPT = frozenset({Level.COUNTRY, Level.PROVINCE})
"""Those below are few units each, and far too many to keep all of."""

REPORTS, POSTS = "reports", "posts"


def figures_of(
    work: Repositories,
    tenant: Tenant,
    *,
    year: int,
    cut: Cut,
    organizations: frozenset[str] | None,
    today: date,
    current: bool = False,
    results: bool = True,
) -> Consolidation:
    """Return what ``consolidating.consolidated`` returns."""

    def of_itself() -> Consolidation:
        return consolidated(
            work, tenant, year=year, cut=cut, organizations=organizations, current=current,
            today=today, results=results,
        )  # fmt: skip

    if tenant.level not in KEPT or current or work.scope.revision is None:
        return of_itself()
    revisions = work.counters.revisions(year=year)

    if tenant.level is Level.PROVINCE:
        asked = (year, cut, organizations, results)
        part = Part(
            f"figures of|{told(asked)}|{tenant.id}",
            ("figures", tenant.id, "whole", *asked),
            made_of(work, tenant, revisions),
            of_itself,
        )
        (found,) = work.derived.recall_all([part], FigureForm())
        return found.copied()

    of_one = partial(
        consolidated_in_province, work, year=year, cut=cut, organizations=organizations,
        results=results,
    )  # fmt: skip

    def of_country() -> Consolidation:
        whole = Consolidation()
        asked = told((year, cut, organizations, results))
        parts = [
            Part(
                f"figures|{asked}|{path}",
                ("figures", path, year, cut, organizations, results),
                (revision, work.scope.revision),
                partial(of_one, path),
            )
            for path, revision in revisions.items()
        ]
        for part in work.derived.recall_all(parts, FigureForm()):
            whole.take_in(part)
        return whole

    key = ("figures", COUNTRY, "whole", year, cut, organizations, results)
    made = frozenset(revisions.items()), work.scope.revision
    return work.derived.recall(key, made, of_country).copied()


def quotas_of(
    work: Repositories,
    tenant: Tenant,
    question: Question,
    *,
    today: date,
    catalogue: Catalogue,
    listed: bool = True,
) -> list[QuotaRow]:
    """Return what ``quota_standing.quota_rows`` returns; of what is kept, tallies only.

    *listed* false leaves out who is short in the country.
    """
    if tenant.level not in KEPT or not keeps(work, question):
        rows, _ = quota_rows(work, tenant, question, today=today, catalogue=catalogue)
        return rows
    if tenant.level is Level.PROVINCE:
        judged = judged_in(work, tenant, question, today=today, catalogue=catalogue)
        return [
            QuotaRow(quota=row.quota, verdicts={}, tally=judged.tally(row)) for row in judged.rows
        ]
    on = rules_day(question.year, today)
    provinces = work.tenants.children(tenant.id, on)
    tallies = [
        {row.quota.code: judged.tally(row) if listed else row.tally for row in judged.rows}
        for judged in judged_by_province(
            work, provinces, question, today=today, catalogue=catalogue
        )
    ]
    own = quota_rows_of(work, tenant, {tenant.id: tenant}, question, on=on, catalogue=catalogue)
    return [
        replace(row, tally=_sum(row.tally, (each[row.quota.code] for each in tallies)))
        for row in own
    ]


def reports_of(
    work: Repositories,
    tenant: Tenant,
    period: Period,
    *,
    organizations: frozenset[str] | None,
    today: date,
) -> ReportCounts:
    """Return what ``report_counts.count_reports`` returns."""
    if tenant.level not in KEPT or work.scope.revision is None:
        return count_reports(work, tenant, period, organizations=organizations, today=today)
    reports, posts = work.marks.by_province(REPORTS), work.marks.by_province(POSTS)
    if tenant.level is Level.PROVINCE:
        return work.derived.recall(
            ("reports", tenant.id, period, organizations, today),
            made_of(work, tenant, reports, posts),
            lambda: count_reports(work, tenant, period, organizations=organizations, today=today),
        )
    counts = _reports_by_province(work, tenant, period, organizations, today, (reports, posts))
    own = work.derived.recall(
        ("reports", COUNTRY, period, organizations, today),
        (reports.get(COUNTRY), posts.get(COUNTRY), work.scope.revision),
        lambda: _of_country_itself(work, tenant, period, organizations, today),
    )
    return _total([own, *counts.values()])


def reports_by_province(
    work: Repositories,
    country: Tenant,
    period: Period,
    *,
    organizations: frozenset[str] | None,
    today: date,
) -> dict[str, ReportCounts]:
    """Return what ``count_reports`` returns of every province, by its id, in their order."""
    marks = work.marks.by_province(REPORTS), work.marks.by_province(POSTS)
    return _reports_by_province(work, country, period, organizations, today, marks)


def _reports_by_province(
    work: Repositories,
    country: Tenant,
    period: Period,
    organizations: frozenset[str] | None,
    today: date,
    marks: Sequence[Mapping[str, str]],
) -> dict[str, ReportCounts]:
    day = day_of_tree(period.year, str(period), today)
    provinces = work.tenants.children(country.id, day)
    asked = told((period, organizations))
    parts = [
        Part(
            f"reports|{asked}|{province.id}",
            ("reports", province.id, period, organizations, today),
            made_of(work, province, *marks),
            partial(
                count_reports, work, province, period, organizations=organizations, today=today
            ),
        )
        for province in provinces
    ]
    counts = work.derived.recall_all(parts, ReportForm())
    return {province.id: one for province, one in zip(provinces, counts, strict=True)}


def _of_country_itself(
    work: Repositories,
    tenant: Tenant,
    period: Period,
    organizations: frozenset[str] | None,
    today: date,
) -> ReportCounts:
    due = bodies_due(
        work, tenant, period, organizations=organizations, today=today, units={tenant.id: tenant}
    )
    due = {body: day for body, day in due.items() if body.organization != FRONT}
    sent = work.reports.sent(period, prefixes=tenant.sight, organizations=organizations)
    return tally(due, sent, today=today)


def _sum(own: VerdictTally, others: Iterable[VerdictTally]) -> VerdictTally:
    every = [own, *others]
    return VerdictTally(
        met=sum(each.met for each in every),
        short=sum(each.short for each in every),
        unknown=sum(each.unknown for each in every),
        expected=sum(each.expected for each in every),
        have=sum(each.have for each in every),
        shortfalls=tuple(one for each in every for one in each.shortfalls),
    )


def _total(counts: Iterable[ReportCounts]) -> ReportCounts:
    every = [*counts]
    return ReportCounts(
        on_time=sum(each.on_time for each in every),
        late=sum(each.late for each in every),
        missing=sum(each.missing for each in every),
        pending=sum(each.pending for each in every),
    )
