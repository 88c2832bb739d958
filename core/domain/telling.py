"""Telling a value in words: the same for equal values, in every process and at any time."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN = (str, int, bool, date, type(None))


class FleetingError(Exception):
    """Something that means nothing to another process, such as an object of no value."""


def told(value: object) -> str:
    """Return *value*, of plain ones, sequences, frozen sets and dataclasses, in words.

    Raises FleetingError for anything else.
    """
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, PLAIN):
        return repr(value)
    if isinstance(value, (tuple, list)):
        return f"[{_joined(map(told, value))}]"
    if isinstance(value, frozenset):
        return f"{{{_joined(sorted(map(told, value)))}}}"
    if is_dataclass(value):
        parts = (told(getattr(value, each.name)) for each in fields(value))
        return f"{type(value).__name__}({_joined(parts)})"
    raise FleetingError(type(value).__name__)


def _joined(parts: Iterable[str]) -> str:
    return ",".join(parts)
