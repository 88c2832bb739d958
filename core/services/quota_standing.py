"""How a tenant's whole subtree stands to every quota: who meets it, who is short, of what."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.counts import holdings
from core.domain.errors import InvalidError
from core.domain.movements import Kind, Stage
from core.domain.quota_rules import effective
from core.domain.quotas import Trait
from core.domain.tenants import Level
from core.domain.verdicts import judge, tally
from core.services.judging import facts_of, rules_day
from core.services.plugin_switches import at_work
from core.services.sighting import heirs_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.quota_rules import Override
    from core.domain.quotas import Quota
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict, VerdictTally
    from core.services.ports.work import Repositories

Held = defaultdict[str, Counter[Trait]]
Case = tuple[str, "tuple[Override, ...]", bool, tuple[int, ...]]
"""All that a verdict depends on: the quota's code, what overrides it, whether its plugin is at
work, and what is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRow:
    """One quota over the tenants of its level; ``verdicts`` by tenant id, None: does not apply."""

    quota: Quota
    verdicts: Mapping[str, Verdict | None]
    tally: VerdictTally


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a year, which organizations, and by which day's rules and items."""

    year: int
    organizations: frozenset[str] | None = None
    quota: str | None = None
    as_of: date | None = None
    realized: bool = False


def asks_for(question: Question, quota: Quota) -> bool:
    """Tell whether *question* is about *quota*, among others."""
    if question.quota is not None and quota.code != question.quota:
        return False
    return question.organizations is None or not question.organizations.isdisjoint(quota.owners)


def quota_rows(
    work: Repositories,
    tenant: Tenant,
    question: Question,
    *,
    today: date,
    catalogue: Catalogue,
) -> tuple[list[QuotaRow], Mapping[str, Tenant]]:
    """Return a row per quota asked for, and the tenants they speak of, by id.

    Raises InvalidError ``as_of_one_province`` when a past day is asked of the whole country.
    """
    if question.as_of is not None and tenant.level is Level.COUNTRY:
        raise InvalidError("as_of_one_province")
    on = question.as_of or rules_day(question.year, today)
    if tenant.valid_to is not None:
        on = min(on, tenant.valid_to)
    inside = {t.id: t for t in work.tenants.subtree([tenant.path_on(on)], on=on)}
    return quota_rows_of(work, tenant, inside, question, on=on, catalogue=catalogue), inside


def quota_rows_of(
    work: Repositories,
    tenant: Tenant,
    inside: Mapping[str, Tenant],
    question: Question,
    *,
    on: date,
    catalogue: Catalogue,
) -> list[QuotaRow]:
    """Return a row per quota asked for, over those of its level among *inside*, by *on*'s rules."""
    quotas = [quota for quota in catalogue.quotas.values() if asks_for(question, quota)]
    around = {t.id: t for t in work.tenants.ancestors(tenant, on)} | dict(inside)
    levels = {unit.level for unit in inside.values()}
    asked = [quota for quota in quotas if quota.level in levels]
    held = _held(work, tenant, inside, asked, question, on) if asked else defaultdict(Counter)
    overrides = _by_tenant(work.overrides.for_tenants(list(around)))
    bench = Bench(around, overrides, held, on, catalogue)
    rows = []
    for quota in quotas:
        of_level = (t for t in inside.values() if t.level is quota.level)
        verdicts = {t.id: bench.judge(quota, t) for t in of_level}
        rows.append(QuotaRow(quota=quota, verdicts=verdicts, tally=tally(verdicts)))
    return rows


