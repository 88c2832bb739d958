"""Where the embedded database keeps its files, and where it says it can be reached."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.runtime.embedded.errors import EmbeddedDatabaseError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A mongod that has become writable: its process, and its port on 127.0.0.1."""

    pid: int
    port: int


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder ``mongodb`` inside a data folder; ``path`` is absolute and free of links."""

    path: Path

    @classmethod
    def within(cls, data_dir: Path) -> Folder:
        """Make the folder, readable by its owner only, since it holds the whole database."""
        folder = cls(data_dir.resolve() / "mongodb")
        try:
            folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.database.mkdir(exist_ok=True)
        except OSError as error:
            raise EmbeddedDatabaseError(
                f"Không dùng được thư mục dữ liệu {data_dir}: {error.strerror}. Hãy đặt "
                "CHUNGSUC_DATA_DIR trỏ tới một thư mục ghi được."
            ) from error
        return folder

    @property
    def database(self) -> Path:
        return self.path / "data"

    @property
    def log(self) -> Path:
        return self.path / "mongod.log"

    @property
    def output(self) -> Path:
        return self.path / "mongod.out"

    @property
    def users_lock(self) -> Path:
        return self.path / "users.lock"

    @property
    def supervisor_lock(self) -> Path:
        return self.path / "supervisor.lock"

    @property
    def _endpoint(self) -> Path:
        return self.path / "endpoint.json"

    def endpoint(self) -> Endpoint | None:
        """Return what was written last; the process may be gone by now, the port stays ours."""
        try:
            found = json.loads(self._endpoint.read_text(encoding="ascii"))
            return Endpoint(pid=int(found["pid"]), port=int(found["port"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def announce(self, endpoint: Endpoint) -> None:
        """Tell all users of the folder; readers see the old or the new one, never a half."""
        fresh = self._endpoint.with_suffix(".new")
        fresh.write_text(json.dumps({"pid": endpoint.pid, "port": endpoint.port}), encoding="ascii")
        os.replace(fresh, self._endpoint)  # noqa: PTH105 - the atomic call, by its own name
