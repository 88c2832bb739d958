"""Filling the provinces in several processes, and hearing how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.catalogue import Catalogue
from core.demonstration.country_province import Filler
from core.runtime.side_by_side import divided, side_by_side
from core.storage.store import MongoStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from core.demonstration.country_province import Province


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The database to fill, the key that seals its trail, and the seed of all dice."""

    uri: str
    database: str
    key: bytes
    seed: int


def filled(provinces: Sequence[Province], target: Target, *, processes: int) -> Iterator[int]:
    """Fill every province, and yield now and then how many more items have been stored.

    Raises ProcessEndedError when one of the processes fails; the others are ended.
    """
    parts = divided(provinces, processes, lambda province: province.number)
    yield from side_by_side(_work, parts, target, processes=processes)


def _work(parts: Iterable[Sequence[Province]], target: Target, told: Callable[[int], None]) -> None:
    store = MongoStore(target.uri, target.database, target.key)
    catalogue = Catalogue.installed()
    try:
        for provinces in parts:  # what is drawn for one follows from those before it, and no others
            filler = Filler(store=store, key=target.key, catalogue=catalogue, seed=target.seed)
            for province in provinces:
                filler.fill(province, told)
    finally:
        store.close()
