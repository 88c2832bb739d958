"""Migrations run in order, once, by one process at a time; a holder that died blocks nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from core.domain.errors import ConflictError
from core.storage import migrations
from core.storage.database import open_client, open_database
from core.storage.migrations import LEASE, LOCK, Migration, MigrationsLockedError, migrate
from core.storage.migrations.catalogue import MIGRATIONS

from ..waiting import until

pytestmark = pytest.mark.mongo


@pytest.fixture
def database(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        yield open_database(client, database_name)


@pytest.fixture
def applied():
    return []


@pytest.fixture
def migration(applied):
    def migration(name, apply=None):
        return Migration(name=name, apply=apply or (lambda _: applied.append(name)))

    return migration


def test_they_are_applied_in_the_order_of_their_names(database, migration, applied):
    given = [migration("0002_b"), migration("0010_c"), migration("0001_a")]
    assert migrate(database, given) == ["0001_a", "0002_b", "0010_c"]
    assert applied == ["0001_a", "0002_b", "0010_c"]


def test_each_is_applied_once_and_later_ones_are_added(database, migration, applied):
    migrate(database, [migration("0001_a")])
    assert migrate(database, [migration("0001_a")]) == []
    assert migrate(database, [migration("0001_a"), migration("0002_b")]) == ["0002_b"]
    assert applied == ["0001_a", "0002_b"]
    recorded = {document["_id"] for document in database["migrations"].find()}
    assert recorded == {"0001_a", "0002_b"}


def test_one_that_fails_is_not_recorded_and_is_tried_again(database, migration, applied):
    def fail(database):
        raise RuntimeError("broken")

    given = [migration("0001_a"), migration("0002_b", fail), migration("0003_c")]
    with pytest.raises(RuntimeError, match="broken"):
        migrate(database, given)
    assert applied == ["0001_a"]
    given[1] = migration("0002_b")
    assert migrate(database, given) == ["0002_b", "0003_c"]


def test_while_one_migrates_another_waits_and_finds_it_done(database, migration, applied):
    begun, go_on = Event(), Event()

    def wait(database):
        begun.set()
        assert go_on.wait(20)
        applied.append("0001_a")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(migrate, database, [migration("0001_a", wait)])
        assert begun.wait(20)
        second = pool.submit(migrate, database, [migration("0001_a")])
        with pytest.raises(MigrationsLockedError):
            migrate(database, [migration("0001_a")], patience=0)
        go_on.set()
        assert (first.result(20), second.result(20)) == (["0001_a"], [])
    assert applied == ["0001_a"]


def test_the_lock_of_one_that_was_killed_is_taken_over_when_its_time_is_up(
    database, migration, applied
):
    now = datetime.now(UTC)
    killed = {"_id": LOCK, "until": now + LEASE, "owner": "killed"}
    database["migrations"].insert_one(killed)
    with pytest.raises(MigrationsLockedError):
        migrate(database, [migration("0001_a")], patience=0)
    over = {"$set": {"until": now - timedelta(seconds=1)}}
    database["migrations"].update_one({"_id": LOCK}, over)
    assert migrate(database, [migration("0001_a")]) == ["0001_a"]
    assert database["migrations"].find_one({"_id": LOCK}) is None


def test_one_that_takes_long_keeps_its_lock(database, migration, monkeypatch):
    monkeypatch.setattr(migrations, "LEASE", timedelta(milliseconds=300))

    def outlast(database):
        begun = database["migrations"].find_one({"_id": LOCK})["until"]
        until(lambda: database["migrations"].find_one({"_id": LOCK})["until"] > begun)
        with pytest.raises(MigrationsLockedError):
            migrate(database, [migration("0001_a")], patience=0)

    assert migrate(database, [migration("0001_a", outlast)]) == ["0001_a"]


def test_the_projects_own_can_be_repeated_without_harm(database):
    names = [name for name, _ in MIGRATIONS]
    assert migrate(database) == names == sorted(names)
    database["migrations"].delete_many({})
    assert migrate(database) == names
    assert "registrations" in database.list_collection_names()


def test_a_database_from_before_sessions_takes_them_after_its_migration(database):
    migrate(database)
    strict = {"$jsonSchema": {"properties": {"_id": {}, "user": {}}, "additionalProperties": False}}
    database.command("collMod", "tokens", validator=strict)
    database["migrations"].delete_one({"_id": "0002_sessions_and_second_factors"})
    assert migrate(database) == ["0002_sessions_and_second_factors"]
    now = datetime.now(UTC)
    database["tokens"].insert_one(
        {
            "_id": "0" * 64, "user": "u", "generation": 1, "door": "pages",
            "created_at": now, "expires_at": now,
        }
    )  # fmt: skip


def test_a_database_from_before_overlaps_takes_jobs_and_finds_the_same_work(database):
    migrate(database)
    for name in ("jobs", "overlaps"):
        database.drop_collection(name)
    database["registrations"].drop_index("same_as_1")
    database["migrations"].delete_one({"_id": "0007_overlaps"})
    assert migrate(database) == ["0007_overlaps"]
    assert {"jobs", "overlaps"} <= set(database.list_collection_names())
    assert "same_as_1" in database["registrations"].index_information()
    assert database["jobs"].index_information()["key_1_kind_1"]["unique"]
    assert database["jobs"].find_one() is None


def test_a_database_from_before_editions_lets_reports_be_frozen(database):
    migrate(database)
    rules = database.command("listCollections", filter={"name": "reports"})
    (options,) = (each["options"] for each in rules["cursor"]["firstBatch"])
    statuses = options["validator"]["$jsonSchema"]["properties"]["status"]["enum"]
    statuses.remove("frozen")
    database.command("collMod", "reports", validator=options["validator"])
    database.drop_collection("editions")
    database["migrations"].delete_one({"_id": "0008_editions"})
    assert migrate(database) == ["0008_editions"]
    assert "report_1_number_1" in database["editions"].index_information()
    (after,) = database.command("listCollections", filter={"name": "reports"})["cursor"][
        "firstBatch"
    ]
    told = after["options"]["validator"]["$jsonSchema"]["properties"]["status"]["enum"]
    assert "frozen" in told


def test_a_database_from_before_reminders_takes_notices_mails_and_addresses(database):
    migrate(database)
    added = {"notices", "mails", "reminder_days", "reminded"}
    for name in added:
        database.drop_collection(name)
    database.command("collMod", "users", validator={})
    database["migrations"].delete_one({"_id": "0010_reminders"})
    assert migrate(database) == ["0010_reminders"]
    assert added <= set(database.list_collection_names())
    assert database["notices"].index_information()["user_1_day_1"]["unique"]
    (users,) = database.list_collections(filter={"name": "users"})
    assert "email" in users["options"]["validator"]["$jsonSchema"]["properties"]


def test_a_database_from_before_events_takes_calendars_with_them(database):
    migrate(database)
    database.command("collMod", "calendars", validator={})
    database["migrations"].delete_one({"_id": "0011_calendar_events"})
    assert migrate(database) == ["0011_calendar_events"]
    (found,) = database.list_collections(filter={"name": "calendars"})
    assert "events" in found["options"]["validator"]["$jsonSchema"]["properties"]


def test_a_database_that_listed_in_another_order_lists_as_a_new_one_does(database):
    migrate(database)
    registrations = database["registrations"]
    before = registrations.index_information()["recognised_list"]
    registrations.drop_index("recognised_list")
    registrations.create_index(
        [("province", 1), ("created_at", -1)],
        name="recognised_list",
        partialFilterExpression=before["partialFilterExpression"],
    )
    inspections = database["inspections"]
    inspections.drop_index("items.registration_1_created_at_-1__id_-1")
    inspections.create_index("items.registration")
    database["migrations"].delete_one({"_id": "0014_list_orders"})
    assert migrate(database) == ["0014_list_orders"]
    names = inspections.index_information().keys()
    assert "items.registration_1_created_at_-1__id_-1" in names
    assert "items.registration_1" not in names
    assert registrations.index_information()["recognised_list"]["key"] == before["key"]


def test_overlaps_from_before_their_boards_are_told_whose_they_are_to_settle(database):
    migrate(database)
    commune, district = "vn/p06/d064/c02062/", "vn/p06/d064/"
    old = {
        "_id": "a-b", "tenant": "c02062", "path": commune, "year": 2017,
        "registrations": ["a", "b"], "organizations": ["phu_nu", "phu_nu"],
        "paths": [commune, district], "summary_score": None, "score": 80, "reasons": [],
        "found_at": datetime(2017, 3, 1, tzinfo=UTC), "status": "open", "version": 1,
        "settlement": None,
    }  # fmt: skip
    database["overlaps"].insert_one(old)
    database["overlaps"].drop_index("board_1_year_1")
    database["migrations"].delete_one({"_id": "0015_boards_of_overlaps"})
    assert migrate(database) == ["0015_boards_of_overlaps"]
    assert database["overlaps"].find_one() == {**old, "board": district}
    assert "board_1_year_1" in database["overlaps"].index_information()


def test_open_overlaps_from_before_are_indexed_by_their_points(database):
    migrate(database)
    database["overlaps"].drop_index("open_by_points")
    database["migrations"].delete_one({"_id": "0016_points_of_overlaps"})
    assert migrate(database) == ["0016_points_of_overlaps"]
    assert "open_by_points" in database["overlaps"].index_information()


def test_an_older_program_goes_on_after_a_migration_that_only_adds(database, migration):
    migrate(database, [migration("0001_a"), migration("0002_b")])
    assert migrate(database, [migration("0001_a")]) == []


def test_an_older_program_refuses_what_a_contracting_migration_has_left(database, migration):
    contracting = Migration(name="0002_b", apply=lambda _: None, contracts=True)
    migrate(database, [migration("0001_a"), contracting])
    assert migrate(database, [migration("0001_a"), contracting]) == []
    with pytest.raises(ConflictError) as refused:
        migrate(database, [migration("0001_a")])
    assert (refused.value.reason, refused.value.params["migration"]) == (
        "database_newer",
        "0002_b",
    )
