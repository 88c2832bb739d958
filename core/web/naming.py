"""What things are called on pages: organizations, types, places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.place_names import called
from core.edge.platform import moment, platform

if TYPE_CHECKING:
    from datetime import date

    from core.domain.tenants import Tenant


def organization_name(code: str | None) -> str:
    """Return the short name, «Hội Phụ nữ»; a code nobody knows stays as it is."""
    catalogue = platform().catalogue
    if code is not None and code in catalogue.organizations:
        return catalogue.organizations[code].short_name
    return catalogue.organization_name(code or "") or code or ""


def movement_type_name(code: str) -> str:
    """Return the title of a type, or the code where its plugin is gone."""
    found = platform().catalogue.movement_types.get(code)
    return found.title if found else code


def theme_name(code: str) -> str:
    found = platform().catalogue.themes.get(code)
    return found.label if found else code


def tenant_name(tenant: Tenant, on: date | None = None) -> str:
    """Return «Xã Lương Bằng» as of a day, today if not said."""
    return tenant.full_name_on(on or moment().today)


def in_a_sentence(tenant: Tenant, on: date | None = None) -> str:
    """Return «xã Lương Bằng»."""
    return called(tenant, on or moment().today).in_a_sentence
