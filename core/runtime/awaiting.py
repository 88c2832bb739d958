"""Serving before the database can be used: refuse with a reason, prepare, then go on by oneself."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from flask import request
from pymongo.errors import PyMongoError

from core.app import create_app
from core.domain.errors import DomainError, UnavailableError
from core.runtime.embedded.locks import FileLock
from core.runtime.working import with_jobs
from core.storage.migrations import MigrationsLockedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from flask import Flask

    from core.settings import Settings

    Prepare = Callable[[Settings], Settings]

PAUSE_SECONDS = 2.0
FIRST_TRY_SECONDS = 3.0
OPEN = ("/health/live", "/metrics", "/static/")

_log = logging.getLogger(__name__)


class Awaiting:
    """A WSGI program that answers 503 until *prepare* has succeeded, and then is the program.

    *prepare* makes the database ready and returns the settings to serve with; it is tried again
    and again, by one process of the machine at a time.
    """

    def __init__(self, settings: Settings, prepare: Prepare) -> None:
        self._settings = settings
        self._prepare = prepare
        self._cause = "starting"
        self._app = self._refusing()
        self._tried = threading.Event()
        threading.Thread(target=self._go_on, name="awaiting-database", daemon=True).start()
        # A worker that replaces another finds all prepared, and should refuse nobody.
        self._tried.wait(FIRST_TRY_SECONDS)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self._app(environ, start_response)

    def _go_on(self) -> None:
        waiting = threading.Event()
        while not self._try():
            self._tried.set()
            waiting.wait(PAUSE_SECONDS)
        self._tried.set()

    def _try(self) -> bool:
        try:
            self._app = with_jobs(create_app(self._prepare_alone()))
        except (DomainError, PyMongoError, MigrationsLockedError) as error:
            self._cause = error.reason if isinstance(error, DomainError) else type(error).__name__
            _log.warning("the database cannot be used yet: %s", self._cause)
            return False
        except Exception as error:
            self._cause = type(error).__name__
            _log.exception("the database cannot be prepared")
            return False
        _log.info("the database is ready")
        return True

    def _prepare_alone(self) -> Settings:
        folder = self._settings.data_dir
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "preparing.lock")
        try:
            lock.own()
            return self._prepare(self._settings)
        finally:
            lock.close()

    def _refusing(self) -> Flask:
        app = create_app(self._settings)

        def refuse() -> None:
            if not request.path.startswith(OPEN):
                raise UnavailableError("database_awaited", cause=self._cause)

        # Second only to the log of requests: asking who is signed in would ask the database.
        app.before_request_funcs.setdefault(None, []).insert(1, refuse)
        return app
