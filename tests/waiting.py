"""Waiting for something to become true, with a deadline instead of a guess."""

from __future__ import annotations

import time
from threading import Event
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def until(condition: Callable[[], T], seconds: float = 20.0) -> T:
    """Return the first true answer of *condition*; fails after *seconds*."""
    deadline = time.monotonic() + seconds
    pause = Event()
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"still not so after {seconds} s: {condition}")
        pause.wait(0.02)
    return answer
