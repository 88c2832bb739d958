"""What is shown of an overlap, by itself and in the answer with a registration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields

from core.domain.overlap_cases import STATUSES
from core.domain.overlaps import Likeness
from core.edge.fields import Answer, Code
from core.edge.overlap_wording import reason_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.overlap_cases import OverlapCase
    from core.domain.overlaps import Reason
    from core.services.overlapping import Lookalike


class ReasonAnswer(Answer):
    """One thing in common, in percent where it is one of degree; ``message`` says it in words."""

    what = Code([likeness.value for likeness in Likeness], required=True)
    value = fields.Integer(required=True, allow_none=True)
    message = fields.String(required=True)


class OverlapAnswer(Answer):
    """Two registrations that may be one work."""

    id = fields.String(required=True)
    tenant = fields.String(required=True)
    year = fields.Integer(required=True)
    registrations = fields.List(fields.String(), required=True)
    organizations = fields.List(fields.String(), required=True)
    score = fields.Integer(required=True)
    reasons = fields.List(fields.Nested(ReasonAnswer), required=True)
    status = Code([*STATUSES], required=True)
    reason = fields.String(required=True, allow_none=True)
    counts = fields.String(required=True, allow_none=True)
    settled_by = fields.String(required=True, allow_none=True)
    settled_on = fields.Date(required=True, allow_none=True)
    found_at = fields.DateTime(required=True)
    version = fields.Integer(required=True)


class LookalikeAnswer(Answer):
    """Another registration that may be the same work; ``id`` is null until it was looked at."""

    id = fields.String(required=True, allow_none=True)
    registration = fields.String(required=True)
    organization = fields.String(required=True)
    score = fields.Integer(required=True)
    reasons = fields.List(fields.Nested(ReasonAnswer), required=True)
    status = Code([*STATUSES], required=True)


def case_row(case: OverlapCase) -> dict[str, Any]:
    settlement = case.settlement
    return {
        "id": case.id,
        "tenant": case.tenant,
        "year": case.year,
        "registrations": list(case.registrations),
        "organizations": list(case.organizations),
        "score": case.score,
        "reasons": reason_rows(case.reasons),
        "status": case.status,
        "reason": settlement.reason if settlement else None,
        "counts": settlement.counts if settlement else None,
        "settled_by": settlement.by if settlement else None,
        "settled_on": settlement.on.isoformat() if settlement else None,
        "found_at": case.found_at.isoformat(),
        "version": case.version,
    }


def lookalike_row(likely: Lookalike) -> dict[str, Any]:
    """Return a row of a registration's ``overlaps``; ``id`` is null until it has been looked at."""
    return {
        "id": likely.case.id if likely.case else None,
        "registration": likely.registration,
        "organization": likely.organization,
        "score": likely.found.score,
        "reasons": reason_rows(likely.found.reasons),
        "status": likely.case.status if likely.case else "open",
    }


def reason_rows(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    return [
        {"what": each.what.value, "value": each.value, "message": reason_words(each)}
        for each in reasons
    ]
