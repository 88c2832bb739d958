"""Counters made before days and sources were counted are completed to what a recount says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from core.services.integrity import check
from core.storage.integrity import MongoEverything
from core.storage.migrations import migrate
from core.storage.migrations.days_and_sources import count_days_and_sources
from core.storage.store import MongoStore
from tests.demonstration.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.demonstration.conftest import Demonstration

READ = ("registrations", "counters", "numbers", "tenants", "audit", "audit_heads")


@pytest.fixture
def older(demonstration: Demonstration, mongo_uri: str) -> Iterator[MongoStore]:
    """The demonstration as a program without days and sources would have counted it."""
    store = MongoStore(mongo_uri, f"test_{uuid4().hex[:24]}", KEY)
    migrate(store.database)
    for name in READ:
        rows: list[dict[str, Any]] = list(demonstration.store.database[name].find())
        for row in rows:
            row.get("cells", {}).pop("all", None)
        store.database[name].insert_many(rows)
    yield store
    store.database.client.drop_database(store.database.name)
    store.close()


def test_what_was_not_counted_is_counted_from_the_registrations(
    demonstration: Demonstration, older: MongoStore
) -> None:
    measures = demonstration.catalogue.measures

    def differences() -> int:
        findings = check(MongoEverything(older.database), measures=measures, key=KEY)
        return findings.found.total()

    assert differences() > 0
    for _ in range(2):  # interrupted, it is run again
        count_days_and_sources(older.database)
    assert differences() == 0
