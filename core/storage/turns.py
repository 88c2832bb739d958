"""Turn-taking between the writers of one machine, once they have been in each other's way.

Two processes that write one commune's counters at the same time undo each other's work again and
again; queueing costs nothing while there is no conflict, and little while there is.
"""

from __future__ import annotations

import fcntl
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUEUEING_SECONDS = 2.0
"""So long after a conflict every write of the process waits for its turn."""

LOOK_SECONDS = 0.001


class Turns:
    """A lock file shared by the processes; without one (None) there are no turns to take."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._until = 0.0

    def conflicted(self) -> None:
        """Note that a write of this process had to be tried again."""
        self._until = time.monotonic() + QUEUEING_SECONDS

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """Hold the turn, if there has been a conflict lately; wait at most *seconds* for it.

        Who has waited in vain writes all the same: the database decides, as it does without turns.
        """
        if self._file is None or time.monotonic() > self._until:
            yield
            return
        with self._file.open("a") as handle:
            deadline = time.monotonic() + seconds
            while not _locked(handle.fileno()) and time.monotonic() < deadline:
                time.sleep(LOOK_SECONDS)
            yield


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
