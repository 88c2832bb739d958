"""Writing what happened since another file was written: a stretch of the server's oplog.

A transaction of more than 16 MB lies in the oplog as a chain of entries, of which the last one
commits it; the earlier ones may lie before the moment the stretch begins at.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib import metadata
from typing import TYPE_CHECKING, Any

from bson.raw_bson import RawBSONDocument
from bson.timestamp import Timestamp

from core.domain.backups import Kind
from core.domain.errors import ConflictError
from core.storage.backups.manifest import Manifest, Part, add
from core.storage.backups.marker import refuse_unfinished
from core.storage.backups.tally import Tally, documents_in, raw_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pymongo.database import Database

    from core.storage.backups.archive import ArchiveWriter
    from core.storage.database import Document

OPLOG = "oplog"
TRANSACTIONS = "admin.$cmd"
_CHAIN_SECONDS = 60
"""The entries of one transaction lie closer together than this."""


def dump_since(
    database: Database[Document],
    archive: ArchiveWriter,
    *,
    since: Timestamp,
    tell: Callable[[Part], None],
) -> Manifest:
    """Write every committed change of the database after *since*, and the manifest.

    Raises ConflictError: ``oplog_gone`` where the server no longer has all of it, and
    ``oplog_restructured`` where collections or indexes were changed; a full backup helps both.
    """
    refuse_unfinished(database)
    taken_at = datetime.now(UTC)
    hello = database.client.admin.command("hello")
    until: Timestamp = max(since, hello["lastWrite"]["majorityOpTime"]["ts"])
    tell(part := _stretch(database, archive, since, until))
    manifest = Manifest(
        kind=Kind.INCREMENT,
        program=metadata.version("chungsuc"),
        server=database.client.server_info()["version"],
        database=database.name,
        taken_at=taken_at,
        since=since,
        until=until,
        parts=(part,),
    )
    add(manifest, archive)
    return manifest


def _stretch(
    database: Database[Document], archive: ArchiveWriter, since: Timestamp, until: Timestamp
) -> Part:
    _refuse_gap(database, since)
    tally = Tally()
    with archive.member(f"{OPLOG}.bson") as member:
        for entry in _entries(database, since, until):
            tally.add([entry])
            member.write(entry)
    _refuse_gap(database, since)  # once more: the oplog may be cut while it is read
    return Part.of(OPLOG, tally)


def _entries(database: Database[Document], since: Timestamp, until: Timestamp) -> Iterator[bytes]:
    wanted = {
        "ts": {"$gte": Timestamp(since.time - _CHAIN_SECONDS, 0), "$lte": until},
        "ns": {"$in": [re.compile(rf"^{re.escape(database.name)}\."), TRANSACTIONS]},
    }
    oplog = database.client.get_database("local")["oplog.rs"]
    for batch in raw_batches(oplog.find_raw_batches(wanted)):
        for raw in documents_in([batch]):
            if _is_needed(RawBSONDocument(raw), database.name, since):
                yield raw


def _is_needed(entry: RawBSONDocument, name: str, since: Timestamp) -> bool:
    command: Any = entry["o"]
    if entry["op"] == "n" or (entry["ts"] <= since and "partialTxn" not in command):
        return False
    if entry["op"] != "c":
        return True
    if entry["ns"] != TRANSACTIONS:
        raise ConflictError("oplog_restructured", change=next(iter(command)))
    if "applyOps" not in command:
        return "commitTransaction" in command or "abortTransaction" in command
    ours = [op["op"] for op in command["applyOps"] if op["ns"].startswith(f"{name}.")]
    if "c" in ours:
        raise ConflictError("oplog_restructured", change="create")
    return bool(ours) or ("partialTxn" not in command and _ends_a_chain(entry))


def _ends_a_chain(entry: RawBSONDocument) -> bool:
    previous = entry.get("prevOpTime")
    return previous is not None and previous["ts"] != Timestamp(0, 0)


def _refuse_gap(database: Database[Document], since: Timestamp) -> None:
    oplog = database.client.get_database("local")["oplog.rs"]
    oldest = oplog.find_one({}, {"ts": 1}, sort=[("$natural", 1)])
    if oldest is None or oldest["ts"] > since:
        raise ConflictError("oplog_gone")
