"""A case: two registrations that look like one work, and what the Front has settled about them.

004 I.2 leaves it to consultation; the three conclusions and what follows from each for the
figures are ours (domain.md §6.3): a work done jointly counts once, for who leads it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING

from core.domain.access import Role
from core.domain.errors import InvalidError, Problem
from core.domain.overlaps import IN_SUMMARY
from core.domain.permissions import may_consult

if TYPE_CHECKING:
    from datetime import date, datetime

    from core.domain.access import Assignment, Scope
    from core.domain.overlaps import Overlap, Reason
    from core.domain.registrations import Registration


class Verdict(StrEnum):
    """What two registrations are (api.md, «Resources»)."""

    JOINT = "joint"
    DISTINCT = "distinct"
    DUPLICATE = "duplicate"


OPEN = "open"
STATUSES = (OPEN, *(verdict.value for verdict in Verdict))
COUNTED_ONCE = frozenset({Verdict.JOINT, Verdict.DUPLICATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A conclusion with its author; ``counts`` is the registration that counts for both.

    ``partnered`` holds when it made the other's organization a partner of that registration,
    ``had_declined`` when that organization had declined to be one.
    """

    verdict: Verdict
    reason: str
    counts: str | None
    by: str
    at: datetime
    on: date
    partnered: bool = False
    had_declined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeliestPage:
    """``limit`` open cases after *skip*, or after the one of (points, id); most points first."""

    limit: int
    skip: int = 0
    after: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapCase:
    """Two registrations of one commune and year; ``path`` is the commune's.

    ``organizations`` and ``paths`` are theirs, in the order of ``registrations``;
    ``summary_score`` is as in ``overlaps.Overlap``.
    """

    id: str
    tenant: str
    path: str
    year: int
    registrations: tuple[str, str]
    organizations: tuple[str, str]
    paths: tuple[str, str]
    score: int
    summary_score: int | None
    reasons: tuple[Reason, ...]
    found_at: datetime
    settlement: Settlement | None = None
    version: int = 1

    @property
    def status(self) -> str:
        return OPEN if self.settlement is None else self.settlement.verdict.value

    @property
    def board(self) -> str:
        """Return the path of the lowest unit whose Front may settle it (``may_settle``).

        That of both items' tenant, or of the nearest one above both.
        """
        one, other = (path.rstrip("/").split("/") for path in self.paths)
        if one[-1] == other[-1]:
            return self.paths[0]
        above = takewhile(lambda ids: ids[0] == ids[1], zip(one, other, strict=False))
        return "".join(f"{shared}/" for shared, _ in above)

    @property
    def merged(self) -> str | None:
        """Return the registration that counts no more; None while both count for themselves."""
        if self.settlement is None or self.settlement.counts is None:
            return None
        one, two = self.registrations
        return two if self.settlement.counts == one else one


def case_of(
    found: Overlap, one: Registration, other: Registration, *, tenant: str, path: str, at: datetime
) -> OverlapCase:
    """Return the open case of what was *found* between two registrations in a commune."""
    items = {each.id: each for each in (one, other)}
    first, second = (items[each] for each in found.registrations)
    return OverlapCase(
        id=f"{first.id}-{second.id}",
        tenant=tenant,
        path=path,
        year=one.year,
        registrations=found.registrations,
        organizations=(first.organization, second.organization),
        paths=(first.path, second.path),
        score=found.score,
        summary_score=found.summary_score,
        reasons=found.reasons,
        found_at=at,
    )


def settled(case: OverlapCase, settlement: Settlement) -> OverlapCase:
    """Return *case* with a conclusion; raises InvalidError where it lacks something."""
    problems = []
    if not settlement.reason.strip():
        problems.append(Problem("reason", "required"))
    if settlement.verdict in COUNTED_ONCE:
        if settlement.counts not in case.registrations:
            problems.append(Problem("counts", "not_one_of_both"))
    elif settlement.counts is not None:
        problems.append(Problem("counts", "unknown_field", {"name": "counts"}))
    if problems:
        raise InvalidError(problems=problems)
    return replace(case, settlement=settlement, version=case.version + 1)


def shown_to(scope: Scope, case: OverlapCase) -> bool:
    """Tell whether *scope* may know of a case: the Front in its sight, the two whose items it is.

    Who sees one of both items in summary only is told of a case that a summary gives away, and of
    no other: else one could measure what another keeps to itself (api.md, «Sight»).
    """
    return scope.everything or any(_shown_under(held, case) for held in scope.assignments)


def seen_by(scope: Scope, case: OverlapCase) -> OverlapCase:
    """Return *case* as *scope* may know of it: of what both have in common only what is seen."""
    if scope.everything or any(_sees_both(held, case) for held in scope.assignments):
        return case
    reasons = tuple(reason for reason in case.reasons if reason.what in IN_SUMMARY)
    return replace(case, reasons=reasons, score=case.summary_score or 0)


def may_settle(held: Assignment, case: OverlapCase) -> bool:
    """Tell whether somebody may settle: the Front of both items, or above it (api.md)."""
    return all(may_consult(held, path=path) for path in case.paths)


def _sees_both(held: Assignment, case: OverlapCase) -> bool:
    return held.role is not Role.ADMIN and all(
        held.sees(path) and (held.of_front or held.organization == organization)
        for path, organization in zip(case.paths, case.organizations, strict=True)
    )


def _shown_under(held: Assignment, case: OverlapCase) -> bool:
    if _sees_both(held, case):
        return True
    if case.summary_score is None:
        return False
    if held.of_front:
        return held.sees(case.path)
    return case.path in held.paths and held.organization in case.organizations
