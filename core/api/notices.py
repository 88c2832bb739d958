"""One's own notices: what is due, told once a day."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from flask.views import MethodView
from marshmallow import fields

from core.api.ordering import refusing_first
from core.api.paging import CursorQuery, skip_of, with_pagination
from core.api.parsing import Blueprint
from core.api.registrations import EmptyQuery
from core.api.writing import Reply2xx, changing
from core.domain.registration_search import Page
from core.domain.reminders import When, when_due
from core.domain.tasks import Act, TaskKind
from core.edge.cursors import COUNTED, cursor_of, read_cursor
from core.edge.fields import Answer, Code
from core.edge.notice_wording import headline, line_title
from core.edge.platform import moment, platform, scope
from core.translation import translate

if TYPE_CHECKING:
    from datetime import date

    from core.domain.notices import Line, Notice
    from core.services.ports.work import Repositories

blueprint = Blueprint("notices", __name__, url_prefix="/api/v1/notices", description="Thông báo")

READ, UNREAD = "read", "unread"


class NoticeQuery(CursorQuery):
    """``status`` ``unread`` leaves out what has been read."""

    status = Code([UNREAD])


class LineAnswer(Answer):
    """One thing that is due; ``when`` as it was on the notice's day."""

    assignment = fields.String(required=True)
    kind = Code([kind.value for kind in TaskKind], required=True)
    act = Code([act.value for act in Act], required=True)
    when = Code([when.value for when in When], required=True)
    due = fields.Date(required=True)
    title = fields.String(required=True)
    tenant = fields.String(required=True)
    organization = fields.String(required=True)
    year = fields.Integer(required=True, allow_none=True)
    period = fields.String(required=True, allow_none=True)
    registration = fields.String(required=True, allow_none=True)
    report = fields.String(required=True, allow_none=True)
    quota = fields.String(required=True, allow_none=True)


class NoticeAnswer(Answer):
    """A day's digest; ``headline`` says it in one line."""

    id = fields.String(required=True)
    day = fields.Date(required=True)
    headline = fields.String(required=True)
    status = Code([READ, UNREAD], required=True)
    made_at = fields.DateTime(required=True)
    read_at = fields.DateTime(required=True, allow_none=True)
    lines = fields.List(fields.Nested(LineAnswer), required=True)


def _check_own(notice_id: str, **_: Any) -> None:
    platform().store.read(scope()).notices.get(notice_id)


@blueprint.route("")
class NoticeList(MethodView):
    @blueprint.arguments(NoticeQuery, location="query")
    @blueprint.response(HTTPStatus.OK, NoticeAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List one's own notices, newest first; under ``Act-As`` what is told to that role."""
        after = read_cursor(query["after"])
        size = query["page_size"]
        unread = query.get("status") == UNREAD
        own = platform().store.read(scope()).notices
        page = Page(limit=size + 1, skip=0 if after else skip_of(query), after=after)
        rows = own.search(unread=unread, page=page)
        total = own.count(unread=unread, up_to=COUNTED + 1)
        more, shown = len(rows) > size, rows[:size]
        following = cursor_of(shown[-1].made_at, shown[-1].id) if more else None
        return with_pagination(jsonify([*map(notice_row, shown)]), query, total, following)


@blueprint.route("/<string:notice_id>")
class NoticeItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, NoticeAnswer)
    def get(self, _: dict[str, Any], notice_id: str) -> Response:
        """Show a notice of one's own."""
        return jsonify(notice_row(platform().store.read(scope()).notices.get(notice_id)))


@blueprint.route("/<string:notice_id>/read")
class NoticeReading(MethodView):
    @refusing_first(_check_own)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, NoticeAnswer)
    def post(self, _: dict[str, Any], notice_id: str) -> Response:
        """Mark a notice as read; one that is already stays as it is. Answers the notice."""

        def read(work: Repositories) -> Reply2xx:
            return Reply2xx(body=notice_row(work.notices.read(notice_id, at=moment().now)))

        return changing(read)


def notice_row(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "day": notice.day.isoformat(),
        "headline": headline(notice, translate),
        "status": READ if notice.read_at else UNREAD,
        "made_at": notice.made_at.isoformat(),
        "read_at": notice.read_at.isoformat() if notice.read_at else None,
        "lines": [_line_row(line, notice.day) for line in notice.lines],
    }


def _line_row(line: Line, day: date) -> dict[str, Any]:
    target = line.target
    return {
        "assignment": line.assignment,
        "kind": line.kind.value,
        "act": line.act.value,
        "when": when_due(line.due, day).value,
        "due": line.due.isoformat(),
        "title": line_title(line, translate),
        "tenant": target.tenant,
        "organization": target.organization,
        "year": target.year,
        "period": target.period,
        "registration": target.registration,
        "report": target.report,
        "quota": target.quota,
    }
