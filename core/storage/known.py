"""What has been read of the settings (units, calendars, overrides), while nobody changes them.

Whoever changes one of them gives them another revision in the same transaction. A request learns
the revision together with who asks, so what was read under the same one is still true.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

Value = TypeVar("Value")
Key = TypeVar("Key", bound="Hashable")

_UNKNOWN, _NONE = object(), object()

MOST = 4096
"""So many answers are kept by a process: units take about 2 kB each."""


class Known:
    """Answers by question; the oldest are forgotten first. Threads may share it."""

    def __init__(self, revision: str | None = None, *, most: int = MOST) -> None:
        self.revision = revision
        self._most = most
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def recall(self, key: Hashable, fetch: Callable[[], Value]) -> Value:
        """Return the answer to *key*, fetching it the first time."""
        try:
            found: Value = self._answers[key]
        except KeyError:
            found = fetch()
            self._keep(key, found)
        return found

    def recall_all(
        self, noun: str, wanted: Iterable[Key], fetch: Callable[[list[Key]], Mapping[Key, Value]]
    ) -> dict[Key, Value]:
        """Return the answers there are to *wanted*; fetches the unknown ones at once.

        That there is no answer is remembered as well.
        """
        found: dict[Key, Value] = {}
        missing: list[Key] = []
        for key in wanted:
            answer = self._answers.get((noun, key), _UNKNOWN)
            if answer is _UNKNOWN:
                missing.append(key)
            elif answer is not _NONE:
                found[key] = answer
        if missing:
            fetched = fetch(missing)
            for key in missing:
                self._keep((noun, key), fetched.get(key, _NONE))
            found |= fetched
        return found

    def forget(self) -> None:
        self._answers.clear()

    def _keep(self, key: Hashable, value: object) -> None:
        self._answers[key] = value
        if len(self._answers) > self._most:
            with suppress(KeyError):  # another thread has just emptied it
                self._answers.popitem(last=False)


class Unremembered(Known):
    """Fetches every time: for readers who do not know the revision."""

    def _keep(self, key: Hashable, value: object) -> None:
        pass
