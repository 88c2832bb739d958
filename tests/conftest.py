"""One real MongoDB for the whole test session, and a database of its own for each test."""

from __future__ import annotations

import gc
import os
import shutil
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from hypothesis import settings
from pymongo import MongoClient

from core.runtime.embedded import attach

if TYPE_CHECKING:
    from collections.abc import Iterator


# Speed is measured in bench/: a busy machine breaks no rule.
settings.register_profile("chungsuc", deadline=None)
settings.load_profile("chungsuc")


LONGEST = (
    "tests/api/hostile/test_bodies.py",
    "tests/faults/test_replica_set.py",
    "tests/web/test_hostile_pages.py",
    "tests/api/isolation/test_isolation.py",
    "tests/faults/test_kills.py",
    "tests/demonstration/test_country.py",
    "tests/faults/test_clock.py",
    "tests/api/hostile/test_requests.py",
    "tests/faults/test_network_cut.py",
    "tests/demonstration/test_drilldown.py",
    "tests/faults/test_stopping.py",
    "tests/api/isolation/test_foreign.py",
    "tests/faults/test_disk_full.py",
    "tests/faults/test_slow_clients.py",
    "tests/browser/test_administration.py",
    "tests/browser/test_overview.py",
    "tests/web/test_registration_form_questions.py",
    "tests/runtime/test_embedded.py",
    "tests/runtime/test_serving.py",
)
"""Begun before all others, so that in the end no worker has to be waited for; what waits for
servers beside what computes."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {file: number for number, file in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(place)))


def pytest_collection_finish() -> None:
    """Keep the collector of garbage from looking through all that was imported, again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def mongo_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A replica set: the one of CHUNGSUC_MONGODB_URI, else an embedded one, stopped at the end."""
    given = os.environ.get("CHUNGSUC_MONGODB_URI")
    if given:
        yield given
        return
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    base = tmp_path_factory.getbasetemp()
    data_dir = (base if alone else base.parent) / "embedded"  # xdist workers share one
    with attach(data_dir) as attached:
        _forget_dropped_databases_soon(attached.uri)
        yield attached.uri
    if alone:
        shutil.rmtree(data_dir)


def _forget_dropped_databases_soon(uri: str) -> None:
    """A dropped database keeps its files open for as long as its past may be read.

    The five minutes of a default are two thousand tests, and more files than a process may open;
    and they are closed after the next checkpoint only, of which there is one a minute.
    """
    with MongoClient[dict[str, Any]](uri) as client:
        client.admin.command("setParameter", 1, minSnapshotHistoryWindowInSeconds=3)
        client.admin.command("setParameter", 1, syncdelay=5)


@pytest.fixture
def database_name(mongo_uri: str) -> Iterator[str]:
    """The name of a database nobody else uses, dropped after the test."""
    name = f"test_{uuid4().hex[:24]}"
    yield name
    with MongoClient[dict[str, object]](mongo_uri) as client:
        client.drop_database(name)
