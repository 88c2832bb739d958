"""Quotas: cited, owned, and such that some item could meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.quotas import AllOf, AnyOf, AtLeast
from core.plugin_api.rules.codes import blank_faults, own_code_faults
from core.plugin_api.rules.movements import source_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.domain.movements import MovementType
    from core.domain.quotas import Clause, Expected, Filter, Quota


def quota_faults(name: str, quota: Quota) -> Iterator[str]:
    """Yield the faults that can be seen without knowing what can be registered."""
    what = f"quota {quota.code!r}"
    yield from own_code_faults(name, quota.code, "quota")
    yield from blank_faults(what, label=quota.label)
    yield from source_faults(quota.source, what)
    if quota.organization != name:
        yield f"{what}: {quota.organization!r} answers for it, not this plugin's organization"
    if name in quota.shared_with:
        yield f"{what}: it is shared with its own organization"
    if quota.condition is not None and not (
        quota.condition.tenant_types or quota.condition.attribute
    ):
        yield f"{what}: its condition asks nothing"
    if isinstance(quota.clause, AnyOf | AllOf) and not quota.clause.clauses:
        yield f"{what}: a choice of no clauses"
    for part in parts(quota.clause):
        yield from _part_faults(part, what)


def parts(clause: Clause) -> tuple[AtLeast | Expected, ...]:
    """Return the clauses that carry a filter: *clause* itself, or those it joins."""
    return clause.clauses if isinstance(clause, AnyOf | AllOf) else (clause,)


def _part_faults(part: AtLeast | Expected, what: str) -> Iterator[str]:
    yield from blank_faults(f"{what}, a clause", label=part.label)
    if isinstance(part, AtLeast) and part.n < 1:
        yield f"{what}: at least {part.n} demands nothing; if no number is stated, use Expected"
    if not part.filter.wording:
        yield f"{what}: a clause without wording counts nothing"


def reach_faults(quota: Quota, types: Mapping[str, MovementType]) -> Iterator[str]:
    """Yield clauses that name an unknown type of the plugin, or that none of its types can meet.

    Types of an organization the quota is shared with are that plugin's, which may be absent.
    """
    what = f"quota {quota.code!r}"
    for part in parts(quota.clause):
        foreign = False
        for code in sorted(part.filter.movement_types):
            owner = code.partition(".")[0]
            foreign = foreign or owner in quota.shared_with
            if owner not in quota.owners:
                yield f"{what}: it counts {code!r}, but is not shared with {owner!r}"
            elif owner == quota.organization and code not in types:
                yield f"{what}: it counts {code!r}, which is not declared"
        if not foreign and not any(_fits(part.filter, of_type) for of_type in types.values()):
            yield f"{what}: no movement type can meet «{part.label}»"


def _fits(wanted: Filter, of_type: MovementType) -> bool:
    return (
        (not wanted.movement_types or of_type.code in wanted.movement_types)
        and (not wanted.kinds or bool(wanted.kinds & of_type.kinds))
        and wanted.themes <= of_type.allowed_themes()
    )
