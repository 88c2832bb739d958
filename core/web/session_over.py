"""What is answered when the session is over, or a form's token is of an earlier one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import jsonify, redirect, request, url_for

from core.web import carrying, sessions
from core.web.local_paths import local_path
from core.web.rendering import page, t
from core.web.sign_in_page import sign_in_page

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

READING = ("GET", "HEAD")
OPEN_FORMS = ("web_second_step", "web_invitations")
"""Blueprints whose forms are sent without being signed in; they are not carried."""


def ask_to_sign_in(*, by_script: bool) -> Response | WerkzeugResponse:
    """Answer a request without a session; what a form brought is kept until signed in again.

    A script gets 401 ``{"reason": "session"}``, and htmx the event ``session-over``: never a
    redirect, for there may be unsent text in the page.
    """
    if by_script:
        response = _told_to_script("session", t("session.over"), HTTPStatus.UNAUTHORIZED)
        response.headers["HX-Trigger"] = "session-over"
        return response
    if request.method in READING:
        tiep = local_path(request.full_path.rstrip("?"))
        return redirect(url_for("web_signing_in.form", tiep=tiep or None), HTTPStatus.SEE_OTHER)
    return _sign_in_first()


def ask_about_form(*, by_script: bool) -> Response | WerkzeugResponse:
    """Answer a form whose token is not the browser's present one.

    Such a form was opened before signing in anew, or another site has sent it. Only what the
    browser says comes from our own pages may be sent again with one button.
    """
    if by_script:
        return _told_to_script("form_token", t("session.form_token"), HTTPStatus.BAD_REQUEST)
    if request.endpoint == "web_signing_in.leave" and _from_here():
        leaving = redirect(url_for("web_signing_in.form"), HTTPStatus.SEE_OTHER)
        sessions.leave(leaving)
        return leaving
    if request.endpoint == "web_signing_in.enter" and _from_here():
        return sign_in_page(
            HTTPStatus.BAD_REQUEST,
            username=request.form.get("username", ""),
            tiep=local_path(request.form.get("tiep")),
            carried=carrying.sent(),
            refusal=t("sign_in.once_more"),
        )
    if not _from_here() or request.blueprint in OPEN_FORMS:
        sentences = [t("session.form_token")]
        return page("refusals/refused.html", status=HTTPStatus.BAD_REQUEST, sentences=sentences)
    if sessions.current_user() is None:
        return _sign_in_first()
    return carrying.offered_again(carrying.typed(), HTTPStatus.BAD_REQUEST)


def _told_to_script(reason: str, message: str, status: HTTPStatus) -> Response:
    response = jsonify(reason=reason, message=message)
    response.status_code = status
    response.headers["HX-Reswap"] = "none"  # htmx would put it where the answer belongs
    return response


def _sign_in_first() -> Response:
    owner = sessions.last_user()
    return sign_in_page(
        HTTPStatus.UNAUTHORIZED,
        username=sessions.last_username(),
        carried=carrying.sealed_for(owner) if owner else "",
        over=True,
    )


def _from_here() -> bool:
    """Tell whether a page of ours has sent the request; no other site can make a browser say so."""
    if said := request.headers.get("Sec-Fetch-Site"):
        return said == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.host
