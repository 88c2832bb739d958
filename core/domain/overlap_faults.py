"""Judging whether what settled overlaps say and what their registrations say is the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.integrity import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Of a registration: whether it counts, and which counts in its place."""

    counted: bool
    same_as: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Of an overlap: its registrations, and which of both counts for both (None: each)."""

    registrations: tuple[str, str]
    counts: str | None

    @property
    def merged(self) -> str | None:
        """Return the registration that counts no more; None while both count for themselves."""
        one, two = self.registrations
        return None if self.counts is None else two if self.counts == one else one


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """All overlaps by id, and the registrations that they or others point to, of one moment."""

    overlaps: Mapping[str, Tie]
    marks: Mapping[str, Mark]


def faults_in(ties: Ties) -> Iterator[Difference]:
    """Yield what does not agree (codes: ``_pointing`` and ``_concluded``)."""
    settled = {(tie.merged, tie.counts) for tie in ties.overlaps.values() if tie.counts}
    for name, mark in ties.marks.items():
        if mark.same_as is not None:
            for code in _pointing(mark, ties.marks.get(mark.same_as)):
                yield Difference(code=code, params={"id": name, "other": mark.same_as})
            if (name, mark.same_as) not in settled:
                params = {"id": name, "other": mark.same_as}
                yield Difference(code="same_as_unsettled", params=params)
    for name, tie in ties.overlaps.items():
        for code in _concluded(tie, ties.marks):
            yield Difference(code=code, params={"overlap": name})


def _pointing(mark: Mark, other: Mark | None) -> Iterator[str]:
    """Yield what is wrong with a registration that another counts for.

    ``same_as_twice``: it counts itself, so the work counts twice; ``same_as_lost``: the other is
    not there; ``same_as_chain``: another counts for that one in turn; ``same_as_uncounted``: that
    one does not count, so the work counts nowhere.
    """
    if mark.counted:
        yield "same_as_twice"
    if other is None:
        yield "same_as_lost"
    elif other.same_as is not None:
        yield "same_as_chain"
    elif not other.counted:
        yield "same_as_uncounted"


def _concluded(tie: Tie, marks: Mapping[str, Mark]) -> Iterator[str]:
    """Yield what is wrong with an overlap.

    ``overlap_of_nothing``: one of its registrations is gone; ``overlap_unmarked``: it is settled
    that one counts for both, and the other does not point to that one.
    """
    if any(each not in marks for each in tie.registrations):
        yield "overlap_of_nothing"
    elif tie.merged is not None and marks[tie.merged].same_as != tie.counts:
        yield "overlap_unmarked"
