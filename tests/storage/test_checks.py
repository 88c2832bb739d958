"""The last result of the check of the whole database: one, the operator's to keep."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pymongo.errors import WriteError

from core.domain.access import OPERATOR, Scope
from core.domain.errors import ForbiddenError
from core.domain.integrity import LastCheck
from core.storage.checks import DECLARATIONS, MongoChecks
from core.storage.database import declare, open_client, open_database
from core.storage.migrations import migrate

pytestmark = pytest.mark.mongo
BEGAN = datetime(2026, 11, 22, 2, 41, tzinfo=UTC)
CHECK = LastCheck(
    at=BEGAN,
    version="0.1.0",
    checked={"registrations": 3_000_000_000, "chains": 2},
    found={"counter_differs": 2},
    uncheckable=frozenset({"phu_nu.ty_le_ho_dat"}),
)


@pytest.fixture
def database(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        opened = open_database(client, database_name)
        declare(opened, DECLARATIONS)
        yield opened


def test_what_was_found_is_read_as_it_was_kept(database):
    checks = MongoChecks(database, OPERATOR)
    assert checks.last() is None
    checks.keep(CHECK)
    assert checks.last() == CHECK
    assert not checks.last().clean


def test_the_last_takes_the_place_of_the_one_before(database):
    checks = MongoChecks(database, OPERATOR)
    later = replace(CHECK, at=BEGAN + timedelta(days=1), found={})
    for check in (CHECK, later):
        checks.keep(check)
    assert checks.last() == later
    assert checks.last().clean
    assert database["checks"].count_documents({}) == 1


def test_only_the_operator_keeps_one_and_everybody_may_know_it(database):
    MongoChecks(database, OPERATOR).keep(CHECK)
    anybody = MongoChecks(database, Scope(user="lan"))
    assert anybody.last() == CHECK
    with pytest.raises(ForbiddenError):
        anybody.keep(replace(CHECK, found={}))
    assert anybody.last() == CHECK


def test_nothing_but_numbers_fits_in(database):
    row = {"_id": "integrity", "at": BEGAN, "version": "1", "checked": {}, "uncheckable": []}
    for found in ({"counter_differs": "vn/p06/"}, {}):
        more = {} if found else {"tenant": "p06"}
        with pytest.raises(WriteError):
            database["checks"].insert_one(row | {"found": found} | more)


def test_a_database_from_before_takes_one_after_its_migration(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        database = open_database(client, database_name)
        migrate(database)
        database["checks"].drop()
        database["migrations"].delete_one({"_id": "0004_checks"})
        assert migrate(database) == ["0004_checks"]
        MongoChecks(database, OPERATOR).keep(CHECK)
        assert MongoChecks(database, OPERATOR).last() == CHECK
