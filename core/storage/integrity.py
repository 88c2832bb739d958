"""Reading everything as it stood at one moment, for the check of a running database.

A snapshot session reads at one cluster time, so a registration and what its transaction added to
the counters and to the audit are all there or all not. The server keeps such a view for five
minutes (``minSnapshotHistoryWindowInSeconds``), so each part is looked at in one of its own.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from pymongo import ASCENDING, DESCENDING

from core.domain.integrity import Recorded
from core.domain.integrity_parts import Files, Range
from core.domain.lineage import Copied
from core.storage.edition_check import sealed_editions
from core.storage.files_check import files_in, look_at_files
from core.storage.inspection_check import inspected
from core.storage.overlap_check import ties_in
from core.storage.range_check import look_at_range, paths_in
from core.storage.ranges import ranges_of, years_in
from core.storage.registration_documents import from_document
from core.storage.segment_check import look_at_segment, segments_of
from core.storage.shelves import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.edition_faults import Lost, Sealed
    from core.domain.inspection_faults import Inspected
    from core.domain.integrity_parts import Part, Seen, Segment
    from core.domain.movements import Measure
    from core.domain.overlap_faults import Ties
    from core.domain.registrations import Registration
    from core.storage.database import Document
    from core.storage.range_check import Paths

BY_TARGET = [("content.target", ASCENDING), ("at", ASCENDING)]
ONLY_STANDING = {
    "content.target": 1, "content.action": 1, "content.state": 1, "content.details.version": 1,
    "at": 1,
}  # fmt: skip


class MongoSnapshot:
    """What is read through one snapshot session (``ports.integrity.Snapshot``)."""

    def __init__(self, database: Database[Document], session: ClientSession) -> None:
        self._database = database
        self._session = session

    def registrations_of(self, ids: Sequence[str]) -> Iterator[Registration]:
        wanted = {"_id": {"$in": list(ids)}}
        found = self._database["registrations"].find(wanted, session=self._session)
        for document in found.sort("_id", ASCENDING):
            yield from_document(document)

    def recorded_of(self, ids: Sequence[str]) -> Iterator[Recorded]:
        wanted = {"content.target": {"$in": list(ids)}, "content.target_type": "registration"}
        found = self._database["audit"].find(wanted, ONLY_STANDING, session=self._session)
        for document in found.sort(BY_TARGET).hint(BY_TARGET):
            content = document["content"]
            yield Recorded(
                registration=content["target"],
                action=content["action"],
                version=content.get("details", {}).get("version", 0),
                at=int(document["at"].timestamp() * 1000),
                state=content.get("state", {}),
            )

    def numbered(self, year: int, organization: str, tenant: str) -> Iterator[tuple[str, str]]:
        wanted = {
            "year": year, "organization": organization, "tenant": tenant, "number": {"$ne": None},
        }  # fmt: skip
        found = self._database["registrations"].find(wanted, {"number": 1}, session=self._session)
        for document in found.sort("_id", ASCENDING):
            yield document["_id"], document["number"]

    def numbers(self, year: int) -> dict[tuple[str, str], int]:
        within = {"_id": {"$gte": f"{year}|", "$lt": f"{year}}}"}}
        found = self._database["numbers"].find(within, session=self._session)
        return {(d["organization"], d["tenant"]): d["last"] for d in found}

    def origins(self) -> dict[str, Copied]:
        wanted = {"copied_from": {"$type": "string"}}
        shown = {"copied_from": 1, "year": 1}
        found = self._database["registrations"].find(wanted, shown, session=self._session)
        return {d["_id"]: Copied(origin=d["copied_from"], year=d["year"]) for d in found}

    def years_of(self, ids: Sequence[str]) -> dict[str, int]:
        wanted = {"_id": {"$in": list(ids)}}
        found = self._database["registrations"].find(wanted, {"year": 1}, session=self._session)
        return {document["_id"]: document["year"] for document in found}

    def heads(self) -> dict[str, tuple[int, str]]:
        found = self._database["audit_heads"].find({}, session=self._session)
        return {head["_id"]: (head["sequence"], head["hash"]) for head in found}

    def chain(self, name: str) -> tuple[tuple[int, str] | None, int]:
        """Return a chain's registered end (sequence, hash) and its last entry's sequence, or -1."""
        head = self._database["audit_heads"].find_one({"_id": name}, session=self._session)
        last = self._database["audit"].find_one(
            {"chain": name}, {"sequence": 1}, sort=[("sequence", DESCENDING)], session=self._session
        )
        ends = (head["sequence"], head["hash"]) if head else None
        return ends, last["sequence"] if last else -1


class MongoEverything:
    """The running database, beyond any scope (``ports.integrity.Everything``)."""

    def __init__(self, database: Database[Document]) -> None:
        self._database = database

    def parts(self) -> list[Part]:
        years = years_in(self._database, "registrations", "counters", "numbers")
        ranges = ranges_of(years, (path for each in self._paths.values() for path in each))
        ranges.sort(key=lambda each: each.size, reverse=True)
        segments = [segment for chain in self._chains() for segment in self._segments(chain)]
        segments.sort(key=lambda each: each.last - each.first, reverse=True)
        return [*ranges, *segments, *files_in(self._database)]

    def look(self, part: Part, *, measures: Mapping[str, Measure], key: bytes) -> Seen:
        if isinstance(part, Range):
            return look_at_range(self._database, part, measures=measures, paths=self._paths)
        if isinstance(part, Files):
            return look_at_files(self._database, part)
        return look_at_segment(self._database, part, key=key)

    def size(self) -> int:
        """Return about how many entries there are to be looked at."""
        return self._database["audit"].estimated_document_count()

    @contextmanager
    def shelf(self) -> Iterator[Shelf]:
        with Shelf() as shelf:
            yield shelf

    @contextmanager
    def snapshot(self) -> Iterator[MongoSnapshot]:
        with self._database.client.start_session(snapshot=True) as session:
            yield MongoSnapshot(self._database, session)

    def editions(self) -> Iterator[Sealed | Lost]:
        return sealed_editions(self._database)

    def ties(self) -> Ties:
        return ties_in(self._database)

    def inspections(self) -> Iterator[Inspected]:
        return inspected(self._database)

    def link(self, chain: str, sequence: int) -> str | None:
        wanted = {"chain": chain, "sequence": sequence}
        found = self._database["audit"].find_one(wanted, {"hash": 1})
        return found["hash"] if found else None

    @cached_property
    def _paths(self) -> Paths:
        return dict(paths_in(self._database, {}))

    def _chains(self) -> list[str]:
        begun = self._database["audit"].distinct("chain")
        return sorted({*begun, *self._database["audit_heads"].distinct("_id")})

    def _segments(self, chain: str) -> Iterator[Segment]:
        """Yield a chain up to where it ends now: what stands up to there is never written again."""
        with self.snapshot() as snapshot:
            head, last = snapshot.chain(chain)
        yield from segments_of(chain, head, last)
