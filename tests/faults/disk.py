"""A small disk of its own, which can be filled to the last byte."""

from __future__ import annotations

import errno
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

SIZE = "420m"
_CHUNKS = (1 << 20, 1 << 12)
"""Bytes written at once: first large, then to the end."""


class SmallDisk:
    """A tmpfs at *path*, gone with the context."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / "ballast"

    def __enter__(self) -> Self:
        self.path.mkdir()
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", self.path], check=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "--lazy", self.path], check=True)

    def fill(self) -> None:
        """Take all the room there is; may be repeated."""
        with self._ballast.open("ab", buffering=0) as file:
            for chunk in _CHUNKS:
                _write_on(file, bytes(chunk))

    def make_room(self) -> None:
        self._ballast.unlink()


def _write_on(file: object, chunk: bytes) -> None:
    try:
        while file.write(chunk) == len(chunk):  # type: ignore[attr-defined]
            pass
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
