"""What the file of a backup says it holds, as JSON that people and programs can read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from bson import json_util

from core.domain.backups import Kind
from core.domain.errors import ConflictError, InvalidError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from bson.timestamp import Timestamp

    from core.storage.backups.archive import ArchiveWriter
    from core.storage.backups.tally import Tally

FORMAT = 1
MEMBER = "manifest.json"
_JSON = json_util.RELAXED_JSON_OPTIONS.with_options(tz_aware=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One member: a collection, or a stretch of the oplog; digests as in ``Tally``."""

    name: str
    documents: int
    bytes: int
    sha256: str
    content: str
    options: Mapping[str, Any] = field(default_factory=dict)
    indexes: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, name: str, tally: Tally, **rest: Any) -> Part:
        return cls(
            name=name,
            documents=tally.documents,
            bytes=tally.bytes,
            sha256=tally.sha256,
            content=tally.content,
            **rest,
        )

    @property
    def member(self) -> str:
        return f"{self.name}.bson"

    def agrees(self, tally: Tally) -> bool:
        """Whether *tally* is of the same documents, in whatever order."""
        mine = (self.documents, self.bytes, self.content)
        return mine == (tally.documents, tally.bytes, tally.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Whose data a file holds, of when, and what each part amounts to.

    ``until`` is the cluster time the file reaches to, ``since`` the one an increment begins after;
    ``taken_at`` is real time, before which every acknowledged write is in it.
    """

    kind: Kind
    program: str
    server: str
    database: str
    taken_at: datetime
    until: Timestamp
    since: Timestamp | None = None
    migrations: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def documents(self) -> int:
        return sum(part.documents for part in self.parts)

    @property
    def bytes(self) -> int:
        return sum(part.bytes for part in self.parts)


def _written(manifest: Manifest) -> bytes:
    parts = [
        {
            "name": part.name,
            "documents": part.documents,
            "bytes": part.bytes,
            "sha256": part.sha256,
            "content": part.content,
            "options": part.options,
            "indexes": list(part.indexes),
        }
        for part in manifest.parts
    ]
    told = {
        "format": FORMAT,
        "kind": str(manifest.kind),
        "program": manifest.program,
        "server": manifest.server,
        "database": manifest.database,
        "taken_at": manifest.taken_at,
        "since": manifest.since,
        "until": manifest.until,
        "migrations": list(manifest.migrations),
        "total": {"documents": manifest.documents, "bytes": manifest.bytes},
        "parts": parts,
    }
    return json_util.dumps(told, json_options=_JSON, indent=1, ensure_ascii=False).encode()


def add(manifest: Manifest, archive: ArchiveWriter) -> None:
    """Write the manifest, the last member of its archive."""
    with archive.member(MEMBER) as member:
        member.write(_written(manifest))


def manifest_of(path: Path) -> Manifest:
    """Read the manifest alone; InvalidError where there is none, ConflictError for a newer form."""
    try:
        with ZipFile(path) as archive:
            told = json_util.loads(archive.read(MEMBER), json_options=_JSON)
        if told["format"] != FORMAT:
            raise ConflictError("backup_newer", file=path.name, program=told["program"])
        return _read(told)
    except (BadZipFile, KeyError, TypeError, ValueError, EOFError) as error:
        raise InvalidError("backup_damaged", file=path.name) from error


def _read(told: Mapping[str, Any]) -> Manifest:
    parts = (Part(**{**part, "indexes": tuple(part["indexes"])}) for part in told["parts"])
    return Manifest(
        kind=Kind(told["kind"]),
        program=told["program"],
        server=told["server"],
        database=told["database"],
        taken_at=told["taken_at"],
        since=told["since"],
        until=told["until"],
        migrations=tuple(told["migrations"]),
        parts=tuple(parts),
    )
