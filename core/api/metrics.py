"""``/metrics`` for the operator: how many requests, how long they took, over all workers."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from flask import Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Histogram,
    generate_latest,
    multiprocess,
)

if TYPE_CHECKING:
    from flask import Flask

SHARED = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def register_metrics(app: Flask) -> None:
    """Time every request by endpoint, method and status; never by path, which holds ids.

    Workers share their figures through the folder of ``PROMETHEUS_MULTIPROC_DIR``.
    """
    registry = CollectorRegistry()
    requests = Histogram(
        "chungsuc_request_seconds",
        "Duration of requests",
        ["endpoint", "method", "status"],
        registry=registry,
        buckets=SECONDS,
    )

    def begin() -> None:
        g.began = time.perf_counter()

    def observe(response: Response) -> Response:
        took = time.perf_counter() - g.get("began", time.perf_counter())
        endpoint = request.endpoint or "none"
        requests.labels(endpoint, request.method, response.status_code).observe(took)
        return response

    def metrics() -> Response:
        shown = registry
        if SHARED in os.environ:
            shown = CollectorRegistry()
            multiprocess.MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
        return Response(generate_latest(shown), content_type=CONTENT_TYPE_LATEST)

    app.before_request(begin)
    app.after_request(observe)
    app.add_url_rule("/metrics", view_func=metrics)
