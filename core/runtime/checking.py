"""Checking everything in several processes, as ``core.services.integrity.check`` does in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.catalogue import Catalogue
from core.runtime.side_by_side import side_by_side
from core.storage.integrity import MongoEverything
from core.storage.store import MongoStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from core.domain.integrity_parts import Part, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """Where to look; ``key`` is what the audit was sealed with."""

    uri: str
    database: str
    key: bytes


def looked_at(parts: Sequence[Part], checking: Checking, *, processes: int) -> Iterator[Seen]:
    """Yield what a look at each of *parts* gives, in no order.

    Raises ProcessEndedError when one of the processes fails.
    """
    yield from side_by_side(_work, parts, checking, processes=processes)


def _work(parts: Iterable[Part], checking: Checking, told: Callable[[Seen], None]) -> None:
    store = MongoStore(checking.uri, checking.database, checking.key)
    everything = MongoEverything(store.database)
    measures = Catalogue.installed().measures
    try:
        for part in parts:
            told(everything.look(part, measures=measures, key=checking.key))
    finally:
        store.close()
