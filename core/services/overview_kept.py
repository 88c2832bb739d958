"""The overview of a province as its page shows it, kept until something in it has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.tenants import Level
from core.services.country_figures import POSTS, REPORTS
from core.services.made_of import made_of
from core.services.overview import Overview, read_overview
from core.services.province_verdicts import verdicts_made_of
from core.services.sighting import organizations_seen

if TYPE_CHECKING:
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.periods import Period
    from core.domain.tenants import Tenant
    from core.services.overview_reports import ReportBoard
    from core.services.ports.work import Repositories

FIRST_MISSING = 8
"""So many units whose reports are missing stand on the page; the list has them all."""


def overview_of(
    work: Repositories, tenant: Tenant, period: Period, *, today: date, catalogue: Catalogue
) -> Overview:
    """Return what ``overview.read_overview`` returns, as far as a page shows it.

    Of a province that is without the verdicts of single units, the units themselves, and reports
    one by one, which are too many to keep.
    """

    def read() -> Overview:
        return read_overview(work, tenant, period, today=today, catalogue=catalogue)

    if tenant.level is not Level.PROVINCE or work.scope.revision is None:
        return _lean(read()) if tenant.level is Level.PROVINCE else read()
    return work.derived.recall(
        ("overview", tenant.id, period, organizations_seen(work.scope, tenant), today),
        (
            verdicts_made_of(work, period.year, catalogue)(tenant),
            made_of(work, tenant, work.marks.by_province(REPORTS), work.marks.by_province(POSTS)),
        ),
        lambda: _lean(read()),
    )


def _lean(found: Overview) -> Overview:
    return replace(
        found,
        quotas=[
            replace(row, verdicts={}, tally=replace(row.tally, shortfalls=()))
            for row in found.quotas
        ],
        reports=_shown(found.reports),
        units={},
    )


def _shown(reports: ReportBoard) -> ReportBoard:
    shown = reports.missing[:FIRST_MISSING]
    day = reports.day
    above = {one.tenant.parent_on(day) for one in shown} if day else set()
    units = {each: reports.units[each] for each in above if each and each in reports.units}
    return replace(reports, standing={}, missing=shown, units=units)
