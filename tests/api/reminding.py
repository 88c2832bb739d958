"""Reminding as the worker does it: the day begun, then every job of the queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from core.domain.access import OPERATOR
from core.runtime.working import handlers_for
from core.services.comparing_frozen import MEANWHILE
from core.services.reminding import begin_day
from core.services.working import work_once

if TYPE_CHECKING:
    from core.domain.jobs import JobKind
    from core.services.working import Handler
    from tests.api.conftest import Api


def reminded(api: Api, **settings: Any) -> bool:
    """Begin the practice day of *api*, and do all there is to do; whether the day was new."""
    parts = api.platform
    begun = begin_day(parts.store, parts.moment())
    worked_off(api, **settings)
    return begun


def worked_off(api: Api, *, after: timedelta = timedelta(0), **settings: Any) -> None:
    """Do all there is to do by so long *after* now."""
    parts = api.platform
    moment = parts.moment()
    later = replace(moment, now=moment.now + after)
    while work_once(parts.store, handlers_of(api, **settings), clock=lambda: later):
        pass


def compared(api: Api) -> None:
    """Do all there is to do till frozen reports have been compared with what stands."""
    worked_off(api, after=MEANWHILE)


def handlers_of(api: Api, **settings: Any) -> dict[JobKind, Handler]:
    parts = api.platform
    given = replace(parts.settings, **settings)
    return dict(handlers_for(given, parts.store, parts.catalogue))


def dead_jobs(api: Api) -> list[str]:
    return [str(job.error) for job in api.platform.store.read(OPERATOR).jobs.dead(limit=10)]
