"""The figures of an edition as JSON: what has been reached, and what of it within the period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.access import FRONT
from core.domain.counts import Cut
from core.domain.errors import ConflictError
from core.domain.item_rows import BEFORE, row_of, told_with_measures
from core.domain.sight import minimal
from core.services.consolidating import OWN, consolidated
from core.services.quota_standing import Question, quota_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.figures import Figures
    from core.domain.item_rows import Row
    from core.domain.movements import Measure
    from core.domain.registrations import Registration
    from core.domain.reports import Report
    from core.domain.tenants import Tenant
    from core.services.consolidating import Consolidation
    from core.services.ports.work import Repositories

NOT_ITS_OWN = "as_partner"
"""An organization is a partner in what others lead and report: no figure of its own report."""


def item_rows(
    work: Repositories, report: Report, tenant: Tenant, *, measures: Mapping[str, Measure]
) -> list[Row]:
    """Return the rows of all items *report* reports on, as they stand."""
    return [row for _, row in items_with_rows(work, report, tenant, measures=measures)]


def items_with_rows(
    work: Repositories, report: Report, tenant: Tenant, *, measures: Mapping[str, Measure]
) -> Iterator[tuple[Registration, Row]]:
    """Yield each item *report* reports on beside its row, as they stand."""
    whole = report.organization == FRONT
    period = report.period
    items = work.registrations.counted(
        minimal(dated.value for dated in tenant.paths),
        year=period.year,
        organization=None if whole else report.organization,
    )
    for item in items:
        yield item, row_of(
            item, month=period.end_month, since=period.start_month - 1, measures=measures,
            whole=whole,
        )  # fmt: skip


def refuse_unknown_measures(rows: Iterable[Row], catalogue: Catalogue) -> None:
    """Raise ConflictError ``measures_unknown`` where nobody declares how a measure adds up.

    So it is while its plugin is away; what is signed then would be wrong for good.
    """
    used = {
        name.partition(".")[2]
        for row in rows
        for name in (*row["figures"], *row.get(BEFORE, ()))
        if "." in name
    }
    if away := used - catalogue.measures.keys():
        raise ConflictError("measures_unknown", measures=", ".join(sorted(away)))


def figures_of_report(
    work: Repositories, report: Report, tenant: Tenant, *, today: date, catalogue: Catalogue
) -> dict[str, Any]:
    """Return ``{"cumulative": …, "in_period": …}``: totals and rows by every key.

    They are kept apart: «lũy kế» since 1 January, and what the period added to it.
    """
    period = report.period
    cuts = {
        "cumulative": Cut(month=period.end_month),
        "in_period": Cut(month=period.end_month, since=period.start_month - 1),
    }
    whole = report.organization == FRONT
    return {
        name: _rows(
            consolidated(
                work,
                tenant,
                year=period.year,
                cut=cut,
                organizations=None if whole else frozenset({report.organization}),
                current=False,
                today=today,
            ),
            tenant,
            dict(catalogue.measures),
            whole=whole,
        )
        for name, cut in cuts.items()
    }


def verdicts_of_report(
    work: Repositories, report: Report, tenant: Tenant, *, today: date, catalogue: Catalogue
) -> list[dict[str, Any]]:
    """Return how the units of *tenant* stand to each quota that applies, with its wording."""
    organizations = None if report.organization == FRONT else frozenset({report.organization})
    question = Question(year=report.period.year, organizations=organizations)
    rows, _ = quota_rows(work, tenant, question, today=today, catalogue=catalogue)
    return [
        {
            "quota": row.quota.code,
            "label": row.quota.label,
            "level": row.quota.level.value,
            "source": {
                "document": row.quota.source.document,
                "clause": row.quota.source.clause,
                "sentence": row.quota.source.sentence,
            },
            "met": row.tally.met,
            "short": row.tally.short,
            "unknown": row.tally.unknown,
            "expected": row.tally.expected,
            "shortfalls": [
                {"tenant": one.tenant, "have": one.have, "need": one.need}
                for one in sorted(row.tally.shortfalls, key=lambda one: one.tenant)
            ],
        }
        for row in rows
        if row.tally.applicable
    ]


def figures_told(figures: Figures, measures: dict[str, Measure], *, whole: bool) -> dict[str, Any]:
    """Return one row's figures (``told_with_measures``), of an organization its own only."""
    row = told_with_measures(figures, measures)
    return row if whole else {name: value for name, value in row.items() if name != NOT_ITS_OWN}


def _rows(
    found: Consolidation, tenant: Tenant, measures: dict[str, Measure], *, whole: bool
) -> dict[str, Any]:
    def told(rows: Mapping[str, Figures]) -> dict[str, Any]:
        return {
            key: figures_told(figures, measures, whole=whole)
            for key, figures in sorted(rows.items())
            if not figures.is_zero()
        }

    by_tenant = {tenant.id if t == OWN else t: f for t, f in found.by_tenant.items()}
    return {
        "totals": figures_told(found.totals, measures, whole=whole),
        "by_organization": told(found.by_organization),
        "by_content": told(found.by_content),
        "by_movement_type": told(found.by_movement_type),
        "by_kind": told(found.by_kind),
        "by_tenant": told(by_tenant),
    }
