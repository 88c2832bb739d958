"""The ranges of paths, a province's each, in which everything is counted and checked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pymongo import ASCENDING, DESCENDING

from core.domain.counts import province_of
from core.domain.integrity_parts import Range
from core.storage.batches import batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.storage.database import Document

BY_PATH = [
    ("path", ASCENDING), ("year", ASCENDING), ("created_at", DESCENDING), ("_id", DESCENDING),
]  # fmt: skip
"""The index of registrations that a range is read by."""


IN_ORDER = [("path", ASCENDING)]
"""The order of that index, as far as anybody needs it."""

STRETCH = 400
"""After so many registrations what was counted of their paths is put away: it still lies near."""


def years_in(database: Database[Document], *names: str) -> list[int]:
    """Return every year that the collections of these *names* speak of."""
    return sorted({year for name in names for year in database[name].distinct("year")})


def ranges_of(years: Iterable[int], paths: Iterable[str]) -> list[Range]:
    """Return a range for every year and province; together they hold all there is.

    ``size`` is how many of *paths*, those of all tenants, lie in it.
    """
    sizes: dict[str, int] = {}
    for path in paths:
        province = province_of(path) or ""
        sizes[province] = sizes.get(province, 0) + 1
    bounds: list[str | None] = ["", *sorted(sizes.keys() - {""}), None]
    return [
        Range(year=year, first=first or "", last=last, size=sizes.get(first or "", 1))
        for year in years
        for first, last in pairwise(bounds)
    ]


def between(wanted: Range) -> Document:
    """Return the condition on a path to lie in the range."""
    within: Document = {"$gte": wanted.first}
    return within if wanted.last is None else within | {"$lt": wanted.last}


def counters_of(
    database: Database[Document], year: int, paths: Document, session: ClientSession
) -> Iterator[list[Document]]:
    """Yield the counters of *year* on *paths*, those of tenants and those of provinces."""
    by_index = {"whole_province": {"$in": [False, True]}}  # without it all of them were read
    wanted = {"year": year, "path": paths, **by_index}
    yield from batches(database["counters"], wanted, session=session)


def stretches(
    wanted: Range, found: Iterable[list[Document]], see: Callable[[Document], None]
) -> Iterator[Document]:
    """Let *see* see what is *found* in the range, in the order of paths; stop now and then.

    Yields the condition on the paths of which everything has been seen since the last stop;
    together these are the range.
    """
    first, path, number = wanted.first, None, 0
    for batch in found:
        for document in batch:
            if document["path"] != path:
                path = document["path"]
                if number >= STRETCH:
                    yield {"$gte": first, "$lt": path}
                    first, number = path, 0
            number += 1
            see(document)
    yield {"$gte": first} if wanted.last is None else {"$gte": first, "$lt": wanted.last}
