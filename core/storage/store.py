"""The store: repositories bound to a scope, and transactions that are durable when answered."""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, TypeVar

import pymongo
from pymongo import ReadPreference
from pymongo.errors import ConnectionFailure, OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern

from core.domain.errors import DomainError, UnavailableError
from core.storage.abandoned import end_abandoned
from core.storage.database import DURABLE, open_client, open_database
from core.storage.repositories import MongoRepositories
from core.storage.turns import Turns
from core.storage.writer import ChainWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pymongo import MongoClient
    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.audit import Act
    from core.storage.database import Document

Result = TypeVar("Result")

WRITE_SECONDS = 12.0
"""A write is durable, or refused, by then; its turn, its retries and a restart included."""

CONFLICT_SECONDS = 0.25
"""After so long in vain, whoever is in the way may be dead."""

PASSING = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")
"""Error labels of what may go well the next time."""

PING_SECONDS = 3.0

LEAST_SECONDS = 1.0
"""So long a write is tried in any case, however late its turn came."""


class MongoStore:
    """The database; connects on first use, and anew in a forked child."""

    def __init__(
        self,
        uri: str,
        name: str,
        key: bytes,
        *,
        patience_ms: int | None = None,
        turns: Path | None = None,
    ) -> None:
        self._uri = uri
        self._turns = Turns(turns)
        self._patience_ms = patience_ms
        self._name = name
        self._key = key
        self._opening = threading.Lock()
        self._process: int | None = None

    @property
    def database(self) -> Database[Document]:
        self._open()
        return self._database

    def read(self, scope: Scope) -> MongoRepositories:
        return MongoRepositories(self.database, scope)

    def write(self, scope: Scope, act: Callable[[MongoRepositories], Result]) -> Result:
        """Run *act* in a transaction, its audit entries included; see ``ports.work.Store``."""
        self._open()
        with (
            self._turn() as seconds,
            self._turns.taken(seconds / 2),
            self._client.start_session() as session,
        ):
            try:
                # Without a limit pymongo retries for two minutes, and all others wait their turn.
                with pymongo.timeout(seconds):
                    result = session.with_transaction(
                        self._attempts(scope, act),
                        read_concern=ReadConcern("snapshot"),
                        write_concern=DURABLE,
                        read_preference=ReadPreference.PRIMARY,
                    )
            except DomainError:
                self._writer.aborted()
                raise
            except PyMongoError as error:
                self._writer.in_doubt()
                raise unavailable(error) from error
            except BaseException:  # it may have struck during the commit
                self._writer.in_doubt()
                raise
            self._writer.committed()
            return result

    def ping(self) -> None:
        """Return when a primary answers; raises UnavailableError otherwise."""
        try:
            with pymongo.timeout(PING_SECONDS):
                primary = self.database.command("hello").get("isWritablePrimary")
        except PyMongoError as error:
            raise UnavailableError from error
        if not primary:
            raise UnavailableError

    def close(self) -> None:
        if self._process == os.getpid():
            self._client.close()
            self._process = None

    @contextmanager
    def _turn(self) -> Iterator[float]:
        """Hold the writer, and yield how many seconds are left; UnavailableError if none are."""
        began = time.monotonic()
        if not self._writer.turn.acquire(timeout=WRITE_SECONDS):
            raise UnavailableError
        try:
            yield max(WRITE_SECONDS - (time.monotonic() - began), LEAST_SECONDS)
        finally:
            self._writer.turn.release()

    def _attempts(
        self, scope: Scope, act: Callable[[MongoRepositories], Result]
    ) -> Callable[[ClientSession], Result]:
        began = time.monotonic()
        tries = count(1)

        def attempt(session: ClientSession) -> Result:
            if next(tries) > 1:
                self._turns.conflicted()
            if time.monotonic() - began > CONFLICT_SECONDS:
                end_abandoned(self._client)
            return self._attempt(session, scope, act)

        return attempt

    def _attempt(
        self, session: ClientSession, scope: Scope, act: Callable[[MongoRepositories], Result]
    ) -> Result:
        self._writer.aborted()  # an attempt before this one may have written links
        pending: list[Act] = []
        result = act(MongoRepositories(self._database, scope, session, pending))
        if pending:
            self._writer.append(self._database, session, pending, scope.user)
        return result

    def _open(self) -> None:
        if self._process == os.getpid():
            return
        with self._opening:
            if self._process == os.getpid():
                return
            self._client: MongoClient[Document] = open_client(
                self._uri, patience_ms=self._patience_ms
            )
            self._database = open_database(self._client, self._name)
            self._writer = ChainWriter(self._key)
            self._process = os.getpid()


def unavailable(error: PyMongoError) -> Exception:
    """Return what to raise for *error*: a refusal where waiting helps, else the error itself."""
    transient = (
        error.timeout
        or isinstance(error, ConnectionFailure)
        or (
            isinstance(error, OperationFailure)
            and any(error.has_error_label(label) for label in PASSING)
        )
    )
    return UnavailableError() if transient else error
