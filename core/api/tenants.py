"""Tenants: the tree for everyone, and what those who run one state of it."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from flask.views import MethodView

from core.api.ordering import refusing_first
from core.api.paging import with_pagination
from core.api.parsing import Blueprint
from core.api.preconditions import sent_version, with_version
from core.api.registrations import EmptyQuery
from core.api.tenant_schemas import TenantAnswer, TenantBody, TenantQuery, TenantRow
from core.api.tenant_shapes import shown_row, tenant_row
from core.api.writing import Reply2xx, changing
from core.domain.errors import InvalidError, Problem
from core.domain.tenants import Level
from core.edge.platform import moment, platform, scope
from core.services.tenant_checks import check_stating
from core.services.tenant_reading import show_tenant
from core.services.tenant_settings import change_tenant
from core.services.tenants import find_tenants

if TYPE_CHECKING:
    from core.domain.tenant_rules import Statements
    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "tenants", __name__, url_prefix="/api/v1/tenants", description="Đơn vị hành chính"
)
CURSOR = re.compile(r"row-(\d{1,6})")


def _check_change(tenant_id: str, **_: Any) -> None:
    work = platform().store.read(scope())
    check_stating(work, tenant_id, version=sent_version(), today=moment().today)


@blueprint.route("")
class TenantList(MethodView):
    @blueprint.arguments(TenantQuery, location="query")
    @blueprint.response(HTTPStatus.OK, TenantRow(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """Find tenants, best match first; without ``q`` by level and code."""
        day = query["as_of"] or moment().today
        skip = _skip(query)
        size = query["page_size"]
        found, total = find_tenants(
            platform().store.read(scope()).tenants,
            q=query["q"],
            level=Level(query["level"]) if query["level"] else None,
            parent=query["parent"],
            as_of=day,
            limit=size,
            offset=skip,
        )
        response = jsonify([tenant_row(tenant, day) for tenant in found])
        following = f"row-{skip + size}" if skip + size < total else None
        return with_pagination(response, query, total, following)


@blueprint.route("/<string:tenant_id>")
class TenantItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, TenantAnswer)
    def get(self, _: dict[str, Any], tenant_id: str) -> Response:
        """Show a tenant; what it has stated of itself to those who see it."""
        shown = show_tenant(platform().store.read(scope()), tenant_id=tenant_id)
        response = jsonify(shown_row(shown, moment().today))
        return with_version(response, shown.tenant.version) if shown.in_sight else response

    @refusing_first(_check_change)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(TenantBody)
    @blueprint.response(HTTPStatus.OK, TenantAnswer)
    def patch(self, _: dict[str, Any], stated: Statements, tenant_id: str) -> Response:
        """State attributes, plugins and settings anew; what is not mentioned stays."""

        def change(work: Repositories) -> Reply2xx:
            tenant = change_tenant(
                work,
                tenant_id=tenant_id,
                stated=stated,
                version=sent_version(),
                plugins={state.name for state in platform().catalogue.plugins},
                today=moment().today,
            )
            shown = show_tenant(work, tenant_id=tenant.id)
            return Reply2xx(body=shown_row(shown, moment().today), version=tenant.version)

        return changing(change)


def _skip(query: dict[str, Any]) -> int:
    """Return how many rows come before; the tree is small enough for any page of it."""
    if query["after"] is None:
        return int((query["page"] - 1) * query["page_size"])
    found = CURSOR.fullmatch(query["after"])
    if found is None:
        raise InvalidError(problems=[Problem("after", "not_a_cursor")])
    return int(found[1])
