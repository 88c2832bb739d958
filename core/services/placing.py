"""Where an item is done: residential areas of its commune, or of communes below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.areas import problems_with_area
from core.domain.errors import NotFoundError, Problem
from core.domain.tenants import Level
from core.services.areas import ensure_area

if TYPE_CHECKING:
    from datetime import date

    from core.domain.registrations import Place
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def placed(
    places: tuple[Place, ...], tenant: Tenant, *, lead: str, work: Repositories, today: date
) -> tuple[tuple[Place, ...], list[Problem]]:
    """Return *places* with their areas as the commune spells them, making those that are new.

    An item of a province or district names the commune of each place that has an area.
    """
    found: list[Place] = []
    problems: list[Problem] = []
    for index, place in enumerate(places):
        commune = tenant if place.tenant in {None, tenant.id} else _below(place, tenant, work=work)
        if commune is None:
            problems.append(Problem(f"places.{index}.tenant", "place_not_below"))
        elif not (place.area or place.detail or place.tenant):
            problems.append(Problem(f"places.{index}", "place_empty"))
        elif place.area is None:
            found.append(place)
        elif commune.level is not Level.COMMUNE:
            problems.append(Problem(f"places.{index}.tenant", "place_needs_commune"))
        elif wrong := list(problems_with_area(place.area, level=commune.level)):
            problems += [replace(one, field=f"places.{index}.area") for one in wrong]
        else:
            area = ensure_area(work, tenant=commune, name=place.area, today=today, lead=lead)
            found.append(replace(place, area=area.name))
    return tuple(found), problems


def _below(place: Place, tenant: Tenant, *, work: Repositories) -> Tenant | None:
    try:
        named = work.tenants.get(place.tenant or "")
    except NotFoundError:
        return None
    below = any(dated.value.startswith(prefix) for dated in named.paths for prefix in tenant.sight)
    return named if below else None
