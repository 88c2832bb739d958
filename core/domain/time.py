"""The two times a use case runs by: real time, and the date by which the rules judge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """``now`` is real and aware (tokens, audit, created_at); ``today`` may be a practice date."""

    now: datetime
    today: date
