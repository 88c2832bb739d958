"""How many overlaps wait for a role to settle them: the number on the tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.overlap_cases import OPEN
from core.edge.platform import platform, signed_in

if TYPE_CHECKING:
    from core.web.hats import Acting

UP_TO = 100


def open_overlaps(acting: Acting) -> int:
    """Return how many of this year a commune's Front has still to settle, at most ``UP_TO``.

    Those of communes wait for their own boards, not for the ones above.
    """
    if not (acting.is_front and acting.at_commune and acting.may_write):
        return 0
    overlaps = platform().store.read(acting.scope(signed_in().id)).overlaps
    return overlaps.count(None, year=acting.today.year, status=OPEN, up_to=UP_TO)
