"""How many items each body of the country has: unevenly, some none, a given number in all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.demonstration.geography import DAY_OF_TREE
from core.domain.counts import province_of
from core.domain.tenants import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from core.domain.tenants import Tenant

IDLE_UNIT = {Level.COMMUNE: 0.03, Level.DISTRICT: 0.1, Level.PROVINCE: 0.0}
"""The share of units where nobody at all registers anything."""

IDLE_BODY = {Level.COMMUNE: 0.06, Level.DISTRICT: 0.35, Level.PROVINCE: 0.1}
"""Elsewhere, the share of organizations that register nothing."""

BUSY = {Level.COMMUNE: 1.0, Level.DISTRICT: 0.5, Level.PROVINCE: 1.2}
UNIT_SPREAD, BODY_SPREAD = 0.45, 0.35
"""The standard deviations of the logarithm of how busy a unit, and a body in it, is."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many items of a year one organization has in one tenant."""

    tenant: str
    organization: str
    number: int


def shares(
    tenants: Iterable[Tenant], organizations: Sequence[str], total: int, rng: Random
) -> dict[str, list[Share]]:
    """Return by province's path who has how many items, *total* together; none have no share."""
    weighted = list(_weighted(_with_places(tenants), organizations, rng))
    whole = sum(weight for *_, weight in weighted)
    found: defaultdict[str, list[Share]] = defaultdict(list)
    passed = given = 0.0
    for province, tenant, organization, weight in weighted:
        passed += weight
        upto = round(total * passed / whole)
        if upto > given:
            found[province].append(Share(tenant, organization, int(upto - given)))
            given = upto
    return dict(found)


def _with_places(tenants: Iterable[Tenant]) -> list[Tenant]:
    """Return those that have places to name: communes, and what has communes below."""
    every = list(tenants)
    above = {
        each
        for tenant in every
        if tenant.level is Level.COMMUNE
        for each in tenant.path_on(DAY_OF_TREE).split("/")
    }
    return [each for each in every if each.level is Level.COMMUNE or each.id in above]


def _weighted(
    tenants: Iterable[Tenant], organizations: Sequence[str], rng: Random
) -> Iterator[tuple[str, str, str, float]]:
    for tenant in tenants:
        province = province_of(tenant.path_on(DAY_OF_TREE))
        if province is None or rng.random() < IDLE_UNIT[tenant.level]:
            continue
        unit = BUSY[tenant.level] * rng.lognormvariate(0, UNIT_SPREAD)
        for organization in organizations:
            body = unit * rng.lognormvariate(0, BODY_SPREAD)
            if rng.random() >= IDLE_BODY[tenant.level]:
                yield province, tenant.id, organization, body
