"""The server: ready when it says so, alive after its parts are killed, gone without a trace."""

from __future__ import annotations

import json
import os
import signal
import socket
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
_GUNICORN = ("-m", "gunicorn", "--workers", "2", "--threads", "4")


class Server:
    """A server in a process of its own, on a port of its own."""

    def __init__(self, data_dir: Path, command: Callable[[int], list[str]]) -> None:
        self.port = choose(None)
        self.log = data_dir.parent / f"server-{self.port}.log"
        environ = {
            **os.environ,
            "CHUNGSUC_DATA_DIR": str(data_dir),
            "PORT": str(self.port),
            "HOME": str(data_dir.parent),
            "XDG_RUNTIME_DIR": "",
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, *command(self.port)],
                cwd=ROOT,
                env=environ,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def status(self, path: str = "/health/ready") -> int:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}{path}", timeout=20).status_code
        except requests.RequestException:
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
    until(server.is_ready, 90)
    return server


def test_it_says_when_it_accepts_connections_and_stops_in_good_order(
    start: Callable[..., Server], folder: Folder
) -> None:
    server = start()
    assert server.process.stdout is not None
    assert server.process.stdout.readline() == "ready\n"
    until(server.is_ready, 90)
    assert server.stop() == 0
    assert not process.is_running(folder)


def test_a_worker_killed_with_9_is_replaced_and_nobody_stops_the_database(server: Server) -> None:
    workers = Settings().workers
    until(lambda: len(server.workers()) == workers)
    victim = server.workers()[0]
    os.kill(victim, signal.SIGKILL)
    until(lambda: victim not in server.workers() and len(server.workers()) == workers)
    until(server.is_ready, 90)


def test_what_all_workers_need_lies_in_memory_once(server: Server) -> None:
    for worker in server.workers():
        rollup = Path(f"/proc/{worker}/smaps_rollup").read_text()
        kilobytes = {line.split()[0]: int(line.split()[1]) for line in rollup.splitlines()[1:]}
        assert kilobytes["Shared_Dirty:"] > 2 * kilobytes["Private_Dirty:"]


def test_after_the_database_is_killed_with_9_the_server_is_ready_again(
    server: Server, folder: Folder
) -> None:
    mongod = process.find(folder)
    assert mongod is not None
    mongod.kill()
    mongod.close()
    until(server.is_ready, 90)
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
    until(successor.is_ready, 90)
    assert successor.stop() == 0
    assert not process.is_running(folder)


def test_any_gunicorn_serves_it_and_its_workers_share_one_database(
    start: Callable[..., Server], folder: Folder
) -> None:
    server = start(lambda port: [*_GUNICORN, "--bind", f"127.0.0.1:{port}", "wsgi:app"])
    until(server.is_ready, 90)
    assert server.stop() == 0
    until(lambda: not process.is_running(folder))
    assert not list(folder.path.parent.parent.glob(".gunicorn*"))


def test_every_line_of_the_log_is_an_object_gunicorns_own_as_well(server: Server) -> None:
    server.status("/khong-co?so=0912345678")
    server.stop()
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert {line["logger"] for line in lines} >= {"gunicorn.error", "chungsuc.requests"}
    assert all({"event", "level", "time", "pid"} <= set(line) for line in lines)
    assert "0912345678" not in server.log.read_text()


def test_what_cannot_be_read_as_a_request_leaves_nothing_of_it_in_the_log(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall("GET /?mat-khau=bí-mật HTTP/banana\r\n\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.1 400")
    server.stop()
    assert "mat-khau" not in server.log.read_text()


def test_figures_are_those_of_all_workers_together(server: Server) -> None:
    until(lambda: len(server.workers()) == Settings().workers)
    asked = 24
    assert {server.status("/api/v1/me") for _ in range(asked)} == {401}
    counted = 'chungsuc_request_seconds_count{method="GET",route="/api/v1/me",status="4xx"}'
    for _ in range(6):  # whichever worker answers
        shown = requests.get(f"http://127.0.0.1:{server.port}/metrics", timeout=20).text
        assert f"{counted} {asked}.0" in shown


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
