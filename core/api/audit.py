"""The audit trail, as far as the one who asks sees."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, jsonify
from flask.views import MethodView
from marshmallow import fields

from core.api.history_schemas import ChangeAnswer
from core.api.paging import PageQuery, skip_of, with_pagination
from core.api.parsing import Blueprint
from core.domain.audit_search import AuditFilter
from core.edge.fields import Answer, Code
from core.edge.platform import platform, scope
from core.services.audit_reading import entry_row, without_hidden_posts
from core.services.sighting import tenant_in_sight

blueprint = Blueprint("audit", __name__, url_prefix="/api/v1", description="Nhật ký")


class AuditQuery(PageQuery):
    """``tenant`` means all that it sees; ``user`` and ``target`` are ids."""

    action = Code(load_default=None)
    target = Code(load_default=None)
    user = Code(load_default=None)
    tenant = Code(load_default=None)


class EntryAnswer(Answer):
    """One write: who, when (real time), by which date the rules judged, what changed.

    ``changes``, ``reason`` and ``details`` are left out where one sees in summary only.
    """

    id = fields.String(required=True)
    at = fields.DateTime(required=True)
    on = fields.Date(required=True, allow_none=True)
    user = fields.String(required=True)
    action = fields.String(required=True)
    target = fields.String(required=True)
    target_type = fields.String(required=True)
    tenant = fields.String(required=True, allow_none=True)
    organization = fields.String(required=True, allow_none=True)
    assignment = fields.String(required=True, allow_none=True)
    changes = fields.List(fields.Nested(ChangeAnswer))
    reason = fields.String(allow_none=True)
    details = fields.Dict()


@blueprint.route("/audit")
class AuditTrail(MethodView):
    @blueprint.arguments(AuditQuery, location="query")
    @blueprint.response(HTTPStatus.OK, EntryAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List what was done in the scope, newest first."""
        work = platform().store.read(scope())
        tenant = query["tenant"]
        prefixes = tenant_in_sight(work, tenant).sight if tenant else ()
        found, total = work.audit.search(
            filters=AuditFilter(
                action=query["action"],
                target=query["target"],
                user=query["user"],
                prefixes=prefixes,
            ),
            limit=query["page_size"],
            skip=skip_of(query),
        )
        rows = [entry_row(entry, work.scope) for entry in found]
        response = jsonify(without_hidden_posts(rows, work))
        return with_pagination(response, query, total)
