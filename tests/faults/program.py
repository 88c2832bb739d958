"""``chungsuc serve`` in processes of its own, the commands beside it, and its end in every way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from core.runtime.embedded import process
from core.runtime.embedded.folder import Folder
from core.runtime.embedded.ports import choose
from core.runtime.embedded.process import REPLICA_SET

from ..waiting import until

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
SECRET_KEY = "a-key-that-is-known-to-tests-only-0123456789"
STARTING_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where a program runs: its database (None: the embedded one), address and environment.

    ``inside`` is put before the command, as ``ip netns exec NAME``; ``environ`` is the server's
    alone, not that of commands. ``logs`` is where the server's log and the journal go: beside the
    data folder, if nothing is said.
    """

    data_dir: Path
    logs: Path | None = None
    uri: str | None = None
    host: str = "127.0.0.1"
    today: str = "2017-02-01"
    inside: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)


class ServedProgram:
    """The program with two workers; ``address`` is where it listens, restarts included."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.data_dir = around.data_dir
        self.port = choose(None)
        self.address = f"http://{around.host}:{self.port}"
        self.log = (around.logs or around.data_dir.parent) / "server.log"
        plain = {k: v for k, v in os.environ.items() if not k.startswith("CHUNGSUC_")}
        ours = {
            "DATA_DIR": str(self.data_dir), "DEMO": "0", "LOG_LEVEL": "WARNING", "WORKERS": "2",
            "SECRET_KEY": SECRET_KEY, "HOST": around.host,
        }  # fmt: skip
        if around.uri:
            ours["MONGODB_URI"] = around.uri
        self._serving: subprocess.Popen[bytes] | None = None
        self._environ = plain | {f"CHUNGSUC_{name}": value for name, value in ours.items()}

    @property
    def uri(self) -> str:
        """The address of the database, the embedded one too, whatever port it has now."""
        if self.around.uri:
            return self.around.uri
        endpoint = Folder.within(self.data_dir).endpoint()
        assert endpoint is not None
        return (
            f"mongodb://127.0.0.1:{endpoint.port}/?replicaSet={REPLICA_SET}&directConnection=true"
        )

    @property
    def master(self) -> subprocess.Popen[bytes]:
        assert self._serving is not None
        return self._serving

    def start(self) -> None:
        self.begin()
        until(self.is_ready, STARTING_SECONDS)

    def begin(self) -> None:
        """Start without waiting."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        command = self._command("serve", "--today", self.around.today, "--port", str(self.port))
        with self.log.open("ab") as log:
            self._serving = subprocess.Popen(
                [*self.around.inside, *command],
                cwd=ROOT, env={**self._environ, **self.around.environ}, stdout=log, stderr=log,
            )  # fmt: skip

    def is_ready(self) -> bool:
        assert self.master.poll() is None, self.log.read_text()
        return self._answers("/health/ready")

    def is_serving(self) -> bool:
        """Return whether it answers at all, with its database or without."""
        return self._answers("/health/live")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command beside the server."""
        return subprocess.run(
            [*self.around.inside, *self._command(*arguments)], cwd=ROOT, env=self._environ,
            capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip

    def workers(self) -> list[int]:
        pid = self.master.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in children.split()]

    def kill_a_worker(self) -> None:
        until(self.workers)
        os.kill(self.workers()[0], signal.SIGKILL)

    def kill_the_database(self) -> None:
        """Kill the embedded database, if it runs."""
        mongod = process.find(Folder.within(self.data_dir))
        if mongod is not None:
            mongod.kill()
            mongod.close()

    def kill_the_program(self) -> None:
        """Kill the server; its workers follow it, the embedded database lives on."""
        workers = self.workers()
        self.master.kill()
        self.master.wait()
        until(lambda: not any(map(is_alive, workers)), 60)

    def kill_everything(self) -> None:
        """Leave nothing at once, as a power cut does: the server, its workers, the database."""
        workers = self.workers()
        self.master.kill()
        self.master.wait()
        for worker in filter(is_alive, workers):
            os.kill(worker, signal.SIGKILL)
        self.kill_the_database()

    def reload(self) -> None:
        """Have every worker replaced, and wait until those of before are gone."""
        before = self.workers()
        self.master.send_signal(signal.SIGHUP)
        until(lambda: not any(map(is_alive, before)), 60)

    def terminate(self) -> None:
        """End the server in good order."""
        self.master.terminate()
        self.master.wait(90)

    def stop(self) -> None:
        """End whatever of it still runs."""
        if self._serving is not None and self._serving.poll() is None:
            self.terminate()
        mongod = None if self.around.uri else process.find(Folder.within(self.data_dir))
        if mongod is not None:
            mongod.stop()
            mongod.close()

    def _answers(self, path: str) -> bool:
        try:
            return requests.get(f"{self.address}{path}", timeout=10).status_code == 200
        except requests.RequestException:
            return False

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "core", *arguments]


def is_alive(process_id: int) -> bool:
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
