"""The queue of jobs in the tests' own words: asked for, taken, worked; and its fixture."""

from datetime import timedelta

import pytest

from core.domain.access import OPERATOR
from core.domain.jobs import LEASE, Job, JobKind
from core.domain.time import Moment
from core.services.working import work_once
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.people import NOW

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
