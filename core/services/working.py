"""Doing the jobs: each in a transaction that also takes it out of the queue."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from core.domain.access import OPERATOR
from core.domain.errors import DomainError
from core.domain.jobs import MOST_TRIES, JobKind, LeaseLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.domain.jobs import Job, Lease
    from core.domain.time import Moment
    from core.services.ports.work import Repositories, Store

    Handler = Callable[[Repositories, Job, Moment], Callable[[Repositories], None]]
    """Reads and works out, in its own time; returns what writes it, in one short transaction."""

logger = logging.getLogger(__name__)


def work_once(
    store: Store,
    handlers: Mapping[JobKind, Handler],
    *,
    clock: Callable[[], Moment],
    gathering: timedelta = timedelta(0),
) -> bool:
    """Do what has been due longest, and so long; return whether there was anything to do.

    *gathering* is how long wishes for one thing are waited for before it is done for all of them.

    What it does to the database is done exactly once: with the job's own removal, or not at all.
    A job that fails comes due again, each time after longer, and is dead after ``MOST_TRIES``.
    """
    lease = store.read(OPERATOR).jobs.take(now=clock().now, gathering=gathering)
    if lease is None:
        return False
    if lease.attempts > MOST_TRIES:  # each time the worker itself has stopped
        _failed(store, lease, "stopped", clock())
        return True

    try:
        keep = handlers[JobKind(lease.job.kind)](store.read(OPERATOR), lease.job, clock())

        def act(work: Repositories) -> None:
            keep(work)
            work.jobs.finish(lease)

        store.write(OPERATOR, act)
    except LeaseLostError:
        logger.warning("job.lease_lost", extra={"kind": lease.job.kind})
    except Exception as error:  # whatever it is, the other jobs go on
        logger.exception("job.failed", extra={"kind": lease.job.kind})
        _failed(store, lease, _named(error), clock())
    return True


def _failed(store: Store, lease: Lease, error: str, moment: Moment) -> None:
    store.read(OPERATOR).jobs.fail(lease, error=error, now=moment.now)


def _named(error: Exception) -> str:
    """Return what is kept of *error*: its message may hold what somebody has entered."""
    return error.reason if isinstance(error, DomainError) else type(error).__name__
