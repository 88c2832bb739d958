"""Pages of lists: by number up to a limit, by cursor to any length."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from core.domain.errors import InvalidError
from core.edge.cursors import COUNTED
from core.edge.fields import Code, QueryWhole, Strict

if TYPE_CHECKING:
    from flask import Response

MOST_A_PAGE = 200


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


def with_pagination(
    response: Response,
    query: dict[str, Any],
    total: int,
    following: str | None = None,
    *,
    exact: bool = False,
    capped: bool = False,
) -> Response:
    """Add ``X-Pagination`` (and ``X-Next``) to a list.

    An *exact* total is never capped; a *capped* one is, whatever it is.
    """
    size = query["page_size"]
    shown = total if exact else min(total, COUNTED)
    told: dict[str, Any] = {
        "total": shown,
        "page": query["page"],
        "page_size": size,
        "total_pages": -(-shown // size),
    }
    if capped or total > shown:
        told["capped"] = True
    response.headers["X-Pagination"] = json.dumps(told)
    if following:
        response.headers["X-Next"] = following
    return response
