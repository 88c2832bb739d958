"""Residential areas of a commune."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask.views import MethodView
from marshmallow import fields

from core.api.listing import page_of
from core.api.ordering import refusing_first
from core.api.paging import PageQuery
from core.api.parsing import Blueprint
from core.api.registrations import EmptyQuery
from core.api.writing import Reply2xx, creating, idempotency_key
from core.domain.areas import NAME_LIMIT
from core.edge.fields import Answer, Strict, Text
from core.edge.platform import moment, platform, scope
from core.services.areas import add_area, list_areas
from core.services.tenant_checks import check_naming_area

if TYPE_CHECKING:
    from flask import Response

    from core.domain.areas import Area
    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "areas", __name__, url_prefix="/api/v1/tenants/<string:tenant_id>/areas",
    description="Khu dân cư: thôn, bản, tổ dân phố",
)  # fmt: skip


class AreaBody(Strict):
    """The name of an area, as people there spell it."""

    name = Text(longest=NAME_LIMIT, shortest=1, required=True)


class AreaAnswer(Answer):
    """An area; folded equal names of a commune are one."""

    id = fields.String(required=True)
    tenant = fields.String(required=True)
    name = fields.String(required=True)


def _check_new(tenant_id: str, **_: Any) -> None:
    check_naming_area(platform().store.read(scope()), tenant_id, today=moment().today)
    idempotency_key()


@blueprint.route("")
class AreaList(MethodView):
    @blueprint.arguments(PageQuery, location="query")
    @blueprint.response(HTTPStatus.OK, AreaAnswer(many=True))
    def get(self, query: dict[str, Any], tenant_id: str) -> Response:
        """List the areas of a tenant by name."""
        found = list_areas(platform().store.read(scope()), tenant_id=tenant_id)
        return page_of([area_row(area) for area in found], query)

    @refusing_first(_check_new)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(AreaBody)
    @blueprint.response(HTTPStatus.CREATED, AreaAnswer)
    def post(self, _: dict[str, Any], body: dict[str, str], tenant_id: str) -> Response:
        """Name an area; one of an equal name is answered as it is there already."""

        def add(work: Repositories) -> Reply2xx:
            area = add_area(work, tenant_id=tenant_id, today=moment().today, **body)
            return Reply2xx(body=area_row(area), status=HTTPStatus.CREATED)

        return creating(add)


def area_row(area: Area) -> dict[str, str]:
    return {"id": area.id, "tenant": area.tenant, "name": area.name}
