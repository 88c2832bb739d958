"""Where the workers of one server put their figures together, so that any of them can show all."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
from pathlib import Path

from prometheus_client import multiprocess, values

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_FOLDER = "metrics"
_MEMORY = Path("/dev/shm")  # noqa: S108  # nosec B108


def share(data_dir: Path, port: int) -> None:
    """Make an empty folder for the figures of this server; before any worker is forked.

    It lies in memory where the system offers that, readable by its owner only, and is gone when
    this process ends: figures are mapped files, and writing to one whose disk is full kills the
    process (SIGBUS) instead of failing.
    """
    server = hashlib.sha256(f"{data_dir.resolve()}\0{port}".encode()).hexdigest()[:16]
    folder = _MEMORY / f"chungsuc-{os.getuid()}-{server}"
    try:
        _make_empty(folder)
    except OSError:  # no such place, or what is there belongs to somebody else
        folder = data_dir / _FOLDER / str(port)
        _make_empty(folder)
    os.environ[_VARIABLE] = str(folder)
    atexit.register(_remove, folder, os.getpid())


def use_shared() -> None:
    """Make figures be kept in that folder; in a worker, before the program is made."""
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]


def forget(pid: int) -> None:
    """Drop what only makes sense while the worker *pid* lived."""
    multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]


def _make_empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)


def _remove(folder: Path, maker: int) -> None:
    if os.getpid() == maker:  # not when a worker ends
        shutil.rmtree(folder, ignore_errors=True)
