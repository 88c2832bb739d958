"""What lists of registrations can be asked for, and which page of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationFilter:
    """Every part is optional; ``prefixes`` are those of a tenant's sight, ``words`` are folded.

    ``at`` are paths whose own items are wanted, without what lies below them; ``counted`` asks for
    what figures are made of (``core.domain.registrations.COUNTED``).
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
    counted: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``limit`` rows, after *skip* rows or after the row (created_at, id); the newest first."""

    limit: int
    skip: int = 0
    after: tuple[datetime, str] | None = None
    oldest_first: bool = False
