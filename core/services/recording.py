"""Telling the audit trail what was done to a registration."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.domain.audit import Act
from core.domain.changes import changes_between, standing
from core.domain.permissions import from_above

if TYPE_CHECKING:
    from core.catalogue import Catalogue
    from core.domain.access import Assignment
    from core.domain.audit import Change
    from core.domain.registrations import Registration
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def personal_answers(*given: Registration | None, catalogue: Catalogue) -> frozenset[str]:
    """Return the names of the answers that are not known to be impersonal, each by its own form.

    While a plugin is away nobody can say which are, so all count as personal; so does an answer
    whose question is no longer asked.
    """
    return frozenset(
        name
        for one in given
        if one is not None
        for name in one.answers.keys() - _impersonal(one.movement_type, catalogue)
    )


def _impersonal(movement_type: str, catalogue: Catalogue) -> frozenset[str]:
    of_type = catalogue.movement_types.get(movement_type)
    form = of_type.form if of_type else ()
    return frozenset(question.name for question in form if not question.personal)


def _told(
    before: Registration | None, after: Registration, personal: frozenset[str]
) -> tuple[Change, ...]:
    """Return what differs; with a first submission not what the draft said before.

    That entry is read by the Front as well, which sees no drafts (api.md, «Sight»).
    """
    changes = changes_between(before, after, personal_answers=personal)
    if before is None or before.ever_submitted or not after.ever_submitted:
        return changes
    return tuple(c if c.field == "status" else replace(c, old=None) for c in changes)


def record(
    work: Repositories,
    action: str,
    before: Registration | None,
    after: Registration | None,
    *,
    held: Assignment,
    catalogue: Catalogue,
    moment: Moment,
    reason: str | None = None,
    **details: Any,
) -> None:
    """Record one act on a registration: what changed, for whom it is to be seen."""
    shown = after or before
    if shown is None:
        return
    personal = personal_answers(before, after, catalogue=catalogue)
    above = {"from_above": True} if from_above(held, path=shown.path) else {}
    work.audit.record(
        Act(
            action=action,
            target=shown.id,
            target_type="registration",
            path=shown.path,
            organization=shown.organization,
            changes=_told(before, after, personal) if after else (),
            reason=reason,
            on=moment.today,
            assignment=held.id,
            unsubmitted=not shown.ever_submitted,
            state=standing(shown) if after else {**standing(shown), "counted": False},
            details={"version": shown.version, **above, **details},
        )
    )
