"""Finding the tenant a request is about, and those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.domain.access import Scope
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def tenant_in_sight(work: Repositories, tenant_id: str) -> Tenant:
    """Return the tenant; raises NotFoundError where the scope sees none of that id."""
    tenant = work.tenants.get(tenant_id)
    if not any(work.scope.sees(path.value) for path in tenant.paths):
        raise NotFoundError
    return tenant


def lineage(work: Repositories, tenant: Tenant, on: date) -> Sequence[Tenant]:
    """Return the tenants from the country down to *tenant* itself, as the tree was that day."""
    return (*work.tenants.ancestors(tenant, on), tenant)


def organizations_seen(
    scope: Scope, tenant: Tenant, *, whole_at_home: bool = False
) -> frozenset[str] | None:
    """Return whose figures of *tenant* are counted for *scope*; None: everybody's.

    The Front counts all, a member of an organization counts that organization only. For coverage
    (*whole_at_home*) the own tenant counts all, for that is what consultation is for.
    """
    if scope.everything:
        return None
    paths = {dated.value for dated in tenant.paths}
    seeing = [held for held in scope.assignments if any(map(held.sees, paths))]
    at_home = whole_at_home and any(held.tenant == tenant.id for held in seeing)
    if at_home or any(held.of_front for held in seeing):
        return None
    return frozenset(held.organization for held in seeing)
