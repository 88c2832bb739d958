"""A sign-in is read once, until its user changes or it ends, in whichever process."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.access import OPERATOR
from core.domain.people import Token
from core.domain.second_factor import Proof, SecondFactor
from core.storage import sign_ins
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.store import MongoStore
from core.storage.tokens import read_openings

from ..fakes.audit import KEY
from ..fakes.people import NOW, a_user

pytestmark = pytest.mark.mongo
ONE, TWO = "1" * 64, "2" * 64
LATER = NOW + timedelta(days=1)


@pytest.fixture
def two_processes(mongo_uri, database_name):
    """Two stores over one database, as two workers hold them; hoa is signed in twice."""
    stores = [MongoStore(mongo_uri, database_name, KEY) for _ in range(2)]
    declare(stores[0].database, every_declaration())
    factor = SecondFactor(sealed="s", last_step=1, recovery=("a" * 64,), since=NOW)

    def begin(work):
        work.users.add(a_user("hoa", second_factor=factor, password_hash="old"))
        for token_hash in (ONE, TWO):
            work.tokens.add(a_token(token_hash))

    stores[0].write(OPERATOR, begin)
    yield stores
    for store in stores:
        store.close()


def a_token(token_hash):
    return Token(hash=token_hash, user="u-hoa", generation=1, created_at=NOW, expires_at=LATER)


def opened(store, token_hash=ONE):
    return store.read(OPERATOR).tokens.opening(token_hash)


def read_anew(store):
    """Read from the database what *store* might remember."""
    return read_openings(store.database, [ONE]).get(ONE)


def changed_behind_its_back(store):
    store.database["users"].update_one({"_id": "u-hoa"}, {"$set": {"name": "changed"}})


def test_a_user_is_read_once_while_nobody_changes_them(two_processes):
    _, store = two_processes
    before = opened(store)
    changed_behind_its_back(store)
    assert opened(store) == before
    assert read_anew(store) != before


def test_a_user_is_read_anew_after_a_while_in_any_case(two_processes, monkeypatch):
    _, store = two_processes
    monkeypatch.setattr(sign_ins, "LONGEST_SECONDS", -1.0)
    opened(store)
    changed_behind_its_back(store)
    assert opened(store).user.name == "changed"


def user_changed(**changes):
    def act(work):
        before = work.users.get("u-hoa")
        work.users.replace(replace(before, version=before.version + 1, **changes), before=before)

    return act


@pytest.mark.parametrize(
    "change",
    [
        user_changed(disabled=True),
        user_changed(generation=2),
        user_changed(assignments=()),
        lambda work: work.users.rehash("u-hoa", old="old", new="new"),
        lambda work: work.users.spend("u-hoa", Proof(sealed="s", step=7)),
        lambda work: work.users.spend("u-hoa", Proof(sealed="s", recovery="a" * 64)),
        lambda work: work.tokens.revoke(ONE),
        lambda work: work.tokens.revoke_all("u-hoa", but=TWO),
        lambda work: work.tokens.extend(ONE, until=LATER + timedelta(days=1)),
    ],
)
@pytest.mark.parametrize("by", [0, 1])
def test_every_change_is_seen_by_every_process_at_once(two_processes, change, by):
    store = two_processes[1]
    before = opened(store)
    assert before is not None
    two_processes[by].write(OPERATOR, change)
    assert opened(store) == read_anew(store)
    assert opened(store) != before


def test_a_change_that_was_given_up_changes_nothing(two_processes):
    one, other = two_processes
    before = opened(other)

    def act(work):
        work.tokens.revoke_all("u-hoa")
        raise LookupError

    with pytest.raises(LookupError):
        one.write(OPERATOR, act)
    assert opened(other) == before == read_anew(other)


def test_a_sign_in_that_was_not_there_is_found_once_it_is(two_processes):
    one, other = two_processes
    assert opened(other, "3" * 64) is None
    one.write(OPERATOR, lambda work: work.tokens.add(a_token("3" * 64)))
    assert opened(other, "3" * 64).user.id == "u-hoa"


def test_an_ended_sign_in_stays_ended_while_another_goes_on(two_processes):
    one, other = two_processes
    opened(other), opened(other, TWO)
    one.write(OPERATOR, lambda work: work.tokens.revoke(ONE))
    assert opened(other) is None
    assert opened(other, TWO).token.hash == TWO


def test_no_more_are_remembered_than_there_is_room_for(two_processes, monkeypatch):
    _, store = two_processes
    monkeypatch.setattr(sign_ins, "MOST", 1)
    opened(store)
    opened(store, TWO)
    changed_behind_its_back(store)
    assert opened(store).user.name == "changed"
