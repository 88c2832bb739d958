"""Asking for what is to be done after a write, in its own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.jobs import Job, JobKind

if TYPE_CHECKING:
    from core.domain.registrations import Registration
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def look_for_overlaps(
    work: Repositories, before: Registration | None, after: Registration | None, *, moment: Moment
) -> None:
    """Have the communes looked at again in which a counted item has come, changed or gone."""
    for tenant, year in sorted({at for each in (before, after) for at in _touched(each)}):
        job = Job(
            id=uuid4().hex,
            kind=JobKind.OVERLAPS,
            key=f"{year}|{tenant}",
            payload={"tenant": tenant, "year": year},
            due_at=moment.now,
            enqueued_at=moment.now,
        )
        work.jobs.add(job)


def _touched(registration: Registration | None) -> set[tuple[str, int]]:
    if registration is None or not registration.counted:
        return set()
    named = {place.tenant for place in registration.places if place.tenant}
    return {(tenant, registration.year) for tenant in {registration.tenant, *named}}
