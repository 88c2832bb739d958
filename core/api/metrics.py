"""``/metrics`` for the operator: the figures of all workers, and how things stand right now."""

from __future__ import annotations

import hmac
import os
from ipaddress import ip_address
from typing import TYPE_CHECKING

from flask import Response, abort, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    generate_latest,
    multiprocess,
)

from core import metrics
from core.api.standing import Standing
from core.edge.platform import platform

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from core.metrics import DatabaseCondition

SHARED = "PROMETHEUS_MULTIPROC_DIR"
FORWARDING = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")


def register_metrics(app: Flask, condition: Callable[[], DatabaseCondition]) -> None:
    """Show the figures at ``/metrics``, to who may see them.

    Workers share theirs through the folder of ``PROMETHEUS_MULTIPROC_DIR``; *condition* asks the
    database. Nothing shown names a tenant, a user or an item.
    """

    def show() -> Response:
        if not _may_read():
            abort(404)
        shown = CollectorRegistry()
        if SHARED in os.environ:
            multiprocess.MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
            own = b""
        else:
            own = generate_latest(metrics.registry())
        shown.register(Standing(condition, platform().store))
        return Response(own + generate_latest(shown), content_type=CONTENT_TYPE_LATEST)

    app.add_url_rule("/metrics", "metrics", show)


def _may_read() -> bool:
    """With a token in the settings who sends it; else this machine, but not through a proxy."""
    token = platform().settings.metrics_token
    if token is not None:
        sent = request.headers.get("Authorization", "")
        return hmac.compare_digest(sent.encode(), f"Bearer {token}".encode())
    if any(name in request.headers for name in FORWARDING):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
