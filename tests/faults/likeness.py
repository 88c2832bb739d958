"""Whether an answer or a document says what was stated, whatever else it says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

NOT_KEPT = ("submit",)


def unlike(stated: dict[str, Any], told: dict[str, Any]) -> list[str]:
    """Return each field of *stated* that *told* does not repeat, with what it says instead."""
    return [
        f"{name}: {value!r} became {told.get(name)!r}"
        for name, value in stated.items()
        if name not in NOT_KEPT and not _says(value, told.get(name))
    ]


def _says(stated: Any, told: Any) -> bool:
    if isinstance(told, datetime):  # as the database keeps a day
        told = told.date().isoformat()
    if isinstance(stated, dict):
        return isinstance(told, dict) and all(_says(v, told.get(k)) for k, v in stated.items())
    if isinstance(stated, list):
        same = isinstance(told, list) and len(told) == len(stated)
        return same and all(map(_says, stated, told))
    return bool(stated == told)
