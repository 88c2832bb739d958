"""Listing, recording and looking up local overrides of quotas."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.access import FRONT
from core.domain.audit import Act
from core.domain.errors import InvalidError
from core.domain.override_rules import problems_with_override
from core.domain.permissions import may_steer
from core.domain.text import normalized
from core.services.acting import acting_id
from core.services.sighting import lineage, tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.domain.quota_rules import Override
    from core.domain.quotas import Quota
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def list_overrides(work: Repositories, *, tenant_id: str, today: date) -> Sequence[Override]:
    """Return, whatever their dates, those of a tenant and of the tenants above it today.

    Those from above come first; ``tenant`` tells own from inherited. Raises NotFoundError.
    """
    tenant = tenant_in_sight(work, tenant_id)
    order = [each.id for each in lineage(work, tenant, today)]
    found = work.overrides.for_tenants(order)
    return sorted(found, key=lambda override: order.index(override.tenant))


def add_override(
    work: Repositories, override: Override, *, quotas: Mapping[str, Quota], moment: Moment
) -> Override:
    """Record an override of one of *quotas* (by code) in ``override.tenant`` and all below it.

    Raises NotFoundError, ForbiddenError and InvalidError.
    """
    tenant = tenant_in_sight(work, override.tenant)
    path = tenant.path_on(moment.today)
    acting = acting_id(work.scope, lambda held: may_steer(held, path=path))
    override = replace(override, document=normalized(override.document))
    problems = list(problems_with_override(override, quotas=quotas, level=tenant.level))
    if problems:
        raise InvalidError(problems=problems)
    work.overrides.add(override, override_id=uuid4().hex, path=path, at=moment.now)
    work.audit.record(
        Act(
            action="override.add",
            target=f"{tenant.id}:{override.quota}",
            target_type="quota_override",
            path=path,
            organization=FRONT,
            on=moment.today,
            assignment=acting,
            details=asdict(override),
        )
    )
    return override
