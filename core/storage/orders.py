"""One write that waits in the line: what is to be done, for whom, and what came of it."""

from __future__ import annotations

import time
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pymongo

from core.domain.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.domain.access import Scope
    from core.domain.foreseen import Foreseen

Result = TypeVar("Result")

LARGEST_COMPANY = 64
"""So many writes are committed together at most."""


class Order(Generic[Result]):
    """An act and its outcome; whoever carries it out does so in its author's context."""

    def __init__(
        self,
        scope: Scope,
        act: Callable[[Any], Result],
        foreseen: Foreseen | None,
        *,
        seconds: float,
    ) -> None:
        self.scope = scope
        self.foreseen = foreseen
        self._act = act
        self._context = copy_context()
        self._began = time.monotonic()
        self._until = self._began + seconds
        self._result: list[Result] = []
        self._error: BaseException | None = None

    def seconds_waited(self) -> float:
        return time.monotonic() - self._began

    def seconds_left(self) -> float:
        return self._until - time.monotonic()

    def run(self, work: Any, seconds: float) -> Result:
        """Run the act on *work*; its commands have to be answered within *seconds*."""

        def act() -> Result:
            with pymongo.timeout(seconds):  # the limit of the transaction lies in another context
                return self._act(work)

        return self._context.run(act)

    def attempt(self, doing: Callable[[], Result]) -> None:
        """Keep what *doing* returns, or the error it raises."""
        try:
            self.succeeded(doing())
        except Exception as error:  # it is its author's to handle, not the line's
            self.failed(error)

    def succeeded(self, result: Result) -> None:
        self._result = [result]

    def failed(self, error: BaseException) -> None:
        self._error = error

    def outcome(self) -> Result:
        """Return the result or raise the error; UnavailableError when nobody knows of either."""
        if self._error is not None:
            raise self._error
        if not self._result:
            raise UnavailableError
        return self._result[0]


def together(orders: Sequence[Order[Any]]) -> int:
    """Return how many orders at the head of the line are carried out in one transaction (≥ 1)."""
    number = 0
    for order in orders[:LARGEST_COMPANY]:
        if order.foreseen is None:
            break
        number += 1
    return max(number, 1)
