"""The items of one tenant itself: what a consultation and a list of results are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.registration_search import Page, RegistrationFilter
from core.services.sighting import heirs_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

MOST = 300
"""So many items of a tenant and year are laid out at once; the largest commune has fewer."""


def own_items(
    work: Repositories,
    tenant: Tenant,
    *,
    year: int,
    on: date,
    organization: str | None = None,
    limit: int = MOST,
) -> Sequence[Registration]:
    """Return what was once submitted of *tenant* and year, the oldest first, at most *limit*.

    What lies below it is left out; units whose heir it is are taken in. Of more than *limit* the
    newest are returned.
    """
    wanted = RegistrationFilter(
        at=paths_held(work, tenant, on), year=year, organization=organization
    )
    found = work.registrations.search(wanted, Page(limit=limit))
    return [item for item in reversed(found) if item.ever_submitted]


def paths_held(work: Repositories, tenant: Tenant, on: date) -> tuple[str, ...]:
    """Return every path of *tenant*, and of the units that have passed into it by that day."""
    passed = [s.source for s in work.tenants.predecessors(tenant.id) if s.default]
    heirs = heirs_on(work, passed, on)
    inherited = [source for source in passed if heirs.get(source) == tenant.id]
    units = [tenant, *(work.tenants.many(inherited).values() if inherited else ())]
    return tuple(dated.value for unit in units for dated in unit.paths)
