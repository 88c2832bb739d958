"""Counting failed sign-ins in moving windows, with the library ``limits`` on our own database."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import TYPE_CHECKING, Any

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MongoDBStorageBase
from limits.strategies import MovingWindowRateLimiter
from pymongo import ASCENDING, IndexModel

from core.storage.database import Declaration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.client_session import ClientSession
    from pymongo.collection import Collection
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

FAILURES = "sign_in_failures"
PER_ACCOUNT = RateLimitItemPerMinute(10, 15, namespace="account")
PER_ADDRESS = RateLimitItemPerMinute(50, 15, namespace="address")
SIX_NETWORK = 64
"""Bits of an IPv6 address that say whose it is; the rest its owner chooses at will."""

DECLARATIONS = (
    Declaration(
        name=FAILURES,
        indexes=(IndexModel([("expireAt", ASCENDING)], expireAfterSeconds=0),),
    ),
)


class MongoThrottle:
    """Failed sign-ins (``ports.people.Throttle``); never part of a transaction.

    A failure counts even though nothing else is written, so it takes no session.
    """

    def __init__(
        self,
        database: Database[Document],
        scope: Scope,  # noqa: ARG002 - made like every other repository
        session: ClientSession | None = None,  # noqa: ARG002
    ) -> None:
        self._database = database

    def wait(self, *, account: str, address: str | None) -> int:
        windows = _OurWindows(self._database)
        waits = [0]
        for limit, who in _counted(account, address):
            seconds = limit.get_expiry()
            start, count = windows.get_moving_window(limit.key_for(who), limit.amount, seconds)
            if count >= limit.amount:
                waits.append(max(1, ceil(start + seconds - time.time())))
        return max(waits)

    def failed(self, *, account: str, address: str | None) -> bool:
        limiter = MovingWindowRateLimiter(_OurWindows(self._database))
        # Of several first failures at once the library counts one; the next try counts the other.
        counted = [
            limiter.hit(limit, who) or limiter.hit(limit, who)
            for limit, who in _counted(account, address)
        ]
        return all(counted)


class _OurWindows(MongoDBStorageBase):
    """The library's storage, on our client, our durability and our declared index."""

    def __init__(self, database: Database[Document]) -> None:
        super().__init__("mongodb://", window_collection_name=FAILURES)
        self._ours = database

    @property
    def windows(self) -> Collection[Document]:
        return self._ours[FAILURES]

    def _init_mongo_client(self, uri: str | None, **options: Any) -> Any:  # noqa: ARG002
        return self._ours.client

    def __del__(self) -> None:
        """Leave the client open, which the library would close."""


def _counted(account: str, address: str | None) -> Iterator[tuple[RateLimitItem, str]]:
    yield PER_ACCOUNT, account
    if address:
        yield PER_ADDRESS, _network(address)


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:80]
    if isinstance(parsed, IPv6Address) and not parsed.ipv4_mapped:
        return f"{int(parsed) >> (128 - SIX_NETWORK):x}"
    return str(parsed)
