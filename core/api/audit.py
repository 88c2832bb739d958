"""The audit trail, as far as the one who asks sees."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from flask.views import MethodView
from marshmallow import fields

from core.api.history_schemas import ChangeAnswer
from core.api.paging import PageQuery, skip_of, with_pagination
from core.api.parsing import Blueprint
from core.domain.access import Role
from core.domain.audit_search import AuditFilter
from core.edge.fields import Answer, Code
from core.edge.platform import platform, scope
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.access import Scope
    from core.domain.audit import Entry
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

blueprint = Blueprint("audit", __name__, url_prefix="/api/v1", description="Nhật ký")

IN_SUMMARY = "registration"
"""Of these an admin sees that something was done, not what was written (api.md, «read»)."""


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


def entry_row(entry: Entry, scope: Scope) -> dict[str, Any]:
    """Return an entry that *scope* sees, as fully as one of its assignments sees it."""
    content = entry.content
    path = content.get("path", "")
    row = {
        "id": f"{entry.chain}:{entry.sequence}",
        "at": entry.at.isoformat(),
        "on": content.get("on"),
        "user": entry.user,
        "action": content["action"],
        "target": content["target"],
        "target_type": content["target_type"],
        "tenant": path.split("/")[-2] if path else None,
        "organization": content.get("organization"),
        "assignment": content.get("assignment"),
    }
    if content["target_type"] == IN_SUMMARY and not _sees_whole(scope, entry):
        return row
    return row | {
        "changes": content.get("changes", []),
        "reason": content.get("reason"),
        "details": content.get("details", {}),
    }


def without_hidden_posts(
    rows: Sequence[dict[str, Any]], work: Repositories
) -> Sequence[dict[str, Any]]:
    """Drop from entries on users the assignments that ``GET /users`` would not show either."""
    told = [
        change
        for row in rows
        if row["target_type"] == "user"
        for change in row.get("changes", ())
        if change["field"] == "assignments" and isinstance(change["new"], list)
    ]
    tenants = work.tenants.many({post["tenant"] for change in told for post in change["new"]})
    for change in told:
        change["new"] = [p for p in change["new"] if _sees_post(work.scope, p, tenants)]
    return rows


def _sees_post(scope: Scope, post: Mapping[str, Any], tenants: Mapping[str, Tenant]) -> bool:
    tenant = tenants.get(post["tenant"])
    return tenant is not None and any(
        (held.of_front or held.organization == post["organization"])
        and any(held.sees(path.value) for path in tenant.paths)
        for held in scope.assignments
    )


def _sees_whole(scope: Scope, entry: Entry) -> bool:
    return any(
        held.role is not Role.ADMIN
        and held.sees(entry.content["path"])
        and (
            held.organization == entry.content.get("organization")
            or (held.of_front and not entry.content.get("unsubmitted"))
        )
        for held in scope.assignments
    )
