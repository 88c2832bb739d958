"""How gunicorn runs the program: the settings' own numbers, and hooks that keep workers in line."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from core.runtime.logs import GunicornLog
from core.runtime.shared_metrics import forget, share, use_shared

if TYPE_CHECKING:
    from core.settings import Settings

_GRACEFUL_SECONDS = 30
_SILENT_SECONDS = 60  # a worker that does not report for so long is replaced
_PR_SET_PDEATHSIG = 1
_SWITCH_SECONDS = 0.0005  # a tenth of Python's own
_M_ARENA_MAX, _ARENAS = -8, 2  # of mallopt(3)


def options(settings: Settings) -> dict[str, Any]:
    """Return gunicorn's settings by their names."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return {
        "bind": f"{host}:{settings.port}",
        "worker_class": "gthread",
        "workers": settings.workers,
        "threads": settings.threads,
        "timeout": _SILENT_SECONDS,
        "graceful_timeout": _GRACEFUL_SECONDS,
        "loglevel": settings.log_level.lower(),
        "logger_class": GunicornLog,
        "preload_app": False,
        "control_socket_disable": True,  # it would lie in the home folder, which may be read-only
        "proc_name": "chungsuc",
        # Whose word about a client counts is for CHUNGSUC_PROXIES alone to say (core.app).
        "forwarded_allow_ips": "",
        "secure_scheme_headers": {},
        "on_starting": lambda _arbiter: share(settings.data_dir, settings.port),
        "pre_fork": _leave_in_common,
        "post_fork": _begin,
        "child_exit": lambda _arbiter, worker: forget(worker.pid),
    }


def _leave_in_common(_arbiter: object, _worker: object) -> None:
    # What the collector of garbage never looks at again, it does not write to either: the pages
    # stay the master's and its workers' together.
    gc.collect()
    gc.freeze()


def _begin(arbiter: object, _worker: object) -> None:
    use_shared()
    # Who commits waits for the database a dozen times in a row, and after each answer for those who
    # are busy parsing; a commit holds up everybody behind it, so they let go sooner.
    sys.setswitchinterval(_SWITCH_SECONDS)
    # Until a worker has booted it would swallow SIGTERM with its master's handler, and a server
    # stopped just after its start would wait for it in vain until the graceful time is over.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Clients that keep their connection would hold an orphaned worker, and with it the port that
    # the next server needs, for the whole graceful time.
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        # Each of many threads would keep what it has once needed in an arena of its own.
        if hasattr(system, "mallopt"):
            system.mallopt(_M_ARENA_MAX, _ARENAS)
        system.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != getattr(arbiter, "pid", None):  # it died meanwhile
            sys.exit()
