"""What differs between two versions of a registration, for history and for a refused edit."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from core.domain.audit import Change
from core.domain.registrations import Registration
from core.domain.results import REALIZED, Basis, latest

if TYPE_CHECKING:
    from collections.abc import Iterator

PERSONAL = frozenset({"person_in_charge", "phone"})
"""Kept out of lists, summaries, exports and logs (api.md, «Sight»)."""

SILENT = frozenset(
    {
        "id", "path", "version", "created_at", "created_by", "updated_at", "touched_by",
        "submitted_at", "results", "form_version", "built", "answers", "demonstration",
        "merged_from",
    }
)  # fmt: skip
COMPARED = tuple(f.name for f in fields(Registration) if f.name not in SILENT)


def changes_between(
    before: Registration | None, after: Registration, *, personal_answers: frozenset[str]
) -> tuple[Change, ...]:
    """Return the fields that differ; personal ones are named, never quoted."""
    return tuple(_changes(before, after, personal_answers))


def _changes(
    before: Registration | None, after: Registration, personal_answers: frozenset[str]
) -> Iterator[Change]:
    for name in COMPARED:
        old, new = getattr(before, name, None), getattr(after, name)
        if before is None and new in (None, "", (), frozenset(), False):
            continue
        if old != new:
            hidden = name in PERSONAL
            yield (
                Change(field=name, hidden=True) if hidden else Change(field=name, old=old, new=new)
            )
    earlier = before.answers if before else {}
    for key in sorted(earlier.keys() | after.answers.keys()):
        old, new = earlier.get(key), after.answers.get(key)
        if old != new:
            field = f"answers.{key}"
            hidden = key in personal_answers
            yield (
                Change(field=field, hidden=True)
                if hidden
                else Change(field=field, old=old, new=new)
            )


def standing(registration: Registration) -> dict[str, object]:
    """Return what a past date can be judged by: whether it counted, and as what."""
    return {
        "id": registration.id,
        "year": registration.year,
        "tenant": registration.tenant,
        "organization": registration.organization,
        "movement_type": registration.movement_type,
        "kind": registration.kind.value,
        "stage": registration.stage.value if registration.stage else None,
        "content": registration.content,
        "themes": sorted(registration.themes),
        "built": registration.built,
        "counted": registration.counted,
        "realized": is_realized(registration),
    }


def is_realized(registration: Registration) -> bool:
    """Tell whether its latest result is completed or maintained (api.md, «Verdicts»)."""
    result = latest(registration.results, month=12, basis=Basis.REPORTED)
    return result is not None and result.state in REALIZED
