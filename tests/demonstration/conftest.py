"""The demonstration, loaded once into a database of its own for all tests that look at it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from argon2 import PasswordHasher

from core.catalogue import Catalogue
from core.demonstration.loading import load
from core.domain.access import OPERATOR
from core.runtime.preparing import prepare
from core.services.passwords import Passwords
from core.storage.store import MongoStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.registrations import Registration

KEY = b"a-key-that-is-known-to-tests-only-0123456789"
PASSWORDS = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@dataclass
class Demonstration:
    """What has been loaded, where, and how many seconds of this process it took."""

    store: MongoStore
    catalogue: Catalogue
    seconds: float = field(default=0.0)

    def load_again(self) -> bool:
        return load(self.store, key=KEY, catalogue=self.catalogue, passwords=PASSWORDS)

    @cached_property
    def registrations(self) -> list[Registration]:
        return list(self.store.read(OPERATOR).registrations.each())

    def of(self, year: int) -> list[Registration]:
        return [each for each in self.registrations if each.year == year]


@pytest.fixture(scope="session")
def demonstration(mongo_uri: str) -> Iterator[Demonstration]:
    name = f"test_{uuid4().hex[:24]}"
    store = MongoStore(mongo_uri, name, KEY)
    prepare(store)
    loaded = Demonstration(store=store, catalogue=Catalogue.installed())
    began = time.process_time()
    assert loaded.load_again()
    loaded.seconds = time.process_time() - began
    yield loaded
    store.database.client.drop_database(name)
    store.close()
