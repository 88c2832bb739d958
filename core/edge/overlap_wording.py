"""What two registrations have in common, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.overlaps import Likeness
from core.translation import translate

if TYPE_CHECKING:
    from core.domain.overlaps import Reason

WHOLLY = 100


def reason_words(reason: Reason, *, village: bool = False) -> str:
    """Return one thing in common, «cùng nội dung»; *village*: the shared area is called one."""
    if reason.what is Likeness.AREA:
        return translate("overlap_reason.village" if village else "overlap_reason.area")
    if reason.what is Likeness.DATES and reason.value == WHOLLY:
        return translate("overlap_reason.same_dates")
    return translate(f"overlap_reason.{reason.what}", share=reason.value)
