"""The figures of a tenant, those of the country put together from its provinces'.

A province's are worked out once and kept until something in it has changed: its sums, the
settings, its reports, or who is assigned there. So the country costs what has changed since it
was asked for last, and is exact at every moment.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.calendars import day_of_tree
from core.domain.report_tallies import ReportCounts, tally
from core.domain.tenants import ROOT, Level
from core.domain.verdicts import VerdictTally
from core.services.consolidating import Consolidation, consolidated, consolidated_in_province
from core.services.judging import rules_day
from core.services.quota_standing import quota_rows, quota_rows_of
from core.services.report_counts import bodies_due, count_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.counts import Cut
    from core.domain.periods import Period
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.services.quota_standing import Question, QuotaRow

COUNTRY = f"{ROOT}/"
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
        key = ("figures", tenant.id, "whole", year, cut, organizations, results)
        return work.derived.recall(key, made_of(work, tenant, revisions), of_itself).copied()

    of_one = partial(
        consolidated_in_province, work, year=year, cut=cut, organizations=organizations,
        results=results,
    )  # fmt: skip

    def of_country() -> Consolidation:
        whole = Consolidation()
        for path, revision in revisions.items():
            key = ("figures", path, year, cut, organizations, results)
            whole.take_in(work.derived.recall(key, revision, partial(of_one, path)))
        return whole

    key = ("figures", COUNTRY, "whole", year, cut, organizations, results)
    return work.derived.recall(key, frozenset(revisions.items()), of_country).copied()


def quotas_of(
    work: Repositories, tenant: Tenant, question: Question, *, today: date, catalogue: Catalogue
) -> list[QuotaRow]:
    """Return what ``quota_standing.quota_rows`` returns; of what is kept, tallies only."""
    if tenant.level not in KEPT or question.as_of is not None or work.scope.revision is None:
        rows, _ = quota_rows(work, tenant, question, today=today, catalogue=catalogue)
        return rows
    on = rules_day(question.year, today)
    revisions = work.counters.revisions(year=question.year)
    if tenant.level is Level.PROVINCE:
        kept = work.derived.recall(
            ("quota rows", tenant.id, question, on),
            made_of(work, tenant, revisions),
            lambda: _without_verdicts(work, tenant, question, today, catalogue),
        )
        return [*kept]
    tallies = [
        work.derived.recall(
            ("quotas", province.id, question, on),
            made_of(work, province, revisions),
            partial(_tallies, work, province, question, today, catalogue),
        )
        for province in work.tenants.children(tenant.id, on)
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
    day = day_of_tree(period.year, str(period), today)
    counts = [
        work.derived.recall(
            ("reports", province.id, period, organizations, today),
            made_of(work, province, reports, posts),
            partial(
                count_reports, work, province, period, organizations=organizations, today=today
            ),
        )
        for province in work.tenants.children(tenant.id, day)
    ]
    own = work.derived.recall(
        ("reports", COUNTRY, period, organizations, today),
        (reports.get(COUNTRY), posts.get(COUNTRY), work.scope.revision),
        lambda: _of_country_itself(work, tenant, period, organizations, today),
    )
    return _total([own, *counts])


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


def made_of(work: Repositories, province: Tenant, *revisions: Mapping[str, object]) -> object:
    """Return what stays equal while nothing in *province*, nor a setting, has changed.

    *revisions* are of one noun each, by the path of a province. Where the revision of the settings
    is not known, it is never equal.
    """
    return (
        *(_within(province, each) for each in revisions),
        work.scope.revision or object(),
    )


def _within(province: Tenant, revisions: Mapping[str, object]) -> frozenset[tuple[str, object]]:
    """Return the revisions of all provinces in which what *province* sees was made."""
    return frozenset(
        (path, revision)
        for path, revision in revisions.items()
        if any(path.startswith(seen) or seen.startswith(path) for seen in province.sight)
        and path != COUNTRY
    )


def _without_verdicts(
    work: Repositories, province: Tenant, question: Question, today: date, catalogue: Catalogue
) -> tuple[QuotaRow, ...]:
    rows, _ = quota_rows(work, province, question, today=today, catalogue=catalogue)
    return tuple(replace(row, verdicts={}) for row in rows)


def _tallies(
    work: Repositories, province: Tenant, question: Question, today: date, catalogue: Catalogue
) -> Mapping[str, VerdictTally]:
    rows, _ = quota_rows(work, province, question, today=today, catalogue=catalogue)
    return {row.quota.code: row.tally for row in rows}


def _sum(own: VerdictTally, others: Iterable[VerdictTally]) -> VerdictTally:
    every = [own, *others]
    return VerdictTally(
        met=sum(each.met for each in every),
        short=sum(each.short for each in every),
        unknown=sum(each.unknown for each in every),
        expected=sum(each.expected for each in every),
        shortfalls=tuple(one for each in every for one in each.shortfalls),
    )


def _total(counts: Iterable[ReportCounts]) -> ReportCounts:
    rows = [asdict(each) for each in counts]
    return ReportCounts(**{name: sum(row[name] for row in rows) for name in rows[0]})
