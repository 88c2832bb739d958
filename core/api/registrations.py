"""Registrations: enter, edit, submit, consult, look up."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from flask.views import MethodView
from marshmallow import post_load

from core.api.csv_answers import csv_answer, wants_csv
from core.api.history_schemas import HistoryAnswer
from core.api.ordering import refusing_first
from core.api.paging import CursorQuery, skip_of, with_pagination
from core.api.parsing import Blueprint
from core.api.preconditions import sent_version, with_version
from core.api.registration_answer_schemas import RegistrationAnswer
from core.api.registration_answers import answered, history_rows, listed
from core.api.writing import Reply2xx, changing, creating, idempotency_key
from core.domain.errors import NotFoundError
from core.domain.foreseen import IN_COMPANY
from core.domain.movements import CONTENTS, Kind, Stage
from core.domain.recognition import Recognition
from core.domain.registration_search import Page
from core.domain.registrations import Status
from core.domain.states import Action
from core.domain.views import sees_drafts, view_of
from core.edge.cursors import COUNTED, cursor_of, read_cursor
from core.edge.fields import Code, Day, QueryWhole, Strict, Text, YesNo
from core.edge.platform import moment, platform, scope
from core.edge.registration_schemas import RegistrationBody
from core.services.access_checks import check_creating, check_editing, check_step
from core.services.foreseeing import foreseen
from core.services.registering import edit, register, remove
from core.services.searching import wanted
from core.services.transitions import Step, act

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "registrations",
    __name__,
    url_prefix="/api/v1/registrations",
    description="Đăng ký công trình, mô hình, phần việc",
)


ALSO_AS_CSV = {HTTPStatus.OK: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


class RegistrationQuery(CursorQuery):
    """What a list can be narrowed to; ``tenant`` means its whole subtree."""

    tenant = Code()
    organization = Code()
    year = QueryWhole(2000, 2100)
    movement_type = Code()
    kind = Code([kind.value for kind in Kind])
    content = QueryWhole(CONTENTS[0], CONTENTS[-1])
    stage = Code([stage.value for stage in Stage])
    status = Code([status.value for status in Status])
    late = YesNo()
    recognised = YesNo()
    q = Text(longest=100, shortest=2)


class StepBody(Strict):
    """An act on a registration; ``tenant`` is where a transfer leads.

    ``recognise`` may state the unit that recognises (``recognised_by``, by default one's own) and
    the decision it rests on, its number and day together.
    """

    action = Code([action.value for action in Action], required=True)
    reason = Text(longest=2000, lines=True, load_default=None, allow_none=True)
    tenant = Code(load_default=None, allow_none=True)
    recognised_by = Code(load_default=None, allow_none=True)
    decision_number = Text(longest=60, load_default=None, allow_none=True)
    decision_on = Day(load_default=None, allow_none=True, metadata={"example": "2018-01-15"})
    recognition_note = Text(longest=500, load_default=None, allow_none=True)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Step:
        stated = Recognition(
            by=data["recognised_by"],
            decision_number=data["decision_number"] or None,
            decision_on=data["decision_on"],
            note=data["recognition_note"] or None,
        )
        return Step(
            action=Action(data["action"]),
            reason=data["reason"],
            tenant=data["tenant"],
            recognition=stated,
        )


class EmptyQuery(Strict):
    """No query arguments."""


def _check_new(**_: Any) -> None:
    body = request.get_json(silent=True)
    body = body if isinstance(body, dict) else {}
    check_creating(
        platform().store.read(scope()),
        tenant_id=body.get("tenant"),
        organization=body.get("organization"),
        today=moment().today,
    )
    idempotency_key()


def _check_edit(registration_id: str, **_: Any) -> None:
    check_editing(platform().store.read(scope()), registration_id, version=sent_version())


def _check_step(registration_id: str, **_: Any) -> None:
    body = request.get_json(silent=True)
    action = body.get("action") if isinstance(body, dict) else None
    known = action if isinstance(action, str) and action in set(Action) else None
    check_step(
        platform().store.read(scope()),
        registration_id,
        action=Action(known) if known else None,
        version=sent_version(),
    )


@blueprint.route("")
class RegistrationList(MethodView):
    @refusing_first(_check_new)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(RegistrationBody)
    @blueprint.response(HTTPStatus.CREATED, RegistrationAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> Response:
        """Enter an item as a draft, or submit it at once."""

        def enter(work: Repositories) -> Reply2xx:
            filed = register(**body, work=work, catalogue=platform().catalogue, moment=moment())
            shown = answered(work, filed.registration, refusal=filed.refusal, new=True)
            return Reply2xx(
                body=shown, status=HTTPStatus.CREATED, version=filed.registration.version
            )

        ahead = foreseen(
            body["draft"],
            key=idempotency_key(),
            submitting=body["submitting"],
            work=platform().store.read(scope()),
            catalogue=platform().catalogue,
        )
        return creating(enter, ahead)

    @blueprint.arguments(RegistrationQuery, location="query")
    @blueprint.response(HTTPStatus.OK, RegistrationAnswer(many=True))
    @blueprint.doc(responses=ALSO_AS_CSV)
    def get(self, query: dict[str, Any]) -> Response:
        """List items, newest first; also as ``text/csv``."""
        work = platform().store.read(scope())
        after = read_cursor(query["after"])
        asked = wanted(work, query)
        size = query["page_size"]
        skip = 0 if after else skip_of(query)
        page = Page(limit=size + 1, skip=skip, after=after)
        found, total = work.registrations.page(asked, page, up_to=COUNTED + 1)
        more, rows = len(found) > size, found[:size]
        following = cursor_of(rows[-1].created_at, rows[-1].id) if more else None
        if wants_csv():
            response = csv_answer(rows, work.scope)
        else:
            response = jsonify([listed(row, work.scope) for row in rows])
        return with_pagination(response, query, total, following)


@blueprint.route("/<string:registration_id>")
class RegistrationItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, RegistrationAnswer)
    def get(self, _: dict[str, Any], registration_id: str) -> Response:
        """Show an item, as far as the one who asks may see it, with its verdicts."""
        work = platform().store.read(scope())
        registration = work.registrations.get(registration_id)
        return with_version(jsonify(answered(work, registration)), registration.version)

    @refusing_first(_check_edit)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(RegistrationBody)
    @blueprint.response(HTTPStatus.OK, RegistrationAnswer)
    def put(self, _: dict[str, Any], body: dict[str, Any], registration_id: str) -> Response:
        """Put what is stated in the place of what was, and submit it if asked."""

        def change(work: Repositories) -> Reply2xx:
            filed = edit(
                registration_id,
                **body,
                version=sent_version(),
                work=work,
                catalogue=platform().catalogue,
                moment=moment(),
            )
            shown = answered(work, filed.registration, refusal=filed.refusal)
            return Reply2xx(body=shown, version=filed.registration.version)

        return changing(change, IN_COMPANY)

    @refusing_first(_check_edit)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.NO_CONTENT)
    def delete(self, _: dict[str, Any], registration_id: str) -> Response:
        """Delete a draft that was never submitted."""

        def drop(work: Repositories) -> Reply2xx:
            remove(
                registration_id,
                version=sent_version(),
                work=work,
                catalogue=platform().catalogue,
                moment=moment(),
            )
            return Reply2xx(body=None, status=HTTPStatus.NO_CONTENT)

        return changing(drop)


@blueprint.route("/<string:registration_id>/transitions")
class RegistrationTransitions(MethodView):
    @refusing_first(_check_step)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(StepBody)
    @blueprint.response(HTTPStatus.OK, RegistrationAnswer)
    def post(self, _: dict[str, Any], step: Step, registration_id: str) -> Response:
        """Submit, agree, return, reopen, withdraw, recognise (or not), transfer, decline."""

        def carry_out(work: Repositories) -> Reply2xx:
            done = act(
                registration_id,
                step,
                version=sent_version(),
                work=work,
                catalogue=platform().catalogue,
                moment=moment(),
            )
            return Reply2xx(body=answered(work, done), version=done.version)

        return changing(carry_out, IN_COMPANY)


@blueprint.route("/<string:registration_id>/history")
class RegistrationHistory(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, HistoryAnswer(many=True))
    def get(self, _: dict[str, Any], registration_id: str) -> Response:
        """Show who changed what, when, oldest first; personal values are never kept in it."""
        work = platform().store.read(scope())
        registration = work.registrations.get(registration_id)
        view = view_of(work.scope, registration)
        if view is None:
            raise NotFoundError
        entries = work.audit.of_target(registration_id)
        if not sees_drafts(work.scope, registration):
            entries = [entry for entry in entries if not entry.content.get("unsubmitted")]
        return jsonify(history_rows(entries, view))
