"""Applications made once and lent to tests: one takes longer to make than most tests take."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from core.app import PATIENCE_MS, create_app, moment_of, open_store

if TYPE_CHECKING:
    from flask import Flask

    from core.edge.platform import Platform
    from core.services.passwords import Passwords
    from core.settings import Settings


MADE_LATE = frozenset(
    {"_got_first_request", "config", "extensions", "jinja_env", "jinja_loader", "logger"}
)
"""Attributes of an application that it changes itself while it serves."""


class Applications:
    """One for everybody at the same time; each borrower gets a store that knows nothing yet."""

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords
        self._free: dict[Settings, list[Flask]] = {}
        self._as_made: dict[int, dict[str, Any]] = {}

    def lend(self, settings: Settings) -> Flask:
        """Return an application nobody else has; it differs from a new one in nothing."""
        free = self._free.get(_kind(settings))
        app = free.pop() if free else self._made(settings)
        made: Platform = app.extensions["chungsuc"]
        app.extensions["chungsuc"] = replace(
            made,
            settings=settings,
            store=open_store(settings, patience_ms=PATIENCE_MS),
            moment=lambda: moment_of(settings, datetime.now(UTC)),
        )
        return app

    def take_back(self, settings: Settings, app: Flask) -> None:
        """Close its store; lend it again, unless somebody has changed it."""
        app.extensions["chungsuc"].store.close()
        free = self._free.setdefault(_kind(settings), [])
        if app not in free and self._as_made[id(app)] == _state(app):
            free.append(app)

    def _made(self, settings: Settings) -> Flask:
        app = create_app(_kind(settings), passwords=self._passwords)
        self._as_made[id(app)] = _state(app)
        return app


def _kind(settings: Settings) -> Settings:
    """Return what an application is made for: every day is the same to it."""
    return replace(settings, today=None)


def _state(app: Flask) -> dict[str, Any]:
    """Return what a test might change of an application and leave changed."""
    kept = {name: value for name, value in vars(app).items() if name not in MADE_LATE}
    return kept | {"config": dict(app.config)}
