"""A server as a process of its own: started, waited for, stopped, and with what it printed."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.proc import family

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[2]
WORK = ROOT / ".bench"
"""Where the harness keeps its environment, its databases and its logs; git ignores it."""

READY_SECONDS = 300.0
_STOP_SECONDS = 60.0


class BrokenError(Exception):
    """A part of the measuring does not work; the message says which and why."""


def free_port() -> int:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])


def python_of_peers() -> Path:
    """Return the interpreter with the yardsticks' packages; BrokenError before ``make bench``."""
    found = WORK / "venv" / "bin" / "python"
    if not found.exists():
        raise BrokenError(f"{found} is missing: `make bench` installs it")
    return found


@contextlib.contextmanager
def running(
    command: Sequence[str],
    *,
    name: str,
    environ: Mapping[str, str] | None = None,
    folder: Path = ROOT,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run *command* until the block ends; what it prints goes to ``.bench/logs/NAME.log``."""
    log = log_of(name)
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 — commands are ours
            list(command), cwd=folder, env=clean(environ), stdout=output, stderr=output
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            for pid in list(family(process.pid)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()


def run(command: Sequence[str], *, name: str, environ: Mapping[str, str]) -> None:
    """Run a program to its end; raises BrokenError with the last it said."""
    log = log_of(name)
    with log.open("wb") as output:
        done = subprocess.run(  # noqa: S603
            list(command),
            cwd=ROOT, env=clean(environ), stdout=output, stderr=output, check=False,
        )  # fmt: skip
    if done.returncode:
        raise BrokenError(f"{' '.join(command)}: {last_words(name)}")


def clean(environ: Mapping[str, str] | None) -> dict[str, str]:
    """Return this environment without settings of the program, and with *environ*."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHUNGSUC_")}
    return kept | dict(environ or {})


def wait_for(process: subprocess.Popen[bytes], port: int, path: str, *, name: str) -> float:
    """Return the monotonic time at which ``path`` is answered 200; raises BrokenError."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise BrokenError(f"{name} ended: {last_words(name)}")
        with contextlib.suppress(OSError, http.client.HTTPException):
            if get(port, path)[0] == http.HTTPStatus.OK:
                return time.monotonic()
        time.sleep(0.01)
    raise BrokenError(f"{name} does not answer {path}: {last_words(name)}")


def get(port: int, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    """Return status and body of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def log_of(name: str) -> Path:
    folder = WORK / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"


def last_words(name: str) -> str:
    return log_of(name).read_text(errors="replace")[-1500:]
