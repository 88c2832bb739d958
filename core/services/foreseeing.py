"""Telling beforehand what registering an item will ask the database for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import NotFoundError
from core.domain.foreseen import Foreseen
from core.domain.text import folded, normalized
from core.services.overlapping import MOST_NAMED
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.catalogue import Catalogue
    from core.domain.drafts import Draft
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def foreseen(
    draft: Draft, *, key: str, submitting: bool, work: Repositories, catalogue: Catalogue
) -> Foreseen:
    """Return what registering *draft* under the idempotency *key* will ask for, as far as known.

    Of a unit out of sight nothing is asked, as of one that is not there.
    """
    try:
        tenant = tenant_in_sight(work, draft.tenant)
    except NotFoundError:
        return Foreseen(replies=(key,))
    owners = {
        owner
        for quota in catalogue.quotas.values()
        if draft.organization in quota.owners and quota.level is tenant.level
        for owner in quota.owners
    }
    paths = [dated.value for dated in tenant.paths]
    at_home = {None, tenant.id}
    named = [place.area for place in draft.places if place.area and place.tenant in at_home]
    return Foreseen(
        replies=(key,),
        registers=((draft.year, draft.organization, tenant.id),) if submitting else (),
        areas=tuple((tenant.id, folded(normalized(area))) for area in named),
        counts=tuple((draft.year, owner, path) for owner in sorted(owners) for path in paths),
        neighbours=tuple(_beside(draft, tenant, work)),
        frozen=tuple((draft.year, draft.organization, path) for path in paths),
    )


def _beside(draft: Draft, home: Tenant, work: Repositories) -> Iterator[tuple[int, str, str]]:
    """Yield what is looked for of each unit that the item is done in (``overlapping``)."""
    named = {place.tenant for place in draft.places if place.tenant} - {home.id}
    units = work.tenants.many(sorted(named)[:MOST_NAMED])
    for unit in (home, *units.values()):
        within = [place for place in draft.places if (place.tenant or home.id) == unit.id]
        areas = {normalized(place.area) for place in within if place.area}
        for dated in unit.paths:
            yield from ((draft.year, dated.value, area) for area in sorted(areas) or [""])
