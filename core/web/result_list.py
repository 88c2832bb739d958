"""A period's results of one unit: what is still to be entered, what is to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from core.domain.results import ResultStatus
from core.edge.platform import moment, platform
from core.services.own_items import MOST, own_items
from core.services.sighting import tenant_in_sight
from core.web import formats
from core.web.hats import acting
from core.web.registration_words import areas_text
from core.web.rendering import t
from core.web.result_gating import Gates
from core.web.result_opening import opened_item
from core.web.result_words import doubt_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.result_opening import Opened

MISSING = "chua-nhap"
SHOWN = {
    "cho-xac-nhan": ResultStatus.REPORTED,
    "da-xac-nhan": ResultStatus.CONFIRMED,
    "can-bo-sung": ResultStatus.RETURNED,
    MISSING: None,
}
"""The values of ``tinh-trang``; None: there is no result."""
FIGURES_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One item of the list, with its result of the period in words."""

    shown: Opened
    place: str
    figures: str
    spent: str
    doubts: Sequence[str]
    may_tick: bool
    locked: str

    @property
    def item(self) -> Registration:
        return self.shown.item

    @property
    def pick(self) -> str:
        result = self.shown.result
        return f"{self.item.id}:{result.version}" if result else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultList:
    """``rows`` are those asked for; ``numbers`` count all by ``tinh-trang``.

    ``to_enter`` are one's own without a result that may be entered now; ``shut`` says why none
    may.
    """

    tenant: Tenant
    rows: Sequence[ResultRow]
    numbers: Mapping[str, int]
    tickable: int
    to_enter: Sequence[Opened]
    shut: str
    asked: str


def asked_unit(work: Repositories) -> Tenant:
    return tenant_in_sight(work, request.args.get("dia-ban") or acting().tenant.id)


def result_list(work: Repositories, tenant: Tenant, period: Period) -> ResultList:
    """Return the results of *tenant* itself; an organization sees its own items only."""
    held, gates = acting(), Gates(work, period)
    organization = None if held.is_front else held.organization
    every = [
        opened_item(item, period, gates)
        for item in own_items(
            work, tenant, year=period.year, on=moment().today, organization=organization, limit=MOST
        )
        if item.counted
    ]
    asked = request.args.get("tinh-trang", "")
    if asked not in SHOWN:
        asked = "cho-xac-nhan" if held.is_front else ""
    units = _units(work, every)
    entering = [one for one in every if one.enters and one.result is None]
    to_enter = [one for one in entering if one.editable and held.may_write]
    listed = [
        one for one in every if _standing(one) == asked or (not asked and one not in to_enter)
    ]
    rows = [_row(one, units) for one in listed]
    return ResultList(
        tenant=tenant,
        rows=rows,
        numbers={name: sum(_standing(one) == name for one in every) for name in SHOWN},
        tickable=sum(row.may_tick for row in rows),
        to_enter=to_enter,
        shut=next((one.shut for one in entering if one.shut), ""),
        asked=asked,
    )


def _standing(shown: Opened) -> str:
    status = shown.result.status if shown.result else None
    return next(name for name, found in SHOWN.items() if found is status)


def _row(shown: Opened, units: Mapping[str, Tenant]) -> ResultRow:
    waiting = shown.judges and acting().may_write and shown.waits
    return ResultRow(
        shown=shown,
        place=areas_text(shown.item.places, units, shown.item.tenant),
        figures=_figures(shown.result) if shown.result else "",
        spent=_spent(shown),
        doubts=[one["text"] for one in doubt_texts(shown)],
        may_tick=waiting and not shown.judge_shut,
        locked=shown.judge_shut if waiting else "",
    )


def _figures(result: Result) -> str:
    """Return the first figures in a line: «42 hộ · 420 m · 760 cây»."""
    known = platform().catalogue.measures
    by_unit: dict[str, str] = {}
    if result.households:
        by_unit[t("results.household_unit")] = formats.number(result.households)
    for code, amount in result.measures.items():
        if amount and code in known and known[code].unit != t("results.money_unit"):
            by_unit.setdefault(known[code].unit, formats.number(amount))
    parts = [f"{amount} {unit}" for unit, amount in by_unit.items()]
    return " · ".join(parts[:FIGURES_SHOWN])


def _spent(shown: Opened) -> str:
    spent = shown.result.spent_funding if shown.result else 0
    return formats.money(spent) if spent else ""


def _units(work: Repositories, every: Sequence[Opened]) -> Mapping[str, Tenant]:
    named = {place.tenant for one in every for place in one.item.places if place.tenant}
    return work.tenants.many(named) if named else {}
