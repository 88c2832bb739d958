"""The embedded MongoDB of a data folder, shared by the program and the yardsticks."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.servers.running import BrokenError
from core.runtime.embedded import attach, process
from core.runtime.embedded.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Mongo:
    """A running mongod; ``uri`` names no database."""

    uri: str
    pid: int
    data_dir: Path

    def database(self, name: str) -> str:
        """Return the URI with a database in it, as the yardsticks take it."""
        return self.uri.replace("/?", f"/{name}?")


@contextlib.contextmanager
def mongo(data_dir: Path, *, cache_gb: float = 1.0) -> Iterator[Mongo]:
    """Run the mongod of *data_dir*; its cache is the same for all that it serves."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with attach(data_dir, cache_gb=cache_gb) as attached:
        found = process.find(Folder.within(data_dir))
        if found is None:
            raise BrokenError(f"no mongod runs in {data_dir}")
        found.close()
        yield Mongo(uri=attached.uri, pid=found.pid, data_dir=data_dir)
