"""Local overrides of quotas: narrowed, raised or switched off, by a document and dates."""

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
from core.api.tenant_shapes import iso
from core.api.writing import Reply2xx, creating, idempotency_key
from core.domain.override_rules import GREATEST_NUMBER
from core.domain.quota_rules import Override
from core.edge.fields import Answer, Code, Day, Strict, Text, Whole, YesNo
from core.edge.platform import moment, platform, scope
from core.services.overrides import add_override, list_overrides
from core.services.tenant_checks import check_overriding

if TYPE_CHECKING:
    from flask import Response

    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "quota-overrides",
    __name__,
    url_prefix="/api/v1/tenants/<string:tenant_id>/quota-overrides",
    description="Chỉ tiêu riêng của địa phương",
)


class OverrideBody(Strict):
    """``at_least`` 0 switches the quota off here; ``to`` is the last day."""

    quota = Code(required=True, metadata={"example": "phu_nu.mot_mo_hinh_moi_xa"})
    at_least = Whole(0, GREATEST_NUMBER, load_default=None, allow_none=True)
    valid_from = Day(required=True, data_key="from")
    valid_to = Day(load_default=None, allow_none=True, data_key="to")
    document = Text(longest=300, shortest=1, required=True)
    renewed_yearly = YesNo(load_default=None, allow_none=True)


class OverrideAnswer(Answer):
    """An override; ``inherited`` when a tenant above made it."""

    tenant = fields.String(required=True)
    quota = fields.String(required=True)
    at_least = fields.Integer(required=True, allow_none=True)
    valid_from = fields.Date(required=True, data_key="from")
    valid_to = fields.Date(required=True, allow_none=True, data_key="to")
    document = fields.String(required=True)
    renewed_yearly = fields.Boolean(required=True, allow_none=True)
    inherited = fields.Boolean(required=True)


def _check_new(tenant_id: str, **_: Any) -> None:
    check_overriding(platform().store.read(scope()), tenant_id, today=moment().today)
    idempotency_key()


@blueprint.route("")
class OverrideList(MethodView):
    @blueprint.arguments(PageQuery, location="query")
    @blueprint.response(HTTPStatus.OK, OverrideAnswer(many=True))
    def get(self, query: dict[str, Any], tenant_id: str) -> Response:
        """List the overrides that reach a tenant, whatever their dates, from above first."""
        work = platform().store.read(scope())
        found = list_overrides(work, tenant_id=tenant_id, today=moment().today)
        return page_of([override_row(each, tenant_id) for each in found], query)

    @refusing_first(_check_new)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(OverrideBody)
    @blueprint.response(HTTPStatus.CREATED, OverrideAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any], tenant_id: str) -> Response:
        """Record an override for a tenant and all below it."""
        override = Override(tenant=tenant_id, **body)

        def add(work: Repositories) -> Reply2xx:
            made = add_override(work, override, quotas=platform().catalogue.quotas, moment=moment())
            return Reply2xx(body=override_row(made, tenant_id), status=HTTPStatus.CREATED)

        return creating(add)


def override_row(override: Override, tenant_id: str) -> dict[str, Any]:
    return {
        "tenant": override.tenant,
        "quota": override.quota,
        "at_least": override.at_least,
        "from": iso(override.valid_from),
        "to": iso(override.valid_to),
        "document": override.document,
        "renewed_yearly": override.renewed_yearly,
        "inherited": override.tenant != tenant_id,
    }
