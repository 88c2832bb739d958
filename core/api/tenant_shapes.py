"""Tenants as JSON: their place in the tree, and what they have stated of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from core.domain.tenants import Dated, Succession, Tenant
    from core.services.tenant_reading import ShownTenant


def tenant_row(tenant: Tenant, day: date) -> dict[str, Any]:
    """Return *tenant* as it was on *day*: ``name`` bare, ``full_name`` with its type."""
    return {
        "id": tenant.id,
        "code": tenant.code,
        "level": tenant.level.value,
        "name": tenant.name_on(day),
        "full_name": tenant.full_name_on(day),
        "type": tenant.type_on(day),
        "path": tenant.path_on(day),
        "parent": tenant.parent_on(day),
        "valid_from": iso(tenant.valid_from),
        "valid_to": iso(tenant.valid_to),
    }


def shown_row(shown: ShownTenant, day: date) -> dict[str, Any]:
    """Return the tenant with its history, and with its own statements if it is in sight."""
    tenant = shown.tenant
    row = tenant_row(tenant, day) | {
        "names": _dated(tenant.names),
        "types": _dated(tenant.types),
        "parents": _dated(tenant.parents),
        "predecessors": [_step(step, step.source) for step in shown.predecessors],
        "successors": [_step(step, step.target) for step in shown.successors],
    }
    return row | _statements(tenant) if shown.in_sight else row


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _statements(tenant: Tenant) -> dict[str, Any]:
    return {
        "attributes": [
            {
                "name": each.name,
                "value": each.value,
                "from": iso(each.valid_from),
                "to": iso(each.valid_to),
                "source": each.source,
            }
            for each in tenant.attributes
        ],
        "plugins": [
            {"code": each.code, "enabled": each.enabled, "from": iso(each.valid_from)}
            for each in tenant.plugins
        ],
        "settings": dict(tenant.settings),
        "version": tenant.version,
    }


def _dated(periods: Iterable[Dated[str]]) -> list[dict[str, Any]]:
    return [
        {"value": each.value, "from": iso(each.valid_from), "to": iso(each.valid_to)}
        for each in periods
    ]


def _step(step: Succession, other: str) -> dict[str, Any]:
    return {
        "tenant": other,
        "effective": step.effective.isoformat(),
        "portion": step.portion.value,
        "default": step.default,
    }
