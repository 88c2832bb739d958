"""Writing the country's demonstration: items in batches, each told to the writer's own chain."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.audit import GENESIS, Act, seal
from core.storage.audit import content_of, now_in_milliseconds
from core.storage.country import ONE_NODE
from core.storage.demonstration import _area_document, _counter_documents, _number_document
from core.storage.user_documents import document_of as user_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pymongo.database import Database

    from core.domain.areas import Area
    from core.domain.contributions import Contribution
    from core.domain.people import User
    from core.storage.country_moulds import Cast, Mould
    from core.storage.database import Document
    from core.storage.demonstration import CountKey, RegisterKey


class CountryWriter:
    """Writes at ``w:1``; keeps a chain of its own, so that several write side by side."""

    def __init__(self, database: Database[Document], key: bytes) -> None:
        self._database = database
        self._key = key
        self._chain = uuid4().hex
        self._sequence = -1
        self._previous = GENESIS

    def write(self, items: Sequence[tuple[Mould, Cast]]) -> None:
        """Store them and their entries; each entry's time is that of loading."""
        self._insert("registrations", [mould.document(cast) for mould, cast in items])
        at = now_in_milliseconds()
        self._tell([mould.content(cast, at) for mould, cast in items], at)

    def record(self, acts: Iterable[Act]) -> None:
        """Tell the chain what the operator has done now."""
        at = now_in_milliseconds()
        self._tell([content_of(act, user="operator", at=at) for act in acts], at)

    def users(self, users: Iterable[User]) -> None:
        self._insert("users", [user_document(user) for user in users])

    def counters(self, counts: Mapping[CountKey, Contribution]) -> None:
        """Store what is counted of a whole province, or of several."""
        self._insert("counters", _counter_documents(counts))

    def areas(self, areas: Iterable[Area]) -> None:
        self._insert("areas", [_area_document(area) for area in areas])

    def numbers(self, numbers: Mapping[RegisterKey, int]) -> None:
        self._insert("numbers", [_number_document(*each) for each in numbers.items()])

    def close(self) -> None:
        """Register the chain's end."""
        head = {"_id": self._chain, "sequence": self._sequence, "hash": self._previous}
        if self._sequence >= 0:
            self._insert("audit_heads", [head | {"at": datetime.now(UTC)}])

    def _tell(self, contents: Sequence[Document], at: datetime) -> None:
        if self._sequence < 0:
            contents = [self._opening(at), *contents]
        self._insert("audit", [self._sealed(content, at) for content in contents])

    def _opening(self, at: datetime) -> Document:
        opening = Act(
            action="chain.open",
            target=self._chain,
            target_type="chain",
            path="",
            details={"country": True},
        )
        return content_of(opening, user="operator", at=at)

    def _sealed(self, content: Document, at: datetime) -> Document:
        link = seal(content, previous=self._previous, key=self._key)
        self._sequence += 1
        entry = {
            "_id": f"{self._chain}:{self._sequence:09d}",
            "chain": self._chain,
            "sequence": self._sequence,
            "previous": self._previous,
            "hash": link,
            "at": at,
            "user": "operator",
            "content": content,
        }
        self._previous = link
        return entry

    def _insert(self, name: str, documents: list[Document]) -> None:
        if documents:
            collection = self._database[name].with_options(write_concern=ONE_NODE)
            collection.insert_many(documents, ordered=False)
