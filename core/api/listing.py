"""Short lists, held whole in memory, answered a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import jsonify

from core.api.paging import skip_of, with_pagination

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response


def page_of(rows: Sequence[dict[str, Any]], query: dict[str, Any]) -> Response:
    """Return the page of *rows* that *query* (a ``PageQuery``) asks for."""
    skip = skip_of(query)
    shown = jsonify(list(rows[skip : skip + query["page_size"]]))
    return with_pagination(shown, query, len(rows))
