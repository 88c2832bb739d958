"""Counting and hashing a stream of documents, so that two readings of it can be compared."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LENGTH = 4  # bytes, little-endian, at the head of every BSON document, and counted in itself
_SHORTEST = 5
_SUMS = 2**256


class Tally:
    """What a stream of documents amounts to.

    ``sha256`` depends on their order; ``content`` is the sum of each document's SHA-256, so that
    what a database gives back in another order can still be compared.
    """

    def __init__(self) -> None:
        self.documents = 0
        self.bytes = 0
        self._stream = hashlib.sha256()
        self._sum = 0

    def add(self, documents: Iterable[bytes]) -> None:
        for document in documents:
            self.documents += 1
            self.bytes += len(document)
            self._stream.update(document)
            self._sum += int.from_bytes(hashlib.sha256(document).digest(), "big")

    @property
    def sha256(self) -> str:
        return self._stream.hexdigest()

    @property
    def content(self) -> str:
        return f"{self._sum % _SUMS:064x}"


def raw_batches(cursor: object) -> Iterator[bytes]:
    """Yield what ``find_raw_batches`` gives; its annotations promise decoded documents."""
    yield from cast("Iterator[bytes]", cursor)


def documents_in(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the BSON documents of a stream that comes in pieces of any size.

    Raises ValueError where it is no such stream, or ends within a document.
    """
    rest = b""
    for chunk in chunks:
        joined = rest + chunk if rest else chunk
        start, end = 0, len(joined)
        while start + _LENGTH <= end:
            size = int.from_bytes(joined[start : start + _LENGTH], "little", signed=True)
            if size < _SHORTEST:
                raise ValueError("not a stream of documents")
            if start + size > end:
                break
            yield joined[start : start + size]
            start += size
        rest = joined[start:]
    if rest:
        raise ValueError("the stream ends within a document")
