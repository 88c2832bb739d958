"""PostgreSQL for the Django yardstick: Debian's, in a folder of its own, durable as it comes."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.servers.running import BrokenError, free_port, last_words, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOW_TO_GET_IT = "no PostgreSQL here, so Django is left out; on Debian: apt-get install postgresql"
SETTINGS = (
    "fsync=on", "synchronous_commit=on", "shared_buffers=256MB", "max_connections=40",
    "max_wal_size=2GB", "work_mem=16MB", "listen_addresses=",
)  # fmt: skip
_READY_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    """A running server: its first process, and where Django finds it."""

    pid: int
    environ: dict[str, str]

    def execute(self, statement: str) -> None:
        """Run SQL that is written here, with nothing from outside in it."""
        command = [
            str(binaries() / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres",
            "-h", self.environ["PG_SOCKETS"], "-p", self.environ["PG_PORT"],
            "-U", self.environ["PG_USER"], "-c", statement,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise BrokenError(done.stderr)


def binaries() -> Path:
    """Return the folder of the newest PostgreSQL; raises BrokenError with how to get one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise BrokenError(HOW_TO_GET_IT)
    return Path(on_path).parent


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a fresh PostgreSQL; as another user if this is root, which it refuses."""
    where = binaries()
    user = _user()
    with tempfile.TemporaryDirectory(prefix="chungsuc-bench-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        _give(folder, user)
        data = folder / "data"
        _run(
            _as(user, [str(where / "initdb"), "-D", str(data), "-U", user, "-A", "trust",
                       "-E", "UTF8", "--locale=C.UTF-8"])
        )  # fmt: skip
        port = free_port()
        command = [str(where / "postgres"), "-D", str(data), "-k", made, "-p", str(port)]
        for setting in SETTINGS:
            command += ["-c", setting]
        with running(_as(user, command), name="postgres") as process:
            environ = {"PG_SOCKETS": made, "PG_PORT": str(port), "PG_USER": user}
            server = Postgres(pid=process.pid, environ=environ)
            _wait(server, process)
            yield server


def _wait(server: Postgres, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(BrokenError):
            server.execute("select 1")
            return
        time.sleep(0.1)
    raise BrokenError(f"postgres does not start: {last_words('postgres')}")


def _user() -> str:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(user: str, command: Sequence[str]) -> list[str]:
    if os.geteuid() != 0:
        return list(command)
    return ["setpriv", f"--reuid={user}", "--regid", str(pwd.getpwnam(user).pw_gid),
            "--clear-groups", *command]  # fmt: skip


def _give(folder: Path, user: str) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    folder.chmod(0o755)  # the yardstick runs as ourselves and reaches the socket


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(  # noqa: S603
        list(command), capture_output=True, text=True, check=False, cwd="/"
    )
    if done.returncode:
        raise BrokenError(done.stderr)


def _version(found: Path) -> int:
    name = found.parents[1].name
    return int(name) if name.isdigit() else 0
