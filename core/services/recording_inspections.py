"""Telling the audit trail what was done to an inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.access import FRONT
from core.domain.audit import Act
from core.domain.inspection_rules import changes_between
from core.domain.permissions import from_above

if TYPE_CHECKING:
    from core.domain.access import Assignment
    from core.domain.inspections import Inspection
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def record(
    work: Repositories,
    action: str,
    before: Inspection | None,
    now: Inspection,
    *,
    held: Assignment,
    moment: Moment,
    reason: str | None = None,
    **marks: Any,
) -> None:
    """Record one act: no names, no findings, no minutes (``inspection_rules.PERSONAL``)."""
    above = {"from_above": True} if from_above(held, path=now.path) else {}
    work.audit.record(
        Act(
            action=action,
            target=now.id,
            target_type="inspection",
            path=now.path,
            organization=FRONT,
            changes=changes_between(before, now),
            reason=reason,
            on=moment.today,
            assignment=held.id,
            unsubmitted=now.conclusions == 0,
            details={"version": now.version, "year": now.year, **above, **marks},
        )
    )
