"""Accepting an invitation: who was invited chooses a password, and signs in with it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from core.domain.errors import InvalidError, NotFoundError
from core.edge.platform import moment, platform
from core.services.own_password import accept_invitation, invited_user
from core.web.refusals import by_field, sentence_of
from core.web.rendering import page, t, tell

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

blueprint = Blueprint("web_invitations", __name__)

LONGEST_TOKEN = 200


@blueprint.get("/loi-moi/<token>")
def form(token: str) -> Response:
    return _page(token)


@blueprint.post("/loi-moi/<token>")
def accept(token: str) -> Response | WerkzeugResponse:
    password = request.form.get("new_password", "")
    if password != request.form.get("new_password_again", ""):
        return _page(token, {"new_password_again": t("password.not_the_same")})
    try:
        user = accept_invitation(
            store=platform().store,
            passwords=platform().passwords,
            token=token[:LONGEST_TOKEN],
            password=password,
            now=moment().now,
        )
    except NotFoundError as error:
        return _gone(error)
    except InvalidError as error:
        said = by_field(error).get("password", [sentence_of(error)])
        return _page(token, {"new_password": said[0]})
    tell(t("invitation.accepted", username=user.username))
    return redirect(url_for("web_signing_in.form"), HTTPStatus.SEE_OTHER)


def _page(token: str, problems: dict[str, str] | None = None) -> Response:
    try:
        user = invited_user(store=platform().store, token=token[:LONGEST_TOKEN], now=moment().now)
    except NotFoundError as error:
        return _gone(error)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return page(
        "signing_in/invitation.html",
        status=status,
        invited=user,
        token=token,
        problems=problems or {},
    )


def _gone(error: NotFoundError) -> Response:
    sentences = [sentence_of(error)]
    return page("refusals/refused.html", status=HTTPStatus.NOT_FOUND, sentences=sentences)
