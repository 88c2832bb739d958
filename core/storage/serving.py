"""Which registrations a quota counts, as a condition: what ``quota_fit.serves`` says of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.movements import Stage
from core.domain.quota_fit import clauses_of
from core.domain.quotas import COUNTED_STAGES, Wording

if TYPE_CHECKING:
    from core.domain.quotas import Filter, Quota
    from core.storage.database import Document


def serving(quota: Quota) -> Document:
    """Return the condition that an item serves *quota*."""
    whole: Document = {"stage": {"$type": "string"}, "content": {"$type": "int"}}
    clauses = [_wanted(clause.filter, renewed=quota.renewed_yearly) for clause in clauses_of(quota)]
    return {"organization": {"$in": sorted(quota.owners)}, **whole, "$or": clauses}


def _wanted(wanted: Filter, *, renewed: bool) -> Document:
    conditions: list[Document] = [_stages(wanted.wording, renewed=renewed)]
    if wanted.movement_types:
        conditions.append({"movement_type": {"$in": sorted(wanted.movement_types)}})
    if wanted.kinds:
        conditions.append({"kind": {"$in": sorted(kind.value for kind in wanted.kinds)}})
    if wanted.themes:
        conditions.append({"themes": {"$all": sorted(wanted.themes)}})
    return {"$and": conditions}


def _stages(wording: frozenset[Wording], *, renewed: bool) -> Document:
    if not wording:
        return {}
    stages = sorted({stage.value for word in wording for stage in COUNTED_STAGES[word]})
    counted: Document = {"stage": {"$in": stages}}
    if Wording.BUILD in wording and not renewed:
        return {"$or": [counted, {"stage": Stage.MAINTAINED.value, "built": True}]}
    return counted
