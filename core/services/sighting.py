"""Finding the tenant a request is about, and those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import ConflictError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
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


def refuse_not_in_force(tenant: Tenant, on: date) -> None:
    """Raise ConflictError ``tenant_closed``, or ``tenant_not_in_force`` before its first day."""
    if tenant.in_force_on(on):
        return
    to_come = tenant.valid_from is not None and on < tenant.valid_from
    reason = "tenant_not_in_force" if to_come else "tenant_closed"
    raise ConflictError(reason, tenant=tenant.full_name_on(on))


def heirs_on(work: Repositories, ids: Collection[str], on: date) -> dict[str, str]:
    """Return who holds the work of those of *ids* that were closed before *on*: id → heir.

    Only an heir of the same level: what a district had is not its province's own.
    """
    closed = {
        unit.id: unit
        for unit in (work.tenants.many(ids).values() if ids else ())
        if unit.valid_to is not None and unit.valid_to < on
    }
    heirs = work.tenants.heirs(closed) if closed else {}
    homes = work.tenants.many(set(heirs.values())) if heirs else {}
    return {
        source: heir
        for source, heir in heirs.items()
        if heir in homes and heir != source and homes[heir].level is closed[source].level
    }


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
