"""Storing the whole tree: what its collections are, and putting every unit and succession."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING, IndexModel, InsertOne, UpdateOne
from pymongo.errors import BulkWriteError

from core.domain.sight import grown, heirs_of
from core.domain.tenants import ROOT, Level
from core.storage.database import Declaration
from core.storage.tenant_documents import OPTIONAL, step_id, succession_fields, tree_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.collection import Collection
    from pymongo.database import Database

    from core.domain.tenants import Succession, Tenant
    from core.storage.database import Document

_PERIODS = {"bsonType": "array", "items": {"bsonType": "object", "required": ["value"]}}

DECLARATIONS = (
    Declaration(
        name="tenants",
        indexes=(
            IndexModel([("words", ASCENDING)]),
            IndexModel([("paths.value", ASCENDING)]),
            IndexModel([("parents.value", ASCENDING), ("code", ASCENDING)]),
            IndexModel([("depth", ASCENDING), ("code", ASCENDING), ("_id", ASCENDING)]),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["code", "level", "names", "paths", "sight", "words", "version"],
                "properties": {
                    "level": {"enum": [level.value for level in Level]},
                    "names": {**_PERIODS, "minItems": 1},
                    "types": _PERIODS,
                    "parents": _PERIODS,
                    "paths": _PERIODS,
                    "version": {"bsonType": "int", "minimum": 1},
                },
            }
        },
    ),
    Declaration(
        name="successions",
        indexes=(
            IndexModel([("source", ASCENDING), ("default", ASCENDING)]),
            IndexModel([("target", ASCENDING), ("source", ASCENDING)]),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["source", "target", "effective", "portion", "default"],
            }
        },
    ),
)

_DUPLICATE = 11000


def store_tree(
    database: Database[Document],
    units: Iterable[Tenant],
    steps: Sequence[Succession],
    mark: str,
    session: ClientSession | None,
) -> None:
    """Put units and successions as ``ports.tenants.Tenants.put_tree`` says; the mark comes last."""
    tree = grown(units, steps)
    heirs = heirs_of(tree, steps)
    fields = {
        unit.id: tree_fields(unit, heirs[unit.id] if heirs[unit.id] != unit.id else None)
        for unit in tree
    }
    passed = {step_id(step): succession_fields(step) for step in steps}
    _mark(database, "", session)
    _put(database["tenants"], fields, session, born={"version": 1}, optional=OPTIONAL)
    _put(database["successions"], passed, session)
    database["successions"].delete_many({"_id": {"$nin": list(passed)}}, session=session)
    _mark(database, mark, session)


def _put(
    collection: Collection[Document],
    fields: Mapping[str, Document],
    session: ClientSession | None,
    *,
    born: Document | None = None,
    optional: Sequence[str] = (),
) -> None:
    """Insert what is new, with ``born``; update what is there (an upsert costs five times)."""
    there = {each["_id"] for each in collection.find({}, {"_id": 1}, session=session)}
    writes = [
        _change(id_, given, optional)
        if id_ in there
        else InsertOne({"_id": id_, **given, **(born or {})})
        for id_, given in fields.items()
    ]
    if not writes:
        return
    try:
        collection.bulk_write(writes, ordered=False, session=session)
    except BulkWriteError as error:
        # A duplicate: another process is storing the same tree and was first with that unit.
        if any(each["code"] != _DUPLICATE for each in error.details["writeErrors"]):
            raise


def _change(id_: str, fields: Document, optional: Sequence[str]) -> UpdateOne:
    absent = {name: "" for name in optional if name not in fields}
    return UpdateOne({"_id": id_}, {"$set": fields} | ({"$unset": absent} if absent else {}))


def _mark(database: Database[Document], mark: str, session: ClientSession | None) -> None:
    database["tenants"].update_one({"_id": ROOT}, {"$set": {"tree_mark": mark}}, session=session)
