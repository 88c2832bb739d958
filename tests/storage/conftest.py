"""What tests of several repositories begin with."""

from functools import partial
from uuid import uuid4

import pytest

from core.domain.access import OPERATOR
from core.storage.database import declare, open_client, open_database
from core.storage.registrations import DECLARATIONS, MongoRegistrations

from ..databases import drop
from ..fakes.registrations import InMemoryRegistrations


@pytest.fixture
def database(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        database = open_database(client, database_name)
        declare(database, DECLARATIONS)
        yield database


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def registrations_of(request):
    if request.param == "fake":
        return partial(InMemoryRegistrations, kept={})
    return partial(MongoRegistrations, request.getfixturevalue("database"))


@pytest.fixture
def registrations(registrations_of):
    return registrations_of(OPERATOR)


@pytest.fixture
def target(mongo_uri):
    """An empty database, dropped after the test."""
    client = open_client(mongo_uri)
    name = f"test_{uuid4().hex[:24]}"
    yield open_database(client, name)
    drop(client, name)
    client.close()
