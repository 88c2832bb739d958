"""Keeping what was laid down until all of it is there: in memory, beyond that in a file."""

from __future__ import annotations

from collections import defaultdict
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

IN_MEMORY = 32 * 1024 * 1024
"""So many bytes are held in memory; the file has no name, and is gone with the process."""


class Shelf:
    """Blobs by the number of their compartment, in the order in which they came."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 — closed in __exit__
        self._places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self._end = 0

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, blobs: Mapping[int, bytes]) -> None:
        self._file.seek(self._end)
        for compartment, blob in blobs.items():
            self._file.write(blob)
            self._places[compartment].append((self._end, len(blob)))
            self._end += len(blob)

    def of(self, compartment: int) -> Iterator[bytes]:
        for place, length in self._places[compartment]:
            self._file.seek(place)
            yield self._file.read(length)
