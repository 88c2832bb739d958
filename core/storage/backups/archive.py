"""The file of a backup: a zip archive that any tool opens, ended by a seal over all its bytes.

The seal is the archive's comment, the last bytes of the file: an HMAC with the secret key, which
tells whether a holder of the key wrote the archive, and the SHA-256 of everything before it, that
HMAC included, which finds a flipped bit without any key.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from core.domain.errors import InvalidError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from hashlib import _Hash as Hash
    from pathlib import Path

CHUNK = 1024 * 1024
_LEVEL = 3
_PURPOSE = b"chungsuc backup 1 "
_READ_SEAL = re.compile(_PURPOSE + rb"hmac ([0-9a-f]{64}) sha256 ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What the end of a file says of it; ``content`` is the SHA-256 of all before the seal."""

    content: str
    hmac: str

    def made_with(self, key: bytes) -> bool:
        return hmac.compare_digest(_authentic(self.content, key), self.hmac)


class ArchiveWriter:
    """An archive being written to *file* from its start, in one pass."""

    def __init__(self, file: IO[bytes]) -> None:
        self._end = _HeldBack(file)
        # An object that cannot seek makes zipfile write every byte once, in order.
        self._zip = ZipFile(self._end, "w", ZIP_DEFLATED, compresslevel=_LEVEL)  # type: ignore[call-overload]

    @contextmanager
    def member(self, name: str) -> Iterator[IO[bytes]]:
        """Yield what the content of member *name* is written to."""
        with self._zip.open(name, "w", force_zip64=True) as member:
            yield member

    def finish(self, key: bytes) -> None:
        """Write the directory and the seal."""
        self._zip.comment = _BLANK
        self._zip.close()
        self._end.finish(key)

    def abandon(self) -> None:
        """Write nothing more."""
        self._end.shut = True
        self._zip.close()


@contextmanager
def sealing(file: IO[bytes], key: bytes) -> Iterator[ArchiveWriter]:
    """Yield an archive whose directory and seal are written if the block ends well."""
    archive = ArchiveWriter(file)
    try:
        yield archive
    except BaseException:
        archive.abandon()
        raise
    archive.finish(key)


class _HeldBack:
    """Passes on all but the last bytes, as many as a seal has, and hashes what it passes on."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._held = b""
        self.shut = False

    def write(self, piece: bytes) -> int:
        if self.shut:
            return len(piece)
        ready = self._held + piece
        passed, self._held = ready[: -len(_BLANK)], ready[-len(_BLANK) :]
        self._hash.update(passed)
        self._file.write(passed)
        return len(piece)

    def flush(self) -> None:
        """Nothing: the file is flushed once, when it is whole."""

    def finish(self, key: bytes) -> None:
        """Write the seal in the place of what is held back."""
        self._file.write(_seal(self._hash, key))


def sealed(path: Path) -> Seal:
    """Return the seal of a file, every byte of which agrees with it.

    Raises InvalidError: ``backup_unsealed`` for what is no backup, or was cut short, and
    ``backup_damaged`` for one in which a byte is not what was written.
    """
    content = hashlib.sha256()
    with path.open("rb") as file:
        left = path.stat().st_size - len(_BLANK)
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            content.update(piece)
            left -= len(piece)
        seal = _READ_SEAL.fullmatch(file.read())
    if seal is None:
        raise InvalidError("backup_unsealed", file=path.name)
    read = Seal(content=content.hexdigest(), hmac=seal[1].decode())
    if seal[0] != _sealed_with(content, read.hmac):
        raise InvalidError("backup_damaged", file=path.name)
    return read


def _seal(content: Hash, key: bytes) -> bytes:
    return _sealed_with(content, _authentic(content.hexdigest(), key))


def _sealed_with(content: Hash, authentic: str) -> bytes:
    start = _PURPOSE + f"hmac {authentic} sha256 ".encode()
    whole = content.copy()
    whole.update(start)
    return start + f"{whole.hexdigest()}\n".encode()


def _authentic(content: str, key: bytes) -> str:
    return hmac.new(key, _PURPOSE + content.encode(), hashlib.sha256).hexdigest()


_BLANK = _seal(hashlib.sha256(), b"")
