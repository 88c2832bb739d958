"""One's own password, set with an invitation or the present one; one's own mail address."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, request
from flask.views import MethodView

from core.api.ordering import refusing_first
from core.api.parsing import Blueprint
from core.api.registrations import EmptyQuery
from core.api.user_schemas import AcceptBody, AcceptedAnswer, EmailBody, PasswordBody
from core.domain.errors import InvalidError
from core.edge.platform import moment, platform, signed_in
from core.services.own_email import change_email
from core.services.own_password import accept_invitation, change_password, invited_user

blueprint = Blueprint("invitations", __name__, url_prefix="/api/v1", description="Mật khẩu")


def _check_invitation(**_: Any) -> None:
    body = request.get_json(silent=True)
    token = body.get("invitation") if isinstance(body, dict) else None
    if isinstance(token, str):
        invited_user(store=platform().store, token=token, now=moment().now)


@blueprint.route("/invitations")
class Invitations(MethodView):
    @refusing_first(_check_invitation)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(AcceptBody)
    @blueprint.response(HTTPStatus.CREATED, AcceptedAnswer)
    @blueprint.doc(security=[])
    def post(self, _: dict[str, Any], body: dict[str, str]) -> Response:
        """Accept an invitation: set a password, with which one can then sign in."""
        user = accept_invitation(
            store=platform().store,
            passwords=platform().passwords,
            token=body["invitation"],
            password=body["password"],
            now=moment().now,
        )
        response = jsonify({"username": user.username})
        response.status_code = HTTPStatus.CREATED
        return response


@blueprint.route("/me/password")
class OwnPassword(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(PasswordBody)
    @blueprint.response(HTTPStatus.NO_CONTENT)
    def put(self, _: dict[str, Any], body: dict[str, str]) -> None:
        """Set a new password and end every sign-in, this one too."""
        try:
            change_password(
                store=platform().store,
                passwords=platform().passwords,
                user=signed_in(),
                current=body["current"],
                new=body["new"],
                address=request.remote_addr,
            )
        except InvalidError as refused:
            raise InvalidError(problems=map(_as_sent, refused.problems)) from refused


def _as_sent(problem: Any) -> Any:
    return replace(problem, field="new") if problem.field == "password" else problem


@blueprint.route("/me/email")
class OwnEmail(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(EmailBody)
    @blueprint.response(HTTPStatus.NO_CONTENT)
    def put(self, _: dict[str, Any], body: dict[str, Any]) -> None:
        """Set the address one's reminders are mailed to; null: they are not mailed."""
        change_email(store=platform().store, user=signed_in(), email=body["email"])
