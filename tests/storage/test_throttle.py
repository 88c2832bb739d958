"""The contract of the sign-in throttle, met by MongoDB's and by the fake alike."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from core.domain.access import OPERATOR
from core.storage.database import declare, open_client, open_database
from core.storage.throttle import DECLARATIONS, FAILURES, MongoThrottle

from ..fakes.people import PeopleRows
from ..fakes.sign_ins import InMemoryThrottle

HERE, THERE = "203.0.113.7", "203.0.113.8"


@pytest.fixture
def database(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        database = open_database(client, database_name)
        declare(database, DECLARATIONS)
        yield database


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def kept(request):
    """The throttle, and a way to make its failures as much older as asked."""
    if request.param == "fake":
        rows = PeopleRows()

        def age_rows(seconds):
            for failures in rows.failures.values():
                failures[:] = [at - seconds for at in failures]

        return InMemoryThrottle(rows), age_rows
    database = request.getfixturevalue("database")

    def age_documents(seconds):
        older = {"$map": {"input": "$entries", "in": {"$subtract": ["$$this", seconds]}}}
        database[FAILURES].update_many({}, [{"$set": {"entries": older}}])

    return MongoThrottle(database, OPERATOR), age_documents


@pytest.fixture
def throttle(kept):
    return kept[0]


def fail(throttle, times, account="hoa", address=HERE):
    for _ in range(times):
        throttle.failed(account=account, address=address)


def test_nine_failures_cost_nothing_and_the_tenth_fifteen_minutes(throttle):
    assert throttle.wait(account="hoa", address=HERE) == 0
    fail(throttle, 9)
    assert throttle.wait(account="hoa", address=HERE) == 0
    fail(throttle, 1)
    assert 890 <= throttle.wait(account="hoa", address=HERE) <= 900
    assert throttle.wait(account="hoa", address=THERE) > 0
    assert throttle.wait(account="hoa", address=None) > 0
    assert throttle.wait(account="xa", address=HERE) == 0


def test_a_failure_beyond_what_is_allowed_is_told(throttle):
    fail(throttle, 9)
    assert throttle.failed(account="hoa", address=HERE)
    assert not throttle.failed(account="hoa", address=HERE)


def test_an_address_waits_after_fifty_failures_of_whatever_accounts(throttle):
    for number in range(50):
        assert throttle.wait(account="hoa", address=HERE) == 0
        fail(throttle, 1, account=f"nguoi{number}")
    assert throttle.wait(account="hoa", address=HERE) > 0
    assert throttle.wait(account="hoa", address=THERE) == 0


def test_failures_are_forgotten_after_fifteen_minutes_one_by_one(kept):
    throttle, age = kept
    fail(throttle, 5)
    age(600)
    fail(throttle, 5)
    assert 290 <= throttle.wait(account="hoa", address=None) <= 300
    age(301)
    assert throttle.wait(account="hoa", address=None) == 0
    fail(throttle, 5)
    assert throttle.wait(account="hoa", address=None) > 0


@pytest.mark.mongo
def test_the_addresses_of_one_ipv6_network_are_one(database):
    throttle = MongoThrottle(database, OPERATOR)
    for number in range(50):
        fail(throttle, 1, account=f"nguoi{number}", address=f"2001:db8:1:2::{number:x}")
    assert throttle.wait(account="hoa", address="2001:db8:1:2:ffff::1") > 0
    assert throttle.wait(account="hoa", address="2001:db8:1:3::1") == 0


@pytest.mark.mongo
def test_failures_at_the_same_moment_all_count(database):
    throttle = MongoThrottle(database, OPERATOR)
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: fail(throttle, 1), range(10)))
    assert throttle.wait(account="hoa", address=None) > 0


@pytest.mark.mongo
def test_the_client_stays_open_and_only_the_declared_collection_is_made(database):
    throttle = MongoThrottle(database, OPERATOR)
    fail(throttle, 1)
    throttle.wait(account="hoa", address=HERE)
    del throttle
    assert database.list_collection_names() == [FAILURES]
    expiry = [i.get("expireAfterSeconds") for i in database[FAILURES].index_information().values()]
    assert sorted(expiry, key=str) == [0, None]
