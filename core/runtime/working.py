"""The worker: does the jobs in the queue, in a thread beside the requests or by itself."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from pymongo.errors import PyMongoError

from core.app import ZONE
from core.domain.errors import DomainError
from core.domain.jobs import JobKind
from core.edge.letters import letters
from core.runtime.post import SmtpPost
from core.services.comparing_frozen import comparing
from core.services.mailing import mailing
from core.services.overlapping import look_again
from core.services.reminding import begin_day, remind_all, reminding
from core.services.working import work_once
from core.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from flask import Flask

    from core.catalogue import Catalogue
    from core.domain.time import Moment
    from core.services.ports.work import Store
    from core.services.working import Handler
    from core.settings import Settings

HANDLERS: Mapping[JobKind, Handler] = {
    JobKind.OVERLAPS: look_again,
    JobKind.REMIND_ALL: remind_all,
}
"""What needs nothing but the database; ``handlers_for`` has all."""

IDLE_SECONDS = 1.0
"""So long a worker that has nothing to do waits before it looks again."""

GATHERING = timedelta(seconds=2)
"""What else is written in a commune within this time is looked at in one go."""

AWAY_SECONDS = 5.0
"""So long it waits while the database is away, or whatever else is wrong with the queue."""

DUTY = 3.0
"""So many times as long as a job took, a server rests after it: requests come first."""

MOST_REST_SECONDS = 10.0
"""A job that waited for a mail server has cost no processor time to rest from."""

STOP_SECONDS = 10.0

_log = logging.getLogger(__name__)


def handlers_for(
    settings: Settings, store: Store, catalogue: Catalogue
) -> Mapping[JobKind, Handler]:
    """Return what does each kind of job, in a process with these *settings*."""
    post = SmtpPost(settings) if settings.smtp_host else None
    leaving = partial(not_before, hour=settings.smtp_hour) if post else None
    writing = letters(catalogue, public_url=settings.public_url, say=translate)
    return {
        **HANDLERS,
        JobKind.REMIND: reminding(store, catalogue, leaving=leaving),
        JobKind.MAIL: mailing(post, writing),
        JobKind.DRIFT: comparing(catalogue),
    }


def not_before(now: datetime, *, hour: int) -> datetime:
    """Return *now*, or *hour* o'clock of the day in Vietnam if that is still to come."""
    return max(now, now.astimezone(ZONE).replace(hour=hour, minute=0, second=0, microsecond=0))


def with_jobs(app: Flask) -> Flask:
    """Return *app*, beside which the jobs are done from now on in this process, if so set."""
    parts = app.extensions["chungsuc"]
    if parts.settings.jobs:
        handlers = handlers_for(parts.settings, parts.store, parts.catalogue)
        worker = Worker(parts.store, parts.moment, handlers=handlers, rest=DUTY)
        worker.start()
        atexit.register(worker.stop)
    return app


class Worker:
    """Does jobs until it is stopped. There may be many, in as many processes and machines.

    With each day that begins it has people reminded. After each job it rests *rest* times as long
    as that took.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], Moment],
        *,
        handlers: Mapping[JobKind, Handler] = HANDLERS,
        rest: float = 0.0,
    ) -> None:
        self._store = store
        self._clock = clock
        self._handlers = handlers
        self._rest = rest
        self._day: date | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self.run, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """End after the job at hand; one that takes long is done again by another worker."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def run(self) -> None:
        """Do jobs in this thread."""
        while not self._stopping.is_set():
            self._stopping.wait(self._once())

    def _once(self) -> float:
        """Do what is due; return for how many seconds to wait then."""
        began = time.monotonic()
        try:
            self._begin_day()
            worked = work_once(self._store, self._handlers, clock=self._clock, gathering=GATHERING)
        except (DomainError, PyMongoError) as error:
            _log.warning("jobs wait: %s", type(error).__name__)
            return AWAY_SECONDS
        except Exception:  # the thread is the only one that does jobs in this process
            _log.exception("jobs wait")
            return AWAY_SECONDS
        rest = min(self._rest * (time.monotonic() - began), MOST_REST_SECONDS)
        return rest if worked else IDLE_SECONDS

    def _begin_day(self) -> None:
        moment = self._clock()
        if moment.today != self._day and JobKind.REMIND in self._handlers:
            begin_day(self._store, moment)
            self._day = moment.today
