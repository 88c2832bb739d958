"""One reading for all who ask at once: who comes while it is under way shares the next one."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from core.domain.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")


@dataclass(slots=True, eq=False)
class _Reading(Generic[Value]):
    """What several ask for together, and what came of it."""

    before: _Reading[Value] | None
    wanted: set[str] = field(default_factory=set)
    done: threading.Event = field(default_factory=threading.Event)
    value: list[Value] = field(default_factory=list)
    error: Exception | None = None


class SharedReading(Generic[Value]):
    """Calls *read* with all that is asked for at the moment, one call at a time.

    What anybody is given was read after they asked, so it is as true as if they had read alone.
    """

    def __init__(self, read: Callable[[set[str]], Value]) -> None:
        self._read = read
        self._mutex = threading.Lock()
        self._running: _Reading[Value] | None = None
        self._next: _Reading[Value] | None = None

    def of(self, *wanted: str, seconds: float) -> Value:
        """Return what was read of *wanted*, and perhaps of more; waits at most *seconds* for it.

        Raises what *read* raises, UnavailableError when the time is over.
        """
        with self._mutex:
            mine = self._next
            first = mine is None
            if mine is None:
                mine = self._next = _Reading(self._running)
            mine.wanted.update(wanted)
        if first:
            self._carry_out(mine, seconds)
        elif not mine.done.wait(seconds):
            raise UnavailableError
        if mine.error is not None:
            raise mine.error
        return mine.value[0]

    def _carry_out(self, mine: _Reading[Value], seconds: float) -> None:
        if mine.before is not None:
            mine.before.done.wait(seconds)
            mine.before = None
        with self._mutex:
            self._next, self._running = None, mine
        mine.error = UnavailableError()
        try:
            mine.value = [self._read(mine.wanted)]
            mine.error = None
        except Exception as error:  # all who share it are to know
            mine.error = error
        finally:
            mine.done.set()
