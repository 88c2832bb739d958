"""What each tenant's paths ever were, what it therefore sees, and who took over its work."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from core.domain.tenants import Dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from core.domain.tenants import Succession, Tenant

Paths = tuple[Dated[str], ...]


def grown(units: Iterable[Tenant], successions: Iterable[Succession]) -> list[Tenant]:
    """Return the same tenants with their ``paths`` and ``sight`` worked out.

    ``units`` is the whole tree. Raises KeyError for a parent that is not in it, and ValueError
    for parents that go round in a circle.
    """
    everyone = {unit.id: unit for unit in units}
    paths = paths_ever(everyone)
    seen = sights(everyone, successions, paths)
    return [replace(unit, paths=paths[unit.id], sight=seen[unit.id]) for unit in everyone.values()]


def paths_ever(units: Mapping[str, Tenant]) -> dict[str, Paths]:
    """Return every path a tenant ever had, oldest first."""
    known: dict[str, Paths] = {}

    def paths_of(unit: Tenant, below: tuple[str, ...]) -> Paths:
        if unit.id in below:
            raise ValueError(f"{unit.id} lies below itself")
        if unit.id not in known:
            known[unit.id] = tuple(_paths_through(unit, (*below, unit.id)))
        return known[unit.id]

    def _paths_through(unit: Tenant, below: tuple[str, ...]) -> Iterator[Dated[str]]:
        if not unit.parents:
            yield Dated(value=f"{unit.id}/", valid_from=unit.valid_from, valid_to=unit.valid_to)
        for edge in unit.parents:
            for above in paths_of(units[edge.value], below):
                days = _common_days(edge, above)
                if days is not None:
                    value = f"{above.value}{unit.id}/"
                    yield Dated(value=value, valid_from=days[0], valid_to=days[1])

    return {unit.id: paths_of(unit, ()) for unit in units.values()}


def sights(
    units: Mapping[str, Tenant], successions: Iterable[Succession], paths: Mapping[str, Paths]
) -> dict[str, tuple[str, ...]]:
    """Return for each tenant the path prefixes under which it sees records.

    Sight is the tenant's subtree under the edges of any date, and every tenant that passed into
    it or into one of those (api.md, «Who may do what»). None of the prefixes contains another.
    """
    within: defaultdict[str, set[str]] = defaultdict(set)
    for unit in units.values():
        for edge in unit.parents:
            within[edge.value].add(unit.id)
    for succession in successions:
        within[succession.target].add(succession.source)
    return {
        unit: minimal(path.value for seen in _reachable(unit, within) for path in paths[seen])
        for unit in units
    }


def minimal(prefixes: Iterable[str]) -> tuple[str, ...]:
    """Return, sorted, those prefixes that lie within no other one."""
    kept: list[str] = []
    for prefix in sorted(prefixes):
        if not kept or not prefix.startswith(kept[-1]):
            kept.append(prefix)
    return tuple(kept)


def current_heir(tenant: Tenant, successions: Mapping[str, Sequence[Succession]]) -> str | None:
    """Return the id of the tenant that holds this one's work now.

    ``successions`` are listed by source. A tenant still open holds its own; a split one's goes
    where the default points; None when a closed tenant passed into nobody (a district).
    """
    if tenant.valid_to is None:
        return tenant.id
    heir, since = tenant.id, date.min
    while later := [step for step in successions.get(heir, ()) if step.effective > since]:
        step = next((each for each in later if each.default), later[0])
        heir, since = step.target, step.effective
    return None if heir == tenant.id else heir


def heirs_of(units: Iterable[Tenant], successions: Iterable[Succession]) -> dict[str, str]:
    """Return for each tenant the one that holds its work now, never nobody.

    As :func:`current_heir`, but what passed into nobody leaves its work to its parent's heir, so
    that a roll-up under today's boundaries loses nothing.
    """
    everyone = {unit.id: unit for unit in units}
    by_source: defaultdict[str, list[Succession]] = defaultdict(list)
    for step in successions:
        by_source[step.source].append(step)

    def heir_of(unit: Tenant) -> str:
        heir = current_heir(unit, by_source)
        if heir is None:
            return heir_of(everyone[unit.parents[-1].value]) if unit.parents else unit.id
        return heir

    return {unit.id: heir_of(unit) for unit in everyone.values()}


def _reachable(start: str, within: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        fresh = within.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return seen


def _common_days(one: Dated[str], other: Dated[str]) -> tuple[date | None, date | None] | None:
    starts = [each.valid_from for each in (one, other) if each.valid_from]
    ends = [each.valid_to for each in (one, other) if each.valid_to]
    first, last = max(starts, default=None), min(ends, default=None)
    if first is not None and last is not None and first > last:
        return None
    return first, last
