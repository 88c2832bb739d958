"""After an election nothing is read before the new primary shows all that was acknowledged."""

import pytest

from core.domain.access import OPERATOR
from core.storage import elections
from core.storage.elections import MARK, Elections
from core.storage.store import MongoStore

from ..fakes.audit import KEY

pytestmark = pytest.mark.mongo


@pytest.fixture
def store(mongo_uri, database_name):
    store = MongoStore(mongo_uri, database_name, KEY)
    store.ping()
    yield store
    store.close()


@pytest.fixture
def elect(monkeypatch):
    """Let the driver tell of a primary, by the number of its election; None: of none."""

    def elect(number):
        monkeypatch.setattr(elections, "_elected", lambda _client: number)

    return elect


def written(store):
    found = store.database["marks"].find_one({"_id": MARK})
    return found and found["revision"]


def test_while_nobody_is_elected_reading_writes_nothing(store):
    for _ in range(3):
        store.read(OPERATOR)
    assert written(store) is None


def test_the_first_read_after_an_election_waits_for_one_write_and_the_others_do_not(store, elect):
    elect(1)
    store.read(OPERATOR)
    elect(2)
    store.read(OPERATOR)
    first = written(store)
    store.read(OPERATOR)
    assert first is not None
    assert written(store) == first


def test_while_there_is_no_primary_the_next_one_is_waited_for(store, elect):
    elect(1)
    store.read(OPERATOR)
    elect(None)
    store.read(OPERATOR)
    assert written(store) is not None


def test_the_driver_says_who_is_primary_by_which_election(store):
    address, election = elections._elected(store.database.client)
    assert address == store.database.client.address
    assert election is not None
    assert elections._elected(store.database.client) == (address, election)
    Elections().settle(store.database)
