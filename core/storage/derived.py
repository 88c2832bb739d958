"""What was worked out of many figures, kept by a process until one of them has changed."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from core.storage.weighing import weight_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from core.domain.derived import Form, Part

Value = TypeVar("Value")

MOST = 4096
"""So many answers are kept at most: those of every province to some dozens of questions."""

HEAVIEST = 12_000_000
"""So many bytes, about, all that is kept by a process may take."""

_NONE = object()


class Derived:
    """Answers by question, each with what it was made of; threads may share it.

    *made_of* is whatever tells that nothing has changed, such as revisions: while it is equal, so
    is the answer. An answer is shared by all who ask, so nobody changes it. Those asked for
    longest ago are forgotten first.
    """

    def __init__(self, *, most: int = MOST, heaviest: int = HEAVIEST) -> None:
        self._most = most
        self._heaviest = heaviest
        self._weight = 0
        self._answers: OrderedDict[Hashable, tuple[object, Any, int]] = OrderedDict()

    def recall(self, key: Hashable, made_of: object, work_out: Callable[[], Value]) -> Value:
        """Return the answer to *key*, worked out anew when *made_of* is not what it was."""
        found = self.known(key, made_of, _NONE)
        if found is _NONE:
            found = work_out()
            self.keep(key, made_of, found)
        answer: Value = found
        return answer

    def recall_all(self, parts: Sequence[Part[Value]], form: Form[Value]) -> list[Value]:  # noqa: ARG002 - for those who keep answers elsewhere too
        """Return the answers to all of *parts*."""
        return [self.recall(part.key, part.made_of, part.work_out) for part in parts]

    def known(self, key: Hashable, made_of: object, default: Any) -> Any:
        """Return the answer kept for *key*, *default* where there is none that is still true."""
        kept = self._answers.get(key)
        if kept is None or kept[0] != made_of:
            return default
        with suppress(KeyError):  # another thread has just forgotten it
            self._answers.move_to_end(key)
        return kept[1]

    def keep(
        self, key: Hashable, made_of: object, answer: object, *, weight: int | None = None
    ) -> None:
        """Keep *answer*, of *weight* bytes as far as that is known; forget others if need be."""
        if weight is None:
            weight = weight_of(answer)
        before = self._answers.pop(key, None)
        self._answers[key] = (made_of, answer, weight)
        self._weight += weight - (before[2] if before else 0)
        while len(self._answers) > self._most or self._weight > self._heaviest:
            try:
                _, (_, _, lighter) = self._answers.popitem(last=False)
            except KeyError:  # another thread was first
                return
            self._weight -= lighter
