"""Answers that outlive a process: what one has worked out, the next reads.

They are kept beside the figures they were made of, with a digest of what tells that nothing has
changed. An answer whose digest is another is not looked at, so none is ever outdated; losing them
all costs nothing but the time to work them out.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from pymongo import ASCENDING, IndexModel, ReplaceOne
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from core.storage.database import Declaration
from core.storage.derived_digest import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from pymongo.database import Database

    from core.domain.derived import Form, Part
    from core.storage.database import Document
    from core.storage.derived import Derived

Value = TypeVar("Value")

LIFETIME = timedelta(days=30)

DECLARATIONS = (
    Declaration(
        name="derived",
        indexes=(
            IndexModel([("at", ASCENDING)], expireAfterSeconds=int(LIFETIME.total_seconds())),
        ),
    ),
)

AT_ONCE = 8
"""So many answers are written together: what was worked out outlives a request that takes long."""

HEAVIER = 4
"""So many times as many bytes an answer takes in memory, about, as laid out."""

_NONE = object()
logger = logging.getLogger(__name__)


class Lasting:
    """Answers of a process (``derived.Derived``), and those of others in the database."""

    def __init__(self, database: Database[Document], memory: Derived) -> None:
        # What was worked out of durable figures is true, whether it is durable itself or not.
        self._collection = database["derived"].with_options(
            write_concern=WriteConcern(w=1), read_concern=ReadConcern("local")
        )
        self._memory = memory

    def recall(self, key: Hashable, made_of: object, work_out: Callable[[], Value]) -> Value:
        """Return what this process keeps, or works out (``ports.marks.Derived``)."""
        return self._memory.recall(key, made_of, work_out)

    def recall_all(self, parts: Sequence[Part[Value]], form: Form[Value]) -> list[Value]:
        """Return the answers to *parts*, those this process does not know read all at once."""
        known = {part.key: self._memory.known(part.key, part.made_of, _NONE) for part in parts}
        unknown = [part for part in parts if known[part.key] is _NONE]
        stored = self._stored(unknown) if unknown else {}
        fresh: list[Document] = []
        for part in unknown:
            text = stored.get(part.address)
            if text is None:
                answer = part.work_out()
                text = _text(form.packed(answer))
                fresh += _document(part, text)
                fresh = self._written(fresh) if len(fresh) >= AT_ONCE else fresh
            else:
                answer = form.unpacked(json.loads(text))
            known[part.key] = answer
            weight = HEAVIER * len(text)
            self._memory.keep(part.key, part.made_of, answer, weight=weight)
        self._written(fresh)
        return [known[part.key] for part in parts]

    def _stored(self, parts: Sequence[Part[Any]]) -> Mapping[str, bytes]:
        """Return what is kept for *parts* and still true, by address."""
        digests = {part.address: _digest(part) for part in parts}
        found = self._collection.find({"_id": {"$in": [*digests]}}, {"made_of": 1, "plain": 1})
        return {
            row["_id"]: row["plain"]
            for row in found.batch_size(len(digests))
            if row["made_of"] == digests[row["_id"]]
        }

    def _written(self, documents: list[Document]) -> list[Document]:
        """Write *documents*, and return none; whether that goes well concerns nobody."""
        changes = [ReplaceOne({"_id": each["_id"]}, each, upsert=True) for each in documents]
        if changes:
            try:
                self._collection.bulk_write(changes, ordered=False)
            except PyMongoError as error:
                logger.debug("what was worked out is not kept: %s", error)
        return []


def _text(plain: Any) -> bytes:
    """Return *plain* as JSON, nothing of what could not be laid out."""
    if plain is None:
        return b""
    return json.dumps(plain, separators=(",", ":"), ensure_ascii=False).encode()


def _document(part: Part[Any], text: bytes) -> list[Document]:
    digest = _digest(part) if text else None
    if digest is None:
        return []
    return [{"_id": part.address, "made_of": digest, "plain": text, "at": datetime.now(UTC)}]


def _digest(part: Part[Any]) -> str | None:
    return digest_of(part.key, part.made_of)
