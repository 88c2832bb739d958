"""How long one request may keep somebody waiting for the database, over all that it asks of it.

A node that vanished from the network answers nothing and refuses nothing. Each command alone is
given up in time; a request that asks for several would add up their patience.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from typing import TYPE_CHECKING

import pymongo

if TYPE_CHECKING:
    from collections.abc import Iterator

_END: ContextVar[float] = ContextVar("end", default=inf)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Give up every command that is not answered *seconds* from now; one within another: both."""
    token = _END.set(min(_END.get(), time.monotonic() + seconds))
    try:
        with pymongo.timeout(seconds):
            yield
    finally:
        _END.reset(token)


def seconds_left(most: float) -> float:
    """Return how long may still be waited (≥ 0): *most*, or less where the time runs out before."""
    return min(most, max(_END.get() - time.monotonic(), 0.0))
