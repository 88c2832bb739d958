"""A store for a command: attached to the running database, closed when the command ends."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.app import open_store
from core.runtime.database import reach
from core.runtime.preparing import prepare
from core.runtime.secret import with_secret_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.settings import Settings
    from core.storage.store import MongoStore


@contextmanager
def opened(settings: Settings) -> Iterator[MongoStore]:
    """Yield the store, migrated and with the country's tenants loaded."""
    with reach(with_secret_key(settings)) as reached, prepared(reached) as store:
        yield store


@contextmanager
def prepared(reached: Settings) -> Iterator[MongoStore]:
    """Yield the store of a database that has been reached; no client stays open after it."""
    store = open_store(reached)
    try:
        prepare(store)
        yield store
    finally:
        store.close()
