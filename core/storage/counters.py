"""The counters: one document per (year, organization, tenant) and per (…, province)."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any

from pymongo import ASCENDING, IndexModel, ReturnDocument

from core.domain.counts import Count, province_of
from core.domain.tenants import ROOT
from core.storage.database import Declaration
from core.storage.prefixes import under

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.contributions import Contribution
    from core.storage.database import Document

DECLARATIONS = (
    Declaration(
        name="counters",
        indexes=(
            IndexModel([("year", ASCENDING), ("whole_province", ASCENDING), ("path", ASCENDING)]),
            IndexModel(
                [(name, ASCENDING) for name in ("year", "whole_province", "path", "_id", "rev")],
                name="revisions",
                partialFilterExpression={"whole_province": True},
            ),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["year", "organization", "tenant", "path", "whole_province"],
            }
        },
    ),
    Declaration(name="numbers"),
)

AT_ONCE = 500
"""So many are fetched in one go: decoded, each takes some ten times its bytes."""

WITHOUT_RESULTS = {
    **dict.fromkeys(("year", "organization", "tenant", "path", "whole_province"), 1),
    "cells": {
        "$arrayToObject": {
            "$map": {
                "input": {"$objectToArray": {"$ifNull": ["$cells", {}]}},
                "in": {
                    "k": "$$this.k",
                    "v": {part: f"$$this.v.{part}" for part in ("year", "with", "day", "source")},
                },
            }
        }
    },
}
"""A projection that keeps every part of the cells but ``at``."""

REGISTERED = {
    "_id": 0,
    "tenant": 1,
    "organization": 1,
    "cells": {
        "$arrayToObject": {
            "$map": {
                "input": {
                    "$filter": {
                        "input": {"$objectToArray": {"$ifNull": ["$cells", {}]}},
                        "cond": {"$gt": ["$$this.v.year.registered", 0]},
                    }
                },
                "in": {"k": "$$this.k", "v": "$$this.v.year.registered"},
            }
        }
    },
}
"""A projection that keeps of each cell only how many items stand registered, where any do."""

REVISIONS_AT_ONCE = 2000
"""Those of every province and organization, some hundreds: they are small."""

MEASURED = frozenset({"sum", "max"})
"""Below these, names are codes of measures."""


class MongoCounters:
    """Counts in sight of a scope; what an item adds goes to its tenant and to its province."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._collection = database["counters"]
        self._numbers = database["numbers"]
        self._scope = scope
        self._session = session

    def add(
        self, difference: Contribution, *, year: int, organization: str, tenant: str, path: str
    ) -> None:
        if not difference:
            return
        for address, identity in places_counted(year, organization, tenant, path):
            change = addition(difference, identity)
            self._collection.update_one(
                {"_id": address}, change, upsert=True, session=self._session
            )

    def next_number(self, *, year: int, organization: str, tenant: str) -> int:
        """Take the next number; the register goes on when the tenant gets another path."""
        kept = self._numbers.find_one_and_update(
            {"_id": number_id(year, organization, tenant)},
            {
                "$inc": {"last": 1},
                "$setOnInsert": {"year": year, "organization": organization, "tenant": tenant},
            },
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=self._session,
        )
        return int((kept or {})["last"])

    def of_tenants(
        self,
        *,
        year: int,
        prefixes: Sequence[str],
        organizations: Iterable[str] | None = None,
        results: bool = True,
    ) -> Iterator[Count]:
        query = {"year": year, "whole_province": False, **under(prefixes)}
        yield from self._found(query, organizations, results=results)

    def registered(
        self, *, year: int, prefixes: Sequence[str], organizations: Iterable[str]
    ) -> Iterator[tuple[str, str, Mapping[str, int]]]:
        owned = {"organization": {"$in": sorted(organizations)}}
        query = {"year": year, "whole_province": False, **owned, **under(prefixes)}
        found = self._collection.find(
            self._in_sight(query), REGISTERED, session=self._session, batch_size=AT_ONCE
        )
        for document in found:
            yield document["tenant"], document["organization"], _with_dots(document["cells"])

    def of_provinces(
        self,
        *,
        year: int,
        path: str | None = None,
        organizations: Iterable[str] | None = None,
        results: bool = True,
    ) -> Iterator[Count]:
        """Yield the provinces' sums, and what belongs to the country itself; or those of one."""
        country = f"{ROOT}/"
        if path != country:
            whole = {"year": year, "whole_province": True} | ({"path": path} if path else {})
            yield from self._found(whole, organizations, results=results)
        if path in {None, country}:
            own = {"year": year, "whole_province": False, "path": country}
            yield from self._found(own, organizations, results=results)

    def of_exactly(
        self, *, year: int, paths: Sequence[str], organizations: Iterable[str]
    ) -> Iterator[Count]:
        ids = [counter_id(year, o, path) for o in sorted(set(organizations)) for path in paths]
        yield from self._found({"_id": {"$in": ids}}, None)

    def revisions(self, *, year: int) -> Mapping[str, frozenset[tuple[str, int]]]:
        found: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
        wanted = {"path": 1, "rev": 1}
        # A covered query: nothing but the index is read.
        whole = self._in_sight({"year": year, "whole_province": True})
        rows = self._collection.find(
            whole, wanted, session=self._session, hint="revisions", batch_size=REVISIONS_AT_ONCE
        )
        own = self._in_sight({"year": year, "whole_province": False, "path": f"{ROOT}/"})
        rest = self._collection.find(own, wanted, session=self._session)
        for row in chain(rows.to_list(), rest.to_list()):  # at once: one by one takes twice as long
            found[row["path"]].add((row["_id"], row.get("rev", 0)))
        return {path: frozenset(each) for path, each in found.items()}

    def paths(self, *, year: int) -> Collection[str]:
        of_tenants = self._in_sight({"year": year, "whole_province": False})
        return self._collection.distinct("path", of_tenants, session=self._session)

    def _found(
        self, query: Document, organizations: Iterable[str] | None, *, results: bool = True
    ) -> Iterator[Count]:
        if organizations is not None:
            query["organization"] = {"$in": sorted(organizations)}
        query = self._in_sight(query)
        wanted = None if results else WITHOUT_RESULTS
        found = self._collection.find(query, wanted, session=self._session, batch_size=AT_ONCE)
        for document in found:
            yield count_from_document(document)

    def _in_sight(self, query: Document) -> Document:
        if self._scope.everything:
            return query
        return {"$and": [query, under(self._scope.prefixes)]}


