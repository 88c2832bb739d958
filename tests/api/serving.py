"""A whole program in processes of its own, and clients that write to it without pause."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from uuid import uuid4

import requests

from core.runtime.embedded import process
from core.runtime.embedded.folder import Folder
from core.runtime.embedded.ports import choose

from ..waiting import until

ROOT = Path(__file__).parents[2]
PASSWORD = "mật khẩu để thử"
PATIENCE = 40.0  # seconds a client keeps asking for one answer


class ServedProgram:
    """``chungsuc serve`` over a data folder of its own; commands run beside it."""

    def __init__(self, data_dir: Path, today: str) -> None:
        self.data_dir = data_dir
        self.today = today
        self.port = choose(None)
        self.address = f"http://127.0.0.1:{self.port}"
        self._environ = {
            **os.environ, "CHUNGSUC_DATA_DIR": str(data_dir), "CHUNGSUC_DEMO": "0",
            "CHUNGSUC_LOG_LEVEL": "WARNING",
        }  # fmt: skip
        self._environ.pop("CHUNGSUC_MONGODB_URI", None)

    def start(self) -> None:
        data_dir = self.data_dir
        data_dir.mkdir(exist_ok=True)
        with (data_dir / "server.log").open("ab") as log:
            self._serving = subprocess.Popen(
                self._command("serve", "--today", self.today, "--port", str(self.port)),
                cwd=ROOT, env=self._environ, stdout=log, stderr=log,
            )  # fmt: skip
        until(self.is_ready, 60)

    def is_ready(self) -> bool:
        assert self._serving.poll() is None, (self.data_dir / "server.log").read_text()
        try:
            return requests.get(f"{self.address}/health/ready", timeout=10).status_code == 200
        except requests.RequestException:
            return False

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command beside the server."""
        return subprocess.run(
            self._command(*arguments), cwd=ROOT, env=self._environ, input=stdin,
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def sign_in(self, username: str, tenant: str, organization: str, role: str) -> str:
        """Create somebody and return a token."""
        made = self.run(
            "users", "add", username, "--tenant", tenant, "--organization", organization,
            "--role", role, "--password-stdin", stdin=PASSWORD,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        answer = requests.post(
            f"{self.address}/api/v1/tokens",
            json={"username": username, "password": PASSWORD}, timeout=20,
        )  # fmt: skip
        assert answer.status_code == 201, answer.text
        return answer.json()["token"]

    def workers(self) -> list[int]:
        pid = self._serving.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in children.split()]

    def kill_a_worker(self) -> None:
        os.kill(self.workers()[0], signal.SIGKILL)

    def kill_the_database(self) -> None:
        mongod = process.find(Folder.within(self.data_dir))
        assert mongod is not None
        mongod.kill()
        mongod.close()

    def kill_everything_and_start_again(self) -> None:
        """Leave nothing: the server, its workers, the database; then start as after a power cut."""
        workers = self.workers()
        self._serving.kill()
        self._serving.wait()
        for worker in filter(_is_alive, workers):
            os.kill(worker, signal.SIGKILL)
        self.kill_the_database()
        self.start()

    def kill_the_program_and_start_again(self) -> None:
        """Kill the server, whose workers follow it; the database lives on and is taken over."""
        workers = self.workers()
        self._serving.kill()
        self._serving.wait()
        until(lambda: not any(map(_is_alive, workers)))
        self.start()

    def stop(self) -> None:
        self._serving.terminate()
        self._serving.wait(60)
        mongod = process.find(Folder.within(self.data_dir))
        if mongod is not None:
            mongod.stop()
            mongod.close()

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "core", *arguments]


class Writers:
    """Clients that register one item after the other, each until it is acknowledged.

    On no connection and on 503 the same request is sent again under the same key, as api.md asks
    of clients. ``acknowledged`` are title → ids that were answered; ``refused`` is everything else.
    """

    def __init__(self, program: ServedProgram, token: str, bodies: list[dict]) -> None:
        self._program = program
        self._token = token
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self.acknowledged: dict[str, list[str]] = {}
        self.refused: list[str] = []
        self.tried_again = 0
        self._threads = [threading.Thread(target=self._write, args=(body,)) for body in bodies]

    def __enter__(self) -> Writers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(PATIENCE + 20)
        assert not any(thread.is_alive() for thread in self._threads)

    def wait_for(self, more: int) -> None:
        """Return when so many more have been acknowledged."""
        wanted = len(self.acknowledged) + more
        until(lambda: self.refused or len(self.acknowledged) >= wanted, 40)

    def _write(self, body: dict) -> None:
        with requests.Session() as session:
            while not self._stopping.is_set():
                title = f"{body['title']} {uuid4().hex}"
                self._register(session, body | {"title": title}, key=uuid4().hex)

    def _register(self, session: requests.Session, body: dict, key: str) -> None:
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": key}
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = session.post(
                    f"{self._program.address}/api/v1/registrations",
                    json=body, headers=headers, timeout=20,
                )  # fmt: skip
            except requests.RequestException:
                self._pause()
                continue
            if answer.status_code == 503:
                self._pause()
                continue
            with self._lock:
                if answer.status_code == 201 and answer.json()["status"] == "submitted":
                    self.acknowledged.setdefault(body["title"], []).append(answer.json()["id"])
                else:
                    self.refused.append(f"{answer.status_code} {answer.text[:300]}")
            return
        self.refused.append("no answer")

    def _pause(self) -> None:
        with self._lock:
            self.tried_again += 1
        threading.Event().wait(0.05)


def _is_alive(process_id: int) -> bool:
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
