"""What is known of units is asked for once, until somebody changes a setting, anywhere."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.access import OPERATOR, Scope
from core.domain.calendars import Extension
from core.domain.errors import NotFoundError
from core.domain.people import Token
from core.domain.quota_rules import Override
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.small_tree import STEPS, UNITS

pytestmark = pytest.mark.mongo
NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
HASH = "1" * 64


@pytest.fixture
def two_processes(mongo_uri, database_name):
    """Two stores over one database, as two workers hold them."""
    stores = [MongoStore(mongo_uri, database_name, KEY) for _ in range(2)]
    declare(stores[0].database, every_declaration())
    stores[0].write(OPERATOR, lambda work: work.tenants.put_tree(UNITS, STEPS, mark="small"))
    token = Token(
        hash=HASH, user="hoa", generation=1, created_at=NOW, expires_at=NOW + timedelta(days=1)
    )
    stores[0].write(OPERATOR, lambda work: work.tokens.add(token))
    yield stores
    for store in stores:
        store.close()


def reading(store):
    """Return what a request gets to read with that begins now."""
    revision = store.read(OPERATOR).tokens.opening(HASH).revision
    return store.read(replace(OPERATOR, revision=revision))


def changed_behind_its_back(store, tenant):
    store.database["tenants"].update_one({"_id": tenant}, {"$set": {"code": "changed"}})


def test_a_unit_is_asked_for_once_while_nobody_changes_a_setting(two_processes):
    _, store = two_processes
    before = reading(store).tenants.get("p06")
    changed_behind_its_back(store, "p06")
    assert reading(store).tenants.get("p06") == before


def test_who_does_not_know_the_revision_asks_every_time(two_processes):
    _, store = two_processes
    reading(store).tenants.get("p06")
    changed_behind_its_back(store, "p06")
    assert store.read(OPERATOR).tenants.get("p06").code == "changed"


@pytest.mark.parametrize(
    "change",
    [
        lambda work: work.tenants.replace(
            replace(found := work.tenants.get("p06"), version=found.version + 1)
        ),
        lambda work: work.tenants.put_tree(UNITS, STEPS, mark="again"),
        lambda work: work.overrides.add(
            Override(
                quota="mttq.mot_mo_hinh", tenant="p06", valid_from=NOW.date(), at_least=2,
                document="Công văn 1",
            ),
            override_id="o1", path="vn/p06/", at=NOW,
        ),
        lambda work: work.calendars.extend(
            Extension(
                id="e1", tenant="p06", year=2017, part="registration", until=NOW.date(),
                reason="mưa lũ", granted_by="vn", by="hoa", at=NOW,
            ),
            path="vn/p06/",
        ),
    ],
    ids=["unit", "tree", "override", "extension"],
)  # fmt: skip
def test_a_setting_changed_by_another_process_is_seen_by_the_next_request(two_processes, change):
    other, store = two_processes
    reading(store).tenants.get("p06")
    reading(store).overrides.for_tenants(["p06"])
    reading(store).calendars.of_year(2017, tenants=["p06"])
    changed_behind_its_back(store, "p06")
    other.write(OPERATOR, change)
    now, really = reading(store), store.read(OPERATOR)
    assert now.tenants.get("p06") == really.tenants.get("p06")
    assert now.overrides.for_tenants(["p06"]) == really.overrides.for_tenants(["p06"])
    assert now.calendars.of_year(2017, tenants=["p06"]) == really.calendars.of_year(
        2017, tenants=["p06"]
    )


def test_nothing_that_was_refused_changes_the_revision(two_processes):
    other, store = two_processes
    nobody = Scope(user="nobody")
    before = store.read(OPERATOR).tokens.opening(HASH).revision

    def outside(work):
        unit = work.tenants.get("p06")
        work.tenants.replace(replace(unit, version=unit.version + 1))

    with pytest.raises(NotFoundError):
        other.write(nobody, outside)
    assert store.read(OPERATOR).tokens.opening(HASH).revision == before
