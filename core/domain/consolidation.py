"""The oracle of every total: counts registrations one by one, as api.md words it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from core.domain.figures import Figures
from core.domain.movements import AddsUp
from core.domain.registrations import Status
from core.domain.results import Basis, latest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from core.domain.movements import Measure
    from core.domain.registrations import Registration

Key = TypeVar("Key")


def consolidate(
    registrations: Iterable[Registration],
    by: Callable[[Registration], Key],
    *,
    month: int,
    since: int = 0,
    basis: Basis = Basis.REPORTED,
    measures: Mapping[str, Measure],
) -> dict[Key, Figures]:
    """Return the figures at the end of *month* (1–12), grouped *by* a key of the lead's item.

    *since* > 0 gives what was reached after the end of that month (``mode=in_period``). What is
    the year's — registered, agreed, late, plans — does not depend on the month.
    """
    rows: dict[Key, Figures] = {}
    for registration in registrations:
        if not registration.counted:
            continue
        row = rows.setdefault(by(registration), Figures())
        row.add(of_year(registration))
        row.add(reached(registration, month=month, basis=basis, measures=measures))
        if since:
            before = reached(registration, month=since, basis=basis, measures=measures)
            row.add(before, times=-1)
    return rows


def of_year(registration: Registration) -> Figures:
    """Return the figures of a counted item that are the year's, whatever the period."""
    return Figures(
        registered=1,
        agreed=int(registration.status is Status.AGREED),
        late=int(registration.late),
        planned_funding=registration.planned_funding,
        households_planned=registration.households or 0,
        as_partner=len(registration.partner_organizations),
    )


def reached(
    registration: Registration, *, month: int, basis: Basis, measures: Mapping[str, Measure]
) -> Figures:
    """Return what the item's latest result up to *month* says; nothing without one."""
    figures = Figures()
    result = latest(registration.results, month=month, basis=basis)
    if result is None:
        return figures
    setattr(figures, result.state.value, 1)
    figures.spent_funding = result.spent_funding
    figures.households = result.households
    for code, value in result.measures.items():
        measure = measures.get(code)
        adds_up = measure.adds_up if measure else AddsUp.SUM
        scaled = int(value.scaleb(measure.decimals if measure else 0))
        if adds_up is AddsUp.SUM:
            figures.sums[code] = scaled
        elif adds_up is AddsUp.MAX:
            figures.values[code, scaled] = 1
    return figures
