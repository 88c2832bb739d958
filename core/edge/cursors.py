"""Places in a list: a text that says after which row the next page begins."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import UTC, datetime

from core.domain.errors import InvalidError, Problem

COUNTED = 10_000
"""Totals are exact up to here; further on, lists are walked by their cursor."""


def cursor_of(at: datetime, row_id: str) -> str:
    text = json.dumps([at.isoformat(), row_id])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> tuple[datetime, str] | None:
    """Return the row a cursor stands on; raises InvalidError for what is none of ours."""
    if cursor is None:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        at, row_id = json.loads(text)
        row_id.encode()  # what is no text that can be stored is no cursor of ours
        day = datetime.fromisoformat(at)
        return day.replace(tzinfo=day.tzinfo or UTC).astimezone(UTC), row_id
    except (
        ValueError, TypeError, AttributeError, OverflowError, RecursionError, binascii.Error,
    ):  # fmt: skip
        raise InvalidError(problems=[Problem("after", "not_a_cursor")]) from None
