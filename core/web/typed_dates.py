"""A day as a date field sends it, or as people type it: 2017-07-14, 14/7/2017."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.typed_days import day_of
from core.domain.typed_numbers import UnclearError

if TYPE_CHECKING:
    from datetime import date


def typed_date(text: str) -> date | None:
    """Return the day *text* says, None if it says none."""
    try:
        return day_of(text)
    except UnclearError:
        return None
