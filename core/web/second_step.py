"""The second step of signing in: a code of the phone or, where it is demanded, setting it up."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from core.domain.errors import (
    ConflictError,
    InvalidError,
    TooManyAttemptsError,
    UnauthenticatedError,
)
from core.domain.second_factor import shown
from core.edge.platform import moment, platform
from core.services.own_second_factor import turn_on_and_enter
from core.services.web_sessions import complete, waiting
from core.web import carrying, sessions
from core.web.local_paths import local_path
from core.web.qr_codes import qr_code
from core.web.rendering import page, t
from core.web.sign_in_page import refusal_of, refused_status, sign_in_page

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.people import User

blueprint = Blueprint("web_second_step", __name__)

TOO_LATE = UnauthenticatedError.default_reason


@blueprint.get("/xac-thuc")
def form() -> Response | WerkzeugResponse:
    user = _who_waits()
    tiep = local_path(request.args.get("tiep"))
    if user is None:
        return redirect(url_for("web_signing_in.form", tiep=tiep or None), HTTPStatus.SEE_OTHER)
    if user.second_factor is None:
        onward = url_for("web_second_step.setup_form", tiep=tiep or None)
        return redirect(onward, HTTPStatus.SEE_OTHER)
    return code_page(tiep=tiep)


@blueprint.post("/xac-thuc")
def prove() -> Response | WerkzeugResponse:
    tiep, carried = _onward()
    try:
        signed_in = complete(
            store=platform().store,
            secrets=platform().factor_secrets,
            token=sessions.sent_token(),
            code=request.form.get("one_time_code", ""),
            address=request.remote_addr,
            now=moment().now,
            lifetime=sessions.lifetime(),
        )
    except (UnauthenticatedError, TooManyAttemptsError) as error:
        if error.reason == TOO_LATE:
            return _too_late(tiep, carried)
        return code_page(
            refused_status(error), tiep=tiep, carried=carried, refusal=refusal_of(error)
        )
    return sessions.enter(
        signed_in, lambda: carrying.going_on(signed_in.user, carried=carried, tiep=tiep)
    )


@blueprint.get("/xac-thuc/thiet-lap")
def setup_form() -> Response | WerkzeugResponse:
    user = _who_waits()
    tiep = local_path(request.args.get("tiep"))
    if user is None or user.second_factor is not None:
        return redirect(url_for("web_second_step.form", tiep=tiep or None), HTTPStatus.SEE_OTHER)
    return setup_page(user, tiep=tiep)


@blueprint.post("/xac-thuc/thiet-lap")
def set_up() -> Response | WerkzeugResponse:
    tiep, carried = _onward()
    try:
        signed_in, codes = turn_on_and_enter(
            store=platform().store,
            secrets=platform().factor_secrets,
            token=sessions.sent_token(),
            offered=request.form.get("offered", ""),
            code=request.form.get("one_time_code", ""),
            now=moment().now,
            lifetime=sessions.lifetime(),
        )
    except InvalidError:
        user = _who_waits()
        if user is None:
            return _too_late(tiep, carried)
        status, refusal = HTTPStatus.UNPROCESSABLE_ENTITY, t("second_factor.wrong_first_code")
        return setup_page(user, status, tiep=tiep, carried=carried, refusal=refusal)
    except (UnauthenticatedError, ConflictError):
        return _too_late(tiep, carried)
    return sessions.enter(
        signed_in, lambda: _codes_page(signed_in.user, codes, tiep=tiep, carried=carried)
    )


def code_page(
    status: int = HTTPStatus.OK, *, tiep: str = "", carried: str = "", refusal: str = ""
) -> Response:
    """Return the page that asks for the code."""
    return page("signing_in/code.html", status=status, tiep=tiep, carried=carried, refusal=refusal)


def setup_page(
    user: User,
    status: int = HTTPStatus.OK,
    *,
    tiep: str = "",
    carried: str = "",
    refusal: str = "",
) -> Response:
    """Return the page on which *user* takes a seed into the phone and types its first code."""
    made, now = platform().factor_secrets, moment().now
    offer = made.offered_again(user, request.form.get("offered", ""), now=now)
    return page(
        "signing_in/setup.html",
        status=status,
        offer=offer,
        qr=qr_code(offer.uri),
        tiep=tiep,
        carried=carried,
        refusal=refusal,
    )


def _codes_page(user: User, codes: tuple[str, ...], *, tiep: str, carried: str) -> Response:
    form = carrying.opened(carried, user)
    return page(
        "signing_in/recovery.html", codes=list(map(shown, codes)), form=form, tiep=tiep or "/"
    )


def _onward() -> tuple[str, str]:
    return local_path(request.form.get("tiep")), carrying.sent()


def _too_late(tiep: str, carried: str) -> Response:
    status, refusal = HTTPStatus.UNAUTHORIZED, t("sign_in.waited_too_long")
    return sign_in_page(status, tiep=tiep, carried=carried, refusal=refusal)


def _who_waits() -> User | None:
    try:
        token = sessions.sent_token()
        return waiting(store=platform().store, token=token, now=moment().now)
    except UnauthenticatedError:
        return None
