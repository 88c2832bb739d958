"""Whether the program lives, and whether it can do its work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify

from core.edge.platform import moment, platform

if TYPE_CHECKING:
    from flask import Flask, Response


def register_health(app: Flask) -> None:
    app.add_url_rule("/health/live", view_func=live)
    app.add_url_rule("/health/ready", view_func=ready)


def live() -> Response:
    return jsonify({"status": "ok"})


def ready() -> Response:
    """Answer 503 with the reason while the database is away; plugins do not decide it."""
    platform().store.ping()
    states = platform().catalogue.plugins
    return jsonify(
        {
            "status": "ok",
            "today": moment().today.isoformat(),
            "practice_date": platform().settings.today is not None,
            "plugins": {state.name: state.state.value for state in states},
        }
    )
