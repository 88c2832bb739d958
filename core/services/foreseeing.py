"""Telling beforehand what registering an item will ask the database for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import NotFoundError
from core.domain.foreseen import Foreseen
from core.domain.text import folded, normalized
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from core.catalogue import Catalogue
    from core.domain.drafts import Draft
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
        neighbours=tuple((draft.year, path, normalized(a)) for a in named for path in paths),
        frozen=tuple((draft.year, draft.organization, path) for path in paths),
    )
