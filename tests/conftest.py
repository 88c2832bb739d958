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

from .databases import drop, forget_soon

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
        forget_soon(attached.uri)
        yield attached.uri
    if alone:
        shutil.rmtree(data_dir)


@pytest.fixture
def database_name(mongo_uri: str) -> Iterator[str]:
    """The name of a database nobody else uses, dropped after the test."""
    name = f"test_{uuid4().hex[:24]}"
    yield name
    with MongoClient[dict[str, Any]](mongo_uri) as client:
        drop(client, name)
