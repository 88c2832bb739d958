"""What looks odd in a result: said to who enters and who confirms it, never a refusal."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.results import REALIZED, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from core.domain.movements import Measure
    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.domain.results import Result

WHOLE = 100
PERCENT, HOUSEHOLD = "%", "hộ"
FAR_OVER = 2
"""So many times the plan is worth a second look."""
SMALLEST_SUM = 10_000
"""Less than this was probably meant in thousands or millions of đồng."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at again; ``code`` selects the sentence ``doubt.<code>``.

    ``field`` is as in the body of a result: ``progress``, ``measures.so_ho``, ``funding``.
    """

    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def doubts(
    result: Result,
    registration: Registration,
    *,
    previous: Result | None,
    measures: Iterable[Measure],
) -> Iterator[Doubt]:
    """Yield what looks odd in *result*: within itself, beside the plan, beside *previous*.

    Figures run from 1 January on, so none may be smaller than at the end of an earlier period.
    """
    known = {measure.code: measure for measure in measures}
    yield from _within(result)
    yield from _beside_plan(result, registration, known)
    if previous is not None:
        yield from _beside_previous(result, previous, known)


def before(results: Iterable[Result], period: Period) -> Result | None:
    """Return the result of the last period that ended before *period* does."""
    earlier = [r for r in results if r.period.end_month < period.end_month]
    return max(earlier, key=lambda r: r.period.precedence, default=None)


def _within(result: Result) -> Iterator[Doubt]:
    if result.state is State.COMPLETED and result.progress < WHOLE:
        yield Doubt("progress", "completed_below_whole", {"progress": result.progress})
    if result.state is State.IN_PROGRESS and result.progress == WHOLE:
        yield Doubt("progress", "in_progress_at_whole")
    if result.state in REALIZED and not (result.households or any(result.measures.values())):
        yield Doubt("state", "realized_without_figures")
    for money in result.funding:
        if 0 < money.amount < SMALLEST_SUM:
            yield Doubt("funding", "sum_very_small", {"amount": money.amount})


def _beside_plan(
    result: Result, registration: Registration, known: Mapping[str, Measure]
) -> Iterator[Doubt]:
    params: dict[str, Any]
    planned = registration.planned_funding
    if planned and result.spent_funding > FAR_OVER * planned:
        params = {"amount": result.spent_funding, "planned": planned}
        yield Doubt("funding", "spent_far_over_plan", params)
    households = registration.households
    if households and result.households > FAR_OVER * households:
        params = {"amount": result.households, "planned": households}
        yield Doubt("households", "far_over_plan", params | {"unit": HOUSEHOLD})
    for code, amount in result.measures.items():
        plan = planned_figure(registration, known[code]) if code in known else None
        if plan and float(amount) > FAR_OVER * plan and known[code].unit != PERCENT:
            params = {"amount": amount, "planned": plan, "unit": known[code].unit}
            yield Doubt(f"measures.{code}", "far_over_plan", params)


def planned_figure(registration: Registration, measure: Measure) -> float | None:
    """Return what was planned of *measure*: the answer of its name, else the one such quantity.

    A scale in households says how many take part, and nothing of any other figure in households.
    """
    answer = registration.answers.get(measure.code)
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return answer
    if measure.unit == HOUSEHOLD:
        return None
    unit = measure.unit.casefold()
    stated = [one.amount for one in registration.scale if one.unit.casefold() == unit]
    return stated[0] if len(stated) == 1 else None


def _beside_previous(
    result: Result, previous: Result, known: Mapping[str, Measure]
) -> Iterator[Doubt]:
    period = str(previous.period)
    pairs: list[tuple[str, str, int | Decimal, int | Decimal]] = [
        ("progress", "%", result.progress, previous.progress),
        ("households", HOUSEHOLD, result.households, previous.households),
        ("funding", "đồng", result.spent_funding, previous.spent_funding),
    ]
    pairs += [
        (f"measures.{code}", known[code].unit, result.measures.get(code, 0), amount)
        for code, amount in previous.measures.items()
        if code in known and known[code].unit != PERCENT
    ]
    for name, unit, now, then in pairs:
        if now < then:
            params = {"amount": now, "earlier": then, "unit": unit, "period": period}
            yield Doubt(name, "less_than_before", params)
