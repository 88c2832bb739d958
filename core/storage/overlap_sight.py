"""Which overlaps a scope may know of, as conditions; and of which it knows all there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import Role
from core.storage.prefixes import under

if TYPE_CHECKING:
    from core.domain.access import Assignment, Scope
    from core.storage.database import Document

NONE: Document = {"_id": None}


def visible(scope: Scope) -> Document:
    """Return the condition that says the same as ``overlap_cases.shown_to``."""
    if scope.everything:
        return {}
    return {"$or": [_seen_under(held) for held in scope.assignments] or [NONE]}


def seen_in_full(scope: Scope) -> Document:
    """Return the condition, for what is visible, of ``overlap_cases.seen_by`` leaving it whole."""
    if scope.everything:
        return {}
    whole = [_both_seen(held) for held in scope.assignments if held.role is not Role.ADMIN]
    return {"$or": whole or [NONE]}


def sees_all_in_full(scope: Scope) -> bool:
    """Tell whether nothing visible is seen in summary only: the Front of all there is."""
    return scope.everything or any(
        held.of_front and held.role is not Role.ADMIN and any(_is_root(p) for p in held.sight)
        for held in scope.assignments
    )


def _is_root(prefix: str) -> bool:
    return prefix.count("/") == 1


def _seen_under(held: Assignment) -> Document:
    within = under(held.sight)
    known: Document = {"summary_score": {"$type": "int"}}
    mine: Document = {"organizations": {"$eq": held.organization}}
    in_summary = {**known, **within} if held.of_front else {**known, **mine, **_at_home(held)}
    if held.role is Role.ADMIN:
        return in_summary
    return {"$or": [{"$and": [within, _both_seen(held)]}, in_summary]}


def _both_seen(held: Assignment) -> Document:
    whose: Document = {} if held.of_front else {"organizations": [held.organization] * 2}
    return {"$and": [whose, *(under(held.sight, f"paths.{place}") for place in range(2))]}


def _at_home(held: Assignment) -> Document:
    return {"path": {"$in": list(held.paths)}}
