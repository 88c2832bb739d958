"""Which assignment permits which act (api.md, «Who may do what»)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import Role

if TYPE_CHECKING:
    from core.domain.access import Assignment
    from core.domain.registrations import Registration

WRITERS = frozenset({Role.OFFICER, Role.APPROVER})


def may_enter(held: Assignment, *, organization: str, path: str) -> bool:
    """Create, edit, submit, withdraw; enter results: the organization there or above it."""
    return held.role in WRITERS and held.organization == organization and held.sees(path)


def may_consult(held: Assignment, *, path: str) -> bool:
    """Agree, return, reopen, recognise, confirm, transfer: the Front there or above it."""
    return held.role in WRITERS and held.of_front and held.sees(path)


def may_decline(held: Assignment, registration: Registration) -> bool:
    """Decline a partnership: the partner's people in the item's own tenant."""
    return (
        held.role in WRITERS
        and held.organization in registration.partner_organizations
        and registration.path in held.paths
    )


def may_steer(held: Assignment, *, path: str) -> bool:
    """Calendar, quota overrides: mttq approver or admin of the tenant or an ancestor."""
    return held.of_front and held.role in {Role.APPROVER, Role.ADMIN} and held.sees(path)


def may_administer(held: Assignment, *, path: str) -> bool:
    """Tenant attributes, plugins, settings: mttq admin of the tenant or an ancestor."""
    return held.of_front and held.role is Role.ADMIN and held.sees(path)


def from_above(held: Assignment, *, path: str) -> bool:
    """Tell whether an entry at *path* is made from above the tenant it belongs to."""
    return path not in held.paths
