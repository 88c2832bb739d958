"""Reminding people of what is due: one digest a day for each, made by a job of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.access import OPERATOR, Scope
from core.domain.jobs import Job, JobKind
from core.domain.notices import MOST_LINES, Notice, line_of
from core.domain.permissions import WRITERS
from core.domain.reminders import day_before, days_for, reminded_of
from core.services.acting import scope_of
from core.services.mailing import enqueue_mail
from core.services.sighting import lineage
from core.services.tasks import task_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from core.catalogue import Catalogue
    from core.domain.access import Assignment
    from core.domain.notices import Line
    from core.domain.people import User
    from core.domain.time import Moment
    from core.services.ports.work import Repositories, Store
    from core.services.working import Handler

AT_ONCE = 200
"""So many people's jobs are enqueued in one transaction."""

FIRST_LOOK = timedelta(days=14)
"""So far back whoever is looked at for the first time is told of, as if it had been every day."""


def begin_day(store: Store, moment: Moment) -> bool:
    """Enqueue the reminding of a day, once however many workers ask; whether this one did."""
    day = moment.today
    if store.read(OPERATOR).reminders.begun(day):
        return False

    def begin(work: Repositories) -> bool:
        if work.reminders.begun(day):
            return False
        work.reminders.begin(day, at=moment.now)
        work.jobs.add(_job(JobKind.REMIND_ALL, str(day), moment, day=str(day), after=""))
        return True

    return store.write(OPERATOR, begin)


def remind_all(work: Repositories, job: Job, moment: Moment) -> Callable[[Repositories], None]:
    """Enqueue a job for each person who holds an assignment that day, some at a time."""
    day, after = str(job.payload["day"]), str(job.payload["after"])
    people = work.users.serving_on(date.fromisoformat(day), after=after, limit=AT_ONCE)

    def keep(work: Repositories) -> None:
        for user in people:
            work.jobs.add(_job(JobKind.REMIND, f"{day}|{user}", moment, day=day, user=user))
        if len(people) == AT_ONCE:
            last = people[-1]
            following = _job(JobKind.REMIND_ALL, f"{day}|{last}", moment, day=day, after=last)
            work.jobs.add(following)

    return keep


def reminding(
    store: Store, catalogue: Catalogue, *, leaving: Callable[[datetime], datetime] | None
) -> Handler:
    """Return what makes one person's digest.

    *leaving* says when a mail about it leaves; None: no mail is sent from here.
    """

    def remind(work: Repositories, job: Job, moment: Moment) -> Callable[[Repositories], None]:
        day = date.fromisoformat(str(job.payload["day"]))
        user = work.users.for_token(str(job.payload["user"]))
        if user is None or user.disabled or day < moment.today:
            return _nothing  # what was missed is made good on the day that has begun meanwhile
        since = _since(work.reminders.last(user.id), day)
        every = _lines(store, catalogue, user, day=day, since=since)
        lines = tuple(sorted(every, key=lambda line: line.due)[:MOST_LINES])
        notice = Notice(id=uuid4().hex, user=user.id, day=day, made_at=moment.now, lines=lines)

        def keep(work: Repositories) -> None:
            work.reminders.done(user.id, day)
            if lines and work.notices.add(notice) and leaving is not None and user.email:
                enqueue_mail(work, notice, at=leaving(moment.now), now=moment.now)

        return keep

    return remind


def _lines(
    store: Store, catalogue: Catalogue, user: User, *, day: date, since: date
) -> Iterator[Line]:
    # Of the settings all people's jobs read the same: with their revision known, it is remembered.
    revision = store.read(OPERATOR).marks.of_settings()
    tenants = store.read(replace(OPERATOR, revision=revision)).tenants
    for held in scope_of(user, tenants=tenants, today=day).assignments:
        if held.role not in WRITERS:  # who looks on or administers owes nothing by a day
            continue
        work = store.read(Scope(user=user.id, assignments=(held,), revision=revision))
        days = _days(work, held, day)
        if days:
            owed = task_list(work, held, catalogue=catalogue, today=day).tasks
            for task in reminded_of(owed, days, day=day, since=since):
                yield line_of(task, held.id)


def _days(work: Repositories, held: Assignment, day: date) -> tuple[int, ...]:
    return days_for(lineage(work, work.tenants.get(held.tenant), day))


def _since(last: date | None, day: date) -> date:
    """Return the day since which is made good what fell due; a practice date may have gone back."""
    if last is None:
        return day - FIRST_LOOK
    return last if last < day else day_before(day)


def _nothing(_: Repositories) -> None:
    """Keep nothing."""


def _job(kind: JobKind, key: str, moment: Moment, **payload: str) -> Job:
    return Job(
        id=uuid4().hex,
        kind=kind,
        key=key,
        payload=payload,
        due_at=moment.now,
        enqueued_at=moment.now,
    )
