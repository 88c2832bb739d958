"""Calling what may hang: the call ends by its deadline, whatever the called does."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class DeadlineExceededError(TimeoutError):
    """The call has not returned in time; it goes on in ``thread``, which nobody waits for."""

    def __init__(self, seconds: float, thread: threading.Thread) -> None:
        super().__init__(f"no answer within {seconds:g} s")
        self.thread = thread


class _Call(threading.Thread, Generic[T]):
    """One call in a daemon thread, which a hanging call cannot keep from ending the process."""

    def __init__(self, function: Callable[[], T]) -> None:
        super().__init__(name="plugin call", daemon=True)
        self._function = function
        self.answer: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.answer.append(self._function())
        except BaseException as error:
            self.error = error


def call_within(seconds: float, function: Callable[[], T]) -> T:
    """Return or raise what *function* does, or raise DeadlineExceededError after *seconds*."""
    call = _Call(function)
    call.start()
    call.join(seconds)
    if call.is_alive():
        raise DeadlineExceededError(seconds, call)
    if call.error is not None:
        raise call.error
    return call.answer[0]
