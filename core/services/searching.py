"""From what a list is asked for to what the database is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.errors import InvalidError, Problem
from core.domain.registration_search import RegistrationFilter
from core.domain.text import folded
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.services.ports.work import Repositories

SHORTEST_QUERY = 2
"""Letters, punctuation aside (api.md, «Conventions»)."""

EXACT = ("organization", "year", "movement_type", "kind", "content", "stage", "status", "late")
ALSO = ("recognised", "source", "submitted_from", "submitted_to", "reached", "serves")


def wanted(work: Repositories, query: Mapping[str, Any]) -> RegistrationFilter:
    """Return the filter; ``tenant`` raises NotFoundError out of sight.

    It means the tenant's whole subtree; with ``own`` only what is the tenant's own. Raises
    InvalidError for a ``q`` of less than two letters.
    """
    plain: dict[str, Any] = {name: query.get(name) for name in (*EXACT, *ALSO)}
    return RegistrationFilter(
        words=folded_words(query.get("q")),
        counted=query.get("counted", False),
        funded=query.get("funded", False),
        **_place(work, query),
        **plain,
    )


def _place(work: Repositories, query: Mapping[str, Any]) -> dict[str, Any]:
    if not query.get("tenant"):
        return {}
    tenant = tenant_in_sight(work, query["tenant"])
    if query.get("own"):
        return {"at": tuple(dated.value for dated in tenant.paths)}
    return {"prefixes": tenant.sight}


def folded_words(text: str | None) -> tuple[str, ...]:
    """Return what is searched for, folded; raises InvalidError where that is too little."""
    words = tuple(folded(text or "").split())
    if text is not None and sum(map(len, words)) < SHORTEST_QUERY:
        raise InvalidError(problems=[Problem("q", "too_short", {"minimum": SHORTEST_QUERY})])
    return words
