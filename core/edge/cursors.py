"""Places in a list: a text that says after which row the next page begins."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import UTC, datetime
from typing import Any

from core.domain.errors import InvalidError, Problem

MOST_POINTS = 100
COUNTED = 10_000
"""Totals are exact up to here; further on, lists are walked by their cursor."""


def cursor_of(at: datetime, row_id: str) -> str:
    return _written([at.isoformat(), row_id])


def points_cursor_of(points: int, row_id: str) -> str:
    """Return the place of a row in a list that has the most points first."""
    return _written([points, row_id])


def read_cursor(cursor: str | None) -> tuple[datetime, str] | None:
    """Return the row a cursor stands on; raises InvalidError for what is none of ours."""
    if cursor is None:
        return None
    at, row_id = _read(cursor)
    try:
        day = datetime.fromisoformat(at)
        return day.replace(tzinfo=day.tzinfo or UTC).astimezone(UTC), row_id
    except (ValueError, TypeError, OverflowError):
        raise _not_ours() from None


def read_points_cursor(cursor: str | None) -> tuple[int, str] | None:
    """Return as ``read_cursor`` where the row stands among those with the most points first."""
    if cursor is None:
        return None
    points, row_id = _read(cursor)
    if type(points) is not int or not 0 <= points <= MOST_POINTS:
        raise _not_ours()
    return points, row_id


def _written(place: list[Any]) -> str:
    text = json.dumps(place)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[Any, str]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        place, row_id = json.loads(text)
        row_id.encode()  # what is no text that can be stored is no cursor of ours
    except (ValueError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise _not_ours() from None
    return place, row_id


def _not_ours() -> InvalidError:
    return InvalidError(problems=[Problem("after", "not_a_cursor")])
