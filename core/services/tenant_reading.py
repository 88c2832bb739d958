"""Showing a tenant, and the calendar as it binds one organization there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.calendar_rules import require_year
from core.services.calendars import calendars_of
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.domain.calendars import ResolvedCalendar
    from core.domain.tenants import Succession, Tenant
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTenant:
    """A tenant, what passed into it and what it passed into.

    ``in_sight`` false: only its place in the tree is shown, which is open to everyone.
    """

    tenant: Tenant
    in_sight: bool
    predecessors: Sequence[Succession]
    successors: Sequence[Succession]


def show_tenant(work: Repositories, *, tenant_id: str) -> ShownTenant:
    """Return any tenant there is; raises NotFoundError."""
    tenant = work.tenants.get(tenant_id)
    return ShownTenant(
        tenant=tenant,
        in_sight=any(work.scope.sees(path.value) for path in tenant.paths),
        predecessors=work.tenants.predecessors(tenant_id),
        successors=work.tenants.successors(tenant_id),
    )


def read_calendar_for(
    work: Repositories, *, tenant_id: str, year: int, organization: str | None, today: date
) -> ResolvedCalendar:
    """Return a tenant's calendar with what was granted to *organization* alone.

    Raises NotFoundError, InvalidError.
    """
    require_year(year)
    tenant = tenant_in_sight(work, tenant_id)
    calendars = calendars_of(work, tenant, year)
    return calendars.resolved(tenant, today=today, organization=organization)
