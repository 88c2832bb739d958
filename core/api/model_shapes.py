"""What is shown of models to be copied, and of their lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields

from core.api.named_shapes import NamedAnswer
from core.edge.fields import Answer

if TYPE_CHECKING:
    from datetime import date

    from core.domain.models import Model
    from core.services.lineages import Lineage


class ModelAnswer(NamedAnswer):
    """A registration as far as its recognition makes it public."""


class AncestorAnswer(ModelAnswer):
    """What an item goes back to; ``copied``: by copying, otherwise as its next year."""

    copied = fields.Boolean(required=True)


class DescentAnswer(AncestorAnswer):
    """An item below another, at its depth from 1."""

    depth = fields.Integer(required=True)


class CopiesAnswer(Answer):
    """How many copies that count a unit has made."""

    tenant = fields.String(required=True)
    copies = fields.Integer(required=True)


class LineageAnswer(Answer):
    """Where an item came from, the nearest last, and a page of all that came of it."""

    item = fields.Nested(ModelAnswer, required=True)
    ancestors = fields.List(fields.Nested(AncestorAnswer), required=True)
    beyond = fields.Boolean(required=True)
    copies = fields.List(fields.Nested(DescentAnswer), required=True)
    by_tenant = fields.List(fields.Nested(CopiesAnswer), required=True)
    total = fields.Integer(required=True)
    complete = fields.Boolean(required=True)


def model_row(model: Model) -> dict[str, Any]:
    return {
        "id": model.id,
        "tenant": model.tenant,
        "organization": model.organization,
        "year": model.year,
        "movement_type": model.movement_type,
        "kind": model.kind.value,
        "title": model.title,
        "stage": model.stage.value if model.stage else None,
        "content": model.content,
        "status": model.status.value,
        "recognised_on": _iso(model.recognised_on),
        "recognised_by": model.recognised_by,
        "decision_number": model.decision_number,
        "decision_on": _iso(model.decision_on),
    }


def lineage_row(lineage: Lineage, *, skip: int, limit: int) -> dict[str, Any]:
    """Return the lineage, with *limit* of what is below after *skip*."""
    shown = lineage.below[skip : skip + limit]
    return {
        "item": model_row(lineage.model),
        "ancestors": [model_row(e.model) | {"copied": e.copied} for e in lineage.ancestors],
        "beyond": lineage.beyond,
        "copies": [
            model_row(each.model) | {"copied": each.copied, "depth": each.depth} for each in shown
        ],
        "by_tenant": [
            {"tenant": tenant, "copies": copies} for tenant, copies in lineage.copies.most_common()
        ],
        "total": len(lineage.below),
        "complete": lineage.whole and lineage.from_start,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
