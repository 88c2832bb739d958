"""Listing and naming the residential areas of a commune."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.areas import area_of
from core.domain.audit import Act
from core.domain.calendar_permissions import may_name_areas
from core.domain.errors import ConflictError
from core.services.acting import acting_id
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.domain.areas import Area
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def list_areas(work: Repositories, *, tenant_id: str) -> Sequence[Area]:
    """Return the areas of a tenant in the order of their folded names; raises NotFoundError."""
    tenant = tenant_in_sight(work, tenant_id)
    return work.areas.list(tenant.id)


def add_area(work: Repositories, *, tenant_id: str, name: str, today: date) -> Area:
    """Name an area; an equal name (folded) returns the one that is there.

    Raises NotFoundError, ForbiddenError, InvalidError, and ConflictError ``tenant_closed``.
    """
    tenant = tenant_in_sight(work, tenant_id)
    path = tenant.path_on(today)
    acting = acting_id(work.scope, lambda held: may_name_areas(held, path=path))
    if not tenant.in_force_on(today):
        raise ConflictError("tenant_closed", tenant=tenant.full_name_on(today))
    return ensure_area(work, tenant=tenant, name=name, today=today, acting=acting)


def ensure_area(
    work: Repositories,
    *,
    tenant: Tenant,
    name: str,
    today: date,
    acting: str | None = None,
    lead: str | None = None,
) -> Area:
    """Return the area of that name, making it where it is missing (a registration's ``places``).

    The caller has judged who may; *acting* is the assignment it was judged by. An area named in
    an item of the organization *lead*, perhaps still a draft, is told of to that organization
    only. Raises InvalidError.
    """
    new = area_of(tenant, name, area_id=uuid4().hex, today=today)
    area = work.areas.ensure(new)
    if area.id == new.id:
        work.audit.record(_named(area, acting=acting, lead=lead, today=today))
    return area


def _named(area: Area, *, acting: str | None, lead: str | None, today: date) -> Act:
    return Act(
        action="area.add",
        target=area.id,
        target_type="area",
        path=area.path,
        organization=lead,
        unsubmitted=lead is not None,
        on=today,
        assignment=acting,
        details={"name": area.name, "tenant": area.tenant},
    )
