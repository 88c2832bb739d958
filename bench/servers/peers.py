"""Running a yardstick under gunicorn: two workers of four threads, as they are fastest."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.servers.running import (
    ROOT,
    WORK,
    free_port,
    python_of_peers,
    run,
    running,
    wait_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WORKERS = 2
THREADS = 4
PROBES = {"reference": "/ready", "eve_app": "/", "django_app": "/report?year=1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server that answers on ``port`` of 127.0.0.1; ``pid`` is its first process."""

    port: int
    pid: int


@contextlib.contextmanager
def peer(module: str, environ: Mapping[str, str], *, name: str = "") -> Iterator[Served]:
    """Run ``bench.peers.MODULE`` until the block ends."""
    port, name = free_port(), name or module
    command = [
        str(python_of_peers()), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}",
        "--workers", str(WORKERS), "--worker-class", "gthread", "--threads", str(THREADS),
        "--keep-alive", "60", "--no-control-socket", "--log-level", "warning",
        f"bench.peers.{module}:app",
    ]  # fmt: skip
    environ = {**environ, "PYTHONPATH": str(ROOT)}
    # Elsewhere than in ROOT, whose gunicorn.conf.py is the program's.
    with running(command, name=name, environ=environ, folder=WORK) as process:
        wait_for(process, port, PROBES[module], name=name)
        yield Served(port=port, pid=process.pid)


def make_tables(environ: Mapping[str, str]) -> None:
    """Make the tables of the Django yardstick in an empty PostgreSQL."""
    command = [str(python_of_peers()), "-m", "bench.peers.django_app"]
    run(command, name="django-tables", environ=environ)
