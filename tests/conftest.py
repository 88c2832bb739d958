"""One real MongoDB for the whole test session, and a database of its own for each test."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING
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
        yield attached.uri
    if alone:
        shutil.rmtree(data_dir)


@pytest.fixture
def database_name(mongo_uri: str) -> Iterator[str]:
    """The name of a database nobody else uses, dropped after the test."""
    name = f"test_{uuid4().hex[:24]}"
    yield name
    with MongoClient[dict[str, object]](mongo_uri) as client:
        client.drop_database(name)
