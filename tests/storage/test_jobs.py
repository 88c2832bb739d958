"""Jobs: done once however often a worker stops, tried again when they fail, never lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from core.domain.access import OPERATOR, Scope
from core.domain.errors import ForbiddenError, NotFoundError
from core.domain.jobs import LEASE, MOST_TRIES, Job, JobKind, LeaseLostError, next_try
from core.domain.time import Moment
from core.services.working import work_once
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.jobs import MongoJobs
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.people import NOW

pytestmark = pytest.mark.mongo
LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def store(mongo_uri, database_name):
    store = MongoStore(mongo_uri, database_name, KEY)
    declare(store.database, every_declaration())
    yield store
    store.close()


def a_job(number=1, key="2017|c02062", **changes):
    given = {
        "id": f"job-{number}", "kind": JobKind.OVERLAPS, "key": key,
        "payload": {"tenant": "c02062", "year": 2017}, "due_at": NOW, "enqueued_at": NOW,
    }  # fmt: skip
    return Job(**given | changes)


def enqueued(store, *jobs):
    def act(work):
        for job in jobs:
            work.jobs.add(job)

    store.write(OPERATOR, act)


def jobs(store):
    return store.read(OPERATOR).jobs


def worked(store, do, now=NOW):
    def handler(work, job, moment):
        return lambda inside: do(inside, job, moment)

    clock = iter(lambda: Moment(now=now, today=now.date()), None)
    return work_once(store, {JobKind.OVERLAPS: handler}, clock=lambda: next(clock))


def failing(*_):
    raise LookupError("with what somebody has entered")


def test_what_is_enqueued_is_done_once_and_gone(store):
    done = []
    enqueued(store, a_job())
    assert worked(store, lambda _, job, __: done.append(job.payload))
    assert not worked(store, lambda *_: done.append("again"))
    assert done == [{"tenant": "c02062", "year": 2017}]
    assert jobs(store).numbers()["waiting"] == 0


def test_a_job_of_a_write_that_was_given_up_is_not_done(store):
    def act(work):
        work.jobs.add(a_job())
        raise LookupError

    with pytest.raises(LookupError):
        store.write(OPERATOR, act)
    assert not worked(store, failing)


def test_many_wishes_for_one_thing_are_one_work(store):
    done = []
    enqueued(store, a_job(1), a_job(2), a_job(3, key="2018|c02062"))
    while worked(store, lambda _, job, __: done.append(job.key)):
        pass
    assert sorted(done) == ["2017|c02062", "2018|c02062"]


def test_what_is_asked_for_while_it_is_being_done_is_done_again(store):
    done = []

    def busy(_, job, __):
        if not done:
            jobs(store).add(a_job(2))
        done.append(job.id)

    enqueued(store, a_job(1))
    while worked(store, busy):
        pass
    assert done == ["job-1", "job-2"]


def test_a_job_in_hand_is_nobody_elses(store):
    enqueued(store, a_job())
    assert jobs(store).take(now=NOW) is not None
    assert jobs(store).take(now=NOW) is None


def test_what_is_asked_for_while_it_is_being_done_waits_for_the_end_of_that(store):
    enqueued(store, a_job(1))
    first = jobs(store).take(now=NOW)
    enqueued(store, a_job(2), a_job(3), a_job(4, key="2018|c02062"))
    other = jobs(store).take(now=NOW)
    assert other.job.key == "2018|c02062", "one key that is held must not keep others back"
    assert jobs(store).take(now=NOW) is None
    store.write(OPERATOR, lambda work: work.jobs.finish(first))
    assert jobs(store).take(now=NOW).job.key == first.job.key


def test_of_many_workers_that_come_at_once_one_takes_a_key(store):
    enqueued(store, *(a_job(number) for number in range(20)))
    with ThreadPoolExecutor(6) as workers:
        taken = list(workers.map(lambda _: jobs(store).take(now=NOW), range(12)))
    (lease,) = [each for each in taken if each]
    store.write(OPERATOR, lambda work: work.jobs.finish(lease))
    assert jobs(store).numbers()["waiting"] == 0


def test_a_worker_that_has_not_seen_the_other_take_a_key_does_not_take_it_either(
    store, monkeypatch
):
    enqueued(store, a_job(1))
    assert jobs(store).take(now=NOW) is not None
    enqueued(store, a_job(2), a_job(3, key="2018|c02062", due_at=NOW + timedelta(seconds=1)))
    monkeypatch.setattr(MongoJobs, "_held", lambda *_: [])
    assert jobs(store).take(now=NOW) is None
    later = NOW + timedelta(seconds=1)
    assert jobs(store).take(now=later).job.id == "job-3"


def test_all_that_waits_for_one_thing_is_done_with_the_first_that_is_due(store):
    gathering = timedelta(seconds=2)
    enqueued(store, a_job(1), a_job(2, due_at=NOW + gathering))
    assert jobs(store).take(now=NOW, gathering=gathering) is None
    lease = jobs(store).take(now=NOW + gathering, gathering=gathering)
    store.write(OPERATOR, lambda work: work.jobs.finish(lease))
    assert jobs(store).numbers()["waiting"] == 0


def test_what_has_been_gathered_is_held_for_a_whole_lease(store):
    enqueued(store, a_job())
    now = NOW + timedelta(seconds=2)
    jobs(store).take(now=now, gathering=timedelta(seconds=2))
    assert store.database["jobs"].find_one()["due_at"] == now + LEASE
    assert jobs(store).take(now=now + LEASE - timedelta(seconds=1)) is None
    assert jobs(store).take(now=now + LEASE) is not None


def test_what_a_stopped_worker_held_is_taken_over_with_what_was_asked_for_since(store):
    enqueued(store, a_job(1))
    slow = jobs(store).take(now=NOW)
    enqueued(store, a_job(2, due_at=NOW - LEASE))
    quick = jobs(store).take(now=LATER)
    assert (quick.job.id, quick.attempts) == ("job-1", 2)
    with pytest.raises(LeaseLostError):
        store.write(OPERATOR, lambda work: work.jobs.finish(slow))
    store.write(OPERATOR, lambda work: work.jobs.finish(quick))
    assert jobs(store).numbers()["waiting"] == 0


def test_what_a_stopped_worker_held_is_done_by_another(store):
    enqueued(store, a_job())
    jobs(store).take(now=NOW)
    done = []
    assert worked(store, lambda *_: done.append(1), now=LATER)
    assert done == [1]


def test_a_worker_that_took_too_long_changes_nothing_any_more(store):
    enqueued(store, a_job())
    slow = jobs(store).take(now=NOW)
    quick = jobs(store).take(now=LATER)

    def act(work):
        work.jobs.add(a_job(9, key="made by the slow one"))
        work.jobs.finish(slow)

    with pytest.raises(LeaseLostError):
        store.write(OPERATOR, act)
    store.write(OPERATOR, lambda work: work.jobs.finish(quick))
    assert jobs(store).numbers()["waiting"] == 0


def test_what_a_failed_job_had_written_is_undone(store):
    def half(work, *_):
        work.jobs.add(a_job(9, key="half done"))
        raise LookupError

    enqueued(store, a_job())
    worked(store, half)
    assert jobs(store).numbers()["waiting"] == 1


def test_a_job_that_fails_is_tried_again_later_and_later_and_in_the_end_is_shown(store):
    enqueued(store, a_job())
    now, tries = NOW, 0
    while not jobs(store).dead(limit=10):
        assert worked(store, failing, now=now)
        assert not worked(store, failing, now=now), "at once again"
        tries += 1
        now += timedelta(hours=2)
    assert tries == MOST_TRIES
    (dead,) = jobs(store).dead(limit=10)
    assert (dead.id, dead.error) == ("job-1", "LookupError"), "never what somebody has entered"
    assert not worked(store, failing, now=now + timedelta(days=9))
    jobs(store).revive("job-1", now=now)
    assert worked(store, lambda *_: None, now=now)
    assert jobs(store).numbers()["waiting"] == 0
    with pytest.raises(NotFoundError):
        jobs(store).revive("job-1", now=now)


def test_what_was_asked_for_lately_is_not_given_up_with_what_failed_for_long(store):
    enqueued(store, a_job(1), a_job(2))
    often = {"$set": {"attempts": MOST_TRIES - 1}}
    store.database["jobs"].update_one({"_id": "job-1"}, often)
    assert worked(store, failing)
    assert [job.id for job in jobs(store).dead(limit=10)] == ["job-1"]
    assert not worked(store, failing), "at once again"
    done = []
    assert worked(store, lambda _, job, __: done.append(job.id), now=next_try(1, now=NOW))
    assert done == ["job-2"]


def test_what_only_a_newer_program_knows_is_shown_and_revived_as_well(store):
    enqueued(store, a_job())
    tomorrow = {"$set": {"kind": "of tomorrow", "state": "dead", "error": "E"}}
    store.database["jobs"].update_one({}, tomorrow)
    assert [str(job.kind) for job in jobs(store).dead(limit=10)] == ["of tomorrow"]
    jobs(store).revive("job-1", now=NOW)
    assert jobs(store).numbers() == {"waiting": 1, "dead": 0}


def test_a_job_that_stops_every_worker_is_given_up(store):
    enqueued(store, a_job())
    now = NOW
    for _ in range(MOST_TRIES):
        assert jobs(store).take(now=now) is not None
        now += 2 * LEASE
    assert worked(store, failing, now=now)
    assert [job.error for job in jobs(store).dead(limit=10)] == ["stopped"]


def test_other_jobs_go_on_beside_one_that_fails(store):
    done = []
    enqueued(store, a_job(1, key="bad"), a_job(2, key="good"))

    def handler(_, job, __):
        if job.key == "bad":
            raise LookupError
        done.append(job.key)

    while worked(store, handler):
        pass
    assert done == ["good"]


def test_what_a_newer_program_asks_for_is_left_to_it(store):
    enqueued(store, a_job())
    store.database["jobs"].update_one({}, {"$set": {"kind": "of tomorrow"}})
    assert not worked(store, failing)
    assert jobs(store).numbers()["waiting"] == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda jobs: jobs.take(now=NOW),
        lambda jobs: jobs.dead(limit=1),
        lambda jobs: jobs.revive("job-1", now=NOW),
    ],
)
def test_nobody_but_the_operator_takes_anything_out(store, act):
    with pytest.raises(ForbiddenError):
        act(store.read(Scope(user="hoa")).jobs)


def test_the_wait_grows_to_an_hour_and_then_ends():
    waits = [next_try(n, now=NOW) for n in range(1, MOST_TRIES + 1)]
    assert waits[-1] is None
    growing = [each - NOW for each in waits[:-1]]
    assert growing == sorted(growing)
    assert growing[0] == timedelta(seconds=2)
    assert growing[-1] <= timedelta(hours=1)


def test_what_people_wait_for_comes_before_digests_and_mail_comes_last(store):
    minutes = [NOW + timedelta(minutes=each) for each in range(3)]
    kinds = (JobKind.MAIL, JobKind.REMIND, JobKind.OVERLAPS)
    each = zip(kinds, minutes, strict=True)
    enqueued(store, *(a_job(kind, kind, kind=kind, due_at=due) for kind, due in each))

    taken = [jobs(store).take(now=NOW + timedelta(minutes=10)) for _ in kinds]

    assert [lease.job.kind for lease in taken] == [*reversed(kinds)]
