"""Nobody confirms what they themselves entered, unless their tenant allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import ForbiddenError
from core.services.sighting import lineage

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from core.services.ports.work import Repositories

SETTING = "self_confirmation"


def refuse_own(
    entered_by: Collection[str], tenant_id: str, *, work: Repositories, today: date
) -> bool:
    """Return whether one's own entry is being confirmed; raises where that is not allowed."""
    if work.scope.user not in entered_by:
        return False
    tenant = work.tenants.get(tenant_id)
    for each in reversed(lineage(work, tenant, today)):
        if SETTING in each.settings:
            if each.settings[SETTING] is True:
                return True
            break
    raise ForbiddenError("own_registration")
