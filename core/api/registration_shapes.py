"""What is shown of a registration, by how much of it the one who asks may see."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from core.domain.access import View
from core.domain.errors import DomainError, InvalidError
from core.domain.registrations import InKind, Money, Place, Quantity
from core.edge.wording import described, missing_sentence
from core.translation import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.registrations import Partner, Registration
    from core.domain.verdicts import Verdict

PLACE, QUANTITY, MONEY, IN_KIND = (
    tuple(each.name for each in fields(row)) for row in (Place, Quantity, Money, InKind)
)


def summary(registration: Registration) -> dict[str, Any]:
    """Return what other organizations of the tenant see: what consultation is for."""
    return {
        "id": registration.id,
        "tenant": registration.tenant,
        "organization": registration.organization,
        "year": registration.year,
        "movement_type": registration.movement_type,
        "kind": registration.kind.value,
        "title": registration.title,
        "stage": registration.stage.value if registration.stage else None,
        "content": registration.content,
        "places": [_stated(place, PLACE) for place in registration.places],
        "number": registration.number,
        "status": registration.status.value,
        "late": registration.late,
        "version": registration.version,
        "recognised_on": _iso(registration.recognised_on),
        "recognised_by": registration.recognised_by,
        "decision_number": registration.decision_number,
        "decision_on": _iso(registration.decision_on),
        "view": View.SUMMARY.value,
    }


def full(
    registration: Registration, view: View, *, personal_answers: frozenset[str]
) -> dict[str, Any]:
    """Return the registration as *view* allows; personal data only under ``View.PERSONAL``."""
    shown = summary(registration)
    if view is View.SUMMARY:
        return shown
    personal = view is View.PERSONAL
    return shown | {
        "view": view.value,
        "themes": sorted(registration.themes),
        "starts_on": _iso(registration.starts_on),
        "ends_on": _iso(registration.ends_on),
        "scale": [_stated(row, QUANTITY) for row in registration.scale],
        "funding": [_stated(row, MONEY) for row in registration.funding],
        "in_kind": [_stated(row, IN_KIND) for row in registration.in_kind],
        "households": registration.households,
        "partners": [_partner(partner) for partner in registration.partners],
        **(
            {
                "person_in_charge": registration.person_in_charge,
                "phone": registration.phone,
            }
            if personal
            else {}
        ),
        "continues": registration.continues,
        "copied_from": registration.copied_from,
        "answers": {
            name: value
            for name, value in registration.answers.items()
            if personal or name not in personal_answers
        },
        "note": registration.note,
        "form_version": registration.form_version,
        "created_at": registration.created_at.isoformat(),
        "created_by": registration.created_by,
        "updated_at": registration.updated_at.isoformat(),
        "submitted_on": _iso(registration.submitted_on),
        "return_reason": registration.return_reason,
        "recognition_note": registration.recognition_note,
        "entered_from_above": registration.entered_from_above,
        "demonstration": registration.demonstration,
        "same_as": registration.same_as,
    }


def verdicts(
    judged: Sequence[Verdict], now: Sequence[Verdict] | None = None
) -> list[dict[str, Any]]:
    """Return verdicts as api.md words them; *now* stands beside those «as if submitted»."""
    standing = {verdict.quota.code: verdict for verdict in now or ()}
    rows = []
    for verdict in judged:
        row = {
            "code": verdict.quota.code,
            "label": verdict.quota.label,
            "source": asdict(verdict.quota.source),
            **_verdict(verdict),
        }
        if now is not None and verdict.quota.code in standing:
            row["now"] = _verdict(standing[verdict.quota.code])
        rows.append(row)
    return rows


def submit_problems(refusal: DomainError) -> list[dict[str, Any]]:
    """Return why a submission was refused, when the draft was saved all the same."""
    if isinstance(refusal, InvalidError) and refusal.problems:
        return [dict(row) for row in described(refusal.problems)]
    message = translate(f"error.{refusal.reason}", **refusal.params)
    return [{"field": None, "reason": refusal.reason, "message": message}]


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "verdict": verdict.outcome.value,
        "have": verdict.have,
        "need": verdict.need,
        "missing": missing_sentence(verdict.lack),
    }


def _partner(partner: Partner) -> Any:
    if partner.declined:
        return {"organization": partner.organization, "declined": True}
    return partner.organization or {"name": partner.name}


def _stated(row: Place | Quantity | Money | InKind, names: Sequence[str]) -> dict[str, Any]:
    """Return the fields of *row* that say something; a list has hundreds of such rows."""
    return {name: value for name in names if (value := getattr(row, name)) is not None}


def _iso(day: Any) -> str | None:
    return None if day is None else day.isoformat()
