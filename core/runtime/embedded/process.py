"""The mongod process: starting it apart from us, finding it again, waiting for it, stopping it."""

from __future__ import annotations

import os
import select
import signal
import subprocess  # nosec B404
from pathlib import Path
from typing import TYPE_CHECKING

from core.runtime.embedded.errors import EmbeddedDatabaseError

if TYPE_CHECKING:
    from core.runtime.embedded.folder import Folder

REPLICA_SET = "rs0"
_LOG_LIMIT = 16 * 1024 * 1024  # bytes; then the log of earlier runs is set aside
_STOPPING_SECONDS = 60.0
# The shell leaves at once, so mongod is nobody's child: it is watched the same way by whoever
# started it and by whoever takes over, and no server's own waitpid() can swallow its end.
_DETACHED = 'exec </dev/null; "$@" >>"$0" 2>&1 & echo $!'


class Mongod:
    """A running mongod, held by a pidfd, which never comes to mean another process."""

    def __init__(self, pid: int, port: int, pidfd: int) -> None:
        self.pid = pid
        self.port = port
        self._pidfd = pidfd

    def died(self, seconds: float | None, wake: int | None = None) -> bool:
        """Wait until it is dead (True), the time is up, or *wake* is readable (False)."""
        poll = select.poll()
        poll.register(self._pidfd, select.POLLIN)
        if wake is not None:
            poll.register(wake, select.POLLIN)
        ready = poll.poll(None if seconds is None else seconds * 1000)
        return any(fd == self._pidfd for fd, _ in ready)

    def stop(self) -> None:
        """End it in good order and wait; one that hangs is killed, which its journal bears."""
        if not self._end(signal.SIGTERM):
            self.kill()

    def kill(self) -> None:
        """End it at once; whatever was acknowledged is in the journal."""
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> bool:
        try:
            signal.pidfd_send_signal(self._pidfd, number)
        except ProcessLookupError:
            return True
        return self.died(_STOPPING_SECONDS)

    def close(self) -> None:
        os.close(self._pidfd)


def find(folder: Folder) -> Mongod | None:
    """Return the mongod that runs on *folder*, whoever started it."""
    try:
        pid = int((folder.database / "mongod.lock").read_text(encoding="ascii"))
        return _hold(folder, pid)
    except (OSError, ValueError):  # never started, or stopped in good order
        return None


def is_running(folder: Folder) -> bool:
    """Return whether ``find`` would find one."""
    mongod = find(folder)
    if mongod is not None:
        mongod.close()
    return mongod is not None


def start(folder: Folder, binary: Path, port: int, cache_gb: float) -> Mongod:
    """Start mongod in a session of its own; it is not ready yet, and may turn out to fail."""
    _set_old_log_aside(folder)
    command: list[str | Path] = [binary, *_arguments(folder, port, cache_gb)]
    shell = subprocess.run(  # noqa: S603  # nosec B603
        ["/bin/sh", "-c", _DETACHED, folder.output, *command],
        cwd=folder.path,
        env={"LC_ALL": "C"},
        start_new_session=True,
        stdout=subprocess.PIPE,
        check=False,
    )
    try:
        pid = int(shell.stdout)
        return Mongod(pid, port, os.pidfd_open(pid))
    except (OSError, ValueError):
        raise EmbeddedDatabaseError(why_it_failed(folder)) from None


def why_it_failed(folder: Folder) -> str:
    """Return a sentence with the last words of mongod."""
    lines = [""]
    for path in (folder.output, folder.log):
        if path.exists():
            lines += path.read_text(encoding="utf-8", errors="replace").splitlines()[-200:]
    grave = [line for line in lines if '"s":"F"' in line or '"s":"E"' in line]
    return (
        f"Cơ sở dữ liệu kèm theo không khởi động được; xem {folder.log} và {folder.output}. "
        f"Dòng cuối: {(grave or lines)[-1][:500]}"
    )


def _hold(folder: Folder, pid: int) -> Mongod | None:
    pidfd = os.pidfd_open(pid)
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
        arguments = line.decode(errors="replace").split("\0")
        if arguments[arguments.index("--dbpath") + 1] == str(folder.database):
            return Mongod(pid, int(arguments[arguments.index("--port") + 1]), pidfd)
    except (OSError, ValueError, IndexError):  # gone, or the number has passed to another program
        pass
    os.close(pidfd)
    return None


def _arguments(folder: Folder, port: int, cache_gb: float) -> list[str]:
    return [
        *("--dbpath", str(folder.database), "--port", str(port), "--bind_ip", "127.0.0.1"),
        *("--replSet", REPLICA_SET, "--oplogSize", "128", "--nounixsocket"),
        *("--wiredTigerCacheSizeGB", str(cache_gb)),
        *("--setParameter", "diagnosticDataCollectionEnabled=false"),
        *("--logpath", str(folder.log), "--logappend", "--quiet"),
    ]


def _set_old_log_aside(folder: Folder) -> None:
    if folder.log.exists() and folder.log.stat().st_size > _LOG_LIMIT:
        folder.log.replace(folder.log.with_suffix(".log.1"))
    folder.output.unlink(missing_ok=True)
