"""A backup and what happened since, put back as things stood at a moment in between."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bson.timestamp import Timestamp

from core.domain.backups import Kind
from core.domain.errors import ConflictError
from core.domain.registrations import Status
from core.services.integrity import check
from core.storage.backups.manifest import Manifest
from core.storage.backups.replaying import in_order, operations
from core.storage.integrity import MongoEverything

from ..fakes.audit import KEY
from ..fakes.registrations import a_draft, a_registration
from ..waiting import until
from .backing_up import Load, back_up, back_up_since, everything, put_back
from .recorded_work import CATALOGUE, RecordedWork

pytestmark = pytest.mark.mongo
LONG_AGO = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture
def work(mongo_uri, database_name):
    work = RecordedWork(mongo_uri, database_name)
    work.database.create_collection("papers")
    work.register(a_registration(id="a1"))
    yield work
    work.store.close()


@pytest.fixture
def files(tmp_path):
    return [tmp_path / name for name in ("full.zip", "first.zip", "second.zip")]


def the_time():
    """A moment after everything done so far, and before everything to come."""
    now = datetime.now(UTC)
    until(lambda: datetime.now(UTC) > now + timedelta(milliseconds=10))
    moment = datetime.now(UTC)
    until(lambda: datetime.now(UTC) > moment + timedelta(milliseconds=10))
    return moment


def clean(database):
    findings = check(MongoEverything(database), measures=CATALOGUE.measures, key=KEY)
    return findings.samples == []


def test_what_was_done_before_the_moment_is_there_and_what_came_after_is_not(work, target, files):
    full, first, second = files
    written = back_up(work.database, full)
    second_item = work.register(a_registration(id="b2"))
    changed = work.change(second_item, title="Đường hoa Bản Tàn")
    written = back_up_since(work.database, first, written)
    work.remove(work.register(a_draft(id="gone")))
    work.register(a_registration("c00700", id="c3"))
    moment = the_time()
    then = everything(work.database)
    work.change(changed, status=Status.RETURNED)
    work.register(a_registration(id="too-late"))
    back_up_since(work.database, second, written)
    assert put_back(target, second, full, first, until=moment) > 10
    assert everything(target) == then
    assert {*then["registrations"]} == {"a1", "b2", "c3"}
    assert clean(target)


def test_under_load_all_increments_together_give_what_there_is(work, mongo_uri, target, files):
    full, first, second = files
    with Load(work, mongo_uri) as load:
        written = back_up(work.database, full, tell=lambda _part: load.more(1))
        load.more()
        written = back_up_since(work.database, first, written)
        load.more()
    back_up_since(work.database, second, written)
    put_back(target, full, first, second)
    assert everything(target) == everything(work.database)
    assert {*load.acknowledged} <= {*everything(target)["registrations"]}
    assert clean(target)


def test_an_increment_written_while_the_full_backup_was_is_taken_up_where_that_ends(
    work, target, files
):
    full, first, second = files
    before = back_up(work.database, full)
    work.change(work.register(a_registration(id="b2")), title="Đường hoa Bản Tàn")
    full.unlink()
    back_up(work.database, full)
    work.register(a_registration(id="c3"))
    meanwhile = back_up_since(work.database, first, before)
    work.register(a_registration(id="d4"))
    back_up_since(work.database, second, meanwhile)
    put_back(target, full, first, second)
    assert everything(target) == everything(work.database)
    assert clean(target)


def test_a_transaction_that_fills_several_entries_of_the_oplog_comes_back_whole(
    work, target, files
):
    full, first, _ = files
    written = back_up(work.database, full)
    rows = [{"_id": n, "text": "x" * 1_000_000} for n in range(20)]

    def act(session):
        work.database["papers"].insert_many(rows, session=session)
        work.database["papers"].update_one({"_id": 7}, {"$set": {"text": "y"}}, session=session)

    with work.database.client.start_session() as session:
        session.with_transaction(act)
    assert back_up_since(work.database, first, written).documents >= 2
    put_back(target, full, first)
    assert everything(target) == everything(work.database)
    assert target["papers"].find_one({"_id": 7}) == {"_id": 7, "text": "y"}


def test_an_increment_holds_nothing_of_other_databases(work, target, files):
    full, first, _ = files
    written = back_up(work.database, full)
    with target.client.start_session() as session:
        session.with_transaction(lambda s: target["other"].insert_one({}, session=s))
    target["other"].insert_one({})
    assert back_up_since(work.database, first, written).documents == 0
    target["other"].drop()
    assert put_back(target, full, first) == 0


def test_over_a_change_of_collections_or_indexes_a_full_backup_is_asked_for(work, files):
    full, first, _ = files
    written = back_up(work.database, full)
    work.database["papers"].create_index("text")
    with pytest.raises(ConflictError, match="oplog_restructured"):
        back_up_since(work.database, first, written)


def test_what_the_server_no_longer_has_is_not_passed_over(work, files):
    full, first, _ = files
    written = back_up(work.database, full)
    forgotten = Manifest(
        kind=Kind.FULL, program="", server="", database=written.database, taken_at=LONG_AGO,
        until=Timestamp(1_000, 1),
    )  # fmt: skip
    with pytest.raises(ConflictError, match="oplog_gone"):
        back_up_since(work.database, first, forgotten)


def a_file(kind, since, until, database="chungsuc"):
    """A manifest of something that reaches from and to so many seconds."""
    begins = None if since is None else _time(since)
    return (
        Path(f"{kind}-{until}"),
        Manifest(
            kind=kind, program="", server="", database=database, since=begins, until=_time(until),
            taken_at=LONG_AGO + timedelta(seconds=until),
        ),
    )  # fmt: skip


def _time(seconds):
    return Timestamp(int(LONG_AGO.timestamp()) + seconds, 1)


FULL = a_file(Kind.FULL, None, 100)
FIRST = a_file(Kind.INCREMENT, 100, 200)
IDLE = a_file(Kind.INCREMENT, 200, 200)
LAST = a_file(Kind.INCREMENT, 200, 300)
BEFORE = a_file(Kind.INCREMENT, 50, 99)
MEANWHILE = a_file(Kind.INCREMENT, 50, 200)
STRANGE = a_file(Kind.INCREMENT, 200, 300, database="other")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ((LAST, IDLE, FIRST, FULL), [FULL, FIRST, IDLE, LAST]),
        ((LAST, BEFORE, FIRST, FULL), [FULL, FIRST, LAST]),
        ((LAST, MEANWHILE, FULL), [FULL, MEANWHILE, LAST]),
    ],
)
def test_files_may_be_given_in_any_order_and_may_overlap(given, wanted):
    assert in_order(given, until=None) == wanted


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ((FIRST, LAST), "increments_only"),
        ((FULL, FULL), "increments_only"),
        ((FULL, LAST), "increments_gap"),
        ((FULL, FIRST, STRANGE), "increments_gap"),
    ],
)
def test_files_that_leave_a_gap_are_refused(given, reason):
    with pytest.raises(ConflictError, match=reason):
        in_order(given, until=None)


@pytest.mark.parametrize(("seconds", "reason"), [(99, "too_early"), (301, "too_late")])
def test_a_moment_out_of_reach_is_refused(seconds, reason):
    moment = LONG_AGO + timedelta(seconds=seconds)
    with pytest.raises(ConflictError, match=f"until_{reason}"):
        in_order((FULL, FIRST, LAST), until=moment)


def test_what_a_transaction_did_is_done_when_it_commits_and_never_if_it_does_not():
    session = {"lsid": {"id": b"1"}, "ns": "admin.$cmd", "wall": LONG_AGO, "op": "c"}
    insert = {"op": "i", "ns": "chungsuc.papers", "ui": b""}
    entries = [
        insert | {"o": 0, "wall": LONG_AGO},
        session | {"txnNumber": 1, "o": {"partialTxn": True, "applyOps": [insert | {"o": 1}]}},
        session | {"txnNumber": 2, "o": {"prepare": True, "applyOps": [insert | {"o": 2}]}},
        session | {"txnNumber": 3, "o": {"prepare": True, "applyOps": [insert | {"o": 3}]}},
        insert | {"o": 4, "wall": LONG_AGO},
        session | {"txnNumber": 3, "o": {"commitTransaction": 1}},
        session | {"txnNumber": 2, "o": {"abortTransaction": 1}},
        session | {"txnNumber": 1, "o": {"applyOps": [insert | {"o": 5}]}},
        insert | {"o": 6, "wall": LONG_AGO + timedelta(seconds=1)},
    ]
    timed = [entry | {"ts": _time(number)} for number, entry in enumerate(entries)]
    done = operations(timed, until=LONG_AGO, after=_time(1))
    assert [each["o"] for each in done] == [4, 3, 1, 5]
