"""Serving the program with gunicorn: a master that holds the database, workers that use it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import TYPE_CHECKING

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from core.app import create_app
from core.runtime.database import reach
from core.runtime.secret import with_secret_key
from core.runtime.shared_metrics import forget, share, use_shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from core.settings import Settings

_GRACEFUL_SECONDS = 30
_SILENT_SECONDS = 60  # a worker that does not report for so long is replaced
_PR_SET_PDEATHSIG = 1


def serve(settings: Settings, on_ready: Callable[[], None] | None = None) -> None:
    """Serve until SIGTERM or SIGINT, then raise SystemExit as gunicorn does.

    *on_ready* is called in the master once connections are accepted. No MongoClient may be open
    in the calling process: the workers are forked from it.
    """
    with reach(with_secret_key(settings)) as reached:
        share(reached.data_dir, reached.port)
        _Server(reached, on_ready).run()


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn ships no types
    def __init__(self, settings: Settings, on_ready: Callable[[], None] | None) -> None:
        self._settings = settings
        self._on_ready = on_ready
        super().__init__()

    def load_config(self) -> None:
        settings = self._settings
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        for name, value in {
            "bind": f"{host}:{settings.port}",
            "worker_class": "gthread",
            "workers": settings.workers,
            "threads": settings.threads,
            "timeout": _SILENT_SECONDS,
            "graceful_timeout": _GRACEFUL_SECONDS,
            "loglevel": settings.log_level.lower(),
            "preload_app": False,
            "control_socket_disable": True,
            "proc_name": "chungsuc",
            "when_ready": self._tell,
            "post_fork": _heed,
            "child_exit": lambda _arbiter, worker: forget(worker.pid),
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the program; called in every worker, after the fork."""
        use_shared()
        return create_app(self._settings)

    def _tell(self, _arbiter: object) -> None:
        if self._on_ready is not None:
            self._on_ready()


def _heed(arbiter: object, _worker: object) -> None:
    # Until a worker has booted it would swallow SIGTERM with its master's handler, and a server
    # stopped just after its start would wait for it in vain until the graceful time is over.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Clients that keep their connection would hold an orphaned worker, and with it the port that
    # the next server needs, for the whole graceful time.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != getattr(arbiter, "pid", None):  # it died meanwhile
            sys.exit()
