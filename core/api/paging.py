"""Pages of lists: by number up to a limit, by cursor to any length."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from core.domain.errors import InvalidError, Problem
from core.edge.fields import Code, QueryWhole, Strict

if TYPE_CHECKING:
    from flask import Response

MOST_A_PAGE = 200
COUNTED = 10_000
"""Totals are exact up to here; further on, lists are walked with ``after``."""


class PageQuery(Strict):
    """``page`` from 1, ``page_size`` up to 200."""

    page = QueryWhole(1, 10**9, load_default=1)
    page_size = QueryWhole(1, MOST_A_PAGE, load_default=50)


class CursorQuery(PageQuery):
    """A page by number, or the one after a cursor from ``X-Next``."""

    after = Code(load_default=None)


def skip_of(query: dict[str, Any]) -> int:
    """Return how many rows come before the page; raises InvalidError past row 10 000."""
    skip = (query["page"] - 1) * query["page_size"]
    if skip + query["page_size"] > COUNTED and skip > 0:
        raise InvalidError("use_after")
    return int(skip)


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
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error):
        raise InvalidError(problems=[Problem("after", "not_a_cursor")]) from None


def with_pagination(
    response: Response,
    query: dict[str, Any],
    total: int,
    following: str | None = None,
    *,
    exact: bool = False,
) -> Response:
    """Add ``X-Pagination`` (and ``X-Next``) to a list; an *exact* total is never capped."""
    size = query["page_size"]
    shown = total if exact else min(total, COUNTED)
    told: dict[str, Any] = {
        "total": shown,
        "page": query["page"],
        "page_size": size,
        "total_pages": -(-shown // size),
    }
    if total > shown:
        told["capped"] = True
    response.headers["X-Pagination"] = json.dumps(told)
    if following:
        response.headers["X-Next"] = following
    return response
