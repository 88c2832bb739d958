"""Signing in and out, and who one is."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from flask.views import MethodView
from marshmallow import fields

from core.api.parsing import Blueprint
from core.api.registrations import EmptyQuery
from core.api.signed_in import bearer
from core.api.user_schemas import MeAnswer, Secret
from core.edge.fields import Answer, Strict, Text
from core.edge.platform import moment, platform, signed_in
from core.services.api_sign_in import sign_in
from core.services.signing_in import sign_out

if TYPE_CHECKING:
    from core.domain.people import HeldAssignment, User

blueprint = Blueprint("tokens", __name__, url_prefix="/api/v1", description="Đăng nhập")


class SignInBody(Strict):
    """A username and a password; ``code`` is of the second factor, or a recovery code."""

    username = Text(longest=80, shortest=1, required=True)
    password = Secret()
    code = Text(longest=40, shortest=1)


class TokenAnswer(Answer):
    """A token, shown once."""

    token = fields.String(required=True)
    expires_at = fields.DateTime(required=True)


@blueprint.route("/tokens")
class Tokens(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(SignInBody)
    @blueprint.response(HTTPStatus.CREATED, TokenAnswer)
    @blueprint.doc(security=[])
    def post(self, _: dict[str, Any], body: dict[str, str]) -> Response:
        """Sign in: a token for a username and password.

        With a second factor 401 ``second_factor_required`` asks for a ``code`` as well, and
        ``bad_code`` refuses it; ``second_factor_not_set_up``: set it up in the pages first.
        """
        done = sign_in(
            store=platform().store,
            passwords=platform().passwords,
            secrets=platform().factor_secrets,
            username=body["username"],
            password=body["password"],
            code=body.get("code"),
            address=request.remote_addr,
            moment=moment(),
            lifetime=timedelta(days=platform().settings.token_days),
        )
        response = jsonify({"token": done.token, "expires_at": done.expires_at.isoformat()})
        response.status_code = HTTPStatus.CREATED
        response.headers["Cache-Control"] = "no-store"
        return response


@blueprint.route("/tokens/current")
class CurrentToken(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.NO_CONTENT)
    def delete(self, _: dict[str, Any]) -> None:
        """Sign out: the token is dead at once."""
        sign_out(store=platform().store, token=bearer(), now=moment().now)


@blueprint.route("/me")
class Me(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, MeAnswer)
    def get(self, _: dict[str, Any]) -> Response:
        """Show the user and what they are assigned to."""
        return jsonify(user_row(signed_in()) | {"today": moment().today.isoformat()})


def user_row(user: User) -> dict[str, Any]:
    return {
        "id": user.id,
        "username": user.username,
        "name": user.name,
        "disabled": user.disabled,
        "second_factor": user.second_factor is not None,
        "email": user.email,
        "version": user.version,
        "assignments": [assignment_row(held) for held in user.assignments],
    }


def assignment_row(held: HeldAssignment) -> dict[str, Any]:
    return {
        "id": held.id,
        "tenant": held.tenant,
        "organization": held.organization,
        "role": held.role.value,
        "from": held.valid_from.isoformat() if held.valid_from else None,
        "to": held.valid_to.isoformat() if held.valid_to else None,
    }