class Bench:
    """Judges many tenants by the same day's rules; equal cases are judged once."""

    def __init__(
        self,
        tenants: Mapping[str, Tenant],
        overrides: Mapping[str, Sequence[Override]],
        held: Held,
        on: date,
        catalogue: Catalogue,
    ) -> None:
        self._tenants = tenants
        self._overrides = overrides
        self._held = held
        self._on = on
        self._catalogue = catalogue
        self._lineages: dict[str, list[Tenant]] = {}
        self._alike = Likeness(held)
        self._known: dict[Case, Verdict | None] = {}

    def judge(self, quota: Quota, tenant: Tenant) -> Verdict | None:
        """Return the verdict on *quota* in *tenant*; None: it does not apply there."""
        above = self._lineage(tenant)
        local = tuple(
            one
            for each in above
            for one in self._overrides.get(each.id, ())
            if one.quota == quota.code
        )
        if quota.condition is not None:
            return self._verdict(quota, tenant, above, local)
        stating = [each for each in above if each.plugins]
        active = at_work(stating, quota.organization, self._on, catalogue=self._catalogue)
        case = (quota.code, local, active, self._alike.of(tenant.id, quota.owners))
        if case not in self._known:
            self._known[case] = self._verdict(quota, tenant, above, local)
        return self._known[case]

    def _verdict(
        self, quota: Quota, tenant: Tenant, above: list[Tenant], local: Sequence[Override]
    ) -> Verdict | None:
        binding: Quota | None = quota
        if local:
            binding = effective(quota, local, lineage=[t.id for t in above], on=self._on)
        if binding is None:
            return None
        active = at_work(above, quota.organization, self._on, catalogue=self._catalogue)
        facts = facts_of(tenant, self._on, plugin_active=active)
        return judge(binding, facts, self._held[tenant.id])

    def _lineage(self, tenant: Tenant) -> list[Tenant]:
        parent = tenant.parent_on(self._on)
        if parent is None or parent not in self._tenants:
            return [tenant]
        if parent not in self._lineages:
            self._lineages[parent] = self._lineage(self._tenants[parent])
        return [*self._lineages[parent], tenant]


class Likeness:
    """Tells alike what tenants have, as far as one quota is concerned."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._parts: dict[str, dict[str, int]] = {}
        self._numbers: dict[frozenset[tuple[Trait, int]], int] = {}

    def of(self, tenant: str, owners: Iterable[str]) -> tuple[int, ...]:
        """Return the same for two tenants whose items of *owners* are alike; 0 is no items."""
        if tenant not in self._parts:
            self._parts[tenant] = self._by_organization(tenant)
        parts = self._parts[tenant]
        return tuple(parts.get(owner, 0) for owner in owners)

    def _by_organization(self, tenant: str) -> dict[str, int]:
        items: defaultdict[str, list[tuple[Trait, int]]] = defaultdict(list)
        for trait, number in self._held[tenant].items():
            items[trait.organization].append((trait, number))
        return {
            organization: self._numbers.setdefault(frozenset(of_one), len(self._numbers) + 1)
            for organization, of_one in items.items()
        }


def _by_tenant(overrides: Iterable[Override]) -> dict[str, list[Override]]:
    found: dict[str, list[Override]] = {}
    for override in overrides:
        found.setdefault(override.tenant, []).append(override)
    return found


def _held(
    work: Repositories,
    tenant: Tenant,
    inside: Mapping[str, Tenant],
    quotas: Sequence[Quota],
    question: Question,
    on: date,
) -> Held:
    """Return each tenant's items; those of a predecessor closed meanwhile go to its heir."""
    owners = {owner for quota in quotas for owner in quota.owners}
    found: Held = defaultdict(Counter)
    if question.as_of is not None:
        for state in work.audit.standing_on(on, year=question.year, prefixes=tenant.sight):
            stands = state["realized" if question.realized else "counted"] and state["counted"]
            if stands and state["organization"] in owners:
                found[str(state["tenant"])][_trait(state)] += 1
    else:
        for count in work.counters.of_tenants(
            year=question.year, prefixes=tenant.sight, organizations=owners,
            results=question.realized,
        ):  # fmt: skip
            found[count.tenant].update(holdings(count, realized=question.realized))
    away = [tenant_id for tenant_id in found if tenant_id not in inside]
    for source, heir in heirs_on(work, away, on).items():
        if heir in inside:
            found[heir].update(found[source])
    return found


def _trait(state: Mapping[str, Any]) -> Trait:
    return Trait(
        organization=str(state["organization"]),
        movement_type=str(state["movement_type"]),
        kind=Kind(str(state["kind"])),
        stage=Stage(str(state["stage"])),
        content=int(str(state["content"])),
        themes=frozenset(state["themes"]),
        built=bool(state.get("built")),
    )
