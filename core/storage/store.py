"""The store: repositories bound to a scope, and transactions that are durable when answered."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, TypeVar

from pymongo import ReadPreference
from pymongo.errors import ConnectionFailure, OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern

from core.domain.errors import UnavailableError
from core.storage.database import DURABLE, open_client, open_database
from core.storage.repositories import MongoRepositories
from core.storage.writer import ChainWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from pymongo import MongoClient
    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.audit import Act
    from core.storage.database import Document

Result = TypeVar("Result")


class MongoStore:
    """The database; connects on first use, and anew in a forked child."""

    def __init__(self, uri: str, name: str, key: bytes) -> None:
        self._uri = uri
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
        with self._writer.turn, self._client.start_session() as session:
            try:
                result = session.with_transaction(
                    lambda s: self._attempt(s, scope, act),
                    read_concern=ReadConcern("snapshot"),
                    write_concern=DURABLE,
                    read_preference=ReadPreference.PRIMARY,
                )
            except PyMongoError as error:
                self._writer.in_doubt()
                raise unavailable(error) from error
            except BaseException:
                self._writer.aborted()
                raise
            self._writer.committed()
            return result

    def ping(self) -> None:
        """Return when a primary answers; raises UnavailableError otherwise."""
        try:
            self.database.command("ping")
            if not self.database.command("hello").get("isWritablePrimary"):
                raise UnavailableError
        except PyMongoError as error:
            raise UnavailableError from error

    def close(self) -> None:
        if self._process == os.getpid():
            self._client.close()
            self._process = None

    def _attempt(
        self, session: ClientSession, scope: Scope, act: Callable[[MongoRepositories], Result]
    ) -> Result:
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
            self._client: MongoClient[Document] = open_client(self._uri)
            self._database = open_database(self._client, self._name)
            self._writer = ChainWriter(self._key)
            self._process = os.getpid()


def unavailable(error: PyMongoError) -> Exception:
    """Return what to raise for *error*: a refusal where waiting helps, else the error itself."""
    transient = isinstance(error, ConnectionFailure) or (
        isinstance(error, OperationFailure)
        and (
            error.has_error_label("TransientTransactionError")
            or error.has_error_label("UnknownTransactionCommitResult")
            or error.has_error_label("RetryableWriteError")
        )
    )
    return UnavailableError() if transient else error
