"""Counting everything again in several processes, for the commands that compare and correct."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.catalogue import Catalogue
from core.domain.errors import ConflictError
from core.runtime.side_by_side import side_by_side
from core.storage.rebuilding import MongoRebuilding
from core.storage.store import MongoStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from core.domain.integrity_parts import Range
    from core.storage.rebuilding import Compared

TRIES = 20
"""So often a range is counted anew when another rebuilding was faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounting:
    """Where to count, and whether to set right what is wrong; ``key`` seals the entry of it."""

    uri: str
    database: str
    key: bytes
    correcting: bool


def recounted(
    ranges: Sequence[Range], recounting: Recounting, *, processes: int
) -> Iterator[Compared]:
    """Yield every range as it was found, and corrected if so asked; in no order.

    Raises ProcessEndedError when one of the processes fails.
    """
    longest_first = sorted(ranges, key=lambda each: each.size, reverse=True)
    yield from side_by_side(_work, longest_first, recounting, processes=processes)


def _work(
    ranges: Iterable[Range], recounting: Recounting, told: Callable[[Compared], None]
) -> None:
    store = MongoStore(recounting.uri, recounting.database, recounting.key)
    rebuilding = MongoRebuilding(
        store.database, measures=Catalogue.installed().measures, key=recounting.key
    )
    try:
        for each in ranges:
            told(_settled(rebuilding, each, correcting=recounting.correcting))
    finally:
        store.close()


def _settled(rebuilding: MongoRebuilding, wanted: Range, *, correcting: bool) -> Compared:
    for _ in range(TRIES):
        compared = rebuilding.compare(wanted)
        if not correcting or not compared.corrections or rebuilding.correct(compared):
            return compared
    raise ConflictError("rebuild_under_way")