def counter_id(year: int, organization: str, path: str, *, whole_province: bool = False) -> str:
    return f"{year}|{organization}|{path}|{'whole' if whole_province else 'own'}"


def number_id(year: int, organization: str, tenant: str) -> str:
    """Return the id of the register that numbers are taken out of."""
    return f"{year}|{organization}|{tenant}"


def places_counted(
    year: int, organization: str, tenant: str, path: str
) -> Iterator[tuple[str, Document]]:
    """Yield the counters an item adds to, its tenant's and its province's: id and identity."""
    yield _place(year, organization, tenant, path, whole_province=False)
    province = province_of(path)
    if province:
        yield _place(year, organization, tenant_at(province), province, whole_province=True)


def addition(change: Contribution, identity: Document) -> Document:
    """Return the update that adds *change*; ``rev`` tells a reader whether anything has changed."""
    amounts = {_address(key): amount for key, amount in change.items()}
    return {"$inc": amounts | {"rev": 1}, "$setOnInsert": identity}


def count_from_document(document: Document) -> Count:
    return Count(
        year=document["year"],
        organization=document["organization"],
        tenant=document["tenant"],
        path=document["path"],
        whole_province=document["whole_province"],
        cells=_decoded(document.get("cells", {})),
    )


def _place(
    year: int, organization: str, tenant: str, path: str, *, whole_province: bool
) -> tuple[str, Document]:
    identity = {
        "year": year,
        "organization": organization,
        "tenant": tenant,
        "path": path,
        "whole_province": whole_province,
    }
    return counter_id(year, organization, path, whole_province=whole_province), identity


def _address(key: tuple[str, ...]) -> str:
    return ".".join(("cells", *(part.replace(".", ":") for part in key)))


def _decoded(cells: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return *cells* with the dots in names again (see ``_address``).

    Types and measures alone have any, and most of a count is neither: all of it would take long.
    """
    for parts in cells.values():
        for by_basis in parts.get("at", {}).values():
            for changes in by_basis.values():
                for sort in MEASURED & changes.keys():
                    changes[sort] = _with_dots(changes[sort])
    return _with_dots(cells)


def _with_dots(branch: dict[str, Any]) -> dict[str, Any]:
    return {name.replace(":", "."): value for name, value in branch.items()}


def tenant_at(path: str) -> str:
    """Return the unit that lies at *path*."""
    return path.rstrip("/").rpartition("/")[2]
