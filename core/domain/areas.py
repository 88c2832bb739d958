"""Residential areas (thôn, làng, bản, tổ dân phố): below the commune, named by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.errors import InvalidError, Problem
from core.domain.tenants import Level
from core.domain.text import folded, normalized

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from core.domain.tenants import Tenant

NAME_LIMIT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A khu dân cư; folded equal ``name``s of one tenant are one area (api.md, «Resources»).

    ``path`` is the tenant's when the area was named, and stays.
    """

    id: str
    tenant: str
    path: str
    name: str

    @property
    def key(self) -> str:
        """Return what tells it from the others of its tenant."""
        return folded(self.name)


def area_of(tenant: Tenant, name: str, *, area_id: str, today: date) -> Area:
    """Return a new area of *tenant*, its name tidied; raises InvalidError."""
    name = normalized(name)
    problems = list(problems_with_area(name, level=tenant.level))
    if problems:
        raise InvalidError(problems=problems)
    return Area(id=area_id, tenant=tenant.id, path=tenant.path_on(today), name=name)


def problems_with_area(name: str, *, level: Level) -> Iterator[Problem]:
    """Yield why *name* (normalized) cannot name an area of a tenant of *level*."""
    if level is not Level.COMMUNE:
        yield Problem("name", "area_below_commune_only")
    if not folded(name):
        yield Problem("name", "required")
    elif len(name) > NAME_LIMIT:
        yield Problem("name", "too_long", {"max_length": NAME_LIMIT})
