"""Counting one unit's items again, one by one, against the counters; small enough for a page."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.contributions import contribution
from core.domain.integrity import differing
from core.domain.registration_search import RegistrationFilter
from core.services.sighting import organizations_seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.contributions import Contribution
    from core.domain.movements import Measure
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

MOST_ITEMS = 5_000
"""More take longer than somebody waits for a page: the command does those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """``items`` were counted; ``wrong`` are (organization, path) whose counters say otherwise.

    ``too_many``: nothing was counted.
    """

    year: int
    items: int
    wrong: tuple[tuple[str, str], ...] = ()
    too_many: bool = False


def recount(
    work: Repositories, tenant: Tenant, year: int, *, measures: Mapping[str, Measure]
) -> Recount:
    """Compare the counters of *tenant* and below with its items of *year*; reads only.

    What is written between the two readings would show as a difference: the command, which reads
    both at one moment, is the one to believe.
    """
    wanted = RegistrationFilter(prefixes=tenant.sight, year=year, counted=True)
    items = work.registrations.count(wanted, up_to=MOST_ITEMS + 1)
    if items > MOST_ITEMS:
        return Recount(year=year, items=items, too_many=True)
    recounted: defaultdict[tuple[str, str], Contribution] = defaultdict(Counter)
    for registration in work.registrations.each(year=year):
        if any(registration.path.startswith(prefix) for prefix in tenant.sight):
            key = registration.organization, registration.path
            recounted[key].update(contribution(registration, measures))
    seen = organizations_seen(work.scope, tenant)
    stored = {
        (count.organization, count.path): count.content
        for count in work.counters.of_tenants(year=year, prefixes=tenant.sight, organizations=seen)
    }
    empty: Contribution = Counter()
    wrong = [
        key
        for key in sorted({*recounted, *stored})
        if differing(stored.get(key, empty), recounted.get(key, empty))
    ]
    return Recount(year=year, items=items, wrong=tuple(wrong))
