"""Assignments as administrators put them together, and invitations as they are shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.access import Role
from core.domain.people import Grant
from core.web.admin import find_place, organization_choices, place_choices
from core.web.rendering import page, t
from core.web.typed_dates import typed_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Response

    from core.services.inviting import Invited
    from core.services.ports.work import Repositories

GRANT = ("tenant", "organization", "role", "from", "to")
"""The fields of an assignment in a form."""


def shown_once(invited: Sequence[Invited]) -> Response:
    """Show the links by which people choose their password; they are kept nowhere."""
    return page("admin/invited.html", active="users", invited=invited)


def typed_grant(
    work: Repositories, typed: Mapping[str, str]
) -> tuple[Grant | None, dict[str, list[str]]]:
    """Return the assignment that was typed, or what is wrong by field."""
    errors: dict[str, list[str]] = {}
    days: dict[str, Any] = {}
    for field in ("from", "to"):
        days[field] = typed_date(typed[field])
        if days[field] is None and typed[field].strip():
            errors[field] = [t("admin.not_a_day")]
    place = find_place(work, typed["tenant"])
    if not place:
        errors["tenant"] = [t("admin.no_such_unit")]
    if typed["role"] not in set(Role):
        errors["role"] = [t("admin.choose_role")]
    if errors:
        return None, errors
    grant = Grant(
        tenant=place,
        organization=typed["organization"],
        role=Role(typed["role"]),
        valid_from=days["from"],
        valid_to=days["to"],
    )
    return grant, errors


def grant_choices() -> dict[str, Any]:
    """Return what an assignment may be put together from."""
    return {
        "places": place_choices(),
        "organizations": organization_choices(),
        "roles": [(role.value, t(f"role.{role.value}")) for role in Role],
    }
