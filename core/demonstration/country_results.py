"""What an item of the country's demonstration has reached by the practice date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from core.demonstration import names
from core.domain.calendar_windows import default_window
from core.domain.movements import Stage
from core.domain.periods import Period
from core.domain.registrations import Money
from core.domain.results import REALIZED, Result, ResultStatus, State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from core.demonstration.drawing import Drawn
    from core.domain.registrations import Registration

HUNDRED_THOUSAND = 100_000
STATUSES = (
    *[ResultStatus.CONFIRMED] * 13, *[ResultStatus.REPORTED] * 6, ResultStatus.RETURNED,
)  # fmt: skip
YEAR = 12
"""Months."""

RECOGNISED = 0.1
WHOLE_STATES = (*[State.COMPLETED] * 22, *[State.IN_PROGRESS] * 2, State.STOPPED)
HALF_STATES = (*[State.IN_PROGRESS] * 23, *[State.COMPLETED] * 2)
KEPT_STATES = (*[State.MAINTAINED] * 12, State.IN_PROGRESS)
SENTENCES = {
    State.IN_PROGRESS: names.UNDER_WAY,
    State.COMPLETED: names.DONE,
    State.MAINTAINED: names.KEPT,
    State.STOPPED: names.STOPPED,
}


@dataclass(frozen=True, slots=True)
class Round:
    """The results of one period: of how many items, between which days, what share by then."""

    period: Period
    reported: float
    first: date
    days: int
    low: float
    high: float


@cache
def rounds(year: int) -> tuple[Round, ...]:
    """Return the first half, the third quarter and the year, each within the default calendar."""
    half = Period(year=year, start_month=1, months=6)
    quarter = Period(year=year, start_month=7, months=3)
    return tuple(
        Round(period, reported, window.opens, (window.due - window.opens).days, low, high)
        for period, reported, low, high in (
            (half, 0.62, 0.2, 0.5), (quarter, 0.08, 0.5, 0.75), (Period(year=year), 0.58, 0.9, 1.1),
        )
        for window in [default_window(year, str(period))]
    )  # fmt: skip


def results_of(item: Registration, drawn: Drawn, front: str, rng: Random) -> tuple[Result, ...]:
    """Return the results entered for *item*, the oldest first, some of them judged by *front*."""
    results: list[Result] = []
    finished = False
    for each in rounds(item.year):
        if rng.random() >= each.reported:
            continue
        state = State.COMPLETED if finished else _state(item, each.period, rng)
        finished = state is State.COMPLETED
        results.append(_result(item, drawn, each, state, front, rng))
    return tuple(results)


def recognised(results: Sequence[Result], year: int, rng: Random) -> date | None:
    """Return when the model was recognised: a confirmed year's result that is realized."""
    fits = any(
        result.period.months == YEAR
        and result.status is ResultStatus.CONFIRMED
        and result.state in REALIZED
        for result in results
    )
    return date(year + 1, 1, 20 + rng.randrange(11)) if fits and rng.random() < RECOGNISED else None


def _result(
    item: Registration, drawn: Drawn, each: Round, state: State, front: str, rng: Random
) -> Result:
    share = each.low + (each.high - each.low) * rng.random()
    if state is State.STOPPED:
        share = 0.5
    status = rng.choice(STATUSES)
    day = each.first + timedelta(days=int(rng.random() * (each.days + 1)))
    returned, confirmed = status is ResultStatus.RETURNED, status is ResultStatus.CONFIRMED
    return Result(
        period=each.period,
        state=state,
        progress=100 if state in REALIZED else min(95, round(100 * share)),
        households=round((item.households or 0) * min(share, 1.0)),
        measures={
            code: Decimal(str(of.value(drawn.values, share=share)))
            for code, of in sorted(drawn.pattern.measures.items())
        },
        funding=tuple(
            Money(source=m.source, amount=_rounded(m.amount * share)) for m in item.funding
        ),
        narrative=rng.choice(SENTENCES[state]),
        status=status,
        version=1 if status is ResultStatus.REPORTED else 2,
        entered_by=item.created_by,
        entered_at=datetime.combine(day, time(3, day.day), tzinfo=item.created_at.tzinfo),
        confirmed_by=front if confirmed else None,
        return_reason=rng.choice(names.RESULT_RETURNED) if returned else None,
    )


def _state(item: Registration, period: Period, rng: Random) -> State:
    if item.stage is Stage.MAINTAINED:
        return rng.choice(KEPT_STATES)
    return rng.choice(WHOLE_STATES if period.months == YEAR else HALF_STATES)


def _rounded(amount: float) -> int:
    return round(amount / HUNDRED_THOUSAND) * HUNDRED_THOUSAND
