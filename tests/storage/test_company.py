"""Items registered at the same moment are committed together; each stands or fails by itself."""

import threading
from contextvars import ContextVar
from datetime import UTC, datetime

import pytest

from core.domain.access import OPERATOR, Scope
from core.domain.audit import Act, broken_links
from core.domain.contributions import contribution
from core.domain.errors import ConflictError, StaleVersionError
from core.domain.foreseen import Foreseen
from core.domain.registrations import Status
from core.domain.replies import Reply
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.registrations import PATHS, a_registration, an_assignment

pytestmark = pytest.mark.mongo
LONG = 30
REGISTER = "registration.register"
NOTHING = Foreseen()
SCOPE = Scope(user="hoa", assignments=(an_assignment(),))
WHO = ContextVar("WHO", default="nobody")


@pytest.fixture
def store(mongo_uri, database_name):
    store = MongoStore(mongo_uri, database_name, KEY)
    declare(store.database, every_declaration())
    yield store
    store.close()


def registering(name, **changes):
    """Register an item as the use case does: a number, the counters, the trail, the reply."""

    def act(work):
        kept = work.replies.find(name)
        if kept is not None:
            return kept.body
        number = work.counters.next_number(year=2017, organization="phu_nu", tenant="c02050")
        item = a_registration(number=number, id=changes.pop("id", name), **changes)
        work.registrations.add(item)
        work.counters.add(
            contribution(item, {}), year=2017, organization="phu_nu", tenant="c02050",
            path=item.path,
        )  # fmt: skip
        work.audit.record(
            Act(
                action="registration.register",
                target=item.id,
                target_type="registration",
                path="vn/",
            )
        )
        body = f"{item.number} {held(work)}"
        now = datetime(2026, 1, 1, tzinfo=UTC)
        work.replies.keep(
            Reply(key=name, fingerprint="f", status=201, body=body, etag=None, kept_at=now)
        )
        return body

    return act


def held(work):
    counts = work.counters.of_exactly(year=2017, paths=[PATHS["c02050"]], organizations=["phu_nu"])
    return sum(
        parts["year"]["registered"]
        for count in counts
        for parts in count.cells.values()
        if "year" in parts
    )


def refused(_work):
    raise ConflictError("wrong_state")


def together(store, *acts, foreseen=NOTHING):
    """Carry out *acts* in one company; return each one's result or error, in their order."""
    inside, go_on = threading.Event(), threading.Event()
    outcomes = [None] * len(acts)

    def hold(_work):
        inside.set()
        assert go_on.wait(LONG)

    def run(place, act):
        WHO.set(f"author {place}")
        try:
            outcomes[place] = store.write(SCOPE, act, foreseen)
        except Exception as error:
            outcomes[place] = error

    threads = [threading.Thread(target=store.write, args=(OPERATOR, hold))]
    threads[0].start()
    assert inside.wait(LONG)
    for place, act in enumerate(acts):
        threads.append(threading.Thread(target=run, args=(place, act)))
        threads[-1].start()
        while len(store._line._waiting) <= place:
            threading.Event().wait(0.005)
    go_on.set()
    for thread in threads:
        thread.join(LONG)
    return outcomes


def targets(store):
    return [
        d["content"]["target"]
        for d in store.database["audit"]
        .find({"content.action": "registration.register"})
        .sort("_id")
    ]


def assert_all_agrees(store, names):
    work = store.read(OPERATOR)
    rows = list(work.registrations.each())
    assert sorted(row.id for row in rows) == sorted(names)
    numbers = sorted(row.number for row in rows)
    assert numbers == [f"PN-{n:02d}/2017" for n in range(1, len(rows) + 1)]
    assert sorted(targets(store)) == sorted(names)
    assert held(work) == len(rows)
    assert {d["last"] for d in store.database["numbers"].find()} == {len(rows)}
    for name in work.audit.chains():
        links = broken_links(
            work.audit.chain(name), chain=name, key=KEY, head=work.audit.head(name)
        )
        assert list(links) == []


