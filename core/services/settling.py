"""Settling an overlap: joint, distinct or duplicate; what counts twice then counts once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.audit import Act
from core.domain.errors import ConflictError, ForbiddenError, NotFoundError
from core.domain.overlap_cases import (
    COUNTED_ONCE,
    OverlapCase,
    Settlement,
    Verdict,
    may_settle,
    settled,
)
from core.domain.registrations import Partner
from core.services.acting import choose
from core.services.calendar_gates import refuse_locked
from core.services.counting import keep_counted
from core.services.queueing import look_for_overlaps
from core.services.recording import record
from core.services.versions import refuse_other_version

if TYPE_CHECKING:
    from core.catalogue import Catalogue
    from core.domain.access import Assignment
    from core.domain.registrations import Registration
    from core.domain.time import Moment
    from core.services.ports.work import Repositories

_Items = dict[str, "Registration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What is concluded; ``counts`` None: of two that are one work the one sent first counts."""

    verdict: Verdict
    reason: str
    counts: str | None = None


def settle(
    case_id: str,
    conclusion: Conclusion,
    *,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> OverlapCase:
    """Record *conclusion* and have the figures follow it; a conclusion before it is taken back.

    Raises NotFoundError, ForbiddenError, PreconditionMissingError, StaleVersionError, InvalidError
    (``reason`` missing; ``counts`` not one of both), ConflictError (``locked``; ``wrong_state``
    when one of both does not stand any more).
    """
    case = work.overlaps.get(case_id)
    held = choose(work.scope, lambda a: may_settle(a, case))
    refuse_other_version(case.version, version)
    before = {each: _in_sight(work, each) for each in case.registrations}
    after = _as_before(case, before)
    settlement = Settlement(
        verdict=conclusion.verdict,
        reason=conclusion.reason,
        counts=conclusion.counts or _sent_first(after, conclusion.verdict),
        by=work.scope.user,
        at=moment.now,
        on=moment.today,
    )
    now = _merge(settled(case, settlement), after)
    if now.merged and work.neighbours.counts_for_others(now.merged, but=settlement.counts):
        raise ConflictError("counts_for_others")
    for each in case.registrations:
        refuse_locked(before[each], work=work, today=moment.today)
    work.overlaps.replace(now, before=case)
    _record(work, case, now, held, moment)
    for each in case.registrations:
        _keep(work, before[each], after[each], now, held, catalogue, moment)
    return now


def _in_sight(work: Repositories, registration_id: str) -> Registration:
    try:
        return work.registrations.get(registration_id)
    except NotFoundError:  # it has been moved elsewhere since
        raise ForbiddenError from None


def _as_before(case: OverlapCase, items: _Items) -> _Items:
    """Return both items without what an earlier conclusion did to them."""
    after = dict(items)
    if case.settlement and case.settlement.counts and case.merged:
        counts, merged = after[case.settlement.counts], after[case.merged]
        after[merged.id] = merged.separated()
        if case.settlement.partnered:
            others = tuple(p for p in counts.partners if p.organization != merged.organization)
            if case.settlement.had_declined:
                others += (Partner(organization=merged.organization, declined=True),)
            after[counts.id] = replace(counts, partners=others)
    return after


def _merge(case: OverlapCase, items: _Items) -> OverlapCase:
    """Have one of *items* count for both if that is concluded; the case says who got a partner."""
    if not (case.settlement and case.settlement.counts and case.merged):
        return case
    counts, merged = items[case.settlement.counts], items[case.merged]
    for each in (counts, merged):
        if not each.counted:
            raise ConflictError("wrong_state", status=each.status.value, action="settle")
    items[merged.id] = merged.merged(into=counts.id)
    joins = (
        case.settlement.verdict is Verdict.JOINT
        and merged.organization != counts.organization
        and merged.organization not in counts.partner_organizations
    )
    if not joins:
        return case
    others = tuple(p for p in counts.partners if p.organization != merged.organization)
    partners = (*others, Partner(organization=merged.organization))
    items[counts.id] = replace(counts, partners=partners)
    declined = any(p.declined and p.organization == merged.organization for p in counts.partners)
    told = replace(case.settlement, partnered=True, had_declined=declined)
    return replace(case, settlement=told)


def _sent_first(items: _Items, verdict: Verdict) -> str | None:
    if verdict not in COUNTED_ONCE:
        return None
    first = min(items.values(), key=lambda each: (each.submitted_at or each.created_at, each.id))
    return first.id


def _record(
    work: Repositories, before: OverlapCase, now: OverlapCase, held: Assignment, moment: Moment
) -> None:
    work.audit.record(
        Act(
            action="overlap.settle",
            target=now.id,
            target_type="overlap",
            path=now.path,
            reason=now.settlement.reason if now.settlement else None,
            on=moment.today,
            assignment=held.id,
            details={
                "version": now.version,
                "registrations": list(now.registrations),
                "was": before.status,
                "verdict": now.status,
                "counts": now.settlement.counts if now.settlement else None,
            },
        )
    )


def _keep(
    work: Repositories,
    before: Registration,
    after: Registration,
    case: OverlapCase,
    held: Assignment,
    catalogue: Catalogue,
    moment: Moment,
) -> None:
    """Store what the conclusion changes of one of both, if anything.

    What counts is stored in any case: so who withdraws it at the same moment is in conflict.
    """
    counts = case.settlement and case.settlement.counts == after.id
    if after == before and not counts:
        return
    kept = replace(after, version=before.version + 1, updated_at=moment.now)
    work.registrations.replace(kept, before=before)
    keep_counted(work, before, kept, measures=catalogue.measures, moment=moment)
    look_for_overlaps(work, before, kept, moment=moment)
    reason = case.settlement.reason if case.settlement else None
    record(
        work, "registration.settle", before, kept, held=held, catalogue=catalogue, moment=moment,
        reason=reason, overlap=case.id,
    )  # fmt: skip
