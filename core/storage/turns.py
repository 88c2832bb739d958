"""Turn-taking between the writers of one machine, once they have been in each other's way.

Two processes that write one commune's counters at the same time undo each other's work again and
again; queueing costs nothing while there is no conflict, and little while there is. The time of
the last conflict is that of the lock file, so that all queue as soon as one of them has met one.
"""

from __future__ import annotations

import fcntl
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUEUEING_SECONDS = 10.0
"""So long after a conflict every write of every process waits for its turn."""

LOOK_SECONDS = 0.001


class Turns:
    """A lock file shared by the processes; without one (None) there are no turns to take."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def conflicted(self) -> None:
        """Note for every process that a write had to be tried again."""
        if self._file is not None:
            with suppress(OSError):
                self._file.touch()

    def needed(self) -> bool:
        """Tell whether there has been a conflict lately, in whichever process."""
        try:
            last = self._file.stat().st_mtime if self._file else None
        except OSError:
            return False
        return last is not None and abs(time.time() - last) < QUEUEING_SECONDS

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """Hold the turn, if there has been a conflict lately; wait at most *seconds* for it.

        Who has waited in vain writes all the same: the database decides, as it does without turns.
        """
        if self._file is None or not self.needed():
            yield
            return
        with ExitStack() as held:
            with suppress(OSError):  # a full disk: the database will say so itself
                handle = held.enter_context(self._file.open("a"))
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
