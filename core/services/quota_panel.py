"""Judging many tenants by the same day's rules: equal cases are judged once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from core.domain.contributions import trait_of
from core.domain.quota_matching import counts
from core.domain.quota_rules import binds, effective
from core.domain.quotas import AllOf, AnyOf
from core.domain.verdicts import judge
from core.services.judging import facts_of
from core.services.plugin_switches import at_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.quota_matching import Holdings
    from core.domain.quota_rules import Override
    from core.domain.quotas import Quota, Trait
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict

    Items = Mapping[str, Mapping[str, int]]
    """How many items a tenant has, by organization and cell."""

    Rules = tuple[tuple[Override, ...], bool]
    """What overrides a quota in a tenant, and whether its plugin is at work there."""

    Fitting = tuple[tuple[int, int], ...]
    """How many items fit which clauses of a quota: (the clauses as bits, the number)."""

    Case = tuple[Rules, bool | None, Fitting]
    """All that a verdict on a quota depends on: its rules, whether its condition holds, and what
    is held of it."""


class Panel:
    """Judges some of *tenants*, which are there with all above them."""

    def __init__(
        self,
        tenants: Mapping[str, Tenant],
        overrides: Iterable[Override],
        held: Mapping[str, Items],
        on: date,
        catalogue: Catalogue,
    ) -> None:
        self._tenants = tenants
        self._overrides = list(overrides)
        self._held = held
        self._on = on
        self._catalogue = catalogue
        self._parents: dict[str, str] = {}

    def judge(self, quota: Quota, tenants: Iterable[Tenant]) -> dict[str, Verdict | None]:
        """Return the verdicts on *quota* by tenant id; None: it does not apply there."""
        book, fits = _Rulebook(self, quota), Fits(quota)
        known: dict[Case, Verdict | None] = {}
        found: dict[str, Verdict | None] = {}
        for tenant in tenants:
            fitting = fits.of(self._held.get(tenant.id, {}))
            case = book.of(tenant), self._bound(quota, tenant), fitting
            if case not in known:
                known[case] = self._verdict(quota, tenant, case[0], fits.alike(case[2]))
            found[tenant.id] = known[case]
        return found

    def stated(self, code: str) -> dict[str, tuple[Override, ...]]:
        """Return the overrides of a quota by tenant."""
        stated: defaultdict[str, list[Override]] = defaultdict(list)
        for one in self._overrides:
            if one.quota == code:
                stated[one.tenant].append(one)
        return {tenant: tuple(each) for tenant, each in stated.items()}

    def parent_of(self, tenant: Tenant) -> str:
        """Return the id of the unit above *tenant*, "" where it is not among the tenants."""
        if tenant.id not in self._parents:
            parent = tenant.parent_on(self._on)
            self._parents[tenant.id] = parent if parent and parent in self._tenants else ""
        return self._parents[tenant.id]

    def lineage(self, tenant: Tenant) -> list[Tenant]:
        parent = self.parent_of(tenant)
        return [*(self.lineage(self._tenants[parent]) if parent else ()), tenant]

    def is_active(self, lineage: Sequence[Tenant], organization: str) -> bool:
        return at_work(lineage, organization, self._on, catalogue=self._catalogue)

    def _bound(self, quota: Quota, tenant: Tenant) -> bool | None:
        if quota.condition is None:
            return True
        return binds(quota, facts_of(tenant, self._on, plugin_active=True))

    def _verdict(
        self, quota: Quota, tenant: Tenant, rules: Rules, held: Holdings
    ) -> Verdict | None:
        local, active = rules
        binding: Quota | None = quota
        if local:
            ids = [each.id for each in self.lineage(tenant)]
            binding = effective(quota, local, lineage=ids, on=self._on)
        if binding is None:
            return None
        return judge(binding, facts_of(tenant, self._on, plugin_active=active), held)


class Fits:
    """Tells alike what tenants have, as far as the clauses of one quota are concerned."""

    def __init__(self, quota: Quota) -> None:
        clause = quota.clause
        clauses = clause.clauses if isinstance(clause, (AnyOf, AllOf)) else (clause,)
        self._filters = [each.filter for each in clauses]
        self._known: dict[str, dict[str, int]] = {owner: {} for owner in quota.owners}
        self._examples: dict[int, Trait] = {}

    def of(self, items: Items) -> Fitting:
        """Return how many of the items fit which clauses, whether the quota is owed anew or not.

        The clauses are told as bits; what fits none is left out, for no verdict asks for it.
        """
        if not items:  # nearly all, at the beginning of a year
            return ()
        numbers: dict[int, int] = {}
        for owner, known in self._known.items():
            for cell, number in items.get(owner, {}).items():
                bits = known.get(cell)
                if bits is None:
                    bits = known[cell] = self._bits(trait_of(cell, owner))
                if bits:
                    numbers[bits] = numbers.get(bits, 0) + number
        return tuple(sorted(numbers.items()))

    def alike(self, fitting: Fitting) -> dict[Trait, int]:
        """Return items that fit the clauses as those do from which *fitting* was made."""
        return {self._examples[bits]: number for bits, number in fitting}

    def _bits(self, trait: Trait) -> int:
        asked = [(wanted, renewed) for wanted in self._filters for renewed in (False, True)]
        bits = sum(
            1 << place
            for place, (wanted, renewed) in enumerate(asked)
            if counts(wanted, trait, renewed_yearly=renewed)
        )
        self._examples.setdefault(bits, trait)
        return bits


class _Rulebook:
    """The rules of one quota by tenant; where a tenant states none, they are those above it."""

    def __init__(self, panel: Panel, quota: Quota) -> None:
        self._panel = panel
        self._organization = quota.organization
        self._overrides = panel.stated(quota.code)
        self._inherited: dict[str, Rules] = {}

    def of(self, tenant: Tenant) -> Rules:
        parent = self._panel.parent_of(tenant)
        if not parent or tenant.plugins or tenant.id in self._overrides:
            return self._read(tenant)
        if parent not in self._inherited:
            self._inherited[parent] = self._read(tenant)
        return self._inherited[parent]

    def _read(self, tenant: Tenant) -> Rules:
        above = self._panel.lineage(tenant)
        local = tuple(one for each in above for one in self._overrides.get(each.id, ()))
        return local, self._panel.is_active(above, self._organization)
