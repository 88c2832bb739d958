"""The collections of tenants and of their successions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pymongo import ASCENDING

from core.domain.errors import ForbiddenError, NotFoundError, StaleVersionError
from core.domain.sight import minimal
from core.domain.tenant_search import asked_words, rank
from core.domain.tenants import ROOT
from core.storage.known import Known, Unremembered
from core.storage.marks import renew_revision
from core.storage.tenant_documents import own_fields, succession_from, tenant_from
from core.storage.tenant_trees import DECLARATIONS, store_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.tenants import Level, Succession, Tenant
    from core.storage.database import Document

__all__ = ["DECLARATIONS", "MongoTenants"]

_BY_CODE = [("depth", ASCENDING), ("code", ASCENDING), ("_id", ASCENDING)]
AT_ONCE = 5000
"""So many are fetched in one go: a province has fewer."""

_FOR_RANKING = {"code": 1, "level": 1, "names": 1, "types": 1, "valid_from": 1, "valid_to": 1}


class MongoTenants:
    """The tree (``ports.tenants.Tenants``): open to every reader, written within ``scope``."""

    def __init__(
        self,
        database: Database[Document],
        scope: Scope,
        session: ClientSession | None = None,
        known: Known | None = None,
    ) -> None:
        self._database = database
        self._tenants = database["tenants"]
        self._successions = database["successions"]
        self._scope = scope
        self._session = session
        # A transaction reads one snapshot, so what it has read once stays true in it.
        self._known = known or (Known() if session else Unremembered())

    def get(self, tenant: str) -> Tenant:
        found = self.many([tenant]).get(tenant)
        if found is None:
            raise NotFoundError
        return found

    def many(self, ids: Iterable[str]) -> Mapping[str, Tenant]:
        return self._known.recall_all("tenant", set(ids), self._fetch)

    def find(
        self,
        *,
        q: str = "",
        level: Level | None = None,
        parent: str | None = None,
        as_of: date | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[Sequence[Tenant], int]:
        asked = asked_words(q)
        sought: list[Document] = [{"level": level.value}] if level else []
        sought += [_in_force(as_of)] if as_of else []
        sought += _with_words(asked)
        if parent is not None:
            sought.append(self._below(parent, as_of, deep=bool(asked or level)))
        return self._page({"$and": sought} if sought else {}, asked, as_of, limit, offset)

    def children(self, tenant: str, on: date | None = None) -> Sequence[Tenant]:
        def fetch() -> Sequence[Tenant]:
            sought = {"parents": {"$elemMatch": {"value": tenant, **_dated(on)}}}
            found = self._tenants.find(sought, session=self._session)
            return tuple(tenant_from(each) for each in found.sort([("code", 1), ("_id", 1)]))

        return self._known.recall(("children", tenant, on), fetch)

    def subtree(
        self, prefixes: Iterable[str], *, level: Level | None = None, on: date | None = None
    ) -> Iterator[Tenant]:
        within = [_under(prefix, on) for prefix in minimal(prefixes)]
        if not within:
            return
        sought: Document = {"$or": within} | ({"level": level.value} if level else {})
        found = self._tenants.find(sought, session=self._session, batch_size=AT_ONCE)
        for document in found:
            yield tenant_from(document)

    def ids_below(self, prefix: str, *, level: Level, on: date) -> Sequence[str]:
        sought: Document = {"$or": [_under(prefix, on)], "level": level.value}
        found = self._tenants.find(sought, {"paths": 1}, session=self._session, batch_size=AT_ONCE)
        paths = {each["_id"]: _path_on(each, on) for each in found}
        return sorted(paths, key=paths.__getitem__)

    def stating_plugins(self) -> Sequence[Tenant]:
        def fetch() -> Sequence[Tenant]:
            sought = {"plugins.0": {"$exists": True}}
            found = self._tenants.find(sought, session=self._session, batch_size=AT_ONCE)
            return [tenant_from(document) for document in found]

        return self._known.recall("stating_plugins", fetch)

    def ancestors(self, tenant: Tenant, on: date) -> Sequence[Tenant]:
        ids = tenant.path_on(on).split("/")[:-2]
        found = self.many(ids)
        return [found[each] for each in ids]

    def _fetch(self, ids: list[str]) -> Mapping[str, Tenant]:
        found = self._tenants.find({"_id": {"$in": ids}}, session=self._session)
        return {document["_id"]: tenant_from(document) for document in found}

    def successors(self, tenant: str) -> Sequence[Succession]:
        found = self._successions.find({"source": tenant}, session=self._session)
        return [succession_from(each) for each in found.sort([("default", -1), ("target", 1)])]

    def predecessors(self, tenant: str) -> Sequence[Succession]:
        def fetch() -> Sequence[Succession]:
            found = self._successions.find({"target": tenant}, session=self._session)
            return [succession_from(each) for each in found.sort("source", ASCENDING)]

        return self._known.recall(("predecessors", tenant), fetch)

    def heirs(self, ids: Iterable[str]) -> Mapping[str, str]:
        def fetch(missing: list[str]) -> Mapping[str, str]:
            wanted = {"_id": {"$in": missing}}
            found = self._tenants.find(wanted, {"heir": 1}, session=self._session)
            return {each["_id"]: str(each.get("heir") or each["_id"]) for each in found}

        return self._known.recall_all("heir", set(ids), fetch)

    def put_tree(
        self, units: Iterable[Tenant], successions: Iterable[Succession], *, mark: str = ""
    ) -> None:
        if not self._scope.everything:
            raise ForbiddenError
        self._known.forget()
        store_tree(self._database, units, list(successions), mark, self._session)
        renew_revision(self._database, self._session)

    def tree_mark(self) -> str:
        root = self._tenants.find_one({"_id": ROOT}, {"tree_mark": 1}, session=self._session)
        return str((root or {}).get("tree_mark", ""))

    def replace(self, tenant: Tenant) -> None:
        stored = self.get(tenant.id)
        self._known.forget()
        if not any(self._scope.sees(path.value) for path in stored.paths):
            raise NotFoundError
        given = own_fields(tenant)
        result = self._tenants.update_one(
            {"_id": tenant.id, "version": tenant.version - 1},
            {"$set": {**given, "version": tenant.version}},
            session=self._session,
        )
        if not result.matched_count:
            kept = own_fields(self.get(tenant.id))
            raise StaleVersionError(fields=[key for key in given if given[key] != kept[key]])
        renew_revision(self._database, self._session)

    def count(self) -> int:
        return self._tenants.estimated_document_count()

    def _page(
        self, sought: Document, asked: Sequence[str], as_of: date | None, limit: int, offset: int
    ) -> tuple[Sequence[Tenant], int]:
        if not asked:
            return self._listed(sought, limit, offset)
        found = self._tenants.find(sought, _FOR_RANKING, session=self._session)
        rows = [tenant_from(document) for document in found]
        rows.sort(key=lambda row: rank(row, asked, as_of))
        page = [row.id for row in rows[offset : offset + limit]]
        whole = self.many(page)
        return [whole[each] for each in page], len(rows)

    def _listed(self, sought: Document, limit: int, offset: int) -> tuple[Sequence[Tenant], int]:
        if limit <= 0:
            return [], self._tenants.count_documents(sought, session=self._session)
        found = self._tenants.find(sought, session=self._session).sort(_BY_CODE)
        total = self._tenants.count_documents(sought, session=self._session)
        return [tenant_from(document) for document in found.skip(offset).limit(limit)], total

    def _below(self, parent: str, as_of: date | None, *, deep: bool) -> Document:
        if not deep:
            return {"parents": {"$elemMatch": {"value": parent, **_dated(as_of)}}}
        above = self.get(parent)
        days = [above.path_on(as_of)] if as_of else [path.value for path in above.paths]
        within = [_under(path, as_of) for path in minimal(days)]
        return {"$or": within, "_id": {"$ne": parent}}


def _with_words(asked: Sequence[str]) -> list[Document]:
    if not asked:
        return []
    *whole, last = asked
    return [{"words": word} for word in whole] + [{"words": {"$regex": f"^{re.escape(last)}"}}]


def _under(prefix: str, on: date | None) -> Document:
    beyond = f"{prefix[:-1]}0"  # "0" is the character after the closing slash
    return {"paths": {"$elemMatch": {"value": {"$gte": prefix, "$lt": beyond}, **_dated(on)}}}


def _dated(on: date | None) -> Document:
    if on is None:
        return {}
    return {"from": {"$not": {"$gt": on.isoformat()}}, "to": {"$not": {"$lt": on.isoformat()}}}


def _path_on(document: Document, on: date) -> str:
    """Return what ``Tenant.path_on`` does, of a tenant that lay somewhere on that day."""
    begun = [each for each in document["paths"] if (each.get("from") or "") <= on.isoformat()]
    return str(max(begun, key=lambda each: each.get("from") or "")["value"])


def _in_force(on: date) -> Document:
    day = on.isoformat()
    return {"valid_from": {"$not": {"$gt": day}}, "valid_to": {"$not": {"$lt": day}}}
