"""Reading a file back in full: every byte, every document, against what it says of itself."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from core.domain.errors import InvalidError
from core.storage.backups.archive import CHUNK, sealed
from core.storage.backups.manifest import MEMBER, manifest_of
from core.storage.backups.tally import Tally, documents_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.storage.backups.manifest import Manifest, Part

_UNREADABLE = (BadZipFile, EOFError, KeyError, NotImplementedError, ValueError, zlib.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A file that is whole; ``authentic`` is None where no key was there to tell."""

    manifest: Manifest
    authentic: bool | None


def verify(path: Path, *, key: bytes | None) -> Verified:
    """Return what a file holds; raises InvalidError where a byte of it is not as written."""
    seal = sealed(path)
    manifest = manifest_of(path)
    try:
        with ZipFile(path) as archive:
            expected = {MEMBER, *(part.member for part in manifest.parts)}
            differing = set(archive.namelist()) ^ expected
            differing |= {part.name for part in manifest.parts if not _holds(archive, part)}
    except _UNREADABLE as error:
        raise InvalidError("backup_damaged", file=path.name) from error
    if differing:
        parts = ", ".join(sorted(differing))
        raise InvalidError("backup_differs", file=path.name, parts=parts)
    return Verified(manifest=manifest, authentic=None if key is None else seal.made_with(key))


def documents_of(archive: ZipFile, part: Part) -> Iterator[bytes]:
    """Yield the documents of a part, one after the other."""
    with archive.open(part.member) as member:
        yield from documents_in(iter(lambda: member.read(CHUNK), b""))


def _holds(archive: ZipFile, part: Part) -> bool:
    tally = Tally()
    tally.add(documents_of(archive, part))
    return part.agrees(tally) and part.sha256 == tally.sha256
