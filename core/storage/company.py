"""Carrying out several orders in one transaction: a bad one fails alone, the others stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pymongo.errors import PyMongoError

from core.storage.gathered import GatheredRepositories
from core.storage.gathering import Gathering, NotGatheredError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.storage.database import Document
    from core.storage.known import Known
    from core.storage.orders import Order
    from core.storage.writer import ChainWriter


class Company:
    """The orders of one transaction, and what has come of each in the last try."""

    def __init__(
        self,
        database: Database[Document],
        known_at: Callable[[str | None], Known | None],
        orders: Sequence[Order[Any]],
        writer: ChainWriter,
    ) -> None:
        self._database = database
        self._known_at = known_at
        self._orders = orders
        self._writer = writer
        self._outcomes: list[tuple[Any, Exception | None]] = []

    def attempt(self, session: ClientSession) -> None:
        """Run every act, then write what those that went well have gathered."""
        gathering = Gathering(self._database, session, self._known_at)
        gathering.fetch((o.scope.user, o.foreseen) for o in self._orders if o.foreseen)
        self._outcomes = [self._run(order, gathering) for order in self._orders]
        gathering.flush()
        if gathering.written.acts:
            self._writer.append(self._database, session, gathering.written.acts)

    def settle(self) -> list[Order[Any]]:
        """Tell each order its outcome, now that it is durable; return those to be done alone."""
        alone = []
        for order, (result, error) in zip(self._orders, self._outcomes, strict=True):
            if isinstance(error, NotGatheredError):
                alone.append(order)
            elif error is not None:
                order.failed(error)
            else:
                order.succeeded(result)
        return alone

    def refuse(self, error: Exception) -> None:
        for order in self._orders:
            order.failed(error)

    def _run(self, order: Order[Any], gathering: Gathering) -> tuple[Any, Exception | None]:
        work = GatheredRepositories(gathering, order.scope)
        try:
            result = order.run(work, max(order.seconds_left(), 1.0))
        except PyMongoError:
            raise  # the transaction's trouble, not the act's
        except Exception as error:  # it is its author's to handle
            return None, error
        gathering.written.take_in(work.written)
        return result, None
