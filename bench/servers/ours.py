"""Running Chung Sức as its users do, ``chungsuc serve``, over a data folder."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from bench.servers.peers import Served
from bench.servers.running import free_port, running, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = "2017-02-01"
"""A day on which the registration of 2017 is open."""


def environ_of(data_dir: Path, *, demo: bool = False) -> dict[str, str]:
    return {
        "CHUNGSUC_DATA_DIR": str(data_dir),
        "CHUNGSUC_DEMO": str(int(demo)),
        "CHUNGSUC_LOG_LEVEL": "WARNING",
    }


@contextlib.contextmanager
def ours(
    data_dir: Path,
    *,
    today: str | None = TODAY,
    demo: bool = False,
    name: str = "ours",
    jobs: bool = True,
) -> Iterator[Served]:
    """Run the program with its own numbers of workers and threads until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "core", "serve", "--port", str(port)]
    if today is not None:
        command += ["--today", today]
    environ = environ_of(data_dir, demo=demo) | {"CHUNGSUC_JOBS": str(int(jobs))}
    with running(command, name=name, environ=environ) as process:
        wait_for(process, port, "/health/ready", name=name)
        yield Served(port=port, pid=process.pid)
