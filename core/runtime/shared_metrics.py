"""Where the workers of one server put their figures together, so that any of them can show all."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from prometheus_client import multiprocess, values

if TYPE_CHECKING:
    from pathlib import Path

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_FOLDER = "metrics"


def share(data_dir: Path, port: int) -> None:
    """Make an empty folder for the figures of this server; before any worker is forked."""
    folder = data_dir / _FOLDER / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[_VARIABLE] = str(folder)


def use_shared() -> None:
    """Make figures be kept in that folder; in a worker, before the program is made."""
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]


def forget(pid: int) -> None:
    """Drop what only makes sense while the worker *pid* lived."""
    multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]
