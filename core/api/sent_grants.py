"""The assignments a request asks for, as far as they can be read before its body is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from core.domain.access import Role
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.people import Grant
from core.edge.platform import platform

if TYPE_CHECKING:
    from collections.abc import Collection


def sent_grants() -> list[Grant]:
    """Return those that name tenant, organization and role, in ``assignments`` or the body."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        return []
    rows = body.get("assignments", [body])
    found = (_grant(row) for row in rows) if isinstance(rows, list) else ()
    return [grant for grant in found if grant is not None]


def known_organizations() -> Collection[str]:
    """Return the codes of all organizations there are, installed or not."""
    return {*platform().catalogue.organizations, *KNOWN_ORGANIZATIONS}


def _grant(row: Any) -> Grant | None:
    if not isinstance(row, dict):
        return None
    tenant, organization, role = row.get("tenant"), row.get("organization"), row.get("role")
    if not (isinstance(tenant, str) and isinstance(organization, str) and isinstance(role, str)):
        return None
    if role not in set(Role):
        return None
    return Grant(tenant=tenant, organization=organization, role=Role(role))
