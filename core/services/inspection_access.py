"""Sight, role and precondition of every act on an inspection, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from core.domain.access import FRONT, Role
from core.domain.inspection_rules import may_conclude, may_inspect
from core.services.acting import choose
from core.services.sighting import tenant_in_sight
from core.services.versions import refuse_other_version

if TYPE_CHECKING:
    from datetime import date

    from core.domain.access import Assignment
    from core.domain.inspections import Inspection
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


class Admitted(NamedTuple):
    """The inspection, and the assignment acted under."""

    inspection: Inspection
    held: Assignment


def admit_creation(work: Repositories, tenant_id: str, *, today: date) -> tuple[Tenant, Assignment]:
    """Return whose it is, and as who it is begun; raises NotFoundError, ForbiddenError."""
    tenant = tenant_in_sight(work, tenant_id)
    path = tenant.path_on(today)
    return tenant, choose(work.scope, lambda a: may_inspect(a, path=path))


def admit_edit(work: Repositories, inspection_id: str, *, version: int | None) -> Admitted:
    """Raise NotFoundError, ForbiddenError, PreconditionMissingError, StaleVersionError."""
    inspection = work.inspections.get(inspection_id)
    held = choose(work.scope, lambda a: may_inspect(a, path=inspection.path))
    refuse_other_version(inspection.version, version)
    return Admitted(inspection, held)


def admit_step(
    work: Repositories, inspection_id: str, *, version: int | None, today: date
) -> Admitted:
    """As :func:`admit_edit`, for who concludes and reopens: an approver, an officer without one."""
    inspection = work.inspections.get(inspection_id)
    held = concluding(work, inspection, today=today)
    refuse_other_version(inspection.version, version)
    return Admitted(inspection, held)


def concluding(work: Repositories, inspection: Inspection, *, today: date) -> Assignment:
    """Return as whom one concludes *inspection* or reopens it; raises ForbiddenError."""
    tenant = work.tenants.get(inspection.tenant)
    has_approver = work.bodies.holds(
        paths=[path.value for path in tenant.paths],
        organization=FRONT,
        role=Role.APPROVER,
        on=today,
    )
    return choose(
        work.scope,
        lambda a: may_conclude(a, path=inspection.path, has_approver=has_approver),
    )
