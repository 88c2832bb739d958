"""One world for all tests of isolation, in a database of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from pymongo import MongoClient

from core.runtime.preparing import prepare
from core.settings import Settings
from core.storage.store import MongoStore
from tests.api.conftest import SECRET_KEY, Api
from tests.api.isolation.asked import Asked
from tests.api.isolation.walking import Kept
from tests.api.isolation.world import TODAY, World, build

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="package")
def world(mongo_uri: str) -> Iterator[World]:
    """The world as it was built: whoever changes it puts it back (``Kept.restored``)."""
    name = f"test_{uuid4().hex[:24]}"
    store = MongoStore(mongo_uri, name, SECRET_KEY.encode())
    prepare(store)
    settings = Settings(
        mongodb_uri=mongo_uri, database=name, secret_key=SECRET_KEY, env="test", demo=False,
        today=TODAY,
    )  # fmt: skip
    asked = Asked()
    listened = partial(MongoClient, event_listeners=[asked])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.storage.database.MongoClient", listened)
        built = build(Api(settings), asked)
    yield built
    built.api.close()
    store.database.client.drop_database(name)
    store.close()


@pytest.fixture
def kept(world: World) -> Iterator[Kept]:
    """The database as it was, put back after the test."""
    as_it_was = Kept(world.api.platform.store.database)
    yield as_it_was
    as_it_was.restored()
