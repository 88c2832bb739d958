"""Telling the audit trail what was done to a report, and asking it what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.audit import Act
from core.domain.errors import StaleVersionError
from core.domain.report_rules import changes_between
from core.services.versions import refuse_other_version

if TYPE_CHECKING:
    from core.domain.access import Assignment
    from core.domain.reports import Report
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def record(
    work: Repositories,
    action: str,
    before: Report | None,
    now: Report,
    *,
    held: Assignment,
    moment: Moment,
    reason: str | None = None,
    **details: Any,
) -> None:
    """Record one act on a report: which fields and parts changed, for whom it is to be seen."""
    work.audit.record(
        Act(
            action=action,
            target=now.id,
            target_type="report",
            path=now.path,
            organization=now.organization,
            changes=changes_between(before, now),
            reason=reason,
            on=moment.today,
            assignment=held.id,
            unsubmitted=not now.ever_submitted,
            details={"version": now.version, "period": str(now.period), **details},
        )
    )


def refuse_stale_report(current: Report, version: int | None, *, work: Repositories) -> None:
    """Raise unless *version* (from ``If-Match``) is that of *current*.

    Raises PreconditionMissingError without one, StaleVersionError naming what changed since.
    """
    if version is None or version == current.version:
        refuse_other_version(current.version, version)
        return
    changed = {
        change["field"]
        for entry in work.audit.of_target(current.id)
        if entry.content.get("details", {}).get("version", 0) > version
        for change in entry.content.get("changes", ())
    }
    raise StaleVersionError(fields=sorted(changed), version=current.version)
