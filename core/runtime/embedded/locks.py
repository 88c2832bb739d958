"""File locks of the data folder; the kernel drops them when their process dies, however."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from pathlib import Path


class FileLock:
    """One open lock file. A forked child loses its copy, so that it cannot hold a dead parent's.

    (``flock`` belongs to the open file, which parent and child share: without that, a worker that
    outlives its master would keep everyone else from supervising.)
    """

    def __init__(self, path: Path) -> None:
        self._fd: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        _OPEN.add(self)

    def share(self) -> None:
        """Wait for a shared lock."""
        self._lock(fcntl.LOCK_SH)

    def own(self) -> None:
        """Wait for the exclusive lock."""
        self._lock(fcntl.LOCK_EX)

    def try_own(self) -> bool:
        """Return whether nobody else holds it; a shared lock of one's own is given up either way.

        Of several holders leaving at once, the last to ask is told True, never none of them.
        """
        self._lock(fcntl.LOCK_UN)
        try:
            self._lock(fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Give up the lock; may be repeated."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _lock(self, operation: int) -> None:
        if self._fd is None:
            raise ValueError("the lock file is closed")
        fcntl.flock(self._fd, operation)


_OPEN: WeakSet[FileLock] = WeakSet()


def _forget_in_child() -> None:
    for lock in list(_OPEN):
        lock.close()


os.register_at_fork(after_in_child=_forget_in_child)
