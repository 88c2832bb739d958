"""Asking for what is to be done after a write, in its own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.access import OPERATOR
from core.domain.jobs import Job, JobKind

if TYPE_CHECKING:
    from core.domain.registrations import Registration
    from core.domain.time import Moment
    from core.services.ports.work import Repositories, Store

AT_ONCE = 500


def look_for_overlaps(
    work: Repositories, before: Registration | None, after: Registration | None, *, moment: Moment
) -> None:
    """Have the communes looked at again in which a counted item has come, changed or gone."""
    for tenant, year in sorted({at for each in (before, after) for at in _touched(each)}):
        work.jobs.add(_looking(tenant, year, moment))


def look_everywhere(store: Store, year: int, *, moment: Moment) -> int:
    """Have every tenant of *year* looked at again; return how many there are.

    For what was registered while nobody looked for overlaps, or by another rule.
    """
    tenants = sorted(store.read(OPERATOR).neighbours.inhabited(year))
    for start in range(0, len(tenants), AT_ONCE):

        def act(work: Repositories, start: int = start) -> None:
            for tenant in tenants[start : start + AT_ONCE]:
                work.jobs.add(_looking(tenant, year, moment))

        store.write(OPERATOR, act)
    return len(tenants)


def _looking(tenant: str, year: int, moment: Moment) -> Job:
    return Job(
        id=uuid4().hex,
        kind=JobKind.OVERLAPS,
        key=f"{year}|{tenant}",
        payload={"tenant": tenant, "year": year},
        due_at=moment.now,
        enqueued_at=moment.now,
    )


def _touched(registration: Registration | None) -> set[tuple[str, int]]:
    if registration is None or not registration.counted:
        return set()
    named = {place.tenant for place in registration.places if place.tenant}
    return {(tenant, registration.year) for tenant in {registration.tenant, *named}}
