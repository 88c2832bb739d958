"""How a tenant's whole subtree stands to every quota: who meets it, who is short, of what."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.contributions import cell_of
from core.domain.counts import holdings
from core.domain.errors import InvalidError
from core.domain.movements import Kind, Stage
from core.domain.quotas import Trait
from core.domain.tenants import Level
from core.domain.verdicts import tally
from core.services.judging import rules_day
from core.services.quota_panel import Panel
from core.services.sighting import heirs_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.counts import Count
    from core.domain.quotas import Quota
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict, VerdictTally
    from core.services.ports.work import Repositories
    from core.services.quota_panel import Items


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
    held = _held(work, tenant, inside, asked, question, on) if asked else {}
    panel = Panel(around, work.overrides.for_tenants(list(around)), held, on, catalogue)
    rows = []
    for quota in quotas:
        of_level = (t for t in inside.values() if t.level is quota.level)
        verdicts = panel.judge(quota, of_level)
        rows.append(QuotaRow(quota=quota, verdicts=verdicts, tally=tally(verdicts)))
    return rows


def _held(
    work: Repositories,
    tenant: Tenant,
    inside: Mapping[str, Tenant],
    quotas: Sequence[Quota],
    question: Question,
    on: date,
) -> Mapping[str, Items]:
    """Return each tenant's items; those of a predecessor closed meanwhile go to its heir."""
    owners = {owner for quota in quotas for owner in quota.owners}
    found: dict[str, dict[str, Mapping[str, int]]] = {}
    for tenant_id, organization, cells in _items(work, tenant, owners, question):
        _add(found.setdefault(tenant_id, {}), organization, cells)
    away = [tenant_id for tenant_id in found if tenant_id not in inside]
    for source, heir in heirs_on(work, away, on).items():
        if heir in inside:
            for organization, cells in found[source].items():
                _add(found.setdefault(heir, {}), organization, cells)
    return found


def _add(items: dict[str, Mapping[str, int]], organization: str, cells: Mapping[str, int]) -> None:
    there = items.get(organization)
    items[organization] = Counter(there) + Counter(cells) if there else cells


def _items(
    work: Repositories, tenant: Tenant, owners: Collection[str], question: Question
) -> Iterator[tuple[str, str, Mapping[str, int]]]:
    """Yield how many items of each cell a tenant has of an organization, some at a time."""
    if question.as_of is not None:
        yield from _items_on(work, tenant, owners, question, question.as_of)
    elif question.realized:
        for count in work.counters.of_tenants(
            year=question.year, prefixes=tenant.sight, organizations=owners
        ):
            yield count.tenant, count.organization, _realized(count)
    else:
        yield from work.counters.registered(
            year=question.year, prefixes=tenant.sight, organizations=owners
        )


def _items_on(
    work: Repositories, tenant: Tenant, owners: Collection[str], question: Question, day: date
) -> Iterator[tuple[str, str, Mapping[str, int]]]:
    """Yield the same as it stood at the end of *day*."""
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for state in work.audit.standing_on(day, year=question.year, prefixes=tenant.sight):
        stands = state["realized" if question.realized else "counted"] and state["counted"]
        if stands and state["organization"] in owners:
            found[str(state["tenant"]), str(state["organization"])][cell_of(_trait(state))] += 1
    for (tenant_id, organization), cells in found.items():
        yield tenant_id, organization, cells


def _realized(count: Count) -> dict[str, int]:
    return {cell_of(trait): number for trait, number in holdings(count, realized=True).items()}


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
