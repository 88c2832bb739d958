"""Which items a clause counts, and how far items fill clauses when none may serve two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from core.domain.movements import Stage
from core.domain.quotas import COUNTED_STAGES, Trait, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.quotas import AtLeast, Filter

Holdings = Mapping[Trait, int]
"""How many items of each trait somebody has; items of one trait are interchangeable."""


def counts(wanted: Filter, trait: Trait, *, renewed_yearly: bool) -> bool:
    """Tell whether an item of *trait* is one of those *wanted*; an empty set asks nothing."""
    return (
        (not wanted.movement_types or trait.movement_type in wanted.movement_types)
        and (not wanted.kinds or trait.kind in wanted.kinds)
        and wanted.themes <= trait.themes
        and _stage_counts(wanted.wording, trait, renewed_yearly=renewed_yearly)
    )


def counted(wanted: Filter, holdings: Holdings, *, renewed_yearly: bool) -> int:
    """Return the number of items in *holdings* that are *wanted*."""
    return sum(
        number
        for trait, number in holdings.items()
        if counts(wanted, trait, renewed_yearly=renewed_yearly)
    )


def filled(
    clauses: Sequence[AtLeast], holdings: Holdings, *, renewed_yearly: bool
) -> tuple[int, ...]:
    """Return how many items each clause gets in a largest assignment of distinct items.

    Of the largest assignments it is the one that fills the clauses in the order of the plan: what
    the first i clauses get together is always the most that they can get. (What assignments can
    fill is a polymatroid, so serving greedily in any order loses nothing in the total.)
    """
    offers = _offers(clauses, holdings, renewed_yearly=renewed_yearly)
    needs = [clause.n for clause in clauses]
    reached = [_largest(needs[:first], offers) for first in range(len(needs) + 1)]
    return tuple(after - before for before, after in pairwise(reached))


def matched(clauses: Sequence[AtLeast], holdings: Holdings, *, renewed_yearly: bool) -> int:
    """Return the size of the largest assignment of distinct items to the clauses' places.

    Clause i has ``n`` places; an item takes at most one place, of a clause that counts it (004
    II.5: two models are asked for, so one that fits both sentences serves one of them).
    """
    offers = _offers(clauses, holdings, renewed_yearly=renewed_yearly)
    return _largest([clause.n for clause in clauses], offers)


def _stage_counts(wording: frozenset[Wording], trait: Trait, *, renewed_yearly: bool) -> bool:
    """Apply api.md, «Verdicts»: which stages «duy trì» and «xây dựng» count."""
    if not wording or any(trait.stage in COUNTED_STAGES[word] for word in wording):
        return True
    # What was built once stays built, unless the quota is owed anew each year.
    kept = trait.stage is Stage.MAINTAINED and trait.built
    return kept and Wording.BUILD in wording and not renewed_yearly


def _offers(
    clauses: Sequence[AtLeast], holdings: Holdings, *, renewed_yearly: bool
) -> Counter[int]:
    """Count the items by the clauses they fit; bit i of a key stands for clause i."""
    offers: Counter[int] = Counter()
    for trait, number in holdings.items():
        fits = sum(
            1 << i
            for i, clause in enumerate(clauses)
            if counts(clause.filter, trait, renewed_yearly=renewed_yearly)
        )
        offers[fits] += number
    return offers


def _largest(needs: Sequence[int], offers: Mapping[int, int]) -> int:
    """Apply Hall's theorem, with multiplicities: the smallest cut is the largest matching.

    A cut chooses some clauses, held back by the items that fit any of them, and is limited by the
    places of the others. A plan's sentence has few clauses, so all 2ⁿ choices are tried.
    """
    return min(
        sum(number for fits, number in offers.items() if fits & chosen)
        + sum(need for i, need in enumerate(needs) if not chosen >> i & 1)
        for chosen in range(1 << len(needs))
    )
