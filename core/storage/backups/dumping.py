"""Writing the whole database, as it stood at one cluster time, while others go on working.

All collections are read in one snapshot session. The server keeps what such a session sees for
``minSnapshotHistoryWindowInSeconds`` (300 by default), which is raised while the reading lasts.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib import metadata
from typing import TYPE_CHECKING, Any

from pymongo.errors import OperationFailure

from core.domain.backups import Kind
from core.domain.errors import ConflictError
from core.storage.backups.manifest import Manifest, Part, add
from core.storage.backups.marker import MARKER, refuse_unfinished
from core.storage.backups.tally import Tally, documents_in, raw_batches
from core.storage.migrations import LOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from bson.timestamp import Timestamp
    from pymongo import MongoClient
    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.storage.backups.archive import ArchiveWriter
    from core.storage.database import Document

HISTORY_SECONDS = 6 * 3600
"""So long a snapshot stays readable while a backup runs."""

_WINDOW = "minSnapshotHistoryWindowInSeconds"
_USUAL_SECONDS = 300  # MongoDB's own default
_TOO_OLD, _NOT_YET = 239, 246  # SnapshotTooOld, SnapshotUnavailable
_PATIENCE = 20.0  # seconds, until a collection made just now can be read in a snapshot


def dump(
    database: Database[Document], archive: ArchiveWriter, *, tell: Callable[[Part], None]
) -> Manifest:
    """Write every collection and the manifest; *tell* hears of each part when it is written.

    Raises ConflictError: ``backup_of_nothing`` for an empty database, ``restore_unfinished`` for
    half a one, ``backup_too_slow`` where the server no longer had the snapshot.
    """
    refuse_unfinished(database)
    taken_at = datetime.now(UTC)
    declared = {each["name"]: dict(each) for each in database.list_collections() if _is_ours(each)}
    if not declared:
        raise ConflictError("backup_of_nothing", database=database.name)
    at, migrations, parts = _everything(database, declared, archive, tell)
    manifest = Manifest(
        kind=Kind.FULL,
        program=metadata.version("chungsuc"),
        server=database.client.server_info()["version"],
        database=database.name,
        taken_at=taken_at,
        until=at,
        migrations=tuple(sorted(migrations)),
        parts=tuple(parts),
    )
    add(manifest, archive)
    return manifest


def _everything(
    database: Database[Document],
    declared: Mapping[str, Document],
    archive: ArchiveWriter,
    tell: Callable[[Part], None],
) -> tuple[Timestamp, set[str], list[Part]]:
    """Write every collection; return the cluster time, the migrations done, and the parts."""
    parts = []
    try:
        with _long_history(database.client), _snapshot(database, declared) as (session, at):
            done = {each["_id"] for each in database["migrations"].find(session=session)}
            for name in sorted(declared):
                parts.append(_part(database, declared[name], archive, session))
                tell(parts[-1])
    except OperationFailure as error:
        if error.code in {_TOO_OLD, _NOT_YET}:
            raise ConflictError("backup_too_slow") from error
        raise
    return at, done - {LOCK}, parts


def _is_ours(collection: Mapping[str, Any]) -> bool:
    name = collection["name"]
    return collection["type"] == "collection" and not name.startswith("system.") and name != MARKER


def _part(
    database: Database[Document],
    declared: Document,
    archive: ArchiveWriter,
    session: ClientSession,
) -> Part:
    name, tally = declared["name"], Tally()
    # As a command, for ``list_indexes`` would leave the zone of a date in a condition out; all are
    # in the first batch, which holds more than a collection may have.
    listed = database.command("listIndexes", name, codec_options=database.codec_options)
    indexes = [
        {key: value for key, value in index.items() if key != "ns"}
        for index in listed["cursor"]["firstBatch"]
    ]
    with archive.member(f"{name}.bson") as member:
        for batch in raw_batches(database[name].find_raw_batches({}, session=session)):
            tally.add(documents_in([batch]))
            member.write(batch)
    others = tuple(index for index in indexes if index["name"] != "_id_")
    return Part.of(name, tally, options=declared["options"], indexes=others)


@contextmanager
def _snapshot(
    database: Database[Document], names: Iterable[str]
) -> Iterator[tuple[ClientSession, Timestamp]]:
    """Yield a session in which every collection can be read, and its cluster time."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        with database.client.start_session(snapshot=True) as session:
            try:
                (at,) = {_moment(database, name, session) for name in names}
            except OperationFailure as error:
                if error.code != _NOT_YET or time.monotonic() > deadline:
                    raise
            else:
                yield session, at
                return
        time.sleep(0.1)


def _moment(database: Database[Document], name: str, session: ClientSession) -> Timestamp:
    reply = database.command(
        "find", name, limit=1, projection={"_id": 1}, singleBatch=True, session=session
    )
    at: Timestamp = reply["cursor"]["atClusterTime"]
    return at


@contextmanager
def _long_history(client: MongoClient[Document]) -> Iterator[None]:
    """Let snapshots be read for hours; where that is not permitted, for as long as they can be."""
    admin = client.get_database("admin")
    try:
        usual = admin.command({"getParameter": 1, _WINDOW: 1})[_WINDOW]
        admin.command({"setParameter": 1, _WINDOW: max(usual, HISTORY_SECONDS)})
    except OperationFailure:
        yield
        return
    try:
        yield
    finally:
        # A backup that was killed has left its own value behind.
        before = _USUAL_SECONDS if usual == HISTORY_SECONDS else usual
        with suppress(OperationFailure):
            admin.command({"setParameter": 1, _WINDOW: before})
