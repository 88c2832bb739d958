"""One line and one figure for every answered request, under an id that leads from one to the other.

Nothing personal is told: the route's template instead of the address, no query, no address of the
client, and of the user only the opaque id.
"""

from __future__ import annotations

import logging
import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from flask import g, request
from structlog.contextvars import bind_contextvars, clear_contextvars

from core import metrics

if TYPE_CHECKING:
    from flask import Flask, Response

HEADER = "X-Request-Id"
REQUESTS = "chungsuc.requests"
ASKED_BY_MACHINES = ("/health/", "/metrics")

_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
_log = logging.getLogger(REQUESTS)


def register_request_log(app: Flask) -> None:
    """Log every request of *app*; call it first, so that all other hooks are timed as well."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """Return the request's id: the proxy's, where it sent a sane one, else one of our own."""
    if "request_id" not in g:
        sent = request.headers.get(HEADER, "")
        g.request_id = sent if _SANE.fullmatch(sent) else uuid4().hex
    return cast("str", g.request_id)


def _begin() -> None:
    g.request_began = time.perf_counter()
    clear_contextvars()
    bind_contextvars(request_id=request_id())


def _end(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    seconds = time.perf_counter() - g.get("request_began", time.perf_counter())
    route = request.url_rule.rule if request.url_rule else "none"
    status = response.status_code
    metrics.request_answered(route=route, method=request.method, status=status, seconds=seconds)
    told = {
        "method": request.method,
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "bytes": response.content_length,
    }
    if (user := g.get("user")) is not None:
        told["user"] = user.id
    _log.log(_level(status), "request", extra=told)
    return response


def _level(status: int) -> int:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return logging.WARNING
    return logging.DEBUG if request.path.startswith(ASKED_BY_MACHINES) else logging.INFO
