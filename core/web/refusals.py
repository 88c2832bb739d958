"""Refusals as pages, and as sentences at the fields of a form."""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, current_app, g, jsonify, redirect, request
from flask_wtf.csrf import CSRFError

from core.domain.errors import (
    DomainError,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
    UnavailableError,
)
from core.edge.statuses import RETRY_SECONDS, status_of
from core.edge.wording import sentence, worded
from core.translation import has, translate
from core.web import session_over
from core.web.rendering import is_fragment, page, t

if TYPE_CHECKING:
    from werkzeug.exceptions import HTTPException
    from werkzeug.wrappers import Response as WerkzeugResponse

log = logging.getLogger(__name__)

HATS = "/v/"
"""Where the pages of roles stand."""


def sentence_of(error: DomainError) -> str:
    """Return the refusal as one sentence, ``error.<reason>`` filled in."""
    return translate(f"error.{error.reason}", **worded(error.params))


def by_field(error: DomainError) -> dict[str, list[str]]:
    """Return the sentences of *error* by field; what belongs to no field stands under ""."""
    found: dict[str, list[str]] = {}
    for problem in error.problems:
        found.setdefault(problem.field, []).append(sentence(problem))
    return found or {"": [sentence_of(error)]}


def wants_json() -> bool:
    """Tell whether a script sent the request and reads the answer itself."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def by_script() -> bool:
    """Tell whether a script sent the request, and not a browser that will show the answer.

    A service worker that passes a page on sends it as a script does, but asks for HTML by name.
    """
    if wants_json() or is_fragment():
        return True
    by_name = "text/html" in request.headers.get("Accept", "")
    return request.headers.get("Sec-Fetch-Dest") == "empty" and not by_name


def refuse(error: DomainError) -> Response | WerkzeugResponse:
    """Answer a refusal that no view turned into something better."""
    if isinstance(error, UnauthenticatedError):
        return session_over.ask_to_sign_in(by_script=by_script())
    status = status_of(error)
    if wants_json():
        return _told_to_script(status, error.reason, sentence_of(error))
    if error.reason == UnavailableError.default_reason:
        g.acting = None  # the frame of a role asks the database, which has just not answered
    if isinstance(error, (NotFoundError, ForbiddenError)) and _is_hidden(error):
        return page("refusals/not_found.html", status=HTTPStatus.NOT_FOUND)
    sentences = [text for texts in by_field(error).values() for text in texts]
    response = page("refusals/refused.html", status=status, sentences=sentences)
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def refuse_http(error: HTTPException) -> Response | WerkzeugResponse:
    """Answer what the framework refuses: an address, a method, or a body that is too large."""
    if isinstance(error, CSRFError):
        return session_over.ask_about_form(by_script=by_script())
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    known = f"http_{status.value}"
    reason = known if has(f"error.{known}") else "http_error"
    text = translate(f"error.{reason}")
    if wants_json():
        return _told_to_script(status, reason, text)
    if status is HTTPStatus.METHOD_NOT_ALLOWED and (above := _page_above()):
        return redirect(above, HTTPStatus.SEE_OTHER)
    if status is HTTPStatus.NOT_FOUND:
        return page("refusals/not_found.html", status=status)
    return page("refusals/refused.html", status=status, sentences=[text])


def _page_above() -> str:
    """Return the page whose form was sent to an address that only takes forms; "" for others.

    There a refused form is shown again, and a browser that comes back asks for it.
    """
    pages = current_app.create_url_adapter(request)
    if request.method != "GET" or pages is None or not request.path.startswith(HATS):
        return ""
    above, path = "", request.path
    while not above and path.count("/") > HATS.count("/") + 1:
        path = path.rpartition("/")[0]
        above = path if pages.test(path, method="GET") else ""
    return above


def refuse_unexpected(error: Exception) -> Response:
    """Say that it is our fault, with a number that leads to the log."""
    number = f"{secrets.token_hex(2)}-{secrets.token_hex(1)}".upper()
    log.error("unexpected error %s", number, exc_info=error)
    g.acting = None  # what has failed may well be in the frame of a role
    if wants_json():
        text = t("refusal.unexpected", number=number)
        return _told_to_script(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected", text)
    return page("refusals/unexpected.html", status=HTTPStatus.INTERNAL_SERVER_ERROR, number=number)


def _told_to_script(status: HTTPStatus, reason: str, message: str) -> Response:
    response: Response = jsonify(code=status.value, reason=reason, message=message)
    response.status_code = status
    return response


def _is_hidden(error: DomainError) -> bool:
    return error.reason in {NotFoundError.default_reason, ForbiddenError.default_reason}
