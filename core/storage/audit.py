"""The audit trail: one chain of sealed entries per writer process, and the registry of heads."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from core.domain.access import FRONT
from core.domain.audit import Act, Entry, Touch
from core.storage.database import Declaration, Document
from core.storage.prefixes import under

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.audit_search import AuditFilter

NEWEST_FIRST = [("at", DESCENDING), ("_id", DESCENDING)]

DECLARATIONS = (
    Declaration(
        name="audit",
        indexes=(
            IndexModel([("chain", ASCENDING), ("sequence", ASCENDING)], unique=True),
            IndexModel([("content.target", ASCENDING), ("at", ASCENDING)]),
            IndexModel([("content.path", ASCENDING), ("at", DESCENDING)]),
            IndexModel([("content.state.year", ASCENDING), ("content.path", ASCENDING)]),
            IndexModel(NEWEST_FIRST),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["chain", "sequence", "previous", "hash", "at", "user", "content"],
            }
        },
    ),
    Declaration(name="audit_heads"),
)

COUNT_CAP = 10_000
WRITERS_AT_ONCE = 2_000
AS_THEY_ARE = frozenset({str, int, bool, float, type(None)})


def plain(value: Any) -> Any:
    """Return *value* as JSON would hold it, so that it is sealed as it is read back."""
    if type(value) in AS_THEY_ARE:
        return value
    if isinstance(value, dict):
        # Most are as they are: a call for each would take longer than all the rest.
        return {str(k): v if type(v) in AS_THEY_ARE else plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        rows = [v if type(v) in AS_THEY_ARE else plain(v) for v in value]
        return rows if isinstance(value, (list, tuple)) else sorted(rows)
    if is_dataclass(value) and not isinstance(value, type):
        return plain({name: getattr(value, name) for name in _names_of(type(value))})
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def content_of(act: Act, *, user: str, at: datetime) -> Document:
    """Return what is sealed of an act: all of it, its author and its time."""
    content: Document = plain(act)
    return {key: value for key, value in content.items() if value not in ({}, [], None, False)} | {
        "user": user,
        "at": at.isoformat(),
    }


def now_in_milliseconds() -> datetime:
    """Return the time as the database keeps it."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


class MongoAudit:
    """The trail, as far as the scope reaches; *pending* collects the acts of a transaction."""

    def __init__(
        self,
        database: Database[Document],
        scope: Scope,
        session: ClientSession | None = None,
        pending: list[tuple[Act, str]] | None = None,
    ) -> None:
        self._entries = database["audit"]
        self._heads = database["audit_heads"]
        self._scope = scope
        self._session = session
        self._pending = pending

    def record(self, act: Act) -> None:
        if self._pending is None:
            raise RuntimeError("an act is recorded inside a transaction only")
        self._pending.append((act, self._scope.user))

    def of_target(self, target: str) -> list[Entry]:
        found = self._entries.find({"content.target": target}, session=self._session)
        in_order = found.sort([("at", ASCENDING), ("_id", ASCENDING)])
        return [entry_from_document(document) for document in in_order]

    def writers(self, targets: Collection[str], *, since: datetime) -> dict[str, Touch]:
        found: dict[str, Touch] = {}
        wanted = [*targets]
        for start in range(0, len(wanted), WRITERS_AT_ONCE):
            some = wanted[start : start + WRITERS_AT_ONCE]
            for row in self._entries.aggregate(_writers(some, since), session=self._session):
                by = row["since"] or [row["last"]]
                found[row["_id"]] = Touch(by=tuple(dict.fromkeys(by)), at=row["at"])
        return found

    def search(self, *, filters: AuditFilter, limit: int, skip: int) -> tuple[Sequence[Entry], int]:
        query: Document = {"$and": [self._within(), *_conditions(filters)]}
        found = self._entries.find(query, session=self._session)
        page = found.sort(NEWEST_FIRST).skip(skip).limit(limit)
        total = self._entries.count_documents(query, limit=COUNT_CAP, session=self._session)
        return [entry_from_document(document) for document in page], total

    def standing_on(self, day: date, *, year: int, prefixes: Sequence[str]) -> Iterator[Document]:
        """Yield each registration's last recorded ``state`` up to *day* (rules' date)."""
        pipeline: list[Document] = [
            {
                "$match": {
                    "$and": [
                        {"content.state.year": year, "content.on": {"$lte": day.isoformat()}},
                        under(prefixes, "content.path"),
                        self._within(),
                    ]
                }
            },
            {"$sort": {"at": 1, "_id": 1}},
            {"$group": {"_id": "$content.target", "state": {"$last": "$content.state"}}},
        ]
        for row in self._entries.aggregate(pipeline, session=self._session, allowDiskUse=True):
            yield row["state"]

    def chains(self) -> Iterator[str]:
        """Yield the name of every chain that has entries or a head."""
        names = {*self._entries.distinct("chain"), *self._heads.distinct("_id")}
        yield from sorted(names)

    def chain(self, name: str) -> Iterator[Entry]:
        """Yield a chain's entries in its order."""
        for document in self._entries.find({"chain": name}).sort("sequence", ASCENDING):
            yield entry_from_document(document)

    def head(self, name: str) -> tuple[int, str] | None:
        """Return the registered end of a chain: sequence and hash."""
        document = self._heads.find_one({"_id": name})
        return None if document is None else (document["sequence"], document["hash"])

    def _within(self) -> Document:
        if self._scope.everything:
            return {}
        return {"$or": [_visible(held) for held in self._scope.assignments] or [{"_id": None}]}


def _visible(held: Any) -> Document:
    within = under(held.sight, "content.path")
    if held.organization != FRONT:
        return {"$and": [within, {"content.organization": held.organization}]}
    shown = {"$or": [{"content.unsubmitted": {"$ne": True}}, {"content.organization": FRONT}]}
    return {"$and": [within, shown]}


def _conditions(filters: AuditFilter) -> list[Document]:
    conditions: list[Document] = []
    if filters.action:
        conditions.append({"content.action": {"$eq": filters.action}})
    if filters.target:
        conditions.append({"content.target": {"$eq": filters.target}})
    if filters.user:
        conditions.append({"user": {"$eq": filters.user}})
    if filters.prefixes:
        conditions.append(under(filters.prefixes, "content.path"))
    return conditions


def entry_from_document(document: Document) -> Entry:
    return Entry(
        chain=document["chain"],
        sequence=document["sequence"],
        previous=document["previous"],
        hash=document["hash"],
        at=document["at"],
        user=document["user"],
        content=document["content"],
    )


def _writers(targets: Sequence[str], since: datetime) -> list[Document]:
    later = {"$cond": [{"$gt": ["$at", since]}, "$user", "$$REMOVE"]}
    return [
        {"$match": {"content.target": {"$in": [*targets]}}},
        {"$sort": {"content.target": ASCENDING, "at": ASCENDING}},
        {
            "$group": {
                "_id": "$content.target", "since": {"$push": later}, "last": {"$last": "$user"},
                "at": {"$last": "$at"},
            }
        },
    ]  # fmt: skip
