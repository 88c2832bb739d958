"""A write is all or nothing, answered once it is durable, and told to the trail exactly once."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pymongo.client_session import ClientSession
from pymongo.errors import AutoReconnect, OperationFailure

from core.domain.access import OPERATOR
from core.domain.audit import Act, broken_links
from core.domain.errors import ConflictError, UnavailableError
from core.domain.registration_search import RegistrationFilter
from core.storage import store as store_module
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.store import MongoStore, unavailable

from ..fakes.audit import KEY
from ..fakes.registrations import a_registration

pytestmark = pytest.mark.mongo
ALL = RegistrationFilter()
ROOT = Path(__file__).parents[2]


@pytest.fixture
def new_store(mongo_uri, database_name):
    made = []

    def new_store():
        made.append(MongoStore(mongo_uri, database_name, KEY))
        return made[-1]

    declare(new_store().database, every_declaration())
    yield new_store
    for store in made:
        store.close()


@pytest.fixture
def store(new_store):
    return new_store()


def an_act(target):
    return Act(action="test.act", target=target, target_type="registration", path="vn/")


def adding(number):
    def act(work):
        work.registrations.add(a_registration(number=number))
        work.counters.next_number(year=2017, organization="phu_nu", tenant="c02050")
        work.audit.record(an_act(f"r{number}"))
        return number

    return act


def stored(store):
    return store.read(OPERATOR).registrations.count(ALL, up_to=100)


def recorded(store):
    return [d["content"]["target"] for d in store.database["audit"].find().sort("_id")]


def chains_hold(store):
    audit = store.read(OPERATOR).audit
    found = [
        each
        for name in audit.chains()
        for each in broken_links(audit.chain(name), chain=name, key=KEY, head=audit.head(name))
    ]
    return found == []


def a_transient_error():
    error = OperationFailure("WriteConflict", 112)
    error._add_error_label("TransientTransactionError")
    return error


def test_what_was_answered_is_stored_with_its_entry(store):
    assert store.write(OPERATOR, adding(1)) == 1
    assert stored(store) == 1
    assert len(recorded(store)) == 2  # the chain's opening, and the act
    assert chains_hold(store)


@pytest.mark.parametrize("error", [ConflictError("wrong_state"), RuntimeError("broken")])
def test_an_error_leaves_nothing_behind(store, error):
    def act(work):
        adding(1)(work)
        raise error

    with pytest.raises(type(error)):
        store.write(OPERATOR, act)
    assert stored(store) == 0
    assert recorded(store) == []
    assert store.database["numbers"].count_documents({}) == 0
    store.write(OPERATOR, adding(1))
    assert chains_hold(store)


def test_a_callback_that_is_run_again_is_recorded_once(store):
    runs = []

    def act(work):
        adding(1)(work)
        runs.append(1)
        if len(runs) < 3:
            raise a_transient_error()

    store.write(OPERATOR, act)
    assert (len(runs), stored(store), len(recorded(store))) == (3, 1, 2)
    store.write(OPERATOR, adding(2))
    assert chains_hold(store)


def test_a_second_run_that_finds_nothing_left_to_do_keeps_the_chain_whole(store, monkeypatch):
    """As when another process has meanwhile answered the same idempotency key."""
    store.write(OPERATOR, adding(1))
    runs = []

    def act(work):
        runs.append(1)
        if len(runs) == 1:
            adding(2)(work)

    def refuse_the_first(session, really=ClientSession.commit_transaction):
        if len(runs) == 1:
            session.abort_transaction()
            raise a_transient_error()
        really(session)

    with monkeypatch.context() as patched:
        patched.setattr(ClientSession, "commit_transaction", refuse_the_first)
        store.write(OPERATOR, act)
    assert (len(runs), stored(store), len(recorded(store))) == (2, 1, 2)
    store.write(OPERATOR, adding(3))
    assert chains_hold(store)


def test_when_nobody_knows_whether_it_was_durable_it_says_so_and_begins_a_new_chain(
    store, monkeypatch
):
    def lose_the_answer(session, really=ClientSession.commit_transaction):
        really(session)
        error = AutoReconnect("connection closed")
        error._add_error_label("UnknownTransactionCommitResult")
        raise error

    store.write(OPERATOR, adding(1))
    with monkeypatch.context() as patched:
        patched.setattr(ClientSession, "commit_transaction", lose_the_answer)
        patched.setattr(store_module, "WRITE_SECONDS", 1.0)
        with pytest.raises(UnavailableError):
            store.write(OPERATOR, adding(2))
    assert stored(store) == 2  # it was, though nobody was told
    store.write(OPERATOR, adding(3))
    assert chains_hold(store)
    assert len(list(store.read(OPERATOR).audit.chains())) == 2


def test_two_processes_take_numbers_one_after_the_other(new_store):
    stores = [new_store(), new_store()]
    numbers = []

    def next_number(work):
        return work.counters.next_number(year=2017, organization="phu_nu", tenant="c02050")

    def take(store):
        numbers.extend(store.write(OPERATOR, next_number) for _ in range(15))

    threads = [threading.Thread(target=take, args=(store,)) for store in stores * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(numbers) == list(range(1, 61))


def test_a_write_that_waits_too_long_for_its_turn_is_refused(store, monkeypatch):
    monkeypatch.setattr(store_module, "WRITE_SECONDS", 0.2)
    inside, go_on = threading.Event(), threading.Event()

    def hold(_work):
        inside.set()
        go_on.wait(20)

    holding = threading.Thread(target=store.write, args=(OPERATOR, hold))
    holding.start()
    try:
        assert inside.wait(20)
        with pytest.raises(UnavailableError):
            store.write(OPERATOR, adding(1))
    finally:
        go_on.set()
        holding.join(20)


def test_while_no_database_answers_a_write_is_refused_in_time(monkeypatch):
    monkeypatch.setattr(store_module, "WRITE_SECONDS", 0.5)
    store = MongoStore("mongodb://127.0.0.1:1/?replicaSet=rs0", "test_none", KEY)
    began = time.monotonic()
    with pytest.raises(UnavailableError):
        store.write(OPERATOR, adding(1))
    with pytest.raises(UnavailableError):
        store.ping()
    assert time.monotonic() - began < 12
    store.close()


_HOLDER = """
import sys, time
from core.domain.access import OPERATOR
from core.storage.store import MongoStore
store = MongoStore(sys.argv[1], sys.argv[2], b"other-key")
def act(work):
    work.counters.next_number(year=2017, organization="phu_nu", tenant="c02050")
    print("holds", flush=True)
    sys.stdin.read()
