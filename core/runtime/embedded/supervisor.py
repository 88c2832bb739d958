"""Keeping the embedded mongod running for as long as one holds the supervisor lock."""

from __future__ import annotations

import logging
import os
import select
import time
from typing import TYPE_CHECKING

from core.runtime.embedded import machine, ports, process
from core.runtime.embedded.errors import EmbeddedDatabaseError
from core.runtime.embedded.folder import Endpoint
from core.runtime.embedded.replica_set import AddressChangedError, make_writable

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.runtime.embedded.folder import Folder
    from core.runtime.embedded.process import Mongod

_LOG = logging.getLogger(__name__)
_STARTING_SECONDS = 300.0  # after a hard stop mongod first replays its journal
_PAUSE_SECONDS = 0.03
_LONGEST_PAUSE_SECONDS = 10.0


class Supervisor:
    """Starts, adopts and restarts mongod until told to leave; leaving does not stop it."""

    def __init__(
        self, folder: Folder, cache_gb: float, failed: Callable[[Exception], None]
    ) -> None:
        self._folder = folder
        self._cache_gb = cache_gb
        self._failed = failed
        self._leaving = os.eventfd(0)

    def leave(self) -> None:
        """Make ``run`` return soon; may be called from any thread."""
        os.eventfd_write(self._leaving, 1)

    def close(self) -> None:
        os.close(self._leaving)

    def run(self) -> None:
        """Supervise until ``leave``. A failure is told and tried again, ever more slowly."""
        pause = 0.1
        while not self._asked_to_leave():
            try:
                if self._watch_one():
                    pause = 0.1
            except Exception as error:
                self._failed(error)
                self._asked_to_leave(pause)
                pause = min(pause * 3, _LONGEST_PAUSE_SECONDS)

    def _watch_one(self) -> bool:
        """Bring one mongod up and see it through to its end; False if it was left alone."""
        mongod = process.find(self._folder) or self._start()
        try:
            if not self._bring_up(mongod):
                return False
            self._folder.announce(Endpoint(pid=mongod.pid, port=mongod.port))
            if mongod.died(None, wake=self._leaving):
                _LOG.warning("the embedded database died (pid %s); restarting it", mongod.pid)
        except AddressChangedError:
            self._folder.announce(Endpoint(pid=0, port=mongod.port))  # to be tried first
            mongod.kill()
        finally:
            mongod.close()
        return True

    def _start(self) -> Mongod:
        before = self._folder.endpoint()
        binary = machine.usable_mongod(machine.look())
        port = ports.choose(before.port if before else None)
        return process.start(self._folder, binary, port, self._cache_gb)

    def _bring_up(self, mongod: Mongod) -> bool:
        deadline = time.monotonic() + _STARTING_SECONDS

        def keep_waiting() -> bool:
            if mongod.died(_PAUSE_SECONDS, wake=self._leaving) or time.monotonic() > deadline:
                raise EmbeddedDatabaseError(process.why_it_failed(self._folder))
            # Whoever leaves last stops mongod, and finds it only once it has written its lock file.
            return not (self._asked_to_leave() and process.is_running(self._folder))

        return make_writable(mongod.port, keep_waiting)

    def _asked_to_leave(self, seconds: float = 0) -> bool:
        poll = select.poll()
        poll.register(self._leaving, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
