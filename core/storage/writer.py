"""The one writer of a process: turns acts into links of its own audit chain, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.audit import GENESIS, Act, seal
from core.storage.audit import content_of, now_in_milliseconds

if TYPE_CHECKING:
    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.storage.database import Document


class ChainWriter:
    """Appends to one chain, one transaction at a time, from its first read to its commit.

    After a commit whose outcome is unknown the chain is left as it is and a new one begun, for
    nobody can say which link is its last.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._begin()

    def _begin(self) -> None:
        self._chain = uuid4().hex
        self._sequence = -1
        self._hash = GENESIS
        self._next: tuple[int, str] | None = None

    def append(
        self, database: Database[Document], session: ClientSession, acts: list[tuple[Act, str]]
    ) -> None:
        """Write *acts*, each with its user, and the new head inside *session*'s transaction."""
        at = now_in_milliseconds()
        sequence, previous = self._sequence, self._hash
        documents: list[Document] = []
        if sequence < 0:
            opening = Act(action="chain.open", target=self._chain, target_type="chain", path="")
            acts = [(opening, acts[0][1]), *acts]
        for act, user in acts:
            sequence += 1
            content = content_of(act, user=user, at=at)
            link = seal(content, previous=previous, key=self._key)
            documents.append(
                {
                    "_id": f"{self._chain}:{sequence:09d}",
                    "chain": self._chain,
                    "sequence": sequence,
                    "previous": previous,
                    "hash": link,
                    "at": at,
                    "user": user,
                    "content": content,
                }
            )
            previous = link
        database["audit"].insert_many(documents, session=session)
        database["audit_heads"].replace_one(
            {"_id": self._chain},
            {"_id": self._chain, "sequence": sequence, "hash": previous, "at": at},
            upsert=True,
            session=session,
        )
        self._next = (sequence, previous)

    def committed(self) -> None:
        if self._next is not None:
            self._sequence, self._hash = self._next
            self._next = None

    def aborted(self) -> None:
        self._next = None

    def in_doubt(self) -> None:
        self._begin()
