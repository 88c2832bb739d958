"""The store: repositories bound to a scope, and transactions that are durable when answered."""

from __future__ import annotations

import os
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import pymongo
from pymongo import ReadPreference
from pymongo.errors import (
    BulkWriteError,
    ConfigurationError,
    ConnectionFailure,
    DuplicateKeyError,
    OperationFailure,
    PyMongoError,
)
from pymongo.read_concern import ReadConcern

from core import metrics
from core.domain.errors import DomainError, UnavailableError
from core.storage.attempts import Attempts
from core.storage.company import Company
from core.storage.database import DURABLE, open_client, open_database
from core.storage.deadline import seconds_left
from core.storage.derived import Derived
from core.storage.elections import Elections
from core.storage.gathering import NotGatheredError
from core.storage.known import Known
from core.storage.orders import Order, together
from core.storage.repositories import MongoRepositories
from core.storage.sign_ins import SignIns
from core.storage.tokens import read_openings
from core.storage.turns import Turns
from core.storage.waiting_line import WaitingLine
from core.storage.writer import ChainWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pymongo import MongoClient
    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.audit import Act
    from core.domain.foreseen import Foreseen
    from core.storage.database import Document

Result = TypeVar("Result")

WRITE_SECONDS = 12.0
"""A write is durable, or refused, by then; its turn, its retries and a restart included."""

PASSING = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")
"""Error labels of what may go well the next time."""

PING_SECONDS = 3.0

LEAST_SECONDS = 1.0
"""So long a write is tried in any case, however late its turn came."""

LONGEST_LINE = 256
"""So many writes of a process wait at most; who comes then is asked to come again."""


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
        self._known = Known()
        self._derived = Derived()
        self._left: list[MongoClient[Document]] = []
        self._elections = Elections()

    @property
    def database(self) -> Database[Document]:
        self._open()
        return self._database

    def read(self, scope: Scope) -> MongoRepositories:
        database = self.database
        self._elections.settle(database)
        known = self._known_at(scope.revision)
        return MongoRepositories(
            database, scope, known=known, derived=self._derived, sign_ins=self._sign_ins
        )

    def write(
        self,
        scope: Scope,
        act: Callable[[MongoRepositories], Result],
        foreseen: Foreseen | None = None,
    ) -> Result:
        """Run *act* in a transaction, its audit entries included; see ``ports.work.Store``."""
        self._open()
        seconds = seconds_left(WRITE_SECONDS)
        order: Order[Result] = Order(scope, act, foreseen, seconds=seconds)
        self._line.settle(order, seconds=seconds)
        return order.outcome()

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
            for client in (self._client, *self._left):
                client.close()
            self._left.clear()
            self._process = None

    def _carry_out(self, orders: Sequence[Order[Any]]) -> None:
        """Carry out a batch of the line: alone what has to be alone, or all in one transaction."""
        for order in orders:
            metrics.write_waited(order.seconds_waited())
        alone = orders
        if orders[0].foreseen is not None:
            alone = self._together(orders)
        for order in alone:
            order.attempt(partial(self._alone, order))

    def _together(self, orders: Sequence[Order[Any]]) -> Sequence[Order[Any]]:
        """Return those that have to be carried out alone after all."""
        seconds = max(min(order.seconds_left() for order in orders), LEAST_SECONDS)
        company = Company(self._database, self._known_at, orders, self._writer)
        try:
            self._transaction(company.attempt, seconds, writes=len(orders))
        except UnavailableError as error:
            company.refuse(error)
            return ()
        except Exception:  # one of them cannot be stored: which, it shows alone
            return orders
        return company.settle()

    def _alone(self, order: Order[Any]) -> Any:
        seconds = max(order.seconds_left(), LEAST_SECONDS)

        def attempt(session: ClientSession) -> Any:
            pending: list[tuple[Act, str]] = []
            work = MongoRepositories(self._database, order.scope, session, pending)
            result = order.run(work, seconds)
            if pending:
                self._writer.append(self._database, session, pending)
            return result

        return self._transaction(attempt, seconds)

    def _transaction(
        self, attempt: Callable[[ClientSession], Result], seconds: float, *, writes: int = 1
    ) -> Result:
        attempts = Attempts(self._client, self._turns, self._writer, attempt)
        with self._client.start_session() as session:
            try:
                # Without a limit pymongo retries for two minutes, and all others wait their turn.
                with pymongo.timeout(seconds):
                    result = session.with_transaction(
                        attempts.next,
                        read_concern=ReadConcern("snapshot"),
                        write_concern=DURABLE,
                        read_preference=ReadPreference.PRIMARY,
                    )
            except (DomainError, DuplicateKeyError, BulkWriteError, NotGatheredError):
                # All of them are raised before any commit.
                self._writer.aborted()
                metrics.write_failed(attempts=attempts.made)
                raise
            except ConfigurationError as error:
                # Made while the database was starting, a connection has heard that it knows no
                # sessions, and keeps to that for good: only another client will not meet it again.
                self._writer.in_doubt()
                metrics.write_failed(attempts=attempts.made)
                self._connect_anew()
                raise UnavailableError from error
            except PyMongoError as error:
                self._writer.in_doubt()
                metrics.write_failed(attempts=attempts.made)
                raise unavailable(error, writes=writes) from error
            except BaseException:  # it may have struck during the commit
                self._writer.in_doubt()
                metrics.write_failed(attempts=attempts.made)
                raise
        self._writer.committed()
        metrics.write_committed(writes=writes, attempts=attempts.made, seconds=attempts.seconds())
        return result

    def _known_at(self, revision: str | None) -> Known | None:
        """Return what is known of the settings at *revision*; None: nobody knows which."""
        if revision is None:
            return None
        known = self._known
        if known.revision != revision:
            known = self._known = Known(revision)
        return known

    def _open(self) -> None:
        if self._process == os.getpid():
            return
        with self._opening:
            if self._process == os.getpid():
                return
            self._connect()
            self._writer = ChainWriter(self._key)
            self._line: WaitingLine[Order[Any]] = WaitingLine(
                carry_out=self._carry_out,
                batch=together,
                longest=LONGEST_LINE,
                turn=self._turns.taken,
            )
            self._process = os.getpid()

    def _connect(self) -> None:
        self._client: MongoClient[Document] = open_client(self._uri, patience_ms=self._patience_ms)
        self._database = open_database(self._client, self._name)
        self._sign_ins = SignIns(self._database, read_openings)

    def _connect_anew(self) -> None:
        """Take another client; the one before is closed when nobody can be using it any more."""
        before = self._client
        with self._opening:
            self._left.append(before)
            self._connect()
        closing = threading.Timer(2 * WRITE_SECONDS, before.close)
        closing.daemon = True
        closing.start()


def unavailable(error: PyMongoError, *, writes: int = 0) -> Exception:
    """Return what to raise for *error*: a refusal where waiting helps, else the error itself."""
    transient = (
        error.timeout
        or isinstance(error, ConnectionFailure)
        or (
            isinstance(error, OperationFailure)
            and any(error.has_error_label(label) for label in PASSING)
        )
    )
    if not transient:
        return error
    if writes:
        metrics.write_refused("database", writes=writes)
    return UnavailableError()
