"""Adds to counters made before them: items by day of first submission, planned đồng by source."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from pymongo import UpdateOne

from core.domain.counts import province_of
from core.domain.registrations import COUNTED
from core.storage.database import DURABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.database import Database

    from core.storage.database import Document

Sums = defaultdict[str, Counter[str]]
"""By the counter's id: the day or source, and what belongs to it."""

BATCH = 1000


def count_days_and_sources(database: Database[Document]) -> None:
    """Count them from the registrations that stand; what is there already is replaced."""
    counted: Document = {"status": {"$in": sorted(status.value for status in COUNTED)}}
    day = {"$dateToString": {"date": "$submitted_on", "format": "%Y-%m-%d"}}
    days: list[Document] = [
        {"$match": {**counted, "submitted_on": {"$type": "date"}}},
        {"$group": {"_id": _key(day), "n": {"$sum": 1}}},
    ]
    sources: list[Document] = [
        {"$match": counted},
        {"$unwind": "$funding"},
        {"$group": {"_id": _key("$funding.source"), "n": {"$sum": "$funding.amount"}}},
    ]
    for part, pipeline in (("day", days), ("source", sources)):
        sums = _sums(database, pipeline)
        collection = database["counters"].with_options(write_concern=DURABLE)
        for writes in _writes(part, sums):
            collection.bulk_write(writes, ordered=False)


def _key(what: Document | str) -> Document:
    return {"year": "$year", "organization": "$organization", "path": "$path", "what": what}


def _sums(database: Database[Document], pipeline: list[Document]) -> Sums:
    sums: Sums = defaultdict(Counter)
    for row in database["registrations"].aggregate(pipeline, allowDiskUse=True):
        key = row["_id"]
        counter = f"{key['year']}|{key['organization']}"
        sums[f"{counter}|{key['path']}|own"][key["what"]] += row["n"]
        if province := province_of(key["path"]):
            sums[f"{counter}|{province}|whole"][key["what"]] += row["n"]
    return sums


def _writes(part: str, sums: Sums) -> Iterator[list[UpdateOne]]:
    writes = []
    for counter, numbers in sums.items():
        kept = {what: number for what, number in numbers.items() if number}
        writes.append(UpdateOne({"_id": counter}, {"$set": {f"cells.all.{part}": kept}}))
        if len(writes) == BATCH:
            yield writes
            writes = []
    if writes:
        yield writes
