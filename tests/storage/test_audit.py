"""The trail: who reads what of it, on MongoDB and on the fake; and that tampering is found."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest

from core.domain.access import OPERATOR, Role, Scope
from core.domain.audit import Act, Change, broken_links
from core.domain.audit_search import AuditFilter
from core.storage.audit import DECLARATIONS, MongoAudit
from core.storage.database import declare
from core.storage.store import MongoStore

from ..fakes.audit import KEY, InMemoryAudit
from ..fakes.registrations import PATHS, an_assignment

ALL = AuditFilter()
ON = date(2017, 2, 1)


def an_act(target="r1", tenant="c02050", organization="phu_nu", **changes):
    given = {
        "action": "registration.edit", "target": target, "target_type": "registration",
        "path": PATHS[tenant], "organization": organization, "on": ON,
        "state": {"id": target, "year": 2017, "counted": True},
    }  # fmt: skip
    return Act(**given | changes)


@pytest.fixture
def store(mongo_uri, database_name):
    store = MongoStore(mongo_uri, database_name, KEY)
    declare(store.database, DECLARATIONS)
    yield store
    store.close()


@pytest.fixture
def database(store):
    return store.database


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def trail(request):
    """``trail.record(*acts, user=…)`` and ``trail.of(scope)``."""
    if request.param == "fake":
        return _FakeTrail()
    return _StoredTrail(request.getfixturevalue("store"))


class _FakeTrail:
    def __init__(self):
        self.of = partial(InMemoryAudit, kept=[])

    def record(self, *acts, user="operator"):
        for act in acts:
            self.of(replace(OPERATOR, user=user)).record(act)


class _StoredTrail:
    def __init__(self, store):
        self._store = store
        self.of = lambda scope: store.read(scope).audit

    def record(self, *acts, user="operator"):
        def write(work):
            for act in acts:
                work.audit.record(act)

        self._store.write(replace(OPERATOR, user=user), write)


def a_scope(*assignments):
    return Scope(user="someone", assignments=assignments)


def targets(trail, scope, filters=ALL, limit=50, skip=0):
    found, total = trail.of(scope).search(filters=filters, limit=limit, skip=skip)
    targets = [e.content["target"] for e in found if e.content["target_type"] != "chain"]
    assert total >= len(targets)
    return targets


def test_an_entry_tells_who_did_what_to_what_and_when(trail):
    change = Change(field="title", old="Đường hoa", new="Đường hoa Nà Cà")
    trail.record(an_act(changes=(change, Change(field="phone", hidden=True))), user="hoa")
    (entry,) = trail.of(OPERATOR).of_target("r1")
    assert entry.user == entry.content["user"] == "hoa"
    assert entry.at.isoformat() == entry.content["at"]
    assert entry.content["on"] == "2017-02-01"
    assert entry.content["changes"] == [
        {"field": "title", "old": "Đường hoa", "new": "Đường hoa Nà Cà", "hidden": False},
        {"field": "phone", "old": None, "new": None, "hidden": True},
    ]


def test_a_records_history_is_in_its_order(trail):
    for reason in ("một", "hai", "ba"):
        trail.record(an_act(reason=reason), an_act("r2"))
    told = [entry.content["reason"] for entry in trail.of(OPERATOR).of_target("r1")]
    assert told == ["một", "hai", "ba"]


@pytest.mark.parametrize(
    ("held", "seen"),
    [
        (an_assignment("c02050", "phu_nu"), ["drafted", "sent"]),
        (an_assignment("d064", "phu_nu", Role.VIEWER), ["elsewhere", "drafted", "sent"]),
        (an_assignment("c02050", "nong_dan"), ["other"]),
        (an_assignment("c02050", "mttq"), ["front", "other", "sent"]),
        (an_assignment("p02", "mttq"), []),
    ],
)
def test_a_scope_reads_its_own_entries_and_the_front_no_drafts(trail, held, seen):
    trail.record(
        an_act("sent"), an_act("drafted", unsubmitted=True),
        an_act("other", organization="nong_dan"),
        an_act("front", organization="mttq", unsubmitted=True),
        an_act("elsewhere", "c02062"), an_act("above", "p06", organization=None),
    )  # fmt: skip
    assert sorted(targets(trail, a_scope(held))) == sorted(seen)
    _, total = trail.of(a_scope(held)).search(filters=ALL, limit=50, skip=0)
    assert total == len(seen)


def test_without_an_assignment_nothing_is_read(trail):
    trail.record(an_act())
    assert targets(trail, a_scope()) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"target": "r2"}, ["r2"]),
        ({"action": "registration.submit"}, ["r3"]),
        ({"user": "lan"}, ["r3"]),
        ({"prefixes": (PATHS["d060"], PATHS["c02062"])}, ["r2"]),
        ({"user": "lan", "target": "r1"}, []),
    ],
)
def test_the_trail_can_be_asked(trail, asked, found):
    trail.record(an_act("r1"), an_act("r2", "c02062"))
    trail.record(an_act("r3", action="registration.submit"), user="lan")
    assert targets(trail, OPERATOR, AuditFilter(**asked)) == found


def test_pages_are_newest_first(trail):
    for number in range(5):
        trail.record(an_act(f"r{number}"))
    assert targets(trail, OPERATOR, limit=2) == ["r4", "r3"]
    assert targets(trail, OPERATOR, limit=2, skip=2) == ["r2", "r1"]


def test_a_past_day_is_judged_by_what_stood_then(trail):
    state = {"id": "r1", "year": 2017, "counted": True}
    trail.record(an_act(state=state, on=date(2017, 2, 1)))
    trail.record(an_act(state=state | {"counted": False}, on=date(2017, 3, 1)))
    trail.record(an_act("r2", state={"year": 2018, "counted": True}))
    trail.record(an_act("r3", "c00700", state={"year": 2017, "counted": True}))

    def counted(day):
        standing = trail.of(OPERATOR).standing_on(day, year=2017, prefixes=["vn/p06/"])
        return [state["counted"] for state in standing]

    assert counted(date(2017, 1, 31)) == []
    assert counted(date(2017, 2, 28)) == [True]
    assert counted(date(2017, 3, 1)) == [False]


def broken(database):
    """What is wrong with the only chain: (code, sequence)."""
    audit = MongoAudit(database, OPERATOR)
    (name,) = audit.chains()
    found = broken_links(audit.chain(name), chain=name, key=KEY, head=audit.head(name))
    return [(each.code, each.sequence) for each in found]


@pytest.fixture
def chain(store):
    """A chain of an opening and five entries, in three transactions."""
    trail = _StoredTrail(store)
    trail.record(an_act("r1"), an_act("r2"))
    trail.record(an_act("r3"))
    trail.record(an_act("r4"), an_act("r5"))
    return store.database["audit"]


@pytest.mark.mongo
def test_an_untouched_chain_holds(chain, database):
    assert chain.count_documents({}) == 6
    assert broken(database) == []


@pytest.mark.mongo
@pytest.mark.parametrize(
    "edit",
    [
        {"content.target": "r9"},
        {"content.state.counted": False},
        {"content.reason": "thêm vào"},
        {"content.user": "someone"},
        {"user": "someone"},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
)
def test_an_edited_entry_is_found(chain, database, edit):
    chain.update_one({"sequence": 3}, {"$set": edit})
    assert broken(database) == [("changed", 3)]


@pytest.mark.mongo
def test_a_deleted_entry_is_found(chain, database):
    chain.delete_one({"sequence": 2})
    assert broken(database) == [("missing", 2), ("unlinked", 3)]


@pytest.mark.mongo
def test_entries_that_changed_places_are_found(chain, database):
    second, third = chain.find_one({"sequence": 2}), chain.find_one({"sequence": 3})
    chain.delete_many({"sequence": {"$in": [2, 3]}})
    chain.insert_many([second | {"sequence": 3}, third | {"sequence": 2}])
    assert {code for code, _ in broken(database)} == {"unlinked"}


@pytest.mark.mongo
def test_an_inserted_entry_is_found(chain, database):
    forged = chain.find_one({"sequence": 5})
    chain.insert_one(forged | {"_id": "forged", "sequence": 6})
    assert ("cut", 6) in broken(database)
    assert ("unlinked", 6) in broken(database)


@pytest.mark.mongo
def test_a_cut_tail_is_found(chain, database):
    chain.delete_many({"sequence": {"$gte": 4}})
    assert broken(database) == [("cut", 3)]


@pytest.mark.mongo
def test_a_chain_without_its_head_or_without_its_entries_is_found(chain, database):
    head = database["audit_heads"].find_one()
    database["audit_heads"].delete_many({})
    assert broken(database) == [("unregistered", 5)]
    database["audit_heads"].insert_one(head)
    chain.delete_many({})
    assert broken(database) == [("cut", -1)]


@pytest.mark.mongo
def test_who_does_not_have_the_key_cannot_seal(chain, database):
    audit = MongoAudit(database, OPERATOR)
    (name,) = audit.chains()
    found = broken_links(audit.chain(name), chain=name, key=b"other", head=audit.head(name))
    assert {each.code for each in found} == {"changed"}


@pytest.mark.mongo
def test_an_act_outside_a_transaction_is_a_mistake_of_the_program(store):
    with pytest.raises(RuntimeError):
        store.read(OPERATOR).audit.record(an_act())
