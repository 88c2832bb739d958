"""Reading many documents at once, as plain as the driver gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from bson import decode_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bson.codec_options import CodecOptions
    from pymongo.client_session import ClientSession
    from pymongo.collection import Collection

    from core.storage.database import Document

AT_ONCE = 2000
"""So many documents are fetched in one go."""

IN_CACHE = 64
"""So many are decoded in one go: they are still in the processor's cache when they are read."""


def batches(
    collection: Collection[Document],
    wanted: Document,
    projection: Document | None = None,
    *,
    session: ClientSession | None = None,
    options: CodecOptions[Document] | None = None,
    **how: Any,
) -> Iterator[list[Document]]:
    """Yield documents by small batches; both one by one and all at once take twice as long.

    Days are without a zone unless *options* say otherwise; *how* is a find's ``hint`` or ``sort``.
    """
    found = collection.find_raw_batches(
        wanted, projection, session=session, batch_size=AT_ONCE, **how
    )
    for batch in found:
        for piece in _pieces(cast("bytes", batch)):
            yield decode_all(piece) if options is None else decode_all(piece, options)


def _pieces(raw: bytes) -> Iterator[bytes]:
    """Cut documents laid end to end into pieces; each begins with its length."""
    start = end = number = 0
    while end < len(raw):
        end += int.from_bytes(raw[end : end + 4], "little")
        number += 1
        if number % IN_CACHE == 0:
            yield raw[start:end]
            start = end
    if start < end:
        yield raw[start:end]
