"""What plugins declare: the organizations, and the types that can be registered under."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask.views import MethodView

from core.api.listing import page_of
from core.api.organization_schemas import OrganizationAnswer, TypeAnswer, TypeQuery, type_row
from core.api.paging import PageQuery
from core.api.parsing import Blueprint
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.edge.platform import moment, platform, scope
from core.services.plugin_switches import at_work
from core.services.sighting import lineage, tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

blueprint = Blueprint(
    "organizations", __name__, url_prefix="/api/v1", description="Tổ chức, loại công trình, mô hình"
)


@blueprint.route("/organizations")
class OrganizationList(MethodView):
    @blueprint.arguments(PageQuery, location="query")
    @blueprint.response(HTTPStatus.OK, OrganizationAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List the organizations by code, those without a plugin too."""
        codes = sorted({*platform().catalogue.organizations, *KNOWN_ORGANIZATIONS})
        return page_of([organization_row(code) for code in codes], query)


@blueprint.route("/movement-types")
class MovementTypeList(MethodView):
    @blueprint.arguments(TypeQuery, location="query")
    @blueprint.response(HTTPStatus.OK, TypeAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List what can be registered, with forms as JSON Schema; in a tenant, what is open there.

        Without ``tenant`` the types of a quarantined plugin are listed too, ``active`` false.
        """
        catalogue = platform().catalogue
        open_there = _open_in(query["tenant"])
        rows = [
            type_row(
                of_type,
                movement_title=getattr(catalogue.movements.get(of_type.movement), "title", None),
                active=catalogue.is_active(of_type.organization),
            )
            for of_type in catalogue.movement_types.values()
            if query["organization"] in {None, of_type.organization}
            and open_there(of_type.organization)
        ]
        return page_of(rows, query)


def organization_row(code: str) -> dict[str, Any]:
    catalogue = platform().catalogue
    declared = catalogue.organizations.get(code)
    name = catalogue.organization_name(code) or code
    return {
        "code": code,
        "name": name,
        "short_name": declared.short_name if declared else name,
        "abbreviation": declared.abbreviation if declared else None,
        "bodies": {level.value: body for level, body in declared.bodies.items()}
        if declared
        else {},
        "installed": declared is not None,
        "active": catalogue.is_active(code),
    }


def _open_in(tenant_id: str | None) -> Callable[[str], bool]:
    """Return what tells whether an organization's plugin is at work in a tenant in sight."""
    if tenant_id is None:
        return lambda _: True
    work, today = platform().store.read(scope()), moment().today
    above = lineage(work, tenant_in_sight(work, tenant_id), today)
    return lambda code: at_work(above, code, today, catalogue=platform().catalogue)
