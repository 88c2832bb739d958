"""The tries of one transaction, and what is done between them about whoever is in the way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Generic, TypeVar

from core.storage.abandoned import end_abandoned

if TYPE_CHECKING:
    from collections.abc import Callable

    from pymongo import MongoClient
    from pymongo.client_session import ClientSession

    from core.storage.database import Document
    from core.storage.turns import Turns
    from core.storage.writer import ChainWriter

Result = TypeVar("Result")

CONFLICT_SECONDS = 0.25
"""After so long in vain, whoever is in the way may be dead."""


class Attempts(Generic[Result]):
    """Runs *attempt* as often as the driver asks; ``made`` is how often that has been."""

    def __init__(
        self,
        client: MongoClient[Document],
        turns: Turns,
        writer: ChainWriter,
        attempt: Callable[[ClientSession], Result],
    ) -> None:
        self._client = client
        self._turns = turns
        self._writer = writer
        self._attempt = attempt
        self._began = time.monotonic()
        self.made = 0

    def next(self, session: ClientSession) -> Result:
        self.made += 1
        if self.made > 1:
            self._turns.conflicted()
        if self.seconds() > CONFLICT_SECONDS:
            end_abandoned(self._client)
        self._writer.aborted()  # an attempt before this one may have written links
        return self._attempt(session)

    def seconds(self) -> float:
        """Return how long it has been since the first try was to begin."""
        return time.monotonic() - self._began
