"""What two registrations have in common, in words, and how alike they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.overlaps import Likeness
from core.domain.text import folded
from core.edge.overlap_wording import reason_words
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.domain.overlaps import Reason
    from core.domain.registrations import Registration

ORDER = (
    Likeness.AREA, Likeness.DATES, Likeness.SUBJECT, Likeness.CONTENT, Likeness.KIND,
    Likeness.TITLE, Likeness.SCALE, Likeness.HOUSEHOLDS, Likeness.FUNDING,
)  # fmt: skip
"""What people ask first comes first: where, when, about what."""

VERY_ALIKE = 85
QUITE_ALIKE = 70
"""From so many points on; the threshold itself is that of ``core.domain.overlaps``."""

VILLAGE = "thon "


def reasons_text(reasons: Iterable[Reason], *items: Registration | None) -> str:
    """Return «cùng thôn, cùng thời gian, cùng nội dung, tên giống 71%»."""
    told = by_likeness(reasons)
    return ", ".join(reason_text(told[what], *items) for what in ORDER if what in told)


def by_likeness(reasons: Iterable[Reason]) -> Mapping[Likeness, Reason]:
    """Return the reasons that say something; a share below one percent does not."""
    return {each.what: each for each in reasons if each.value is None or each.value > 0}


def reason_text(reason: Reason, *items: Registration | None) -> str:
    """Return one thing in common; *items* tell whether the shared area is called a village."""
    return reason_words(reason, village=_in_villages(items))


def likeness_text(score: int) -> str:
    """Return «Rất giống», «Khá giống» or «Có điểm giống»."""
    if score >= VERY_ALIKE:
        return t("overlaps.very_alike")
    return t("overlaps.quite_alike" if score >= QUITE_ALIKE else "overlaps.somewhat_alike")


def in_a_title(text: str) -> str:
    """Return *text* as it begins a line."""
    return text[:1].upper() + text[1:]


def _in_villages(items: Iterable[Registration | None]) -> bool:
    named = [place.area for item in items if item for place in item.places if place.area]
    return bool(named) and all(folded(area).startswith(VILLAGE) for area in named)
