"""Using the embedded database from one process: attach, supervise if need be, and leave."""

from __future__ import annotations

import logging
import os
import threading
import time
from typing import TYPE_CHECKING, Self

from core.runtime.embedded import process
from core.runtime.embedded.errors import EmbeddedDatabaseError, UnfitMachineError
from core.runtime.embedded.folder import Folder
from core.runtime.embedded.locks import FileLock
from core.runtime.embedded.process import REPLICA_SET
from core.runtime.embedded.supervisor import Supervisor

if TYPE_CHECKING:
    from pathlib import Path

_LOG = logging.getLogger(__name__)
_WAITING_SECONDS = 330.0  # while one is starting: a little more than its supervisor gives it
_ABSENT_SECONDS = 30.0  # while none is to be seen at all
_TRIES = 3


def attach(data_dir: Path, *, cache_gb: float = 0.25) -> Attached:
    """Return a running database of *data_dir*, starting it if nobody has.

    Raises UnfitMachineError if it cannot run here, EmbeddedDatabaseError if it fails to start.
    """
    attached = Attached(data_dir, cache_gb)
    try:
        attached.wait_until_ready()
    except BaseException:
        attached.close()
        raise
    return attached


class Attached:
    """One user's hold on the database of a data folder, given up by ``close``."""

    def __init__(self, data_dir: Path, cache_gb: float) -> None:
        self._folder = Folder.within(data_dir)
        self._pid = os.getpid()
        self._port = 0
        self._failure: Exception | None = None
        self._failures = 0
        self._news = threading.Event()
        self._turn = threading.Lock()
        self._closed = False
        self._supervising = False
        self._supervisor = Supervisor(self._folder, cache_gb, self._hear_of_failure)
        self._users = FileLock(self._folder.users_lock)
        self._users.share()
        self._supervision = FileLock(self._folder.supervisor_lock)
        self._thread = threading.Thread(
            target=self._supervise_when_free, name="embedded-mongod", daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        return self._port

    @property
    def uri(self) -> str:
        """Where clients connect; opened only after the fork, if there is one."""
        return f"mongodb://127.0.0.1:{self._port}/?replicaSet={REPLICA_SET}&directConnection=true"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def wait_until_ready(self) -> None:
        """Wait for whoever supervises, here or elsewhere, to announce a living mongod."""
        began = seen = time.monotonic()
        while not self._is_ready():
            if isinstance(self._failure, UnfitMachineError):
                raise self._failure
            if self._failures >= _TRIES:
                raise EmbeddedDatabaseError(str(self._failure)) from self._failure
            now = time.monotonic()
            if process.is_running(self._folder):
                seen = now
            if now - seen > _ABSENT_SECONDS or now - began > _WAITING_SECONDS:
                raise EmbeddedDatabaseError(process.why_it_failed(self._folder))
            self._news.wait(0.03)
            self._news.clear()

    def close(self) -> None:
        """Leave; the last one out stops the database. In a forked child this does nothing."""
        if os.getpid() != self._pid:
            return
        with self._turn:
            if self._closed:
                return
            self._closed = True
        if self._supervising:
            self._supervisor.leave()
            self._thread.join()
        if self._users.try_own():
            self._stop()
        self._users.close()
        if self._supervising:
            self._supervision.close()

    def _stop(self) -> None:
        mongod = process.find(self._folder)
        if mongod is not None:
            mongod.stop()
            mongod.close()

    def _is_ready(self) -> bool:
        endpoint = self._folder.endpoint()
        mongod = process.find(self._folder) if endpoint else None
        if endpoint is None or mongod is None:
            return False
        mongod.close()
        if mongod.pid == endpoint.pid:
            self._port = mongod.port
        return self._port != 0

    def _supervise_when_free(self) -> None:
        # Blocks until the supervisor is gone, even after close(): a waiting flock cannot be
        # called off. What is granted then is handed on at once.
        self._supervision.own()
        with self._turn:
            self._supervising = not self._closed
        if self._supervising:
            self._supervisor.run()
        else:
            self._supervision.close()
        self._supervisor.close()

    def _hear_of_failure(self, error: Exception) -> None:
        if self._port:  # nobody is waiting for it any more
            _LOG.error("the embedded database does not restart", exc_info=error)
        self._failure = error
        self._failures += 1
        self._news.set()
