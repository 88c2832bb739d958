"""Verdicts on one tenant's quotas: what a registration's answer says, live."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from core.domain.counts import holdings
from core.domain.quota_rules import TenantFacts, effective
from core.domain.verdicts import judge
from core.services.plugin_switches import at_work
from core.services.sighting import heirs_on, lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.catalogue import Catalogue
    from core.domain.quota_rules import Override
    from core.domain.quotas import Quota, Trait
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict
    from core.services.ports.work import Repositories


def rules_day(year: int, today: date) -> date:
    """Return the day by whose rules *year* is judged: today, kept within the year."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def facts_of(tenant: Tenant, on: date, *, plugin_active: bool) -> TenantFacts:
    """Return what quotas ask about *tenant* on that day."""
    names = {attribute.name for attribute in tenant.attributes}
    stated = {name: tenant.attribute_on(name, on) for name in names}
    return TenantFacts(
        type=tenant.type_on(on),
        attributes={name: value for name, value in stated.items() if value is not None},
        plugin_active=plugin_active,
    )


def judged(
    quota: Quota,
    tenant: Tenant,
    above: Sequence[Tenant],
    held: Counter[Trait],
    *,
    overrides: Iterable[Override],
    on: date,
    catalogue: Catalogue,
) -> Verdict | None:
    """Return the verdict on *quota* in *tenant*, whose lineage is *above*; None: not applicable."""
    binding = effective(quota, overrides, lineage=[t.id for t in above], on=on)
    if binding is None:
        return None
    active = at_work(above, quota.organization, on, catalogue=catalogue)
    return judge(binding, facts_of(tenant, on, plugin_active=active), held)


def verdicts_in(
    work: Repositories,
    tenant: Tenant,
    *,
    organization: str,
    year: int,
    today: date,
    catalogue: Catalogue,
    as_if: Trait | None = None,
    without: Trait | None = None,
) -> tuple[Verdict, ...]:
    """Return the verdicts on all quotas of *organization* at the tenant's level.

    *as_if* is an item that does not stand yet, counted as if it did; *without* one that stands,
    counted as if it did not.
    """
    on = rules_day(year, today)
    quotas = [
        quota
        for quota in catalogue.quotas.values()
        if organization in quota.owners and quota.level is tenant.level
    ]
    if not quotas:
        return ()
    above = lineage(work, tenant, on)
    overrides = work.overrides.for_tenants([t.id for t in above])
    owners = {owner for quota in quotas for owner in quota.owners}
    held = holdings_of(work, tenant, year=year, organizations=owners, on=on)
    if as_if is not None:
        held[as_if] += 1
    if without is not None:
        held[without] -= 1
    verdicts = (
        judged(quota, tenant, above, held, overrides=overrides, on=on, catalogue=catalogue)
        for quota in quotas
    )
    return tuple(verdict for verdict in verdicts if verdict is not None)


def holdings_of(
    work: Repositories, tenant: Tenant, *, year: int, organizations: Iterable[str], on: date
) -> Counter[Trait]:
    """Return what stands registered in *tenant* itself, and in those whose heir it is on a day."""
    held: Counter[Trait] = Counter()
    passed = [s.source for s in work.tenants.predecessors(tenant.id) if s.default]
    heirs = heirs_on(work, passed, on)
    inherited = [s for s in passed if heirs.get(s) == tenant.id]
    units = [tenant, *(work.tenants.many(inherited).values() if inherited else ())]
    paths = [dated.value for unit in units for dated in unit.paths]
    for count in work.counters.of_exactly(year=year, paths=paths, organizations=organizations):
        held.update(holdings(count))
    return held
