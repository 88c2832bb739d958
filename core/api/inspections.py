"""Inspections («kiểm tra»): begun, written, concluded by the Front, reopened."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from flask.views import MethodView

from core.api.inspection_answers import (
    InspectionAnswer,
    ListedInspectionAnswer,
    inspection_row,
    listed_row,
)
from core.api.inspection_shapes import InspectionBody
from core.api.ordering import refusing_first
from core.api.paging import CursorQuery, skip_of, with_pagination
from core.api.parsing import Blueprint
from core.api.preconditions import sent_version, with_version
from core.api.registrations import EmptyQuery
from core.api.writing import Reply2xx, changing, creating, idempotency_key
from core.domain.inspection_rules import InspectionAction
from core.domain.inspections import InspectionStatus
from core.domain.registration_search import Page
from core.edge.cursors import COUNTED, cursor_of, read_cursor
from core.edge.fields import Code, QueryWhole, Strict, Text
from core.edge.platform import moment, platform, scope
from core.services.concluding import carry_out
from core.services.inspecting import begin, delete, edit, find_inspections
from core.services.inspection_access import admit_creation, admit_edit, admit_step

if TYPE_CHECKING:
    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "inspections", __name__, url_prefix="/api/v1/inspections", description="Kiểm tra hằng năm"
)


class InspectionQuery(CursorQuery):
    """What a list can be narrowed to; ``tenant`` means its subtree: run there, or looked there."""

    tenant = Code()
    year = QueryWhole(2000, 2100)
    status = Code([status.value for status in InspectionStatus])
    registration = Code()


class InspectionStep(Strict):
    """Conclude, or reopen with a reason."""

    action = Code([action.value for action in InspectionAction], required=True)
    reason = Text(longest=2000, lines=True, load_default=None, allow_none=True)


def _check_new(**_: Any) -> None:
    body = request.get_json(silent=True)
    tenant = body.get("tenant") if isinstance(body, dict) else None
    if isinstance(tenant, str):
        admit_creation(platform().store.read(scope()), tenant, today=moment().today)
    idempotency_key()


def _check_edit(inspection_id: str, **_: Any) -> None:
    admit_edit(platform().store.read(scope()), inspection_id, version=sent_version())


def _check_step(inspection_id: str, **_: Any) -> None:
    work = platform().store.read(scope())
    admit_step(work, inspection_id, version=sent_version(), today=moment().today)


@blueprint.route("")
class InspectionList(MethodView):
    @refusing_first(_check_new)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(InspectionBody)
    @blueprint.response(HTTPStatus.CREATED, InspectionAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> Response:
        """Begin an inspection; it is a draft until it is concluded."""

        def begun(work: Repositories) -> Reply2xx:
            made = begin(**body, work=work, catalogue=platform().catalogue, moment=moment())
            return Reply2xx(
                body=inspection_row(made), status=HTTPStatus.CREATED, version=made.version
            )

        return creating(begun)

    @blueprint.arguments(InspectionQuery, location="query")
    @blueprint.response(HTTPStatus.OK, ListedInspectionAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List inspections, newest first; of each what the reader may know, without texts."""
        after = read_cursor(query["after"])
        size = query["page_size"]
        status = query.get("status")
        rows, total = find_inspections(
            platform().store.read(scope()),
            page=Page(limit=size + 1, skip=0 if after else skip_of(query), after=after),
            up_to=COUNTED + 1,
            tenant=query.get("tenant"),
            year=query.get("year"),
            status=InspectionStatus(status) if status else None,
            registration=query.get("registration"),
        )
        more, shown = len(rows) > size, rows[:size]
        following = cursor_of(shown[-1].created_at, shown[-1].id) if more else None
        answer = jsonify([listed_row(row) for row in shown])
        return with_pagination(answer, query, total, following)


@blueprint.route("/<string:inspection_id>")
class InspectionItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, InspectionAnswer)
    def get(self, _: dict[str, Any], inspection_id: str) -> Response:
        """Show an inspection, as far as the reader may know of it."""
        found = platform().store.read(scope()).inspections.get(inspection_id)
        return with_version(jsonify(inspection_row(found)), found.version)

    @refusing_first(_check_edit)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(InspectionBody)
    @blueprint.response(HTTPStatus.OK, InspectionAnswer)
    def put(self, _: dict[str, Any], body: dict[str, Any], inspection_id: str) -> Response:
        """Put what is stated in the place of what was, while it is a draft."""

        def change(work: Repositories) -> Reply2xx:
            edited = edit(
                inspection_id, **body, version=sent_version(), work=work,
                catalogue=platform().catalogue, moment=moment(),
            )  # fmt: skip
            return Reply2xx(body=inspection_row(edited), version=edited.version)

        return changing(change)

    @refusing_first(_check_edit)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.NO_CONTENT)
    def delete(self, _: dict[str, Any], inspection_id: str) -> Response:
        """Delete a draft that was never concluded."""

        def drop(work: Repositories) -> Reply2xx:
            delete(inspection_id, version=sent_version(), work=work, moment=moment())
            return Reply2xx(body=None, status=HTTPStatus.NO_CONTENT)

        return changing(drop)


@blueprint.route("/<string:inspection_id>/transitions")
class InspectionTransitions(MethodView):
    @refusing_first(_check_step)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(InspectionStep)
    @blueprint.response(HTTPStatus.OK, InspectionAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any], inspection_id: str) -> Response:
        """Conclude: results are confirmed, corrected or returned with it; or reopen."""

        def stepped(work: Repositories) -> Reply2xx:
            done = carry_out(
                inspection_id, InspectionAction(body["action"]), reason=body["reason"],
                version=sent_version(), work=work, catalogue=platform().catalogue,
                moment=moment(),
            )  # fmt: skip
            return Reply2xx(body=inspection_row(done), version=done.version)

        return changing(stepped)
