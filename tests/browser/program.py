"""``chungsuc serve`` with the demonstration, in a process of its own, for one worker's tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from core.runtime.embedded.ports import choose

from ..waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds it may take to load the demonstration on a busy machine."""


class Program:
    """The running program; *address* is where its pages are, *database* at *uri* what it keeps.

    *settings* are further ones, without their prefix.
    """

    def __init__(self, uri: str, database: str, data_dir: Path, **settings: str) -> None:
        self.uri, self.database = uri, database
        self._log = data_dir / "server.log"
        data_dir.mkdir(parents=True, exist_ok=True)
        port = choose(None)
        self.address = f"http://127.0.0.1:{port}"
        ours = {
            "MONGODB_URI": uri,
            "DATABASE": database,
            "DATA_DIR": str(data_dir),
            "SECRET_KEY": "a-key-that-is-known-to-tests-only-0123456789",
            "LOG_LEVEL": "WARNING",
            **settings,
        }
        environ = {k: v for k, v in os.environ.items() if not k.startswith("CHUNGSUC_")}
        with self._log.open("ab") as log:
            self._serving = subprocess.Popen(
                [sys.executable, "-m", "core", "serve", "--port", str(port)],
                cwd=ROOT,
                env=environ | {f"CHUNGSUC_{name}": value for name, value in ours.items()},
                stdout=log,
                stderr=log,
            )

    def wait(self) -> None:
        until(self._is_ready, PATIENCE)

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Let nothing be answered meanwhile, though connections are accepted."""
        workers = self._workers()
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
        try:
            yield
        finally:
            for worker in workers:
                os.kill(worker, signal.SIGCONT)

    def stop(self) -> None:
        self._serving.terminate()
        self._serving.wait(60)

    def _workers(self) -> list[int]:
        pid = self._serving.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in children.split()]

    def _is_ready(self) -> bool:
        assert self._serving.poll() is None, self._log.read_text()
        try:
            return requests.get(f"{self.address}/health/ready", timeout=10).status_code == 200
        except requests.RequestException:
            return False
