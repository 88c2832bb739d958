"""The items a signed figure was made of, as they were when it was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for

from core.domain.edition_rows import Cell, rows_of, tenants_below
from core.domain.editions import ITEMS, rows_in
from core.domain.errors import NotFoundError
from core.domain.movements import CONTENTS
from core.domain.periods import Period
from core.edge.platform import platform, scope
from core.services.consolidating import OWN
from core.services.report_access import read_in_full
from core.web.asked_numbers import asked_page
from core.web.naming import movement_type_name, organization_name, tenant_name
from core.web.rendering import page, t
from core.web.report_figures import OF_YEAR, REACHED
from core.web.report_periods import period_name
from core.web.report_signed import figure_name
from core.web.report_signed_figures import consolidation_of
from core.web.report_words import body_title

if TYPE_CHECKING:
    from flask import Response

    from core.domain.editions import Edition
    from core.services.ports.work import Repositories

AT_ONCE = 100
"""So many items are shown on one page."""

MOST_DIGITS = 4


def show(report_id: str, number: str) -> Response:
    """List the items of one figure of an edition; a number or figure that is none leads nowhere."""
    work = platform().store.read(scope())
    report = read_in_full(work, report_id)
    edition = edition_asked(work, report.id, number)
    cell = _cell(edition, report.tenant)
    rows = rows_of(rows_in(work.editions.shelves(edition, ITEMS)), cell)
    total = sum(row["figures"][cell.figure] for row in rows)
    at = asked_page()
    shown = rows[(at - 1) * AT_ONCE : at * AT_ONCE]
    tenants = work.tenants.many({row["tenant"] for row in shown} | {report.tenant})
    return page(
        "reports/edition_items.html",
        active="reports",
        report=report,
        edition=edition,
        body=body_title(report.organization, tenants[report.tenant]),
        period_title=period_name(Period.parse(edition.content["report"]["period"])),
        figure=figure_name(cell.figure),
        row=_row_name(work, report.tenant),
        rows=[
            {
                **row,
                "value": row["figures"][cell.figure],
                "body": body_title(row["organization"], tenants[row["tenant"]]),
            }
            for row in shown
        ],
        count=len(rows),
        total=total,
        elsewhere=_signed(edition, report.tenant, cell, total) - total,
        at=at,
        pages=-(-len(rows) // AT_ONCE),
        previous=_page(at - 1) if at > 1 else None,
        following=_page(at + 1) if len(rows) > at * AT_ONCE else None,
    )


def edition_asked(work: Repositories, report_id: str, number: str) -> Edition:
    """Return the edition of that *number*, as it stands in the address; raises NotFoundError."""
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        raise NotFoundError
    return work.editions.get(report_id, int(number))


def _cell(edition: Edition, home: str) -> Cell:
    figure, content = request.args.get("so", ""), request.args.get("noi-dung", "")
    if figure not in {*OF_YEAR, *REACHED}:
        raise NotFoundError
    return Cell(
        figure=figure,
        organization=request.args.get("to-chuc") or None,
        content=int(content) if content in map(str, CONTENTS) else None,
        movement_type=request.args.get("loai") or None,
        tenants=_tenants(edition, home),
    )


def _tenants(edition: Edition, home: str) -> frozenset[str] | None:
    if request.args.get("rieng"):
        return frozenset({home})
    unit = request.args.get("dia-ban", "")
    if not unit:
        return None
    units = edition.content["boundaries"]["units"]
    return frozenset(tenants_below({each["id"]: each["path"] for each in units}, unit))


def _signed(edition: Edition, home: str, cell: Cell, total: int) -> int:
    """Return what was signed of the unit asked for; of other cells *total*, which it is made of.

    Rows keep no path: those of a unit that was another's within the year do not tell where they
    were counted when it was signed.
    """
    if cell.organization or cell.content or cell.movement_type:
        return total
    unit = OWN if request.args.get("rieng") else request.args.get("dia-ban")
    by_unit = consolidation_of(edition, home).by_tenant
    signed = None if unit is None else by_unit.get(unit)
    return getattr(signed, cell.figure) if signed else total


def _row_name(work: Repositories, home: str) -> str:
    """Return what the row is called that the figure stands in; empty of the sum."""
    asked = request.args
    if asked.get("rieng"):
        return t("reports.own_items", place=tenant_name(work.tenants.get(home)))
    if unit := asked.get("dia-ban"):
        return tenant_name(work.tenants.get(unit))
    if number := asked.get("noi-dung"):
        return f"{number}. {t(f'content.{number}')}" if number in map(str, CONTENTS) else ""
    if code := asked.get("to-chuc"):
        return organization_name(code)
    return movement_type_name(asked["loai"]) if asked.get("loai") else ""


def _page(number: int) -> str:
    asked = {**(request.view_args or {}), **request.args.to_dict(), "trang": number}
    return url_for("web_reports.edition_items", **asked)
