"""The one table from refusals to HTTP answers, and the one shape they have."""

from __future__ import annotations

import logging
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from werkzeug.exceptions import HTTPException

from core.api.strict_json import JsonRefusedError
from core.domain import errors
from core.domain.errors import DomainError, Problem
from core.domain.text import normalized
from core.translation import has, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flask import Flask

log = logging.getLogger(__name__)

STATUS: dict[type[DomainError], HTTPStatus] = {
    errors.UnauthenticatedError: HTTPStatus.UNAUTHORIZED,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.ForbiddenError: HTTPStatus.FORBIDDEN,
    errors.PreconditionMissingError: HTTPStatus.PRECONDITION_REQUIRED,
    errors.StaleVersionError: HTTPStatus.PRECONDITION_FAILED,
    errors.InvalidError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ConflictError: HTTPStatus.CONFLICT,
    errors.TooManyAttemptsError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.UnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
}
RETRY_SECONDS = 5
LONGEST_ECHO = 200
SHOWN_PARAMS = (
    "fields", "assignments", "version",
    "ask", "set_by", "source", "opens", "due", "closes", "locks",
)  # fmt: skip


class Coded(str):
    """A message of a schema that is still a code with its parameters, translated on the way out."""

    __slots__ = ("params",)
    params: dict[str, Any]

    def __new__(cls, code: str, **params: Any) -> Coded:
        coded = super().__new__(cls, code)
        coded.params = params
        return coded


def register_error_handlers(app: Flask) -> None:
    app.register_error_handler(DomainError, refuse)
    app.register_error_handler(JsonRefusedError, refuse_json)
    app.register_error_handler(HTTPException, refuse_http)
    app.register_error_handler(Exception, refuse_unexpected)


def refuse(error: DomainError) -> Response:
    """Answer a refusal in flask-smorest's own shape, plus ``reason`` and ``problems``."""
    status = next(found for kind, found in STATUS.items() if isinstance(error, kind))
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

    *params* are filled into the sentence; some are told to programs as well, as ``details``.
    """
    body: dict[str, Any] = {
        "code": status.value,
        "status": status.phrase,
        "message": translate(f"error.{reason}", **_worded(params)),
        "reason": reason,
    }
    listed = list(problems)
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


def _worded(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return *params* as they go into a sentence, with a state named as people call it."""
    name = f"status.{params.get('status')}"
    named = {"status": translate(name)} if has(name) else {}
    return {key: echoed(value) for key, value in params.items()} | named


def echoed(value: Any) -> Any:
    """Return what may have been sent so that it can be shown: text tidied, and not for pages."""
    return normalized(value[:LONGEST_ECHO]) if isinstance(value, str) else value


def described(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return each problem for programs and people: field, code, Vietnamese sentence."""
    return [{"field": echoed(p.field), "reason": p.code, "message": sentence(p)} for p in problems]


def sentence(problem: Problem) -> str:
    if problem.text:
        return problem.text
    return translate(f"problem.{problem.code}", **_worded(problem.params))


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


def problems_in(messages: Any, path: tuple[str, ...] = ()) -> list[Problem]:
    """Return a schema's nested messages as problems with dotted fields."""
    if isinstance(messages, dict):
        return [
            problem
            for key, inner in messages.items()
            for problem in problems_in(inner, path if key == "_schema" else (*path, str(key)))
        ]
    if isinstance(messages, (list, tuple)):
        return [problem for message in messages for problem in problems_in(message, path)]
    params = messages.params if isinstance(messages, Coded) else {}
    code = str(messages)
    known = has(f"problem.{code}")
    return [Problem(".".join(path), code if known else "not_valid", params)]


def refuse_unexpected(error: Exception) -> Response:
    """Say that it is our fault, log what happened, show nothing of it."""
    log.error("unexpected error at %s %s", request.method, request.path, exc_info=error)
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected")
