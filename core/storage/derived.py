"""What was worked out of many figures, kept by a process until one of them has changed."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")

MOST = 1024
"""So many answers are kept: those of every province to a dozen questions."""


class Derived:
    """Answers by question, each with what it was made of; threads may share it.

    *made_of* is whatever tells that nothing has changed, such as revisions: while it is equal, so
    is the answer. An answer is shared by all who ask, so nobody changes it.
    """

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, tuple[object, Any]] = OrderedDict()

    def recall(self, key: Hashable, made_of: object, work_out: Callable[[], Value]) -> Value:
        """Return the answer to *key*, worked out anew when *made_of* is not what it was."""
        kept = self._answers.get(key)
        if kept is not None and kept[0] == made_of:
            found: Value = kept[1]
            return found
        found = work_out()
        self._answers[key] = (made_of, found)
        self._answers.move_to_end(key)
        if len(self._answers) > self._most:
            with suppress(KeyError):  # another thread was first
                self._answers.popitem(last=False)
        return found
