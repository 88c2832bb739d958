"""How much of a registration a scope sees (api.md, «Sight»)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import Role, View

if TYPE_CHECKING:
    from core.domain.access import Assignment, Scope
    from core.domain.registrations import Registration

ORDER = (View.SUMMARY, View.FULL, View.PERSONAL)


def view_of(scope: Scope, registration: Registration) -> View | None:
    """Return the fullest view any assignment of *scope* gives; None: it does not exist."""
    if scope.everything:
        return View.PERSONAL
    views = [v for held in scope.assignments if (v := view_under(held, registration))]
    return max(views, key=ORDER.index, default=None)


def sees_drafts(scope: Scope, registration: Registration) -> bool:
    """Tell whether *scope* sees what the item was before its first submission: its own people."""
    return scope.everything or any(
        held.organization == registration.organization and held.sees(registration.path)
        for held in scope.assignments
    )


def view_under(held: Assignment, registration: Registration) -> View | None:
    """Return what one assignment shows of *registration*."""
    view = _unlimited_view(held, registration)
    return View.SUMMARY if view and held.role is Role.ADMIN else view


def _unlimited_view(held: Assignment, registration: Registration) -> View | None:
    if not held.sees(registration.path):
        return View.SUMMARY if _done_there(held, registration) else None
    if held.organization == registration.organization:
        return View.PERSONAL
    if not registration.ever_submitted:
        return None
    at_home = registration.path in held.paths
    if held.of_front:
        return View.PERSONAL if at_home else View.FULL
    partner = held.organization in registration.partner_organizations
    return (View.FULL if partner else View.SUMMARY) if at_home else None


def _done_there(held: Assignment, registration: Registration) -> bool:
    """Tell whether a province's or district's submitted item names the tenant as a place."""
    return registration.ever_submitted and any(
        place.tenant == held.tenant for place in registration.places
    )
