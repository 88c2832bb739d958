"""Jobs: each done once, one thing in one hand at a time, what people wait for first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from core.domain.access import OPERATOR, Scope
from core.domain.errors import ForbiddenError
from core.domain.jobs import LEASE, JobKind
from core.storage.jobs import MongoJobs

from ..fakes.people import NOW
from .queueing import a_job, enqueued, failing, jobs, store, worked

pytestmark = pytest.mark.mongo
__all__ = ["store"]


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


def test_what_people_wait_for_comes_before_digests_and_mail_comes_last(store):
    minutes = [NOW + timedelta(minutes=each) for each in range(3)]
    kinds = (JobKind.MAIL, JobKind.REMIND, JobKind.OVERLAPS)
    each = zip(kinds, minutes, strict=True)
    enqueued(store, *(a_job(kind, kind, kind=kind, due_at=due) for kind, due in each))

    taken = [jobs(store).take(now=NOW + timedelta(minutes=10)) for _ in kinds]

    assert [lease.job.kind for lease in taken] == [*reversed(kinds)]
