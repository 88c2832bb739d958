"""The one table from refusals to HTTP answers, and the one shape they have."""

from __future__ import annotations

import logging
from http import HTTPStatus
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify

from core.edge.request_log import request_id
from core.edge.statuses import RETRY_SECONDS, status_of
from core.edge.wording import MOST_PROBLEMS, described, echoed, problems_in, sentence, worded
from core.translation import has, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from werkzeug.exceptions import HTTPException

    from core.api.strict_json import JsonRefusedError
    from core.domain.errors import DomainError, Problem


log = logging.getLogger(__name__)

SHOWN_PARAMS = (
    "fields", "assignments", "version", "missing",
    "ask", "set_by", "source", "opens", "due", "due_before", "closes", "closes_before", "locks",
    "request_id", "cause", "bodies", "registrations",
)  # fmt: skip


def refuse(error: DomainError) -> Response:
    """Answer a refusal in flask-smorest's own shape, plus ``reason`` and ``problems``."""
    status = status_of(error)
    response = answer(status, error.reason, error.problems, params=error.params)
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(error.params.get("retry_after", RETRY_SECONDS))
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def answer(
    status: HTTPStatus,
    reason: str,
    problems: Iterable[Problem] = (),
    *,
    location: str = "json",
    params: Mapping[str, Any] = MappingProxyType({}),
) -> Response:
    """Return the error answer; fields of *problems* are dotted paths into *location*.

    At most ``MOST_PROBLEMS`` of them are told.

    *params* are filled into the sentence; some are told to programs as well, as ``details``.
    """
    body: dict[str, Any] = {
        "code": status.value,
        "status": status.phrase,
        "message": translate(f"error.{reason}", **worded(params)),
        "reason": reason,
    }
    listed = list(islice(problems, MOST_PROBLEMS))
    if listed:
        by_field: dict[str, list[str]] = {}
        for problem in listed:
            by_field.setdefault(echoed(problem.field), []).append(sentence(problem))
        body["errors"] = {location: by_field}
        body["problems"] = described(listed)
    shown = {name: params[name] for name in SHOWN_PARAMS if params.get(name) is not None}
    if shown:
        body["details"] = shown
    response = jsonify(body)
    response.status_code = status.value
    return response


def refuse_json(error: JsonRefusedError) -> Response:
    return answer(HTTPStatus.BAD_REQUEST, str(error))


def refuse_http(error: HTTPException) -> Response:
    """Answer what Flask and the schemas refuse, in the same shape."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    data: Mapping[str, Any] = getattr(error, "data", None) or {}
    if messages := data.get("messages"):
        location, found = next(iter(messages.items()))
        response = answer(status, "invalid", problems_in(found), location=str(location))
    else:
        reason = f"http_{status.value}"
        response = answer(status, reason if has(f"error.{reason}") else "http_error")
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def refuse_unexpected(error: Exception) -> Response:
    """Say that it is our fault, log what happened, show nothing of it but where to look."""
    log.error("unexpected error", exc_info=error)
    number = {"request_id": request_id()}
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected", params=number)
