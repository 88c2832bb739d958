"""Jobs that fail, workers that stop: tried again later and later, shown in the end, never lost."""

from datetime import timedelta

import pytest

from core.domain.access import OPERATOR
from core.domain.errors import NotFoundError
from core.domain.jobs import LEASE, MOST_TRIES, LeaseLostError, next_try

from ..fakes.people import NOW
from .queueing import LATER, a_job, enqueued, failing, jobs, store, worked

pytestmark = pytest.mark.mongo
__all__ = ["store"]


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


def test_the_wait_grows_to_an_hour_and_then_ends():
    waits = [next_try(n, now=NOW) for n in range(1, MOST_TRIES + 1)]
    assert waits[-1] is None
    growing = [each - NOW for each in waits[:-1]]
    assert growing == sorted(growing)
    assert growing[0] == timedelta(seconds=2)
    assert growing[-1] <= timedelta(hours=1)
