"""What the use cases need of the jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from core.domain.jobs import Job, Lease


class Jobs(Protocol):
    """The queue of jobs. Whoever writes adds to it; only the operator takes out of it."""

    def add(self, job: Job) -> None:
        """Add a job, in the transaction of its cause."""

    def take(self, *, now: datetime, gathering: timedelta = ...) -> Lease | None:
        """Return what has been due longest, and for *gathering*; one's own for ``LEASE`` from now.

        All that waits of its kind and key comes with it, due or not. What another worker holds is
        passed over, with all of its kind and key. None where nothing is left.
        Raises ForbiddenError but for the operator, as all that follow do.
        """

    def finish(self, lease: Lease) -> None:
        """Remove what was done; raises LeaseLostError when another has taken it up meanwhile."""

    def fail(self, lease: Lease, *, error: str, now: datetime) -> None:
        """Put all of it back, each until its ``next_try``; what has none is dead until revived."""

    def numbers(self) -> Mapping[str, int]:
        """Return how many are ``waiting`` and how many ``dead``; every scope may ask."""

    def dead(self, *, limit: int) -> Sequence[Job]:
        """Return those that nobody tries any more, the newest first."""

    def revive(self, job_id: str, *, now: datetime) -> None:
        """Have a dead one tried again from the beginning; raises NotFoundError."""
