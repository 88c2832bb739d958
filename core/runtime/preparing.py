"""What a database needs before it can serve: migrations applied, the country loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import OPERATOR
from core.services.tenants import load_country
from core.storage.backups.marker import refuse_unfinished
from core.storage.migrations import migrate

if TYPE_CHECKING:
    from core.storage.store import MongoStore


def prepare(store: MongoStore) -> None:
    """Migrate and load; takes seconds the first time, milliseconds afterwards.

    Raises ConflictError ``restore_unfinished`` for a database that holds half of a backup.
    """
    refuse_unfinished(store.database)
    migrate(store.database)
    load_country(store.read(OPERATOR).tenants)
