"""Opening the database, with the durability every write of the program is promised."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bson.codec_options import CodecOptions
from pymongo import MongoClient, ReadPreference, WriteConcern
from pymongo.database import Database
from pymongo.errors import CollectionInvalid
from pymongo.read_concern import ReadConcern

from core.storage.abandoned import application_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pymongo import IndexModel
    from pymongo.collection import Collection

Document = dict[str, Any]

DURABLE = WriteConcern(w="majority", j=True)
COMMITTED = ReadConcern("majority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A collection's name, indexes and ``$jsonSchema`` validator, declared beside its class."""

    name: str
    indexes: tuple[IndexModel, ...] = ()
    validator: Document = field(default_factory=dict)


def open_client(uri: str, *, patience_ms: int | None = None) -> MongoClient[Document]:
    """Open a client; connects on first use, so call it only after the fork.

    *patience_ms* is how long an answer is waited for; None waits for as long as it takes.
    """
    return MongoClient(
        uri,
        tz_aware=True,
        retryWrites=True,
        serverSelectionTimeoutMS=5_000,
        socketTimeoutMS=patience_ms,
        maxPoolSize=64,
        appname=application_name(),
    )


class OpenDatabase(Database[Document]):
    """A database whose collections are made once: each takes longer than to send a command."""

    def __getitem__(self, name: str) -> Collection[Document]:
        made = self.__dict__.setdefault("_made", {})
        found: Collection[Document] | None = made.get(name)
        if found is None:
            found = made[name] = super().__getitem__(name)
        return found


def open_database(client: MongoClient[Document], name: str) -> Database[Document]:
    return OpenDatabase(
        client,
        name,
        codec_options=CodecOptions(tz_aware=True),
        read_preference=ReadPreference.PRIMARY,
        write_concern=DURABLE,
        read_concern=COMMITTED,
    )


def declare(database: Database[Document], declarations: Iterable[Declaration]) -> None:
    """Make collections, validators and indexes as declared; may be repeated without harm."""
    existing = set(database.list_collection_names())
    for declaration in declarations:
        if declaration.name not in existing:
            with suppress(CollectionInvalid):  # another process was first
                database.create_collection(declaration.name)
        if declaration.validator:
            database.command("collMod", declaration.name, validator=declaration.validator)
        if declaration.indexes:
            database[declaration.name].create_indexes(list(declaration.indexes))
