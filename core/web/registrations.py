"""The list of registrations, one registration's page, and the list as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from core.domain.registration_search import Page, RegistrationFilter
from core.edge.cursors import COUNTED
from core.edge.platform import platform, scope
from core.edge.registration_csv import csv_text
from core.services.searching import wanted
from core.web.hats import hat_blueprint
from core.web.naming import movement_type_name, organization_name, tenant_name
from core.web.registration_choices import choices
from core.web.registration_filters import Asked, read_filters, tags
from core.web.registration_list import empty_list, listed, own_verdicts
from core.web.registration_page import shown_item
from core.web.registration_rows import units_named
from core.web.rendering import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

blueprint = hat_blueprint("registrations")

A_BATCH = 500
"""So many rows of a file are read at a time."""


@blueprint.get("/dang-ky")
def index() -> Response:
    """Show what is registered, narrowed as the address asks, a page at a time."""
    work = platform().store.read(scope())
    asked = read_filters(work)
    shown = listed(asked, work)
    return page(
        "registrations/index.html",
        active="registrations",
        asked=asked,
        tags=tags(asked, work),
        choices=choices(asked, work),
        shown=shown,
        verdicts=own_verdicts(asked, work),
        lack=None if shown.rows else empty_list(asked, work),
    )


@blueprint.get("/dang-ky.csv")
def as_csv() -> Response:
    """Send the whole list, at most as many rows as a total is exact for."""
    work = platform().store.read(scope())
    asked = read_filters(work)
    rows = list(_all(work, asked))
    units = work.tenants.many(units_named(rows))
    text = csv_text(rows, work.scope, named=lambda column, code: _named(column, code, units))
    return Response(
        text,
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=dang-ky.csv"},
    )


@blueprint.get("/dang-ky/<string:registration_id>")
def item(registration_id: str) -> Response:
    """Show one registration: what happened, why it counts, who did what."""
    work = platform().store.read(scope())
    return page(
        "registrations/item.html", active="registrations", shown=shown_item(work, registration_id)
    )


def _all(work: Repositories, asked: Asked) -> Iterator[Registration]:
    found: RegistrationFilter = wanted(work, asked.query)
    after, left = None, COUNTED
    while left:
        limit = min(A_BATCH, left)
        batch = work.registrations.search(
            found, Page(limit=limit, after=after, oldest_first=asked.oldest_first)
        )
        yield from batch
        if len(batch) < limit:
            return
        left -= limit
        after = (batch[-1].created_at, batch[-1].id)


def _named(column: str, code: str, units: Mapping[str, Tenant]) -> str:
    if column == "organization":
        return organization_name(code)
    if column == "movement_type":
        return movement_type_name(code)
    if column == "tenant" and code in units:
        return tenant_name(units[code])
    return code
