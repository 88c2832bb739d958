"""Whether an organization's plugin is at work in a tenant: enabled there, and not quarantined."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.tenants import Tenant


def enabled_in(lineage: Sequence[Tenant], organization: str, on: date) -> bool:
    """Return the nearest statement from the tenant upwards; enabled where nobody says otherwise."""
    for tenant in reversed(lineage):
        stated = tenant.plugin_enabled_on(organization, on)
        if stated is not None:
            return stated
    return True


def at_work(
    lineage: Sequence[Tenant], organization: str, on: date, *, catalogue: Catalogue
) -> bool:
    return catalogue.is_active(organization) and enabled_in(lineage, organization, on)