def test_items_registered_at_once_get_consecutive_numbers_and_see_each_other(store):
    names = [f"r{n}" for n in range(6)]
    assert together(store, *map(registering, names)) == [
        f"PN-{n:02d}/2017 {n}" for n in range(1, 7)
    ]  # fmt: skip
    assert_all_agrees(store, names)


def test_a_bad_item_fails_alone_and_takes_no_number(store):
    first, error, second = together(store, registering("a"), refused, registering("b"))
    assert (first, second) == ("PN-01/2017 1", "PN-02/2017 2")
    assert isinstance(error, ConflictError)
    assert_all_agrees(store, ["a", "b"])


def test_what_an_act_did_before_it_was_refused_leaves_no_trace(store):
    def half(work):
        registering("half")(work)
        raise ConflictError("wrong_state")

    assert isinstance(together(store, half, registering("a"))[0], ConflictError)
    assert_all_agrees(store, ["a"])


def test_sent_twice_at_once_it_is_registered_once_and_answered_the_same(store):
    assert together(store, registering("a"), registering("a")) == ["PN-01/2017 1"] * 2
    assert_all_agrees(store, ["a"])


def test_of_two_that_continue_the_same_item_only_the_later_one_is_refused(store):
    first, second, third = together(
        store,
        registering("a", continues="of-last-year"),
        registering("b", continues="of-last-year"),
        registering("c"),
    )
    assert first == "PN-01/2017 1"
    assert second.reason == "already_continued"
    assert third == "PN-02/2017 2"
    assert_all_agrees(store, ["a", "c"])


def test_what_cannot_be_stored_fails_alone(store):
    first, error, second = together(
        store, registering("a"), registering("b", title="\ud800"), registering("c")
    )
    assert isinstance(error, UnicodeEncodeError)
    assert (first, second) == ("PN-01/2017 1", "PN-02/2017 2")
    assert_all_agrees(store, ["a", "c"])


def test_an_act_that_does_more_than_add_is_carried_out_all_the_same(store):
    store.write(SCOPE, registering("old"))

    def withdraw(work):
        before = work.registrations.get("old")
        work.registrations.replace(before.revised(status=Status.WITHDRAWN), before=before)
        return "withdrawn"

    assert together(store, registering("a"), withdraw) == ["PN-02/2017 2", "withdrawn"]
    assert store.read(OPERATOR).registrations.get("old").status is Status.WITHDRAWN


def test_every_act_is_carried_out_as_its_own_author(store):
    assert together(store, *[lambda _work: WHO.get()] * 3) == ["author 0", "author 1", "author 2"]


def test_what_was_foreseen_changes_nothing_but_the_number_of_commands(store):
    ahead = Foreseen(
        replies=("a", "b"),
        registers=((2017, "phu_nu", "c02050"),),
        areas=(("c02050", "thon na ca"),),
        counts=((2017, "phu_nu", PATHS["c02050"]),),
    )
    store.write(SCOPE, registering("old"), ahead)
    assert together(store, registering("a"), registering("b"), foreseen=ahead) == [
        "PN-02/2017 2", "PN-03/2017 3",
    ]  # fmt: skip
    assert_all_agrees(store, ["old", "a", "b"])


def editing(item_id, title):
    def act(work):
        before = work.registrations.get(item_id)
        work.registrations.replace(before.revised(title=title), before=before)
        return title

    return act


def test_items_are_changed_in_company_too_one_after_the_other(store):
    store.write(SCOPE, registering("old"))
    acts = [editing("old", "one"), registering("a"), editing("old", "two")]
    assert together(store, *acts) == ["one", "PN-02/2017 2", "two"]
    now = store.read(OPERATOR).registrations.get("old")
    assert (now.title, now.version) == ("two", 3)


def test_who_changes_what_is_no_longer_there_is_refused_and_the_others_stand(store):
    store.write(SCOPE, registering("old"))
    before = store.read(OPERATOR).registrations.get("old")
    store.write(SCOPE, editing("old", "one"))

    def stale(work):
        work.registrations.replace(before.revised(title="two"), before=before)

    error, added = together(store, stale, registering("a"))
    assert isinstance(error, StaleVersionError)
    assert added == "PN-02/2017 2"
    assert store.read(OPERATOR).registrations.get("old").title == "one"
