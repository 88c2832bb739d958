"""Whether a quota is about a type of item at all, and by what an item of it fails to count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.quota_matching import counts
from core.domain.quotas import AllOf, AnyOf

if TYPE_CHECKING:
    from core.domain.movements import Kind, MovementType
    from core.domain.quotas import AtLeast, Expected, Filter, Quota, Trait, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """What the clause asks for and the item does not have; an empty set: in that it fits."""

    kinds: frozenset[Kind] = frozenset()
    themes: frozenset[str] = frozenset()
    wording: frozenset[Wording] = frozenset()

    @property
    def size(self) -> int:
        return bool(self.kinds) + bool(self.themes) + bool(self.wording)


def clauses_of(quota: Quota) -> tuple[AtLeast | Expected, ...]:
    """Return the clauses of a quota, however they are joined."""
    clause = quota.clause
    return clause.clauses if isinstance(clause, (AnyOf, AllOf)) else (clause,)


def is_about(quota: Quota, of_type: MovementType) -> bool:
    """Tell whether some item of *of_type* could count for the quota."""
    return of_type.organization in quota.owners and any(
        _admits(clause.filter, of_type) for clause in clauses_of(quota)
    )


def serves(quota: Quota, trait: Trait | None) -> bool:
    """Tell whether an item of *trait* is one of those the quota counts."""
    return (
        trait is not None
        and trait.organization in quota.owners
        and any(
            counts(clause.filter, trait, renewed_yearly=quota.renewed_yearly)
            for clause in clauses_of(quota)
        )
    )


def misfit(quota: Quota, trait: Trait, of_type: MovementType) -> Misfit | None:
    """Return by what an item of *trait* fails to count, for the clause it comes nearest to.

    None: it counts, or no clause is about its type.
    """
    near = [clause.filter for clause in clauses_of(quota) if _admits(clause.filter, of_type)]
    renewed = quota.renewed_yearly
    if any(counts(wanted, trait, renewed_yearly=renewed) for wanted in near):
        return None
    found = (_misfit(wanted, trait, renewed=renewed) for wanted in near)
    return min(found, key=lambda one: one.size, default=None)


def _admits(wanted: Filter, of_type: MovementType) -> bool:
    return (
        (not wanted.movement_types or of_type.code in wanted.movement_types)
        and (not wanted.kinds or not wanted.kinds.isdisjoint(of_type.kinds))
        and wanted.themes <= of_type.allowed_themes()
    )


def _misfit(wanted: Filter, trait: Trait, *, renewed: bool) -> Misfit:
    alike = type(wanted)(
        movement_types=wanted.movement_types,
        kinds=frozenset(),
        themes=frozenset(),
        wording=wanted.wording,
    )
    stage_fits = counts(alike, trait, renewed_yearly=renewed)
    return Misfit(
        kinds=frozenset() if trait.kind in wanted.kinds or not wanted.kinds else wanted.kinds,
        themes=wanted.themes - trait.themes,
        wording=frozenset() if stage_fits else wanted.wording,
    )
