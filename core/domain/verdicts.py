"""The verdict on one tenant's quota, and how the verdicts of many tenants add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.quota_matching import counted, filled
from core.domain.quota_rules import binds
from core.domain.quotas import AllOf, AnyOf, AtLeast, Expected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.domain.quota_matching import Holdings
    from core.domain.quota_rules import TenantFacts
    from core.domain.quotas import Quota


class Outcome(StrEnum):
    """Met, not met, cannot be evaluated, or asked for without a number."""

    MET = "met"
    SHORT = "short"
    UNKNOWN = "unknown"
    EXPECTED = "expected"


class Junction(StrEnum):
    """Whether one of several missing things would do, or all are owed."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class Missing:
    """``n`` more items (≥ 1), each called ``label``."""

    n: int
    label: str


@dataclass(frozen=True, slots=True)
class Lack:
    """What would meet the quota: one of the parts (OR), or every part (AND); never empty."""

    parts: tuple[Missing, ...]
    junction: Junction = Junction.AND


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a tenant stands to a quota, as it binds there.

    ``have`` and ``need`` are numbers of items as api.md, «Verdicts» defines them; ``need`` is None
    where the plan states no number. ``lack`` is there exactly when the outcome is short.
    """

    quota: Quota
    outcome: Outcome
    have: int
    need: int | None
    lack: Lack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A tenant, by its id, that does not meet a quota."""

    tenant: str
    have: int
    need: int
    lack: Lack


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictTally:
    """One quota over many tenants: how many of each outcome, and who is short, in order.

    ``have`` is how many items all to whom it applies have together.
    """

    met: int
    short: int
    unknown: int
    expected: int
    have: int
    shortfalls: tuple[Shortfall, ...]

    @property
    def applicable(self) -> int:
        return self.met + self.short + self.unknown + self.expected


def judge(quota: Quota, facts: TenantFacts, holdings: Holdings) -> Verdict | None:
    """Judge *holdings*, all items of one tenant and year that stand, or None: does not apply.

    Only items of the quota's owners count. What depends on an attribute nobody has stated, or on
    a plugin that is not active, is unknown: never met, never short.
    """
    bound = binds(quota, facts)
    if bound is False:
        return None
    owners = quota.owners
    own = {trait: number for trait, number in holdings.items() if trait.organization in owners}
    verdict = _evaluated(quota, own)
    if bound is None or not facts.plugin_active:
        return replace(verdict, outcome=Outcome.UNKNOWN, lack=None)
    return verdict


def tally(verdicts: Mapping[str, Verdict | None]) -> VerdictTally:
    """Add up the verdicts on one quota by tenant id; None is a tenant it does not apply to."""
    given = [(tenant, verdict) for tenant, verdict in verdicts.items() if verdict is not None]
    number = Counter(verdict.outcome for _, verdict in given)
    return VerdictTally(
        met=number[Outcome.MET],
        short=number[Outcome.SHORT],
        unknown=number[Outcome.UNKNOWN],
        expected=number[Outcome.EXPECTED],
        have=sum(verdict.have for _, verdict in given),
        shortfalls=tuple(
            Shortfall(tenant=tenant, have=verdict.have, need=verdict.need, lack=verdict.lack)
            for tenant, verdict in given
            if verdict.lack is not None and verdict.need is not None
        ),
    )


def _evaluated(quota: Quota, own: Holdings) -> Verdict:
    renewed = quota.renewed_yearly
    match quota.clause:
        case Expected(filter=wanted):
            have = counted(wanted, own, renewed_yearly=renewed)
            return Verdict(quota=quota, outcome=Outcome.EXPECTED, have=have, need=None)
        case AtLeast() as clause:
            have = counted(clause.filter, own, renewed_yearly=renewed)
            return _verdict(quota, have, clause.n, Lack(_missing([(clause, have)])))
        case AnyOf(clauses=clauses):
            branches = [
                (clause, counted(clause.filter, own, renewed_yearly=renewed)) for clause in clauses
            ]
            nearest, have = min(branches, key=lambda branch: max(0, branch[0].n - branch[1]))
            return _verdict(quota, have, nearest.n, Lack(_missing(branches), Junction.OR))
        case AllOf(clauses=clauses):
            got = filled(clauses, own, renewed_yearly=renewed)
            lack = Lack(_missing(zip(clauses, got, strict=True)))
            return _verdict(quota, sum(got), sum(clause.n for clause in clauses), lack)


def _verdict(quota: Quota, have: int, need: int, lack: Lack) -> Verdict:
    if have >= need:
        return Verdict(quota=quota, outcome=Outcome.MET, have=have, need=need)
    return Verdict(quota=quota, outcome=Outcome.SHORT, have=have, need=need, lack=lack)


def _missing(gotten: Iterable[tuple[AtLeast, int]]) -> tuple[Missing, ...]:
    return tuple(Missing(clause.n - got, clause.label) for clause, got in gotten if clause.n > got)
