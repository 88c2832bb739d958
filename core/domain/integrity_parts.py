"""The parts in which everything is checked: each by itself, at a moment of its own, anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping

    from core.domain.integrity import Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Of one year, the paths with *first* <= path < *last* (None: to the end)."""

    year: int
    first: str
    last: str | None
    size: int

    @property
    def name(self) -> str:
        return f"{self.year}|{self.first}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Of one chain, the entries with *first* <= sequence <= *last*.

    ``head`` is the chain's registered end (sequence, hash) as it was when its entries up to the
    last segment's *last* were there; ``to_the_end`` marks that segment.
    """

    chain: str
    first: int
    last: int
    head: tuple[int, str] | None
    to_the_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Of the evidence, that whose id begins with *start*."""

    start: str


Part = Range | Segment | Files


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a look at one part gave.

    ``numbers`` of a range: those in each register (organization, tenant). ``stored`` and
    ``recorded``: a line for each registration, by compartment (``core.domain.testimony``).
    """

    part: Part
    findings: Findings
    numbers: Mapping[tuple[str, str], array[int]] = field(default_factory=dict)
    stored: Mapping[int, bytes] = field(default_factory=dict)
    recorded: Mapping[int, bytes] = field(default_factory=dict)
