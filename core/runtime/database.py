"""Reaching the database the settings ask for: the one named by a URI, or the embedded one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from core.runtime.embedded import attach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.settings import Settings


@contextmanager
def reach(settings: Settings) -> Iterator[Settings]:
    """Yield *settings* with ``mongodb_uri`` filled in; a given URI wins whenever set.

    Opens no lasting client, so it may enclose a fork. Raises EmbeddedDatabaseError.
    """
    if settings.mongodb_uri is not None:
        yield settings
        return
    with attach(settings.data_dir, cache_gb=settings.database_cache_gb) as attached:
        yield replace(settings, mongodb_uri=attached.uri)
