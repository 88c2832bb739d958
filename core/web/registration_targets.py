"""Where a registration entered under the wrong unit can be moved to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.text import folded
from core.web.hats import acting
from core.web.naming import tenant_name

if TYPE_CHECKING:
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

PROVINCE_DEPTH = 2
Group = tuple[str, list[tuple[str, str]]]


def targets(work: Repositories, registration: Registration) -> list[Group]:
    """Return the units of the same level in sight, within the item's province, by what is above.

    Each group is a name and its units (id, name), in the order of their names.
    """
    home, today = work.tenants.get(registration.tenant), acting().today
    province = "/".join(registration.path.split("/")[:PROVINCE_DEPTH]) + "/"
    units = [
        unit
        for unit in work.tenants.subtree([province], level=home.level, on=today)
        if unit.id != home.id and acting().assignment.sees(unit.path_on(today))
    ]
    above = work.tenants.many({parent for unit in units if (parent := unit.parent_on(today))})
    groups: dict[str, list[Tenant]] = {}
    for unit in sorted(units, key=lambda one: folded(one.name_on(today))):
        over = above.get(unit.parent_on(today) or "")
        groups.setdefault(tenant_name(over) if over else "", []).append(unit)
    return [
        (name, [(unit.id, tenant_name(unit)) for unit in groups[name]])
        for name in sorted(groups, key=folded)
    ]
