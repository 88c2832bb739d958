"""Who stands in for a unit that is no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def in_its_place(work: Repositories, unit: Tenant, today: date) -> Tenant:
    """Return *unit* until it is closed, then the one that has taken its place."""
    if unit.valid_to is None or today <= unit.valid_to:
        return unit
    return work.tenants.get(work.tenants.heirs([unit.id]).get(unit.id, unit.id))
