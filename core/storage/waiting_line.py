"""The line of writes of one process: who is first carries out those behind as well, in one go."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from core import metrics
from core.domain.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

Order = TypeVar("Order")


@dataclass(slots=True, eq=False)
class Place(Generic[Order]):
    """A place in the line; ``settled`` once its order was carried out, well or badly."""

    order: Order
    until: float
    awake: threading.Event = field(default_factory=threading.Event)
    settled: bool = False
    taken: bool = False


def _at_once(_seconds: float) -> AbstractContextManager[None]:
    return nullcontext()


class WaitingLine(Generic[Order]):
    """Carries out one batch at a time, in the order of arrival.

    There is no thread of its own: whoever finds nobody at work carries out what is waiting, and
    then wakes the first of those who came meanwhile. *turn* is held meanwhile; it is given how
    many seconds it may be waited for, and whoever comes in that time is carried out as well.
    *batch* says how many of the orders at the head (≥ 1) go together; *carry_out* settles all of
    them, and lets no error of theirs out.
    """

    def __init__(
        self,
        *,
        carry_out: Callable[[Sequence[Order]], None],
        batch: Callable[[Sequence[Order]], int],
        longest: int,
        turn: Callable[[float], AbstractContextManager[None]] = _at_once,
    ) -> None:
        self._turn = turn
        self._carry_out = carry_out
        self._batch = batch
        self._longest = longest
        self._waiting: deque[Place[Order]] = deque()
        self._mutex = threading.Lock()
        self._at_work = False

    def settle(self, order: Order, *, seconds: float) -> None:
        """Return once *order* was carried out.

        Raises UnavailableError when the line is full, or the turn has not come in *seconds*; then
        it never will be carried out.
        """
        place = self._join(Place(order, time.monotonic() + seconds))
        while not place.settled:
            if place.awake.is_set() and not place.taken:
                self._serve(place)
                break
            if not place.awake.wait(max(place.until - time.monotonic(), 0)):
                self._leave(place)
                place.awake.wait()

    def _join(self, place: Place[Order]) -> Place[Order]:
        with self._mutex:
            if len(self._waiting) >= self._longest:
                metrics.write_refused("queue_full", writes=1)
                raise UnavailableError
            self._waiting.append(place)
            metrics.writes_waiting(len(self._waiting))
            if not self._at_work:
                self._at_work = True
                place.awake.set()
        return place

    def _leave(self, place: Place[Order]) -> None:
        """Give up a turn that did not come; who is being carried out, or is to, stays."""
        with self._mutex:
            if place.taken or place.awake.is_set():
                return
            self._waiting.remove(place)
            metrics.writes_waiting(len(self._waiting))
        metrics.write_refused("too_late", writes=1)
        raise UnavailableError

    def _serve(self, first: Place[Order]) -> None:
        places = [first]
        try:
            with self._turn(max(first.until - time.monotonic(), 0) / 2):
                places = self._take()
                self._carry_out([place.order for place in places])
        finally:
            for place in places:
                place.settled = True
                place.awake.set()
            with self._mutex:
                if not first.taken:  # it broke off while waiting for its turn
                    self._waiting.remove(first)
                following = self._waiting[0] if self._waiting else None
                self._at_work = following is not None
                if following is not None:
                    following.awake.set()

    def _take(self) -> list[Place[Order]]:
        with self._mutex:
            number = self._batch([place.order for place in self._waiting])
            places = [self._waiting.popleft() for _ in range(number)]
            for place in places:
                place.taken = True
            metrics.writes_waiting(len(self._waiting))
        return places
