"""The plugins: which there are, and how each is, here and now."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask.views import MethodView
from marshmallow import fields

from core.api.listing import page_of
from core.api.paging import PageQuery
from core.api.parsing import Blueprint
from core.catalogue import PluginStatus
from core.domain.access import Role
from core.edge.fields import Answer, Code
from core.edge.platform import moment, platform, scope
from core.services.plugin_switches import enabled_in
from core.services.sighting import lineage, tenant_in_sight
from core.translation import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

    from core.catalogue import PluginState
    from core.domain.tenants import Tenant

blueprint = Blueprint("plugins", __name__, url_prefix="/api/v1", description="Thành phần cắm thêm")

DISABLED = "disabled"


class PluginQuery(PageQuery):
    """``tenant`` is the one in which a plugin may be switched off."""

    tenant = Code(load_default=None)


class PluginAnswer(Answer):
    """A plugin: ``active``, ``disabled`` here, or ``quarantined`` and why.

    ``detail``, in English, is for those who look after plugins: admins of the Front.
    """

    name = fields.String(required=True)
    version = fields.String(required=True)
    api_version = fields.Integer(required=True, allow_none=True)
    state = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    message = fields.String(required=True, allow_none=True)
    detail = fields.List(fields.String())


@blueprint.route("/plugins")
class PluginList(MethodView):
    @blueprint.arguments(PluginQuery, location="query")
    @blueprint.response(HTTPStatus.OK, PluginAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List the plugins by name; ``tenant`` is one's own where there is only one."""
        above = _lineage_of(query["tenant"] or _only_home())
        detailed = any(held.of_front and held.role is Role.ADMIN for held in scope().assignments)
        rows = [plugin_row(state, above) for state in platform().catalogue.plugins]
        if detailed:
            for row, state in zip(rows, platform().catalogue.plugins, strict=True):
                row["detail"] = list(state.detail)
        return page_of(rows, query)


def plugin_row(state: PluginState, above: Sequence[Tenant]) -> dict[str, Any]:
    """Return a plugin as it is in the last tenant of *above*; anywhere, if there is none."""
    reason = state.reason.value if state.reason else None
    status = state.state.value
    if state.state is PluginStatus.ACTIVE and not enabled_in(above, state.name, moment().today):
        status = reason = DISABLED
    return {
        "name": state.name,
        "version": state.version,
        "api_version": state.api_version,
        "state": status,
        "reason": reason,
        "message": translate(f"plugin.{reason}") if reason else None,
    }


def _lineage_of(tenant_id: str | None) -> Sequence[Tenant]:
    if tenant_id is None:
        return ()
    work = platform().store.read(scope())
    return lineage(work, tenant_in_sight(work, tenant_id), moment().today)


def _only_home() -> str | None:
    homes = {held.tenant for held in scope().assignments}
    return homes.pop() if len(homes) == 1 else None
