"""Which index gives a page of a list: said, for trying them out costs more than the page.

The one in the list's order is passed through until the page is full, which is soon where much
matches; what little matches is fetched whole and put in order. So it is counted first whether
there is little: from an index, and no further than that. Of what others may copy there is
little anyway, and an index of nothing else gives both the page and the total.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.domain.movements import Stage
from core.storage.registration_readings import YEAR_LIST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.domain.registration_search import RegistrationFilter
    from core.storage.database import Document
    from core.storage.registration_readings import Reading

WORDS = "words_1_path_1"
COUNTING = "counting"
ORGANIZATION_LIST = "organization_1_year_1_created_at_-1__id_-1"

LATE_LIST = "late_list"
"""Of late ones only: they come last, so who lists the oldest first would pass all the others."""

RECOGNISED_LIST, PILOT_LIST = "recognised_list", "pilot_list"
"""Of what can be copied, each province by itself in the order of a list.

Behind the order they hold what tells who sees it, so that a total needs no document.
"""

FEW = 2000
"""So many are fetched and put in order sooner than the list is passed through for a page."""

COUNTED = ("late", "status", "content")
"""What the index for counting tells of a registration, and those in order do not."""


def chosen(
    reading: Reading, wanted: RegistrationFilter, *, count: Callable[[Document, str], int]
) -> str | None:
    """Return the index to read by; None: whichever the database chooses.

    *count* tells, up to ``FEW``, how many of the reading meet a condition, by an index.
    """
    only = list_of(reading, wanted)
    order = only or reading.order
    if order is None:
        return None
    if wanted.words:
        rare = any(count(word, WORDS) < FEW for word in word_conditions(wanted.words))
        return WORDS if rare else order
    if only:
        return only
    told = {name: getattr(wanted, name) for name in COUNTED}
    asked = {name: {"$eq": value} for name, value in told.items() if value is not None}
    if asked and count(asked, COUNTING) < FEW:
        return COUNTING
    if wanted.late:
        return LATE_LIST
    by_year = reading.order == YEAR_LIST and wanted.organization is not None
    return ORGANIZATION_LIST if by_year else reading.order


def list_of(reading: Reading, wanted: RegistrationFilter) -> str | None:
    """Return the index that holds nothing but what is wanted, where there is one."""
    if not reading.lying:
        return None
    if wanted.recognised:
        return RECOGNISED_LIST
    return PILOT_LIST if wanted.stage == Stage.PILOT.value else None


def word_conditions(words: Sequence[str]) -> Iterator[Document]:
    """Yield what each of the words asked for demands; the last is the beginning of one."""
    *whole, beginning = words or ("",)
    for word in whole:
        yield {"words": {"$eq": word}}
    if beginning:
        yield {"words": {"$regex": f"^{re.escape(beginning)}"}}
