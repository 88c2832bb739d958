"""From what a list is asked for to what the database is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.registration_search import RegistrationFilter
from core.domain.text import folded
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.services.ports.work import Repositories

EXACT = ("organization", "year", "movement_type", "kind", "content", "stage", "status", "late")


def wanted(work: Repositories, query: Mapping[str, Any]) -> RegistrationFilter:
    """Return the filter; ``tenant`` (its whole subtree) raises NotFoundError out of sight."""
    tenant = query.get("tenant")
    return RegistrationFilter(
        prefixes=tenant_in_sight(work, tenant).sight if tenant else (),
        words=tuple(folded(query.get("q") or "").split()),
        **{name: query.get(name) for name in EXACT},
    )
