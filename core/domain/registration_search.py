"""What lists of registrations can be asked for, and which page of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.results import Basis

if TYPE_CHECKING:
    from datetime import date, datetime

    from core.domain.quotas import Quota
    from core.domain.results import State

YEARS_END = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What is to be said by the result that speaks for the end of ``month`` (1–12).

    That is ``core.domain.results.latest``; an item without one is not wanted. ``state``: it says
    this; ``spent``: it names money spent; ``households``: it names households reached.
    """

    month: int = YEARS_END
    basis: Basis = Basis.REPORTED
    state: State | None = None
    spent: bool = False
    households: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationFilter:
    """Every part is optional; ``prefixes`` are those of a tenant's sight, ``words`` are folded.

    ``at`` are paths whose own items are wanted, without what lies below them; ``counted`` asks for
    what figures are made of (``core.domain.registrations.COUNTED``). ``funded``: money is planned,
    ``source``: from this source; ``submitted_from`` … ``submitted_to`` are days of the first
    submission, both inclusive. ``serves``: what this quota counts.
    """

    prefixes: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    organization: str | None = None
    year: int | None = None
    movement_type: str | None = None
    kind: str | None = None
    content: int | None = None
    stage: str | None = None
    status: str | None = None
    late: bool | None = None
    recognised: bool | None = None
    counted: bool = False
    funded: bool = False
    source: str | None = None
    submitted_from: date | None = None
    submitted_to: date | None = None
    reached: Reached | None = None
    serves: Quota | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``limit`` rows, after *skip* rows or after the row (created_at, id); the newest first."""

    limit: int
    skip: int = 0
    after: tuple[datetime, str] | None = None
    oldest_first: bool = False
