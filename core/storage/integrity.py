"""Reading everything as it stood at one moment, for the check of a running database.

A snapshot session reads at one cluster time, so a registration and what its transaction added to
the counters and to the audit are all there or all not. The server keeps such a view for five
minutes (``minSnapshotHistoryWindowInSeconds``), so a caller opens one per range of what it reads.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pymongo import ASCENDING, DESCENDING

from core.domain.integrity import Recorded
from core.storage.audit import entry_from_document
from core.storage.counters import count_from_document
from core.storage.registration_documents import from_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.audit import Entry
    from core.domain.counts import Count
    from core.domain.registrations import Registration
    from core.storage.database import Document

BY_PATH = [
    ("path", ASCENDING), ("year", ASCENDING), ("created_at", DESCENDING), ("_id", DESCENDING),
]  # fmt: skip
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

    def registrations_by_path(
        self, year: int, first: str, last: str | None
    ) -> Iterator[Registration]:
        within = {"year": year, "path": _range(first, last)}
        found = self._database["registrations"].find(within, session=self._session)
        for document in found.sort([("path", ASCENDING)]).hint(BY_PATH):
            yield from_document(document)

    def registrations_by_id(self, first: str, last: str | None) -> Iterator[Registration]:
        within = {"_id": _range(first, last)}
        found = self._database["registrations"].find(within, session=self._session)
        for document in found.sort("_id", ASCENDING):
            yield from_document(document)

    def recorded(self, first: str, last: str | None) -> Iterator[Recorded]:
        wanted = {"content.target": _range(first, last), "content.target_type": "registration"}
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

    def own_counts(self, year: int, first: str, last: str | None) -> Iterator[Count]:
        yield from self._counts(year, _range(first, last), whole_province=False)

    def province_counts(self, year: int, first: str, last: str | None) -> Iterator[Count]:
        yield from self._counts(year, _range(first, last), whole_province=True)

    def numbers(self, year: int) -> dict[tuple[str, str], int]:
        within = {"_id": {"$gte": f"{year}|", "$lt": f"{year}}}"}}
        found = self._database["numbers"].find(within, session=self._session)
        return {(d["organization"], d["tenant"]): d["last"] for d in found}

    def chain(self, name: str) -> tuple[tuple[int, str] | None, int]:
        head = self._database["audit_heads"].find_one({"_id": name}, session=self._session)
        last = self._database["audit"].find_one(
            {"chain": name}, {"sequence": 1}, sort=[("sequence", DESCENDING)], session=self._session
        )
        ends = (head["sequence"], head["hash"]) if head else None
        return ends, last["sequence"] if last else -1

    def heads(self) -> dict[str, tuple[int, str]]:
        found = self._database["audit_heads"].find({}, session=self._session)
        return {head["_id"]: (head["sequence"], head["hash"]) for head in found}

    def _counts(self, year: int, paths: Document, *, whole_province: bool) -> Iterator[Count]:
        wanted = {"year": year, "whole_province": whole_province, "path": paths}
        found = self._database["counters"].find(wanted, session=self._session)
        for document in found.sort("path", ASCENDING):
            yield count_from_document(document)


class MongoEverything:
    """The running database, beyond any scope (``ports.integrity.Everything``)."""

    def __init__(self, database: Database[Document]) -> None:
        self._database = database

    @contextmanager
    def snapshot(self) -> Iterator[MongoSnapshot]:
        with self._database.client.start_session(snapshot=True) as session:
            yield MongoSnapshot(self._database, session)

    def years(self) -> list[int]:
        collections = (self._database[name] for name in ("registrations", "counters", "numbers"))
        return sorted({year for each in collections for year in each.distinct("year")})

    def tenant_paths(self) -> dict[str, frozenset[str]]:
        found = self._database["tenants"].find({}, {"paths.value": 1})
        return {d["_id"]: frozenset(path["value"] for path in d["paths"]) for d in found}

    def chains(self) -> list[str]:
        begun = self._database["audit"].distinct("chain")
        return sorted({*begun, *self._database["audit_heads"].distinct("_id")})

    def entries(self, chain: str, *, up_to: int) -> Iterator[Entry]:
        within = {"chain": chain, "sequence": {"$lte": up_to}}
        for document in self._database["audit"].find(within).sort("sequence", ASCENDING):
            yield entry_from_document(document)

    def link(self, chain: str, sequence: int) -> str | None:
        wanted = {"chain": chain, "sequence": sequence}
        found = self._database["audit"].find_one(wanted, {"hash": 1})
        return found["hash"] if found else None


def _range(first: str, last: str | None) -> Document:
    return {"$gte": first} if last is None else {"$gte": first, "$lt": last}
