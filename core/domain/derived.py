"""What is worked out of many figures and kept: a part of it, and the form it is kept in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Part(Generic[Value]):
    """An answer: to which question, what it is made of, and how it is worked out.

    Of all answers kept at one ``address`` the last replaces the others.
    """

    address: str
    key: Hashable
    made_of: object
    work_out: Callable[[], Value]


class Form(Protocol[Value]):
    """How an answer is laid out in plain lists, numbers and words (what JSON can hold)."""

    def packed(self, value: Value, /) -> Any:
        """Return *value* as plain data; None if it cannot be laid out."""

    def unpacked(self, plain: Any, /) -> Value:
        """Return the value laid out as *plain*."""
