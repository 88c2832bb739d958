"""The server: ready when it says so, alive after its parts are killed, gone without a trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from core.runtime.embedded import process
from core.runtime.embedded.ports import choose
from core.settings import Settings
from tests.runtime.conftest import ROOT
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.runtime.embedded.folder import Folder

_SERVE = """
import os
from core.runtime.serving import serve
from core.settings import Settings
serve(Settings.from_environment(os.environ), lambda: print("ready", flush=True))
"""
_GUNICORN = ("-m", "gunicorn", "--workers", "2", "--threads", "4", "--no-control-socket")


class Server:
    """A server in a process of its own, on a port of its own."""

    def __init__(self, data_dir: Path, command: Callable[[int], list[str]]) -> None:
        self.port = choose(None)
        self.process = subprocess.Popen(
            [sys.executable, *command(self.port)],
            cwd=ROOT,
            env={**os.environ, "CHUNGSUC_DATA_DIR": str(data_dir), "PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def status(self, path: str = "/health/ready") -> int:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}{path}", timeout=20).status_code
        except requests.ConnectionError:
            return 0

    def is_ready(self) -> bool:
        return self.status() == 200

    def workers(self) -> list[int]:
        pid = self.process.pid
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(60)

    def close(self) -> None:
        self.process.kill()
        self.process.wait(60)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def start(data_dir: Path) -> Iterator[Callable[..., Server]]:
    with ExitStack() as stack:

        def start(command: Callable[[int], list[str]] = lambda _: ["-c", _SERVE]) -> Server:
            server = Server(data_dir, command)
            stack.callback(server.close)
            return server

        yield start


@pytest.fixture
def server(start: Callable[..., Server]) -> Server:
    server = start()
    until(server.is_ready)
    return server


def test_it_says_when_it_accepts_connections_and_stops_in_good_order(
    start: Callable[..., Server], folder: Folder
) -> None:
    server = start()
    assert server.process.stdout is not None
    assert server.process.stdout.readline() == "ready\n"
    until(server.is_ready)
    assert server.stop() == 0
    assert not process.is_running(folder)


def test_a_worker_killed_with_9_is_replaced_and_nobody_stops_the_database(server: Server) -> None:
    workers = Settings().workers
    until(lambda: len(server.workers()) == workers)
    victim = server.workers()[0]
    os.kill(victim, signal.SIGKILL)
    until(lambda: victim not in server.workers() and len(server.workers()) == workers)
    until(server.is_ready)


def test_after_the_database_is_killed_with_9_the_server_is_ready_again(
    server: Server, folder: Folder
) -> None:
    mongod = process.find(folder)
    assert mongod is not None
    mongod.kill()
    mongod.close()
    until(server.is_ready)
    assert server.status("/health/live") == 200


def test_after_the_server_is_killed_with_9_its_workers_go_and_the_next_one_serves(
    server: Server, start: Callable[..., Server], folder: Folder
) -> None:
    workers = server.workers()
    server.process.kill()
    server.process.wait()
    until(lambda: not any(_alive(pid) for pid in workers))
    assert process.is_running(folder)
    successor = start()
    until(successor.is_ready)
    assert successor.stop() == 0
    assert not process.is_running(folder)


def test_any_gunicorn_serves_it_and_its_workers_share_one_database(
    start: Callable[..., Server], folder: Folder
) -> None:
    server = start(lambda port: [*_GUNICORN, "--bind", f"127.0.0.1:{port}", "wsgi:app"])
    until(server.is_ready)
    assert server.stop() == 0
    until(lambda: not process.is_running(folder))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