store.write(OPERATOR, act)
"""


def test_a_process_killed_inside_its_transaction_holds_nobody_up(store, mongo_uri, database_name):
    store.write(OPERATOR, adding(1))
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, mongo_uri, database_name],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout.readline() == "holds\n"
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait(20)
        began = time.monotonic()
        store.write(OPERATOR, adding(2))
    assert time.monotonic() - began < 5
    assert stored(store) == 2


def test_errors_that_pass_are_refusals_and_others_stay_what_they_are():
    assert isinstance(unavailable(AutoReconnect("gone")), UnavailableError)
    assert isinstance(unavailable(a_transient_error()), UnavailableError)
    broken = OperationFailure("no such command", 59)
    assert unavailable(broken) is broken


def test_a_connection_that_heard_of_no_sessions_is_met_only_once(store):
    """As one has that was made while the database was starting; it would keep to that for good."""
    store.write(OPERATOR, adding(1))
    for server in store._client._topology._servers.values():
        for connection in server.pool.conns:
            connection.supports_sessions = False

    with pytest.raises(UnavailableError):
        store.write(OPERATOR, adding(2))
    assert store.write(OPERATOR, adding(3)) == 3
    assert {row.number for row in store.read(OPERATOR).registrations.each()} == {
        "PN-01/2017", "PN-03/2017",
    }  # fmt: skip
