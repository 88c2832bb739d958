"""The overview of a unit and all below it, for a period; and the lists behind its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.access import FRONT
from core.domain.calendars import day_of_tree, standing
from core.domain.movements import CONTENTS
from core.domain.tenants import Level
from core.edge.platform import moment, platform
from core.services.overview_kept import FIRST_MISSING, overview_of
from core.services.report_standing import window_of
from core.web import overview_board, overview_omissions, overview_quotas, overview_stats
from core.web.hats import hat_blueprint
from core.web.naming import organization_name
from core.web.overview_asked import above, read_asked
from core.web.overview_gap_views import View
from core.web.overview_matrix import matrix
from core.web.overview_tiles import below_of, colour_asked, tiles_of
from core.web.rendering import page

if TYPE_CHECKING:
    from flask import Response

    from core.domain.tenants import Tenant
    from core.services.overview import Overview
    from core.web.overview_asked import Asked
    from core.web.overview_links import Links

blueprint = hat_blueprint("overview")
blueprint.add_url_rule("/tong-quan/chi-tieu", "quotas", overview_quotas.every)
blueprint.add_url_rule("/tong-quan/chi-tieu/<code>", "quota", overview_quotas.one)
blueprint.add_url_rule("/tong-quan/bo-sot", "omissions", overview_omissions.matrix)
blueprint.add_url_rule("/tong-quan/bo-sot.csv", "omission_table", overview_omissions.as_table)


@blueprint.get("/tong-quan")
def board() -> Response:
    """Show how many, where, which quota, which content, who has not reported, and money."""
    asked = read_asked()
    found = overview_of(
        asked.work, asked.tenant, asked.period, today=asked.today, catalogue=platform().catalogue
    )
    return page(
        "overview/board.html",
        active="overview",
        asked=asked,
        found=found,
        links=asked.links,
        above=above(asked),
        made_of=_made_of(found, asked.links),
        below=below_of(found),
        tiles=tiles_of(found, asked.links, colour_asked(asked.links.colour)),
        clock=moment().now,
        contents=CONTENTS,
        **_panels(asked, found),
    )


def _panels(asked: Asked, found: Overview) -> dict[str, Any]:
    links, today = asked.links, asked.today
    rows, total = matrix(found, links) if found.detailed else ([], None)
    missing = found.reports.missing
    body = asked.links.organization or FRONT
    return {
        "stats": overview_stats.stats(found, links),
        "line": overview_board.progress_line(found),
        "standing": standing(found.window, today).value,
        "quotas": overview_board.quota_lines(found),
        "matrix_rows": rows,
        "matrix_total": total,
        "report_lines": overview_board.report_lines(found, links),
        "report_segments": overview_board.report_segments(found.total.reports),
        "report_window": window_of(asked.work, asked.tenant, body, asked.period, today=today),
        "missing": missing[:FIRST_MISSING],
        "missing_units": found.reports.missing_units,
        "parents": _parents(found),
        "bodies": {
            one.tenant.id: ", ".join(map(organization_name, one.organizations)) for one in missing
        },
        "sources": overview_board.source_segments(found, links),
    }


def _made_of(found: Overview, links: Links) -> list[tuple[int, str, str]]:
    """Return (8, «huyện, thành phố», where they stand), (108, «xã, phường», …): what lies below."""
    lists = {Level.COMMUNE: links.omissions(view=View.EVERY)}
    return [
        (
            number.total(),
            ", ".join(of_type for of_type, _ in number.most_common()),
            lists.get(level, "#theo-dia-ban"),
        )
        for level, number in sorted(found.below.items(), key=lambda one: one[0].depth)
    ]


def _parents(found: Overview) -> dict[str, Tenant]:
    """Return, for units whose reports are missing, the unit between them and the one shown."""
    period = found.asked.period
    day = found.reports.day or day_of_tree(period.year, str(period), moment().today)
    units = found.reports.units
    between = {}
    for one in found.reports.missing:
        parent = one.tenant.parent_on(day)
        if parent is not None and parent in units and parent != found.asked.tenant.id:
            between[one.tenant.id] = units[parent]
    return between
