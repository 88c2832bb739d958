"""Notices and the outbox as they are kept: a person's own, once a day; moved by one alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from pymongo.errors import DuplicateKeyError, WriteError

from core.domain.access import OPERATOR, Assignment, Role, Scope
from core.domain.errors import ForbiddenError, NotFoundError
from core.domain.mails import Mail, MailState
from core.domain.notices import Notice, line_of
from core.domain.registration_search import Page
from core.domain.tasks import Act, Target, Task, TaskKind
from core.domain.time import Moment
from core.services.reminding import begin_day
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.people import NOW

pytestmark = pytest.mark.mongo
DAY = date(2017, 2, 7)
PAGE = Page(limit=10)
TASK = Task(
    kind=TaskKind.OMISSION,
    act=Act.CONSULT,
    target=Target(tenant="c02062", organization="mttq", year=2017),
    due=date(2017, 2, 14),
    params={"contents": (1, 3), "total": 5},
)


@pytest.fixture
def store(mongo_uri, database_name):
    store = MongoStore(mongo_uri, database_name, KEY)
    declare(store.database, every_declaration())
    yield store
    store.close()


def notice(number=1, user="hoa", day=DAY, assignments=("a1",)):
    lines = tuple(line_of(TASK, each) for each in assignments)
    made = NOW + timedelta(hours=number)
    return Notice(id=f"n{number}", user=user, day=day, made_at=made, lines=lines)


def of(user, *assignments):
    held = (
        Assignment(
            id=each, tenant="c02062", organization="mttq", role=Role.OFFICER,
            path="vn/p06/d064/c02062/", paths=("vn/p06/d064/c02062/",), sight=(),
        )
        for each in assignments
    )  # fmt: skip
    return Scope(user=user, assignments=tuple(held))


def kept(store, *notices):
    return [
        store.write(OPERATOR, lambda work, each=each: work.notices.add(each)) for each in notices
    ]


def test_a_notice_is_kept_as_it_was_made(store):
    assert kept(store, notice()) == [True]
    (found,) = store.read(of("hoa", "a1")).notices.search(unread=True, page=PAGE)
    assert found.lines[0].task.params == {"contents": ["1", "3"], "total": 5}
    assert (found.day, found.lines[0].due, found.read_at) == (DAY, TASK.due, None)
    assert found.lines[0].target == TASK.target


def test_of_a_day_a_person_has_one_notice_whatever_else_goes_wrong(store):
    assert kept(store, notice(1), notice(2)) == [True, False]
    document = store.database["notices"].find_one() | {"_id": "n3"}
    with pytest.raises(DuplicateKeyError):
        store.database["notices"].insert_one(document)
    assert kept(store, notice(4, user="lan"), notice(5, day=DAY + timedelta(days=1))) == [True] * 2


def test_one_sees_ones_own_and_of_it_what_is_told_under_ones_assignments(store):
    kept(store, notice(1, assignments=("a1", "a2")), notice(2, user="lan"))
    both = store.read(of("hoa", "a1", "a2")).notices
    assert [line.assignment for line in both.get("n1").lines] == ["a1", "a2"]
    one = store.read(of("hoa", "a2")).notices
    assert [line.assignment for line in one.get("n1").lines] == ["a2"]
    for scope in (of("hoa"), of("hoa", "a9"), of("lan", "a2"), Scope(user="anonymous")):
        others = store.read(scope).notices
        with pytest.raises(NotFoundError):
            others.get("n1")
        with pytest.raises(NotFoundError):
            others.read("n1", at=NOW)
        assert [each.id for each in others.search(unread=False, page=PAGE)] == []
        assert others.count(unread=False, up_to=9) == 0


def test_what_is_read_stays_read_at_the_time_it_first_was(store):
    kept(store, notice(1), notice(2, day=DAY + timedelta(days=1)))
    own = store.read(of("hoa", "a1")).notices
    assert own.read("n1", at=NOW).read_at == NOW
    assert own.read("n1", at=NOW + timedelta(hours=9)).read_at == NOW
    assert [each.id for each in own.search(unread=True, page=PAGE)] == ["n2"]
    assert [each.id for each in own.search(unread=False, page=PAGE)] == ["n2", "n1"]
    assert (own.count(unread=True, up_to=9), own.count(unread=False, up_to=1)) == (1, 1)


def test_only_the_operator_makes_notices_reminds_and_mails(store):
    work = store.read(of("hoa", "a1"))
    with pytest.raises(ForbiddenError):
        work.notices.add(notice())
    with pytest.raises(ForbiddenError):
        _ = work.reminders
    for ask in (
        lambda: work.mails.get("m1"),
        lambda: work.mails.troubled(limit=1),
        lambda: work.mails.move("m1", to=MailState.SENT, at=NOW),
        lambda: work.mails.add(a_mail()),
    ):
        with pytest.raises(ForbiddenError):
            ask()


def a_mail(number=1, state=MailState.WAITING):
    return Mail(id=f"m{number}", notice=f"n{number}", user="hoa", day=DAY, made_at=NOW, state=state)


def mailed(store, *mails):
    def act(work):
        for mail in mails:
            work.mails.add(mail)

    store.write(OPERATOR, act)
    return store.read(OPERATOR).mails


def test_of_many_who_begin_to_send_a_mail_one_does(store):
    mails = mailed(store, a_mail())
    together = Barrier(8)

    def begin(_):
        together.wait(10)
        return mails.move("m1", to=MailState.SENDING, at=NOW)

    with ThreadPoolExecutor(8) as workers:
        assert sorted(workers.map(begin, range(8))) == [False] * 7 + [True]
    assert mails.get("m1").state is MailState.SENDING


def test_a_mail_takes_no_step_that_does_not_follow(store):
    mails = mailed(store, a_mail())
    assert not mails.move("m1", to=MailState.SENT, at=NOW)
    assert mails.move("m1", to=MailState.SENDING, at=NOW)
    assert not mails.move("m1", to=MailState.WAITING, at=NOW, of=(MailState.UNCLEAR,))
    assert mails.move("m1", to=MailState.SENT, at=NOW)
    assert not any(mails.move("m1", to=state, at=NOW) for state in MailState)
    assert not mails.move("khong-co", to=MailState.SENDING, at=NOW)


def test_what_became_of_mails_is_counted_and_what_is_in_doubt_is_listed(store):
    every = [a_mail(number, state) for number, state in enumerate(MailState)]
    mails = mailed(store, *every)
    assert dict(mails.numbers()) == dict.fromkeys((state.value for state in MailState), 1)
    assert {mail.state for mail in mails.troubled(limit=9)} == {
        MailState.REFUSED, MailState.UNCLEAR,
    }  # fmt: skip
    assert len(mails.troubled(limit=1)) == 1


def test_a_mail_of_no_state_is_not_stored(store):
    with pytest.raises(WriteError):
        store.database["mails"].insert_one({"_id": "m1", "state": "elsewhere"})


def test_of_many_who_begin_a_day_one_does(store):
    together = Barrier(6)
    moment = Moment(now=NOW, today=DAY)

    def begin(_):
        together.wait(10)
        return begin_day(store, moment)

    with ThreadPoolExecutor(6) as workers:
        assert sorted(workers.map(begin, range(6))) == [False] * 5 + [True]
    assert store.database["jobs"].count_documents({"kind": "remind_all"}) == 1
    assert not begin_day(store, moment)


def test_when_somebody_was_looked_at_is_remembered(store):
    reminders = store.read(OPERATOR).reminders
    assert reminders.last("hoa") is None
    reminders.done("hoa", DAY)
    reminders.done("hoa", DAY + timedelta(days=1))
    assert reminders.last("hoa") == DAY + timedelta(days=1)


def test_counting_what_is_unread_looks_at_nothing_that_was_read(store):
    """Every page shows the number, to people with a year of notices."""
    days = [DAY + timedelta(days=number) for number in range(60)]
    enough = [notice(number, day=day) for number, day in enumerate(days)]
    store.write(OPERATOR, lambda work: [work.notices.add(each) for each in enough])
    own = of("hoa", "a1")
    for each in enough[1:]:
        store.write(own, lambda work, each=each: work.notices.read(each.id, at=NOW))
    database = store.database
    database.command("profile", 2)
    assert store.read(own).notices.count(unread=True, up_to=9) == 1
    database.command("profile", 0)
    counted = {"command.aggregate": "notices", "ns": f"{database.name}.notices"}
    assert [each["docsExamined"] for each in database["system.profile"].find(counted)] == [1]
