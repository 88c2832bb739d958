"""Putting a full backup into an empty database, and comparing what then is there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

from bson.raw_bson import RawBSONDocument

from core.domain.errors import ConflictError, InvalidError
from core.storage.backups.batches import batches
from core.storage.backups.tally import Tally, documents_in, raw_batches
from core.storage.backups.verifying import documents_of
from core.storage.migrations.catalogue import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pymongo.database import Database

    from core.storage.backups.manifest import Manifest, Part
    from core.storage.database import Document


def refuse_newer(manifest: Manifest, file: str) -> None:
    """Raise ConflictError ``backup_newer`` for what a newer program has changed the form of."""
    if set(manifest.migrations) - {name for name, _ in MIGRATIONS}:
        raise ConflictError("backup_newer", file=file, program=manifest.program)


def fill(
    database: Database[Document],
    path: Path,
    manifest: Manifest,
    *,
    tell: Callable[[Part], None],
) -> None:
    """Make every collection as it was: its rules, documents and indexes.

    The file has been verified, and the database marked (``marker.begin``). Documents keep their
    order and every byte. Raises InvalidError ``restore_differs`` where the database then does not
    hold what the file does.
    """
    with ZipFile(path) as archive:
        for part in manifest.parts:
            database.command("create", part.name, **part.options)
            for batch in batches(documents_of(archive, part), size=len):
                database[part.name].insert_many(
                    [RawBSONDocument(document) for document in batch],
                    bypass_document_validation=True,
                )
            if part.indexes:
                database.command(
                    "createIndexes", part.name, indexes=[dict(index) for index in part.indexes]
                )
            _compare(database, part)
            tell(part)


def _compare(database: Database[Document], part: Part) -> None:
    tally = Tally()
    for batch in raw_batches(database[part.name].find_raw_batches({})):
        tally.add(documents_in([batch]))
    if not part.agrees(tally):
        raise InvalidError("restore_differs", database=database.name, part=part.name)
