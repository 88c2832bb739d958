"""Signing in with a password, and signing out."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from core.domain.errors import TooManyAttemptsError, UnauthenticatedError
from core.edge.platform import moment, platform
from core.services.web_sessions import Missing, begin
from core.web import carrying, sessions
from core.web.local_paths import local_path
from core.web.second_step import code_page, setup_page
from core.web.sign_in_page import refusal_of, refused_status, sign_in_page

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.services.web_sessions import Begun

blueprint = Blueprint("web_signing_in", __name__)


@blueprint.get("/dang-nhap")
def form() -> Response | WerkzeugResponse:
    tiep = local_path(request.args.get("tiep"))
    if sessions.current_user() is not None:
        return redirect(tiep or "/", HTTPStatus.SEE_OTHER)
    last = sessions.last_username()
    return sign_in_page(tiep=tiep, username=last, over=bool(last))


@blueprint.post("/dang-nhap")
def enter() -> Response | WerkzeugResponse:
    username = request.form.get("username", "")
    tiep = local_path(request.form.get("tiep"))
    carried = carrying.sent()
    try:
        begun = begin(
            store=platform().store,
            passwords=platform().passwords,
            username=username,
            password=request.form.get("password", ""),
            address=request.remote_addr,
            moment=moment(),
            lifetime=sessions.lifetime(),
        )
    except (UnauthenticatedError, TooManyAttemptsError) as error:
        return sign_in_page(
            refused_status(error),
            username=username,
            tiep=tiep,
            carried=carried,
            refusal=refusal_of(error),
        )
    if begun.missing is not Missing.NOTHING:
        return _second_step(begun, carried=carried, tiep=tiep)
    user = begun.signed_in.user
    return sessions.enter(
        begun.signed_in, lambda: carrying.going_on(user, carried=carried, tiep=tiep)
    )


@blueprint.post("/dang-xuat")
def leave() -> WerkzeugResponse:
    response = redirect(url_for("web_signing_in.form"), HTTPStatus.SEE_OTHER)
    sessions.leave(response)
    return response


def _second_step(begun: Begun, *, carried: str, tiep: str) -> Response | WerkzeugResponse:
    """Lead on to what is missing; a carried form goes along in the page, not in an address."""
    code = begun.missing is Missing.CODE
    response: Response | WerkzeugResponse
    if carried and code:
        response = code_page(tiep=tiep, carried=carried)
    elif carried:
        response = setup_page(begun.signed_in.user, tiep=tiep, carried=carried)
    else:
        endpoint = "web_second_step.form" if code else "web_second_step.setup_form"
        response = redirect(url_for(endpoint, tiep=tiep or None), HTTPStatus.SEE_OTHER)
    sessions.wait(response, begun.signed_in)
    return response
