"""What the use cases need of the marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from core.domain.derived import Form, Part

Value = TypeVar("Value")


class Marks(Protocol):
    """What tells a reader that something has changed, without reading all of it again."""

    def by_province(self, noun: str) -> Mapping[str, str]:
        """Return the revision of ``reports`` or ``posts`` by the path of each province.

        The country's own are under the country's path. What has none has never changed.
        """

    def of_settings(self) -> str | None:
        """Return the revision of the settings, for a scope that may use what is known of them."""


class Derived(Protocol):
    """What was worked out of many figures, kept until one of them has changed."""

    def recall(self, key: Hashable, made_of: object, work_out: Callable[[], Value]) -> Value:
        """Return the answer to *key*, worked out anew when *made_of* is not what it was."""

    def recall_all(self, parts: Sequence[Part[Value]], form: Form[Value]) -> list[Value]:
        """Return the answers to all of *parts*, which outlive this process in *form*."""
