"""Importing users from a table: tried first, then all of them or none."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from flask.views import MethodView
from marshmallow import fields

from core.api.body_documents import documented
from core.api.ordering import refusing_first
from core.api.parsing import PARSER, Blueprint
from core.api.sent_grants import known_organizations
from core.api.user_schemas import GrantedAnswer, InvitationAnswer, Secret
from core.api.user_shapes import invited_row, unstored, without_secrets
from core.api.writing import Reply2xx, creating
from core.edge.fields import Answer, Strict, YesNo
from core.edge.platform import moment, platform, scope
from core.edge.wording import described
from core.services.people_import import import_users, plan_import
from core.services.people_rows import COLUMNS
from core.services.user_checks import check_importing

if TYPE_CHECKING:
    from core.services.people_import import ImportPlan, Newcomer
    from core.services.ports.work import Repositories

blueprint = Blueprint("users-import", __name__, url_prefix="/api/v1/users/import")

CSV = "text/csv"
CSV_DOCUMENT = {"type": "string", "description": "Cột: " + ", ".join(COLUMNS)}
JSON_DOCUMENT = {
    "type": "object",
    "properties": {"csv": CSV_DOCUMENT, "dry_run": {"type": "boolean", "default": True}},
    "required": ["csv"],
    "additionalProperties": False,
}


class ImportQuery(Strict):
    """``dry_run`` is true unless said otherwise, here or in the body."""

    dry_run = YesNo(load_default=True)


class ImportBody(Strict):
    """The table as text."""

    csv = Secret()
    dry_run = YesNo()


class ImportedAnswer(Answer):
    """A user made, or in a dry run one that would be."""

    id = fields.String()
    username = fields.String(required=True)
    name = fields.String(required=True)
    disabled = fields.Boolean()
    second_factor = fields.Boolean()
    email = fields.String(allow_none=True)
    created_at = fields.DateTime()
    version = fields.Integer()
    assignments = fields.List(fields.Nested(GrantedAnswer), required=True)
    invitation = fields.Nested(InvitationAnswer, allow_none=True)


class ProblemAnswer(Answer):
    """What is wrong with a cell: ``rows.3.tenant`` is in the third row of the sheet."""

    field = fields.String(required=True)
    reason = fields.String(required=True)
    message = fields.String(required=True)


class ImportAnswer(Answer):
    """What was done, or in a dry run would be."""

    dry_run = fields.Boolean(required=True)
    users = fields.List(fields.Nested(ImportedAnswer), required=True)
    problems = fields.List(fields.Nested(ProblemAnswer), required=True)


def _check(**_: Any) -> None:
    check_importing(platform().store.read(scope()))


@blueprint.route("")
class UserImport(MethodView):
    @refusing_first(_check)
    @blueprint.arguments(ImportQuery, location="query")
    @documented((CSV, CSV_DOCUMENT), ("application/json", JSON_DOCUMENT))
    @blueprint.response(HTTPStatus.OK, ImportAnswer)
    @blueprint.response(HTTPStatus.CREATED, ImportAnswer)
    def post(self, query: dict[str, Any]) -> Response:
        """Try a table of users (200), or with ``dry_run=false`` create all of them (201).

        A dry run lists every problem; the import itself is refused where there is one. Only the
        import itself needs an ``Idempotency-Key``.
        """
        content, dry_run = _sent(dry_run=query["dry_run"])
        if dry_run:
            plan = plan_import(
                work=platform().store.read(scope()),
                content=content,
                organizations=known_organizations(),
                moment=moment(),
            )
            return jsonify(_planned(plan))
        return unstored(creating(lambda work: _imported(work, content)))


def _sent(*, dry_run: bool) -> tuple[bytes, bool]:
    if request.mimetype == CSV:
        return request.get_data(), dry_run
    body = PARSER.parse(ImportBody(), request, location="json")
    return body["csv"].encode(), body.get("dry_run", dry_run)


def _imported(work: Repositories, content: bytes) -> Reply2xx:
    made = import_users(
        work=work, content=content, organizations=known_organizations(), moment=moment()
    )
    rows = [invited_row(invited) for invited in made]
    body = {"dry_run": False, "users": rows, "problems": []}
    kept = body | {"users": [without_secrets(row) for row in rows]}
    return Reply2xx(body=body, kept_body=kept, status=HTTPStatus.CREATED)


def _planned(plan: ImportPlan) -> dict[str, Any]:
    return {
        "dry_run": True,
        "users": [_newcomer_row(each) for each in plan.newcomers],
        "problems": described(plan.problems),
    }


def _newcomer_row(newcomer: Newcomer) -> dict[str, Any]:
    return {
        "username": newcomer.username,
        "name": newcomer.name,
        "assignments": [
            {
                "tenant": grant.tenant,
                "organization": grant.organization,
                "role": grant.role.value,
                "from": grant.valid_from.isoformat() if grant.valid_from else None,
                "to": grant.valid_to.isoformat() if grant.valid_to else None,
            }
            for grant in newcomer.grants
        ],
    }
