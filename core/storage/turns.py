"""Turn-taking between the writers of one machine.

Two processes that write one commune's counters at the same time undo each other's work again and
again. And where the processors are the limit, as they are, a writer that waits for its turn loses
nothing: what arrives meanwhile is committed with it, and a commit costs little more for many than
for one. So no more processes write at a time than there are processors for them and the database,
and for a while after a conflict only one does. The time of the last conflict is that of the lock
file, so that all know as soon as one of them has met one.
"""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ALONE_SECONDS = 10.0
"""So long after a conflict one process of all writes at a time."""

LONGEST_SECONDS = 1.0
"""Several commits take less: who holds a turn for longer hangs, and holds nobody else up."""

LOOK_SECONDS = 0.0005


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Turns:
    """Lock files shared by the processes, *abreast* of them; without a *file* nobody waits."""

    def __init__(self, file: Path | None, *, abreast: int | None = None) -> None:
        self._file = file
        self._abreast = abreast or max(processors() // 2, 1)

    def conflicted(self) -> None:
        """Note for every process that a write had to be tried again."""
        if self._file is not None:
            with suppress(OSError):
                self._file.touch()

    def alone(self) -> bool:
        """Tell whether there has been a conflict lately, in whichever process."""
        try:
            last = self._file.stat().st_mtime if self._file else None
        except OSError:
            return False
        return last is not None and abs(time.time() - last) < ALONE_SECONDS

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """Hold a turn; wait at most *seconds*, and ``LONGEST_SECONDS``, for it.

        Who has waited in vain writes all the same: the database decides, as it does without turns.
        """
        with ExitStack() as held:
            if self._file is not None:
                with suppress(OSError):  # a full disk: the database will say so itself
                    until = time.monotonic() + min(seconds, LONGEST_SECONDS)
                    self._take(self._file, held, until)
            yield

    def _take(self, file: Path, held: ExitStack, deadline: float) -> None:
        # Only who stands at the gate looks for a place: whoever has just left one would otherwise
        # be back in it before those who wait look again.
        with _opened(file, "gate") as gate:
            _wait(lambda: _locked(gate), deadline)
            abreast = 1 if self.alone() else self._abreast
            places = [held.enter_context(_opened(file, str(n))) for n in range(abreast)]
            _wait(lambda: any(map(_locked, places)), deadline)


def _opened(file: Path, name: str) -> Any:
    return file.with_name(f"{file.name}.{name}").open("a")


def _wait(come: Callable[[], bool], deadline: float) -> None:
    while not come() and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)


def _locked(file: Any) -> bool:
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
