"""Results of a registration for a period, and what the Front says of them."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from flask.views import MethodView
from marshmallow import fields, post_load

from core.api.ordering import refusing_first
from core.api.parsing import Blueprint
from core.api.preconditions import sent_version, with_version
from core.api.registration_answer_schemas import MoneyAnswer
from core.api.registrations import EmptyQuery
from core.api.writing import Reply2xx, changing
from core.domain.access import View
from core.domain.errors import InvalidError, NotFoundError
from core.domain.figures import plain_number
from core.domain.foreseen import IN_COMPANY
from core.domain.periods import Period
from core.domain.results import ResultStatus, State
from core.domain.views import view_of
from core.edge.fields import Answer, Code, Free, Part, Rows, Strict, Text, Whole
from core.edge.platform import moment, platform, scope
from core.edge.registration_schemas import MoneySchema
from core.services.access_checks import check_entering, check_judging
from core.services.comparing_frozen import signed_reports
from core.services.results import ResultAction, Statement, enter, find_result, judge_result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "results",
    __name__,
    url_prefix="/api/v1/registrations/<string:registration_id>/results",
    description="Kết quả thực hiện theo kỳ",
)


class ResultBody(Strict):
    """What has been reached since 1 January."""

    progress = Whole(0, 100, required=True)
    state = Code([state.value for state in State], required=True)
    households = Whole(0, 10**8, load_default=0)
    measures = Free(keys=fields.String(), load_default=dict)
    funding = Rows(Part(MoneySchema), most=20, load_default=list)
    narrative = Text(longest=5000, lines=True, load_default="")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        values = dict(data)
        values["state"] = State(values["state"])
        values["funding"] = tuple(values["funding"])
        return {"statement": Statement(**values)}


class ResultStep(Strict):
    """Confirm, or return with a reason."""

    action = Code([action.value for action in ResultAction], required=True)
    reason = Text(longest=2000, lines=True, load_default=None, allow_none=True)


class SignedReportAnswer(Answer):
    """A report that was signed off: whose, of which period, its last edition (0: the freeze)."""

    tenant = fields.String(required=True)
    organization = fields.String(required=True)
    period = fields.String(required=True)
    edition = fields.Integer(required=True)


class ResultAnswer(Answer):
    """A result and where it stands.

    ``frozen_reports``: those that count it and have been signed off; a correction shows there as
    their drift, and changes nothing that was signed until they are amended.
    """

    registration = fields.String(required=True)
    period = fields.String(required=True)
    progress = fields.Integer(required=True)
    state = Code([state.value for state in State], required=True)
    households = fields.Integer(required=True)
    measures = fields.Dict(keys=fields.String(), values=fields.Float(), required=True)
    funding = fields.List(fields.Nested(MoneyAnswer), required=True)
    narrative = fields.String(required=True)
    status = Code([status.value for status in ResultStatus], required=True)
    version = fields.Integer(required=True)
    entered_by = fields.String(required=True)
    entered_at = fields.DateTime(required=True, allow_none=True)
    confirmed_by = fields.String(required=True, allow_none=True)
    return_reason = fields.String(required=True, allow_none=True)
    frozen_reports = fields.List(fields.Nested(SignedReportAnswer), required=True)


def _check_enter(registration_id: str, period: str, **_: Any) -> None:
    check_entering(
        platform().store.read(scope()),
        registration_id,
        _period(period),
        version=sent_version(),
    )


def _check_judge(registration_id: str, period: str, **_: Any) -> None:
    check_judging(
        platform().store.read(scope()),
        registration_id,
        _period(period),
        version=sent_version(),
    )


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except InvalidError:
        return None


@blueprint.route("/<string:period>")
class ResultItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, ResultAnswer)
    def get(self, _: dict[str, Any], registration_id: str, period: str) -> Response:
        """Show the result of an item for a period."""
        work = platform().store.read(scope())
        registration = work.registrations.get(registration_id)
        if view_of(work.scope, registration) in {None, View.SUMMARY}:
            raise NotFoundError
        result = find_result(registration, Period.parse(period))
        return with_version(jsonify(result_row(work, registration, result)), result.version)

    @refusing_first(_check_enter)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(ResultBody)
    @blueprint.response(HTTPStatus.OK, ResultAnswer)
    def put(
        self, _: dict[str, Any], body: dict[str, Any], registration_id: str, period: str
    ) -> Response:
        """Enter what has been reached by the end of a period, or correct it."""

        def store(work: Repositories) -> Reply2xx:
            registration, result = enter(
                registration_id,
                Period.parse(period),
                **body,
                version=sent_version(),
                work=work,
                catalogue=platform().catalogue,
                moment=moment(),
            )
            return Reply2xx(body=result_row(work, registration, result), version=result.version)

        return changing(store, IN_COMPANY)


@blueprint.route("/<string:period>/transitions")
class ResultTransitions(MethodView):
    @refusing_first(_check_judge)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(ResultStep)
    @blueprint.response(HTTPStatus.OK, ResultAnswer)
    def post(
        self, _: dict[str, Any], body: dict[str, Any], registration_id: str, period: str
    ) -> Response:
        """Confirm or return a result."""

        def store(work: Repositories) -> Reply2xx:
            registration, result = judge_result(
                registration_id,
                Period.parse(period),
                ResultAction(body["action"]),
                reason=body["reason"],
                version=sent_version(),
                work=work,
                catalogue=platform().catalogue,
                moment=moment(),
            )
            return Reply2xx(body=result_row(work, registration, result), version=result.version)

        return changing(store, IN_COMPANY)


def result_row(work: Repositories, registration: Registration, result: Result) -> dict[str, Any]:
    return {
        "registration": registration.id,
        "period": str(result.period),
        "progress": result.progress,
        "state": result.state.value,
        "households": result.households,
        "measures": {code: plain_number(value) for code, value in result.measures.items()},
        "funding": [
            {k: v for k, v in asdict(money).items() if v is not None} for money in result.funding
        ],
        "narrative": result.narrative,
        "status": result.status.value,
        "version": result.version,
        "entered_by": result.entered_by,
        "entered_at": result.entered_at.isoformat() if result.entered_at else None,
        "confirmed_by": result.confirmed_by,
        "return_reason": result.return_reason,
        "frozen_reports": [
            {**signed.body._asdict(), "period": str(signed.period), "edition": signed.edition}
            for signed in signed_reports(work, registration, result.period)
        ],
    }
