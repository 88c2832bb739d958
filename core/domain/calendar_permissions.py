"""Who may extend a calendar, and who may name residential areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import Role
from core.domain.permissions import from_above, may_steer

if TYPE_CHECKING:
    from core.domain.access import Assignment
    from core.domain.tenants import Level


def may_extend(held: Assignment, *, held_level: Level, path: str, level: Level) -> bool:
    """Extend: who may steer a tenant, from above it only (api.md, «only the parent extends»).

    The level tells a parent from a successor, which sees its predecessors but stands beside them.
    """
    return (
        may_steer(held, path=path)
        and from_above(held, path=path)
        and held_level.depth < level.depth
    )


def may_name_areas(held: Assignment, *, path: str) -> bool:
    """Name residential areas: everyone who may write anything in the tenant."""
    return held.role is not Role.VIEWER and held.sees(path)
