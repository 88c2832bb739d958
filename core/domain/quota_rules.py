"""Which form of a quota binds a tenant on a day: local overrides and conditions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.domain.quotas import AllOf, AnyOf, AtLeast, Expected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from core.domain.quotas import Clause, Condition, Quota


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A tenant's own version of a quota, for itself and all below it, by a document and dates.

    ``quota`` is a code; ``at_least`` ≥ 1 narrows or raises, 0 switches the quota off. A setting
    that is None is left as it is. ``valid_to`` is the last day; None: until further notice.
    """

    quota: str
    tenant: str
    valid_from: date
    document: str
    valid_to: date | None = None
    at_least: int | None = None
    renewed_yearly: bool | None = None

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantFacts:
    """All that a quota asks about a tenant, as of one day.

    ``type`` is the Vietnamese word («xã», in any case); ``attributes`` holds what somebody has
    stated; ``plugin_active`` is false while the plugin that declares the quota is switched off
    here or quarantined.
    """

    type: str
    attributes: Mapping[str, bool | int | float | str] = field(default_factory=dict)
    plugin_active: bool = True


def effective(
    quota: Quota, overrides: Iterable[Override], *, lineage: Sequence[str], on: date
) -> Quota | None:
    """Return *quota* as it stands on a day in the last tenant of *lineage*; None: switched off.

    *lineage* holds tenant ids from the root down. Each setting is that of the nearest tenant whose
    override in force states it, of several there the one that began last. Overrides of other
    quotas and tenants are passed over.
    """
    depth = {tenant: level for level, tenant in enumerate(lineage)}
    binding = [
        override
        for override in overrides
        if override.quota == quota.code and override.tenant in depth and override.in_force(on)
    ]
    at_least, renewed_yearly = None, quota.renewed_yearly
    for override in sorted(binding, key=lambda one: (depth[one.tenant], one.valid_from)):
        if override.at_least is not None:
            at_least = override.at_least
        if override.renewed_yearly is not None:
            renewed_yearly = override.renewed_yearly
    if at_least is None:
        return replace(quota, renewed_yearly=renewed_yearly)
    if at_least < 1:
        return None
    clause = _asking(quota.clause, at_least)
    return replace(quota, clause=clause, renewed_yearly=renewed_yearly)


def binds(quota: Quota, facts: TenantFacts) -> bool | None:
    """Tell whether the quota's condition holds; None where nobody has stated the attribute."""
    condition = quota.condition
    if condition is None:
        return True
    if not _type_fits(condition, facts):
        return False
    if condition.attribute is None:
        return True
    stated = facts.attributes.get(condition.attribute)
    if stated is None:
        return None
    # True equals 1 in Python; a number is no answer to a yes-or-no question.
    same_sort = isinstance(stated, bool) is isinstance(condition.value, bool)
    return same_sort and stated == condition.value


def _type_fits(condition: Condition, facts: TenantFacts) -> bool:
    types = {name.casefold() for name in condition.tenant_types}
    return not types or facts.type.casefold() in types


def _asking(clause: Clause, n: int) -> Clause:
    match clause:
        case AtLeast():
            return replace(clause, n=n)
        case AnyOf(clauses=clauses):
            return AnyOf(clauses=tuple(replace(one, n=n) for one in clauses))
        case AllOf(clauses=clauses):
            return AllOf(clauses=tuple(replace(one, n=n) for one in clauses))
        case Expected(label=label, filter=wanted):
            return AtLeast(n=n, label=label, filter=wanted)
