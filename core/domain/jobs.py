"""Jobs: what is to be done after a write, at least once, however often the machine stops."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LEASE = timedelta(seconds=60)
"""So long a job is one worker's; then another may take it up."""

MOST_TRIES = 10
_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(hours=1)


class LeaseLostError(ConflictError):
    """Another worker has taken the job up, since the lease was over."""

    default_reason = "lease_lost"


class JobKind(StrEnum):
    """What there is to do; the name is kept in the database and never changes."""

    OVERLAPS = "overlaps"
    REMIND_ALL = "remind_all"
    REMIND = "remind"
    MAIL = "mail"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to do; ``key`` names what it is done for, so that many wishes are one work.

    ``kind`` is a ``JobKind``, or what only a newer program knows. ``payload`` holds plain values
    only, and nothing personal; ``due_at`` is real time.
    """

    id: str
    kind: str
    key: str
    payload: Mapping[str, str | int] = field(default_factory=dict)
    due_at: datetime
    enqueued_at: datetime
    attempts: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A job that a worker has taken, with all others of its kind and key; ``token`` is the lease's.

    ``attempts`` counts this one; of all of them, it is that of the job tried most often.
    """

    token: str
    job: Job
    attempts: int


def next_try(attempts: int, *, now: datetime) -> datetime | None:
    """Return when to try again after so many failures; None when nobody is to try any more."""
    if attempts >= MOST_TRIES:
        return None
    doubled: int = 1 << (attempts - 1)
    return now + min(_FIRST_WAIT * doubled, _LONGEST_WAIT)
