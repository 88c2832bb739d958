"""What the acting assignment owes; every assignment in force, where none was chosen."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask.views import MethodView
from marshmallow import fields

from core.api.listing import page_of
from core.api.paging import PageQuery
from core.api.parsing import Blueprint
from core.domain.access import Scope
from core.domain.calendars import Standing
from core.domain.tasks import Act, Group, TaskKind, days_left, group_of
from core.edge.fields import Answer, Code
from core.edge.platform import moment, platform, scope
from core.edge.task_wording import task_hint, task_title
from core.edge.wording import missing_sentence
from core.services.tasks import task_list
from core.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Response

    from core.domain.access import Assignment
    from core.domain.tasks import Task

blueprint = Blueprint("tasks", __name__, url_prefix="/api/v1", description="Việc của đơn vị")

WORDED = frozenset({"lack", "ask"})
"""What the sentences say of a task's parameters."""


class TaskAnswer(Answer):
    """One thing a body owes.

    ``due`` is the last day on time, ``days_left`` negative once it has passed; ``standing`` what
    today is to the calendar's window. ``possible`` false: only more time from above can help.
    """

    assignment = fields.String(required=True)
    kind = Code([kind.value for kind in TaskKind], required=True)
    group = Code([group.value for group in Group], required=True)
    title = fields.String(required=True)
    hint = fields.String(required=True)
    missing = fields.String(required=True, allow_none=True)
    act = Code([act.value for act in Act], required=True)
    possible = fields.Boolean(required=True)
    due = fields.Date(required=True, allow_none=True)
    days_left = fields.Integer(required=True, allow_none=True)
    overdue = fields.Boolean(required=True)
    standing = Code([each.value for each in Standing], required=True, allow_none=True)
    closes = fields.Date(required=True, allow_none=True)
    locks = fields.Date(required=True, allow_none=True)
    tenant = fields.String(required=True)
    organization = fields.String(required=True)
    year = fields.Integer(required=True, allow_none=True)
    period = fields.String(required=True, allow_none=True)
    registration = fields.String(required=True, allow_none=True)
    report = fields.String(required=True, allow_none=True)
    quota = fields.String(required=True, allow_none=True)
    details = fields.Dict(required=True)


@blueprint.route("/tasks")
class Tasks(MethodView):
    @blueprint.arguments(PageQuery, location="query")
    @blueprint.response(HTTPStatus.OK, TaskAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List what is owed, the most urgent first; what is overdue stays until it is done."""
        rows = [row for held in scope().assignments for row in _rows(held)]
        places = {group.value: place for place, group in enumerate(Group)}
        rows.sort(key=lambda row: places[row["group"]])
        return page_of(rows, query)


def _rows(held: Assignment) -> Iterator[dict[str, Any]]:
    alone = Scope(user=scope().user, assignments=(held,))
    found = task_list(
        platform().store.read(alone), held, catalogue=platform().catalogue, today=moment().today
    )
    return (_row(held, task) for task in found.tasks)


def _row(held: Assignment, task: Task) -> dict[str, Any]:
    today = moment().today
    left = days_left(task.due, today)
    return {
        "assignment": held.id,
        "kind": task.kind.value,
        "group": group_of(task, today).value,
        "title": task_title(task, translate),
        "hint": task_hint(task, translate),
        "missing": missing_sentence(task.params.get("lack")),
        "act": task.act.value,
        "possible": not task.refused,
        "due": _plain(task.due),
        "days_left": left,
        "overdue": left is not None and left < 0,
        "standing": task.standing.value if task.standing else None,
        "closes": _plain(task.closes),
        "locks": _plain(task.locks),
        **asdict(task.target),
        "details": {k: _plain(v) for k, v in task.params.items() if k not in WORDED},
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
