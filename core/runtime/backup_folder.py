"""Where backups lie: each appears complete and under its name, or not at all."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from core.domain.backups import BackupName, Kind, named, outdated
from core.domain.errors import ConflictError, InvalidError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SUFFIX = ".zip"
_PART = ".part"
_LEFT_BEHIND_SECONDS = 24 * 3600


def place(where: Path, *, database: str, at: datetime, kind: Kind) -> Path:
    """Return the file to write: *where* itself if it ends in ``.zip``, else a name within it."""
    if where.suffix == SUFFIX:
        return where
    return where / str(BackupName(database=database, at=at, kind=kind))


def to_follow(folder: Path, *, database: str) -> list[Path]:
    """Return the files an increment may follow, the best first: the newest of each kind.

    An increment that follows increments leaves no gap for a full backup to hide in. Raises
    ConflictError ``increment_of_nothing`` where there is no full backup.
    """
    newest = {each.kind: folder / str(each) for each in named(database, _names(folder))}
    if Kind.FULL not in newest:
        raise ConflictError("increment_of_nothing", folder=str(folder))
    return [newest[kind] for kind in (Kind.INCREMENT, Kind.FULL) if kind in newest]


def remove_outdated(folder: Path, *, database: str, keep: int) -> list[str]:
    """Leave *keep* full backups with what follows them; return the names of what is gone."""
    gone = [str(each) for each in outdated(named(database, _names(folder)), keep=keep)]
    for name in gone:
        (folder / name).unlink()
    for path in folder.glob(f".{database}-*{_PART}"):  # of runs that were killed
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > _LEFT_BEHIND_SECONDS:
                path.unlink()
    return gone


@contextmanager
def appearing(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file that is at *path*, safely on the disk, once the block ends well.

    Readable by its owner only. Raises ConflictError ``backup_exists`` and, for what the disk or
    the folder refuses, InvalidError ``backup_not_written``.
    """
    try:
        if path.exists():
            raise ConflictError("backup_exists", file=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_PART)
        fresh = Path(name)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 — an open descriptor
                yield file
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        _sync(path.parent)
    except OSError as error:
        why = error.strerror or str(error)
        raise InvalidError("backup_not_written", file=str(path), why=why) from error


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
