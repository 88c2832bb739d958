"""Serving the program with gunicorn: a master that holds the database, workers that use it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from core.app import create_app
from core.runtime.awaiting import Awaiting
from core.runtime.database import reach
from core.runtime.gunicorn_options import options
from core.runtime.logs import configure_logs
from core.runtime.secret import with_secret_key
from core.runtime.working import with_jobs
from core.translation import LANGUAGES, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from core.runtime.awaiting import Prepare
    from core.settings import Settings


def serve(
    settings: Settings,
    on_ready: Callable[[], None] | None = None,
    *,
    prepare_late: Prepare | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT, then raise SystemExit as gunicorn does.

    *on_ready* is called in the master once connections are accepted. *prepare_late* is given where
    the database is still away: 503 is answered until it has succeeded. No MongoClient may be open
    in the calling process: the workers are forked from it.
    """
    configure_logs(settings)
    with reach(with_secret_key(settings)) as reached:
        _Server(reached, on_ready, prepare_late).run()


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn ships no types
    def __init__(
        self,
        settings: Settings,
        on_ready: Callable[[], None] | None,
        prepare_late: Prepare | None,
    ) -> None:
        self._settings = settings
        self._on_ready = on_ready
        if prepare_late is None:
            # Before the fork: what no worker writes to lies in memory once. A program connects to
            # nothing, and starts no thread, before its first request.
            app = create_app(settings)
            app.url_map.update()
            for language in LANGUAGES:
                catalogue(language)
            self._program: Callable[[], Flask | Awaiting] = partial(with_jobs, app)
        else:
            self._program = partial(Awaiting, settings, prepare_late)
        super().__init__()

    def load_config(self) -> None:
        for name, value in options(self._settings).items():
            self.cfg.set(name, value)
        self.cfg.set("when_ready", self._tell)

    def load(self) -> Flask | Awaiting:
        """Return the program; called in every worker, after the fork."""
        return self._program()

    def _tell(self, _arbiter: object) -> None:
        if self._on_ready is not None:
            self._on_ready()
