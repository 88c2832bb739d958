"""A consolidation as JSON: rows that carry their key and the same figures."""

from __future__ import annotations

from dataclasses import asdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from core.api.quota_shapes import quota_answer
from core.domain.counts import Cut
from core.domain.figures import NUMBERS, Figures, measured
from core.domain.movements import CONTENTS, Kind
from core.domain.results import Basis
from core.domain.tenants import Level
from core.edge.platform import moment, platform
from core.services.consolidating import OWN, Consolidation, children_shown
from core.services.country_figures import figures_of, quotas_of, reports_of
from core.services.judging import rules_day
from core.services.quota_standing import Question
from core.services.sighting import organizations_seen

if TYPE_CHECKING:
    from datetime import date

    from core.domain.movements import Measure
    from core.domain.periods import Period
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


_numbers = attrgetter(*NUMBERS)


def consolidation_answer(
    work: Repositories, tenant: Tenant, period: Period, query: dict[str, Any]
) -> dict[str, Any]:
    """Return the whole answer to ``GET /consolidation``."""
    today, catalogue = moment().today, platform().catalogue
    organizations = organizations_seen(work.scope, tenant)
    since = period.start_month - 1 if query["mode"] == "in_period" else 0
    cut = Cut(month=period.end_month, since=since, basis=Basis(query["basis"]))
    found = figures_of(
        work,
        tenant,
        year=period.year,
        cut=cut,
        organizations=organizations,
        current=query["boundary"] == "current",
        today=today,
    )
    question = Question(year=period.year, organizations=organizations)
    quotas = quotas_of(
        work, tenant, question, today=today, catalogue=catalogue,
        listed=tenant.level is not Level.COUNTRY,
    )  # fmt: skip
    on = today if query["boundary"] == "current" else rules_day(period.year, today)
    reports = reports_of(work, tenant, period, organizations=organizations, today=today)
    return {
        "tenant": tenant.id,
        "name": tenant.full_name_on(today),
        "period": str(period),
        "basis": query["basis"],
        "mode": query["mode"],
        "boundary": query["boundary"],
        **_rows(work, tenant, found, on, dict(catalogue.measures)),
        "quotas": quota_answer(work, tenant, quotas),
        "reports": {"expected": reports.expected, **asdict(reports)},
    }


def figures_row(figures: Figures, measures: dict[str, Measure]) -> dict[str, Any]:
    """Return one row's figures; money in đồng, measures with their unit."""
    row: dict[str, Any] = dict(zip(NUMBERS, _numbers(figures), strict=True))
    row["measures"] = {
        code: {"value": value, "unit": measures[code].unit if code in measures else ""}
        for code, value in measured(figures, measures).items()
    }
    return row


def _rows(
    work: Repositories,
    tenant: Tenant,
    found: Consolidation,
    on: date,
    measures: dict[str, Measure],
) -> dict[str, Any]:
    catalogue, today = platform().catalogue, moment().today
    children = children_shown(work, tenant, found.by_tenant, on=on)

    def row(figures: Figures) -> dict[str, Any]:
        return figures_row(figures, measures)

    return {
        "totals": row(found.totals),
        "by_organization": [
            {
                "organization": code,
                "name": catalogue.organization_name(code) or code,
                **row(figures),
            }
            for code, figures in sorted(found.by_organization.items())
        ],
        "by_content": [
            {"content": content, **row(found.by_content[str(content)])} for content in CONTENTS
        ],
        "by_movement_type": [
            {"movement_type": code, **row(figures)}
            for code, figures in sorted(found.by_movement_type.items())
        ],
        "by_kind": [{"kind": kind.value, **row(found.by_kind[kind.value])} for kind in Kind],
        "by_tenant": [
            {
                "tenant": tenant.id,
                "name": tenant.full_name_on(today),
                "own": True,
                **row(found.by_tenant[OWN]),
            },
            *(
                {
                    "tenant": child.id,
                    "name": child.full_name_on(today),
                    "own": False,
                    **row(found.by_tenant[child.id]),
                }
                for child in children
            ),
        ],
    }
