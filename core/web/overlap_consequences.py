"""What follows from each conclusion about an overlap, in numbers, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.counts import Cut
from core.domain.quota_fit import serves
from core.domain.verdicts import Outcome
from core.edge.platform import platform
from core.services.country_figures import figures_of
from core.services.judging import verdicts_in
from core.web.formats import two_digits
from core.web.hats import acting
from core.web.naming import in_a_sentence, organization_name
from core.web.rendering import t
from core.web.verdict_words import shown_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.domain.overlap_cases import OverlapCase
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict
    from core.services.ports.work import Repositories

YEARS_END = Cut(month=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaEffect:
    """One quota: ``mark`` and ``short`` are of the chip, ``numbers`` say now, then and needed.

    Of an item that no quota counts there is one without chip and numbers, which says so.
    """

    organization: str
    label: str
    mark: str = ""
    short: str = ""
    numbers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountEffect:
    """How many registrations a unit has now and will have."""

    place: str
    now: int
    then: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What follows when ``counts`` counts for both; "" when each counts for itself.

    ``results`` is how many reported results of the other then count no more.
    """

    counts: str
    quotas: tuple[QuotaEffect, ...]
    units: tuple[CountEffect, ...]
    results: int


def effects_of(
    case: OverlapCase, pair: tuple[Registration, ...], work: Repositories
) -> list[Effects]:
    """Return the effects: of two works, of the first counting for both, of the second.

    Of a unit out of sight, whose item is done here as well, nothing is told.
    """
    named = (work.tenants.get(item.tenant) for item in pair)
    units = {unit.id: unit for unit in named if acting().within(unit)}
    numbers = {code: _registered(work, unit, case.year) for code, unit in units.items()}
    near = tuple(item for item in pair if item.tenant in units)
    now = {item.id: _judged(work, units[item.tenant], item) for item in near}
    return [
        _effects(counts, case, pair, units, numbers, now, work)
        for counts in ("", *(item.id for item in pair))
    ]


def _effects(
    counts: str,
    case: OverlapCase,
    pair: tuple[Registration, ...],
    units: dict[str, Tenant],
    numbers: dict[str, int],
    now: dict[str, tuple[Verdict, ...]],
    work: Repositories,
) -> Effects:
    gone = next((item for item in pair if counts and item.id != counts), None)
    before = next((item for item in pair if item.id == case.merged), None)
    leaves = gone if gone and gone.id != case.merged else None
    returns = before if before and (gone is None or gone.id != before.id) else None
    quotas: list[QuotaEffect] = []
    for item in pair:
        if item.tenant not in units:
            continue
        unit, then = units[item.tenant], now[item.id]
        if any(one and _together(one, item) for one in (leaves, returns)):
            then = _judged(work, unit, item, leaves=leaves, returns=returns)
        quotas += [*_of_quotas(item, unit, now[item.id], then)] or [_of_none(item)]
    return Effects(
        counts=counts,
        quotas=tuple(dict.fromkeys(quotas)),
        units=tuple(_of_units(units, numbers, leaves, returns)),
        results=len(leaves.results) if leaves else 0,
    )


def _together(one: Registration, other: Registration) -> bool:
    return (one.tenant, one.organization) == (other.tenant, other.organization)


def _judged(
    work: Repositories,
    unit: Tenant,
    item: Registration,
    *,
    leaves: Registration | None = None,
    returns: Registration | None = None,
) -> tuple[Verdict, ...]:
    return verdicts_in(
        work,
        unit,
        organization=item.organization,
        year=item.year,
        today=acting().today,
        catalogue=platform().catalogue,
        without=leaves.trait() if leaves and _together(leaves, item) else None,
        as_if=returns.trait() if returns and _together(returns, item) else None,
    )


def _of_quotas(
    item: Registration, unit: Tenant, now: Sequence[Verdict], then: Sequence[Verdict]
) -> Iterator[QuotaEffect]:
    """Yield the quotas that the item serves, as they will stand."""
    before = {verdict.quota.code: verdict for verdict in now}
    shown = {one.code: one for one in shown_verdicts(then, unit)}
    for verdict in then:
        quota = verdict.quota
        if not serves(quota, item.trait()) or quota.code not in before:
            continue
        mark, short = _chip(before[quota.code], verdict, shown[quota.code].short)
        yield QuotaEffect(
            organization=organization_name(item.organization),
            label=quota.label,
            mark=mark,
            short=short,
            numbers=_numbers(before[quota.code], verdict),
        )


def _of_none(item: Registration) -> QuotaEffect:
    name = organization_name(item.organization)
    return QuotaEffect(organization=name, label=t("overlap_effect.uncounted"))


def _chip(now: Verdict, then: Verdict, otherwise: str) -> tuple[str, str]:
    stays = now.outcome is then.outcome and now.have == then.have
    need = then.need or 0
    if then.outcome is Outcome.MET:
        key = "still_met" if now.outcome is Outcome.MET else "will_meet"
        return "met", t(f"overlap_effect.{key}", have=two_digits(then.have), need=two_digits(need))
    if then.outcome is Outcome.SHORT:
        key = "still_short" if stays else "will_be_short"
        return "short", t(f"overlap_effect.{key}", n=two_digits(max(need - then.have, 0)))
    return "unknown", otherwise


def _numbers(now: Verdict, then: Verdict) -> str:
    key = "numbers_same" if now.have == then.have else "numbers"
    if then.need is None:
        return t(f"overlap_effect.{key}_only", now=now.have, then=then.have)
    return t(f"overlap_effect.{key}", now=now.have, then=then.have, need=then.need)


def _of_units(
    units: dict[str, Tenant],
    numbers: dict[str, int],
    leaves: Registration | None,
    returns: Registration | None,
) -> Iterator[CountEffect]:
    for code, unit in units.items():
        more = int(returns is not None and _below(unit, returns))
        less = int(leaves is not None and _below(unit, leaves))
        now = numbers[code]
        yield CountEffect(place=in_a_sentence(unit), now=now, then=now + more - less)


def _below(unit: Tenant, item: Registration) -> bool:
    """Tell whether the unit's number has the item in it: its own, or of a unit below."""
    return any(item.path.startswith(prefix) for prefix in unit.sight)


def _registered(work: Repositories, unit: Tenant, year: int) -> int:
    figures = figures_of(
        work, unit, year=year, cut=YEARS_END, organizations=None, today=acting().today,
        results=False,
    )  # fmt: skip
    return figures.totals.registered
