"""Periodic reports of bodies: begun, submitted, returned, accepted."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from flask.views import MethodView
from marshmallow import fields, post_load

from core.api.ordering import refusing_first
from core.api.paging import CursorQuery, skip_of, with_pagination
from core.api.parsing import Blueprint
from core.api.preconditions import sent_version, with_version
from core.api.registrations import EmptyQuery
from core.api.report_shapes import ReportAnswer, ReportFullAnswer, report_row
from core.api.writing import Reply2xx, changing, creating, idempotency_key
from core.domain.periods import Period
from core.domain.registration_search import Page
from core.domain.report_rules import REASON_LIMIT, ReportAction
from core.domain.reports import ReportDraft, ReportStatus
from core.edge.cursors import COUNTED, cursor_of, read_cursor
from core.edge.fields import Code, Free, Part, Rows, Strict, Text, YesNo
from core.edge.platform import moment, platform, scope
from core.services.drifting import signed_figures
from core.services.freezing import carry_out
from core.services.recording_reports import refuse_stale_report
from core.services.report_access import admit_creation, admit_edit, admit_step
from core.services.report_children import Missing
from core.services.reporting import (
    ReportStep,
    create,
    edit,
    find_reports,
    read_report,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "reports", __name__, url_prefix="/api/v1/reports", description="Báo cáo định kỳ"
)

MOST_MISSING = 500
"""More bodies than report to any one Front, and few enough to be read in a moment."""


class ReportBody(Strict):
    """Whose report, of which period, and its texts."""

    tenant = Code(required=True, metadata={"example": "c02062"})
    organization = Code(required=True, metadata={"example": "phu_nu"})
    period = Code(required=True, metadata={"example": "2017-H1"})
    nothing = YesNo(load_default=False)
    parts = Free(keys=fields.String(), values=Text(longest=10_000, lines=True), load_default=dict)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        return {"draft": ReportDraft(**{**data, "period": Period.parse(data["period"])})}


class ReportQuery(CursorQuery):
    """What a list can be narrowed to; ``tenant`` means its whole subtree."""

    tenant = Code()
    organization = Code()
    period = Code()
    status = Code([status.value for status in ReportStatus])
    late = YesNo()


class MissingBody(Strict):
    """A body that has not reported, and why the report above it is frozen all the same."""

    tenant = Code(required=True)
    organization = Code(required=True)
    reason = Text(longest=REASON_LIMIT, shortest=1, lines=True, required=True)


class ReportStepBody(Strict):
    """Submit; return with a reason or remarks by part; accept; freeze; amend with a reason."""

    action = Code([action.value for action in ReportAction], required=True)
    reason = Text(longest=REASON_LIMIT, lines=True, load_default=None, allow_none=True)
    remarks = Free(
        keys=fields.String(), values=Text(longest=REASON_LIMIT, lines=True), load_default=dict
    )
    missing = Rows(Part(MissingBody), most=MOST_MISSING, load_default=list)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        missing = tuple(Missing(**each) for each in data["missing"])
        action = ReportAction(data["action"])
        return {"step": ReportStep(**{**data, "action": action, "missing": missing})}


def _check_new(**_: Any) -> None:
    body = request.get_json(silent=True)
    body = body if isinstance(body, dict) else {}
    tenant, organization = body.get("tenant"), body.get("organization")
    if isinstance(tenant, str) and isinstance(organization, str):
        admit_creation(platform().store.read(scope()), tenant, organization, today=moment().today)
    idempotency_key()


def _check_edit(report_id: str, **_: Any) -> None:
    admit_edit(platform().store.read(scope()), report_id, version=sent_version())


def _check_step(report_id: str, **_: Any) -> None:
    body = request.get_json(silent=True)
    action = body.get("action") if isinstance(body, dict) else None
    work = platform().store.read(scope())
    if isinstance(action, str) and action in set(ReportAction):
        admit_step(
            work,
            report_id,
            ReportAction(action),
            version=sent_version(),
            today=moment().today,
        )
    else:
        refuse_stale_report(read_report(work, report_id), sent_version(), work=work)


@blueprint.route("")
class ReportList(MethodView):
    @refusing_first(_check_new)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(ReportBody)
    @blueprint.response(HTTPStatus.CREATED, ReportAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> Response:
        """Begin the report of a body for a period."""

        def begin(work: Repositories) -> Reply2xx:
            report = create(**body, work=work, moment=moment())
            return Reply2xx(
                body=report_row(report), status=HTTPStatus.CREATED, version=report.version
            )

        return creating(begin)

    @blueprint.arguments(ReportQuery, location="query")
    @blueprint.response(HTTPStatus.OK, ReportAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List reports, newest first."""
        after = read_cursor(query["after"])
        size = query["page_size"]
        skip = 0 if after else skip_of(query)
        rows, total = find_reports(
            platform().store.read(scope()),
            page=Page(limit=size + 1, skip=skip, after=after),
            up_to=COUNTED + 1,
            tenant=query.get("tenant"),
            organization=query.get("organization"),
            period=Period.parse(query["period"]) if query.get("period") else None,
            status=ReportStatus(query["status"]) if query.get("status") else None,
            late=query.get("late"),
        )
        more, shown = len(rows) > size, rows[:size]
        following = cursor_of(shown[-1].created_at, shown[-1].id) if more else None
        return with_pagination(jsonify([report_row(row) for row in shown]), query, total, following)


@blueprint.route("/<string:report_id>")
class ReportItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, ReportFullAnswer)
    def get(self, _: dict[str, Any], report_id: str) -> Response:
        """Show a report; a frozen one with its figures."""
        work = platform().store.read(scope())
        report = read_report(work, report_id)
        row = report_row(report) | {"figures": signed_figures(work, report)}
        return with_version(jsonify(row), report.version)

    @refusing_first(_check_edit)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(ReportBody)
    @blueprint.response(HTTPStatus.OK, ReportAnswer)
    def put(self, _: dict[str, Any], body: dict[str, Any], report_id: str) -> Response:
        """Put what is stated in the place of what was."""

        def change(work: Repositories) -> Reply2xx:
            report = edit(report_id, **body, version=sent_version(), work=work, moment=moment())
            return Reply2xx(body=report_row(report), version=report.version)

        return changing(change)


@blueprint.route("/<string:report_id>/transitions")
class ReportTransitions(MethodView):
    @refusing_first(_check_step)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(ReportStepBody)
    @blueprint.response(HTTPStatus.OK, ReportAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any], report_id: str) -> Response:
        """Submit a report to the Front that receives it; there: return, accept, freeze, amend."""
        step = body["step"]

        def stepped(work: Repositories) -> Reply2xx:
            report = carry_out(
                report_id, step, version=sent_version(), work=work,
                catalogue=platform().catalogue, moment=moment(),
            )  # fmt: skip
            return Reply2xx(body=report_row(report), version=report.version)

        return changing(stepped)
