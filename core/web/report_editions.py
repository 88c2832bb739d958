"""The page of one edition: what was signed off that day, and what it amended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.periods import Period
from core.domain.reports import PARTS
from core.edge.platform import platform, scope
from core.services.drifting import changes_of
from core.services.report_access import read_in_full
from core.web.edition_items import edition_asked
from core.web.people_names import names_of
from core.web.rendering import page
from core.web.report_figures import signed_table
from core.web.report_periods import period_name
from core.web.report_signed import changed_items, figure_name
from core.web.report_words import body_title

if TYPE_CHECKING:
    from flask import Response

    from core.domain.item_rows import Row
    from core.services.ports.work import Repositories

LISTED = 500
"""So many changed items are listed on the page; the API tells how many there are."""


def show(report_id: str, number: str) -> Response:
    """Show an edition as it was signed; a number that is none leads nowhere."""
    work = platform().store.read(scope())
    report = read_in_full(work, report_id)
    edition = edition_asked(work, report.id, number)
    content = edition.content
    tenant = work.tenants.get(report.tenant)
    signed = changes_of(work, edition)
    return page(
        "reports/edition.html",
        active="reports",
        report=report,
        edition=edition,
        content=content,
        body=body_title(report.organization, tenant),
        of_front=report.organization == FRONT,
        period=report.period,
        period_title=period_name(Period.parse(content["report"]["period"])),
        figures=signed_table(work, tenant, report.organization, report.period, edition),
        who=names_of(work, [edition.frozen_by]).get(edition.frozen_by, ""),
        changes=changed_items(work, signed.changes[:LISTED], signed.touches, signed.measures),
        count=len(signed.changes),
        totals=[(figure_name(name), *pair) for name, pair in signed.totals.items()],
        texts=[(part, content["parts"][part]) for part in PARTS if part in content["parts"]],
        missing=_missing(work, content["children"]),
    )


def _missing(work: Repositories, children: list[Row]) -> list[tuple[str, str]]:
    """Return who had not reported when it was signed, and why."""
    left = [child for child in children if child["missing"]]
    tenants = work.tenants.many({child["tenant"] for child in left})
    return [
        (body_title(child["organization"], tenants[child["tenant"]]), child["missing"])
        for child in left
    ]
