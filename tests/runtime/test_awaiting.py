"""Started before its database, the server lives, says why it cannot work, and goes on by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import requests

from core.runtime.embedded import attach
from core.runtime.embedded.folder import Endpoint, Folder
from core.runtime.embedded.ports import choose
from tests.runtime.conftest import ROOT
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GUNICORN = ("-m", "gunicorn", "wsgi:app")
_SERVE = ("-m", "core", "serve")


class Waiting:
    """A server whose database is to run at ``database_port``, in time."""

    def __init__(self, data_dir: Path, command: tuple[str, ...]) -> None:
        self.database_port = choose(None)
        self.port = choose(None)
        data_dir.mkdir()
        uri = f"mongodb://127.0.0.1:{self.database_port}/?replicaSet=rs0&directConnection=true"
        environ = {
            **os.environ,
            "CHUNGSUC_DATA_DIR": str(data_dir),
            "CHUNGSUC_MONGODB_URI": uri,
            "CHUNGSUC_DEMO": "0",
            "PORT": str(self.port),
        }
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(f"http://127.0.0.1:{self.port}{path}", headers=headers, timeout=20)

    def answers(self, path: str, status: int) -> bool:
        assert self.process.poll() is None
        try:
            return self.get(path).status_code == status
        except requests.RequestException:
            return False


@pytest.fixture(params=[_SERVE, _GUNICORN], ids=["chungsuc serve", "gunicorn wsgi:app"])
def waiting(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Waiting]:
    server = Waiting(tmp_path / "server", request.param)
    yield server
    server.process.terminate()
    server.process.wait(60)


def test_it_starts_without_its_database_and_works_once_that_has_come(
    waiting: Waiting, data_dir: Path
) -> None:
    until(lambda: waiting.answers("/health/live", 200), 90)

    ready = waiting.get("/health/ready")
    assert (ready.status_code, ready.json()["reason"]) == (503, "database_awaited")
    assert ready.json()["details"]["cause"]
    called = waiting.get("/api/v1/me", Authorization="Bearer x")
    assert (called.status_code, called.json()["reason"]) == (503, "database_awaited")
    page = waiting.get("/dang-nhap", Accept="text/html")
    assert page.status_code == 503
    assert "Cơ sở dữ liệu chưa sẵn sàng" in page.text
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in (ready, called, page))
    assert "chungsuc_database_up 0.0" in waiting.get("/metrics").text

    Folder.within(data_dir).announce(Endpoint(pid=0, port=waiting.database_port))
    with attach(data_dir):
        until(lambda: waiting.answers("/health/ready", 200), 90)
        # Every worker goes on by itself: none of them may still be waiting.
        until(lambda: all(waiting.answers("/dang-nhap", 200) for _ in range(20)), 90)
        assert "chungsuc_database_up 1.0" in waiting.get("/metrics").text
